"""What the technician is told while captions run."""

from dataclasses import replace

from live.notices import Notices
from live.status import Problem
from tests.live.rooms import STATUS

AWAY = Problem(code="microphone_away", message="Input 'desk' is away. Plug it in again.", stops_captions=True)


def test_a_problem_is_told_when_it_comes_and_when_it_is_over_and_not_in_between():
    notices = Notices()
    troubled = replace(STATUS, problems=(AWAY,))
    assert notices.changes([STATUS]) == []
    assert notices.changes([troubled]) == ["Attention, room main: Input 'desk' is away. Plug it in again."]
    assert notices.changes([troubled]) == []
    assert notices.changes([STATUS]) == ["Over, room main: microphone away."]


def test_a_problem_whose_words_change_is_not_told_again():
    """Such as a full disk, whose message counts the records that wait."""
    notices = Notices()
    notices.changes([replace(STATUS, problems=(AWAY,))])
    assert notices.changes([replace(STATUS, problems=(replace(AWAY, message="Still away."),))]) == []


def test_rooms_have_problems_of_their_own():
    notices = Notices()
    rooms = [replace(STATUS, room=name, problems=(AWAY,)) for name in ("a", "b")]
    assert len(notices.changes(rooms)) == 2
    assert notices.changes([rooms[0], replace(rooms[1], problems=())]) == ["Over, room b: microphone away."]
