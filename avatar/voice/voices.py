"""The voices that there are: ours, those of plug-ins, and programs of your own."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.metadata import entry_points

from avatar.script import EngineConfig
from avatar.voice.errors import VoiceError
from avatar.voice.process import ProcessVoice
from avatar.voice.speech import Voice
from models import resolve

PLUGINS = "footlights.voices"
"""The group of entry points whose functions, without arguments, return a Voice."""
MANDARIN_MODEL = "kokoro-82m"


def open_voices(languages: Iterable[str], engines: Iterable[EngineConfig] = ()) -> dict[str, Voice]:
    """A voice for each language. Your own programs come first, then plug-ins, then ours.

    Raises VoiceError for a language that no voice speaks, ModelError where a voice's model is missing.
    """
    own = {lang: engine for engine in engines for lang in engine.languages}
    opened: dict[str, Voice] = {}
    voices: dict[str, Voice] = {}
    for lang in languages:
        if lang in own:
            engine = own[lang]
            voice = opened.setdefault(engine.name, ProcessVoice(engine))
        else:
            voice = _plugin(lang) or _ours(lang)
        voices[lang] = voice
    return voices


def _plugin(lang: str) -> Voice | None:
    for point in entry_points(group=PLUGINS):
        voice: Voice = point.load()()
        if lang in voice.languages:
            return voice
    return None


def _ours(lang: str) -> Voice:
    makers: Mapping[str, Callable[[], Voice]] = {"en": _english, "zh": _mandarin}
    base = lang.partition("-")[0]
    if base not in makers:
        raise VoiceError(
            f"No voice speaks '{lang}'. Ours speak {', '.join(makers)}; add a program of your own under"
            " [[voices]] in the avatar's file, or a plug-in (docs/avatar.md)."
        )
    return makers[base]()


def _english() -> Voice:
    voice: Voice = import_module("avatar.voice.english").EnglishVoice()
    return voice


def _mandarin() -> Voice:
    read_latin = import_module("avatar.voice.english").read_latin()
    folder = resolve(MANDARIN_MODEL, "kokoro")
    voice: Voice = import_module("avatar.voice.kokoro").KokoroVoice(folder, read_latin=read_latin)
    return voice
