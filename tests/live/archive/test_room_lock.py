"""Two processes must not write one log."""

import pytest

from live.archive.room_lock import held_room
from live.errors import LogError


def test_a_room_is_held_by_one_at_a_time_and_let_go_of(tmp_path):
    with held_room(tmp_path, "main"):
        with held_room(tmp_path, "foyer"):
            pass
        with pytest.raises(
            LogError, match=r"Room 'main' is being captioned by another Footlights.*--log-dir"
        ):
            held_room(tmp_path, "main").__enter__()
    with held_room(tmp_path, "main"):
        pass


def test_a_file_in_the_way_is_told_before_anything_is_loaded(tmp_path):
    (tmp_path / "sessions").touch()
    with pytest.raises(LogError, match="is a file: name another with --log-dir"):
        held_room(tmp_path / "sessions", "main").__enter__()
