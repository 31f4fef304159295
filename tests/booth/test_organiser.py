"""The organiser's page and the report: everything said, and nothing of others run."""

from dataclasses import replace
from pathlib import Path

from booth.album import WallState
from booth.organiser import gallery, overview
from booth.ports import PrinterCondition, PrinterState
from booth.tally import Tally, kept, told
from tests.booth.fakes import NOW, album

EVIL = "<script>alert(1)</script>"


def test_what_waits_comes_first_and_only_consented_pictures_can_be_shown() -> None:
    page = gallery([album("plain"), replace(album("asked"), wall=WallState.WAITING)])
    assert page.index("asked") < page.index("plain")
    assert page.count('data-action="show"') == 1
    assert page.count('data-action="delete"') == 2


def test_words_of_others_are_escaped() -> None:
    assert EVIL not in gallery([replace(album(), look=EVIL)])
    page = overview(
        counts={},
        kept=0,
        waiting=0,
        printer=PrinterState(condition=PrinterCondition.STOPPED, message=EVIL),
        camera_problem=EVIL,
        free_mb=1000,
        kiosks=1,
        link="",
        notices=[(NOW, EVIL)],
    )
    assert EVIL not in page
    assert page.count("tile bad") == 3


def test_counts_outlive_a_restart_and_name_nobody(tmp_path: Path) -> None:
    Tally(tmp_path).add("pictures", "language.en")
    Tally(tmp_path).add("pictures")
    assert told(Tally(tmp_path).counts(), kept(tmp_path)).splitlines() == [
        "language.en       1",
        "pictures          2",
        "kept now          0",
    ]
