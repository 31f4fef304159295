"""Words that must leave the log for good."""

import os
from datetime import UTC, datetime

import pytest

from live.archive.append_file import AppendFile
from live.archive.erase import without_words, words_left
from live.archive.log import SessionLog, read
from live.archive.replace_file import replace_file
from live.errors import LogError
from live.events import Retraction
from live.settings import RoomSettings
from tests.live.rooms import a_line


@pytest.fixture
def log(tmp_path):
    started = datetime(2026, 10, 31, 9, tzinfo=UTC)
    log = SessionLog.create(tmp_path, "main", source="mic", languages=("en",), started=started)
    log.append(a_line(1, text="Good evening.", final=True), 1)
    log.append(a_line(2, text="The secret.", final=True), 2)
    log.append(a_line(2, text="El secreto.", lang="es", final=True), 3)
    yield log
    log.close()


def test_the_words_go_and_all_else_stays_byte_for_byte(log):
    before = log.path.read_bytes().splitlines()
    log.retract(Retraction(ids=(2,)), 4)
    log.erase([2])
    log.append(a_line(3, text="We go on.", final=True), 5)
    after = log.path.read_bytes().splitlines()
    assert after[:2] == before[:2]
    assert b"secret" not in log.path.read_bytes()
    record = read(log.path)
    assert [line.id for line in record.transcript()] == [1, 3]
    assert (record.damaged, record.last_seq) == (0, 5)


def test_words_that_were_never_released_go_and_those_that_were_seen_stay(log):
    log.wait(a_line(2, rev=2, text="The secret. And more.", final=True))
    log.wait(a_line(4, text="Nobody knows."))
    assert b"Nobody knows" in log.path.read_bytes()
    log.drop_waiting({2, 4})
    assert b"Nobody knows" not in log.path.read_bytes()
    assert [line.text for line in read(log.path).transcript()] == ["Good evening.", "The secret."]


def test_the_id_of_an_erased_line_is_not_used_again(log):
    log.retract(Retraction(ids=(9,)), 4)
    log.erase([9])
    assert read(log.path).last_id == 9


def test_an_erasure_that_a_crash_cut_off_is_finished_by_the_next_start(log):
    log.retract(Retraction(ids=(2,)), 4)
    log.close()
    assert b"secret" in log.path.read_bytes()
    assert words_left(log.path.read_bytes().splitlines(keepends=True)) == {2}
    SessionLog.resume(log.path).close()
    assert b"secret" not in log.path.read_bytes()
    assert [line.id for line in read(log.path).transcript()] == [1]


def test_a_disk_that_refuses_leaves_the_log_whole_and_says_so(log):
    in_the_way = log.path.with_name(f".{log.path.name}.new")
    in_the_way.mkdir()
    with pytest.raises(LogError, match="off every screen, but still in"):
        log.erase([2])
    log.append(a_line(3, text="We go on.", final=True), 5)
    assert [line.id for line in read(log.path).transcript()] == [1, 2, 3]
    in_the_way.rmdir()
    log.erase([2])
    assert b"secret" not in log.path.read_bytes()


def test_lines_that_come_during_a_rewrite_follow_it_in_order(tmp_path):
    path = tmp_path / "log"
    path.write_bytes(b"1\n2\n")
    file = AppendFile(path)

    def change(lines):
        for line in lines:
            if line == b"2\n":
                file.append(b"3\n")
            yield line

    file.rewrite(change)
    file.append(b"4\n")
    file.close()
    assert path.read_bytes() == b"1\n2\n3\n4\n"


def test_a_file_that_is_replaced_keeps_its_rights(tmp_path):
    path = tmp_path / "log"
    path.write_bytes(b"old\n")
    path.chmod(0o640)
    replace_file(path, [b"new\n"])
    assert path.read_bytes() == b"new\n"
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o640


def test_records_that_cannot_be_read_are_left_alone():
    log = [b'{"type":"session"}\n', b"[1]\n", b"torn", b'{"type":"line","id":2,"text":"x"}\n']
    assert list(without_words(log, [2])) == log[:3]


def test_the_operators_settings_are_in_the_log(log):
    settings = RoomSettings(delay_s=2.0, masked=True, mask_words=("darn",), languages_off=("es",))
    log.settings(settings)
    assert read(log.path).settings == settings
