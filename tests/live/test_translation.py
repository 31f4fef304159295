"""A room's translation: the real service over a small fake model, in its real thread."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from live.archive.session import find_unfinished, new_session, resume_session
from live.config import LogConfig, RoomConfig
from live.events import Line
from live.translation import Translation
from models.errors import ModelError
from tests.live.rooms import a_line
from tests.translate.fakes import Clock, FakeTranslator
from translate.engine import Request, Translator
from translate.glossary_file import GlossaryFile
from translate.service import Service

ENOUGH_S = 60.0
CLAUSE = "When the bank opened its new branches last year, the"


def answer(request: Request) -> str:
    """A translation that keeps the numbers and marks of its source."""
    kept = " ".join(re.findall(r"X?\d+", request.text))
    return f"这是第{kept}行" if request.target == "zh" else f"El texto de la línea {kept}".strip()


class Screen:
    """Keeps what is shown, and can be waited for."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.tells: list[bool] = []
        """Whether the translator was away, whenever that changed."""

    def show(self, line: Line) -> None:
        self.lines.append(line)

    def texts(self, lang: str) -> list[tuple[int, str]]:
        return [(line.id, line.text) for line in self.lines if line.lang == lang]


async def until(condition: Callable[[], object]) -> None:
    """Wait for what the translator's thread does."""
    async with asyncio.timeout(ENOUGH_S):
        while not condition():  # noqa: ASYNC110 - a thread sets no asyncio event
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(translation: Translation) -> AsyncIterator[Screen]:
    screen = Screen()
    task = asyncio.create_task(translation.run(screen.show, screen.tells.append))
    yield screen
    task.cancel()
    await asyncio.wait({task})


def a_translation(
    open_translator: Callable[[], Translator], *targets: str, clock: Clock | None = None, **options: object
) -> Translation:
    service = Service(open_translator, targets, clock=clock or Clock())
    return Translation(service, targets, **options)  # type: ignore[arg-type]


def final(number: int, **fields: object) -> Line:
    return a_line(number, final=True, **fields)


class Flaky:
    """Opens a model unless it is away."""

    def __init__(self) -> None:
        self.fake = FakeTranslator(answer)
        self.away = True

    def __call__(self) -> Translator:
        if self.away:
            raise ModelError("Model 'x' is not installed. Fetch it with: footlights models pull x")
        return self.fake


async def test_every_final_comes_once_and_in_order_in_every_language() -> None:
    translation = a_translation(lambda: FakeTranslator(answer), "zh-Hant-HK", "es")
    async with running(translation) as screen:
        for number in range(25):
            translation.offer(final(number))
        await translation.drain()
    assert screen.texts("es") == [(number, f"El texto de la línea {number}") for number in range(25)]
    assert screen.texts("zh-Hant-HK") == [(number, f"這是第{number}行") for number in range(25)]
    assert all(line.final and not line.untranslated for line in screen.lines)


async def test_a_translation_has_the_times_of_its_line() -> None:
    translation = a_translation(lambda: FakeTranslator(answer), "es")
    spoken = final(3, word_ends_s=((4, 3.2),), speaker="Grace")
    async with running(translation) as screen:
        translation.offer(spoken)
        await translation.drain()
    (line,) = screen.lines
    assert (line.start_s, line.end_s, line.audio_s) == (spoken.start_s, spoken.end_s, spoken.audio_s)
    assert (line.speaker, line.word_ends_s) == ("Grace", ())


async def test_early_text_is_interim_until_the_line_is_final_and_revisions_rise() -> None:
    translation = a_translation(lambda: FakeTranslator(answer), "es", first_rev=10_000)
    async with running(translation) as screen:
        translation.offer(a_line(1, text=CLAUSE, interim=" people"))
        await until(lambda: screen.lines)
        translation.offer(final(1, text=f"{CLAUSE} people came."))
        await translation.drain()
    early, whole = screen.lines
    assert (early.text, early.interim, early.final) == ("", "El texto de la línea", False)
    assert (whole.text, whole.interim, whole.final) == ("El texto de la línea", "", True)
    assert [early.rev, whole.rev] == [10_000, 10_001]


async def test_early_translations_are_left_out_while_the_machine_is_behind() -> None:
    translation = a_translation(lambda: FakeTranslator(answer), "es")
    translation.shed(True)
    async with running(translation) as screen:
        translation.offer(a_line(1, text=CLAUSE))
        translation.offer(final(2))
        await until(lambda: screen.lines)
        translation.offer(final(1, text=CLAUSE))
        await translation.drain()
    assert [(line.id, line.final) for line in screen.lines] == [(2, True), (1, True)]


async def test_a_line_is_not_shown_again_in_its_own_language() -> None:
    translation = a_translation(lambda: FakeTranslator(answer), "en", "es")
    async with running(translation) as screen:
        translation.offer(final(1))
        translation.offer(final(2, lang="es", text="La segunda línea 2."))
        await translation.drain()
    assert [(line.id, line.lang) for line in screen.lines] == [(1, "es"), (2, "en")]


async def test_a_dismissed_line_is_not_waited_for() -> None:
    translation = a_translation(lambda: FakeTranslator(answer), "es")
    translation.offer(final(1, text=""))
    await translation.drain()


async def test_a_refused_translation_is_the_source_marked_with_its_language() -> None:
    translation = a_translation(lambda: FakeTranslator(lambda _: ""), "zh-Hant-HK")
    async with running(translation) as screen:
        translation.offer(final(1))
        await translation.drain()
    (line,) = screen.lines
    assert (line.lang, line.text, line.untranslated) == ("zh-Hant-HK", "Line 1.", "en")


async def test_a_missing_model_is_a_problem_and_its_lines_are_filled_in_when_it_is_there() -> None:
    model, clock = Flaky(), Clock()
    translation = a_translation(model, "es", clock=clock)
    assert translation.problems == ()
    async with running(translation) as screen:
        await until(lambda: translation.problems)  # before anybody has said a word
        (problem,) = translation.problems
        assert problem.code == "translation_unavailable"
        assert "footlights models pull x. Captions go on" in problem.message
        assert not problem.stops_captions
        for number in range(6):
            translation.offer(final(number))
        model.away = False
        clock.now += 60
        await translation.drain()
        assert translation.problems == ()
    assert [id_ for id_, _ in screen.texts("es")] == list(range(6))


async def test_a_model_that_breaks_in_mid_talk_loses_no_line() -> None:
    model, clock = Flaky(), Clock()
    model.away = False
    translation = a_translation(model, "es", clock=clock)
    async with running(translation) as screen:
        translation.offer(final(1))
        await translation.drain()
        model.fake.broken = True
        translation.offer(final(2))
        await until(lambda: translation.problems)
        translation.offer(final(3))
        model.fake.broken = False
        clock.now += 60
        await translation.drain()
        await until(lambda: len(screen.tells) == 2)
    assert screen.tells == [True, False]
    assert model.fake.closed == 2
    assert [id_ for id_, _ in screen.texts("es")] == [1, 2, 3]


async def test_what_has_not_come_at_the_end_is_shown_as_it_was_said() -> None:
    translation = a_translation(Flaky(), "zh-Hant-HK", "es", return_s=0.0)
    async with running(translation) as screen:
        await until(lambda: translation.problems)
        translation.offer(final(1))
        await translation.drain()
        translation.give_up(screen.show)
    assert [(line.lang, line.text, line.untranslated) for line in screen.lines] == [
        ("es", "Line 1.", "en"),
        ("zh-Hant-HK", "Line 1.", "en"),
    ]


async def test_a_language_that_is_off_is_not_translated_and_not_waited_for() -> None:
    model, clock = Flaky(), Clock()
    translation = a_translation(model, "es", "zh", clock=clock)
    async with running(translation) as screen:
        await until(lambda: translation.problems)
        translation.offer(final(1))
        translation.set_languages(["zh"])
        translation.offer(final(2), ["zh"])
        model.away = False
        clock.now += 60
        await translation.drain()
        translation.set_languages(["es", "zh"])
        translation.fill_in(final(1), ["es"])
        translation.fill_in(final(2), ["es"])
        await translation.drain()
    asked = [(r.text, r.target) for batch in model.fake.batches for r in batch]
    assert asked == [(f"Line {n}.", to) for n, to in ((1, "zh"), (2, "zh"), (2, "es"), (1, "es"))]
    assert [id_ for id_, _ in screen.texts("es")] == [2, 1]


async def test_a_glossary_is_read_again_when_edited_and_a_wrong_edit_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text("term,es\nHarbour,Puerto\n", encoding="utf-8")
    glossary = GlossaryFile(path)
    translation = a_translation(lambda: FakeTranslator(answer), "es", glossary=glossary)
    async with running(translation) as screen:
        path.write_text("name,es\nHarbour,Bahía de Hong Kong\n", encoding="utf-8")
        await until(lambda: translation.problems)
        (problem,) = translation.problems
        assert problem.code == "glossary_wrong"
        assert "must be 'term'" in problem.message
        path.write_text("term,es\nHarbour,Bahía\nHall,Sala\n", encoding="utf-8")
        await until(lambda: not translation.problems)
        translation.offer(final(1, text="The Harbour is near 7."))
        await translation.drain()
    ((_, text),) = screen.texts("es")
    assert "Bahía" in text


def unfinished_session(tmp_path: Path) -> tuple[RoomConfig, LogConfig]:
    """A session that was cut off: line 1 has both translations, 2 lacks Spanish, 3 was still open."""
    room = RoomConfig(source="talk.wav", translate_to=("zh-Hant-HK", "es"))
    config = LogConfig(folder=tmp_path)
    session = new_session(room, config)
    lines = [
        *(final(1, lang=lang) for lang in ("en", "zh-Hant-HK", "es")),
        *(final(2, lang=lang, rev=4) for lang in ("en", "zh-Hant-HK")),
        a_line(3, interim=" and"),
    ]
    for seq, line in enumerate(lines, 1):
        session.log.append(line, seq)
    session.log.close()
    return room, config


async def test_lines_of_an_earlier_run_are_translated_on_resume(tmp_path: Path) -> None:
    room, config = unfinished_session(tmp_path)
    unfinished = find_unfinished(room, config)
    assert unfinished is not None
    session = resume_session(room, unfinished, 0.0)
    session.log.close()
    fake = FakeTranslator(answer)
    translation = a_translation(lambda: fake, *room.translate_to, first_rev=session.first_rev)
    async with running(translation) as screen:
        for line, languages in session.untranslated:
            translation.offer(line, languages)
        await translation.drain()
    assert [(line.id, line.lang) for line in screen.lines] == [(2, "es"), (3, "zh-Hant-HK"), (3, "es")]
    assert all(line.rev > 4 + 1_000 and line.final for line in screen.lines)
