"""Planted faults: each is found, and its remedy named."""

import asyncio
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from live.config import Config, RoomConfig, ServerConfig, validate
from live.events import RATE_HZ
from live.preflight.finding import Finding
from live.preflight.gpu import Gpu, check_gpu, parse_gpus
from live.preflight.load import judge_cores, judge_others, judge_recognition, judge_translation
from live.preflight.microphone import check_sound, judge
from live.preflight.model_files import check_model
from live.preflight.network import check_addresses, check_port
from live.preflight.papers import check_clock, check_glossary, check_programme, check_secrets, check_tls
from live.preflight.software import check_libraries, check_python
from live.preflight.sound import measure
from live.preflight.speed import TALK_WORDS, Speed
from live.preflight.storage import check_disk, check_log_folder
from live.tls.authority import make_certificate
from models import manifest
from models.manifest import Manifest
from models.store import Store
from tests.models.tiny import CONFIG, MODEL, a_store, an_entry

ROOM = RoomConfig(name="hall", translate_to=("es",))
NOW = datetime(2025, 10, 31, 9, 0, tzinfo=UTC)
LAN = ("192.168.1.20",)
GPU = Gpu(name="RTX 4070", driver="550.54", free_mib=600, total_mib=8188)
TIME_S = np.arange(3 * RATE_HZ) / RATE_HZ


def bad(findings: Finding | Iterable[Finding]) -> str:
    """What is told about the one fault among the findings."""
    (finding,) = [findings] if isinstance(findings, Finding) else list(findings)
    assert not finding.ok
    return f"{finding.name}: {finding.found} -> {finding.remedy}"


def good(findings: Finding | Iterable[Finding]) -> str:
    """What is told where all is well."""
    (finding,) = [findings] if isinstance(findings, Finding) else list(findings)
    assert finding.ok, finding
    assert not finding.remedy
    return finding.found


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in which `tiny` is installed."""
    entry = an_entry()
    store = a_store(tmp_path / "models", entry, an_entry(id="other"))
    folder = store.path("tiny")
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(MODEL)
    (folder / "config.json").write_bytes(CONFIG)
    manifest.write(Manifest(id="tiny", source="a test", fetched=entry.files, files=entry.files), folder)
    return store


@pytest.fixture
def server(tmp_path: Path) -> ServerConfig:
    """A server with a certificate for its address, made on the day."""
    made = make_certificate(tmp_path / "tls", LAN, now=NOW)
    return ServerConfig(tls_certificate=made.certificate, tls_key=made.key)


def test_an_old_python():
    assert "Install Python 3.11 or later" in bad(check_python((3, 10, 4)))
    good(check_python())


def test_a_library_that_is_missing():
    told = bad(check_libraries(["numpy", "footlights_is_not_there"]))
    assert "footlights_is_not_there: No module named" in told
    assert "pip install --force-reinstall footlights" in told


def test_a_gpu_that_a_room_insists_on_and_that_is_not_there():
    room = RoomConfig(device="cuda")
    assert "Install NVIDIA's driver" in bad(check_gpu([room], [], needed_mib=300, libraries=""))
    assert "the CPU does the work" in good(check_gpu([ROOM], [], needed_mib=300, libraries=""))


def test_a_gpu_without_its_libraries():
    told = bad(check_gpu([ROOM], [GPU], needed_mib=300, libraries="libcublas.so.12: cannot open"))
    assert "python3 scripts/install.py cuda" in told


def test_a_gpu_whose_memory_is_taken():
    told = bad(check_gpu([ROOM], [GPU], needed_mib=2000, libraries=""))
    assert "600 of 8188 MiB free; the models need about 2000 -> Close the programs that use it" in told


def test_what_the_driver_prints_is_read():
    text = "NVIDIA GeForce RTX 4070 Laptop GPU, 550.54.14, 7800, 8188\nunknown error\n"
    assert [(gpu.name, gpu.free_mib) for gpu in parse_gpus(text)] == [
        ("NVIDIA GeForce RTX 4070 Laptop GPU", 7800)
    ]


def test_a_model_that_is_missing(store):
    assert "Fetch it with: footlights models pull other" in bad(check_model("other", "whisper", store))
    assert "every byte as it should be" in good(check_model("tiny", "whisper", store))


def test_a_model_with_one_wrong_byte(store):
    (store.path("tiny") / "model.bin").write_bytes(MODEL[:-1] + b"x")
    told = bad(check_model("tiny", "whisper", store))
    assert "model.bin has sha256" in told
    assert "footlights models pull tiny" in told


async def test_sound_that_is_not_there(tmp_path):
    told = bad(await check_sound(RoomConfig(name="hall", source=str(tmp_path / "talk.wav"))))
    assert told.startswith("Sound of hall: No such file")
    assert "Give a file, a URL, mic or mic:NAME" in told


@pytest.mark.parametrize(
    ("samples", "fault", "remedy"),
    [
        (np.zeros(3 * RATE_HZ), "silent", "Unmute the microphone"),
        (np.clip(3 * np.sin(2 * np.pi * 300 * TIME_S), -1, 1), "clipping", "Turn the gain down"),
        (0.01 * np.sin(2 * np.pi * 50 * TIME_S), "mains hum of 50 Hz", "Use a balanced cable"),
        (0.01 * np.sin(2 * np.pi * 60 * TIME_S), "mains hum of 60 Hz", "Use a balanced cable"),
    ],
    ids=["silent", "clipping", "hum-50", "hum-60"],
)
def test_a_microphone_that_is_not_fit_to_be_captioned(samples, fault, remedy):
    told = bad(judge("Sound of hall", "USB Audio", measure(samples.astype(np.float32))))
    assert fault in told
    assert remedy in told


def speed(factor: float, *, cores: float = 0.5, done: int = TALK_WORDS, problem: str = "") -> Speed:
    return Speed(real_time_factor=factor, cores=cores, done=done, device="cpu int8", problem=problem)


def test_a_model_that_is_too_slow_for_the_rooms_that_share_it():
    rooms = [RoomConfig(name=name) for name in ("hall", "annex")]
    good(judge_recognition(rooms[:1], {"whisper-base": speed(0.5)}))
    told = bad(judge_recognition(rooms, {"whisper-base": speed(0.5)}))
    assert "100 % of the time there is, for hall, annex" in told
    assert "Take a smaller model" in told


def test_a_model_that_does_not_understand_a_clear_voice():
    told = bad(judge_recognition([ROOM], {"whisper-base": speed(0.2, done=3)}))
    assert f"understood 3 of {TALK_WORDS} words" in told
    assert "Fetch the model again" in told


def test_a_gpu_that_fails_when_it_is_used():
    problem = "The GPU cannot be used: CUDA failed. Install the CUDA libraries."
    assert "-> Install the CUDA libraries." in bad(
        judge_recognition([ROOM], {"whisper-base": speed(0.2, problem=problem)})
    )


def test_a_translation_that_is_too_slow():
    assert "Leave out a language" in bad(judge_translation(ROOM, speed(1.4)))
    assert "no line came out into es" in bad(judge_translation(ROOM, speed(0.1, done=0)))


def test_a_processor_that_cannot_carry_all_rooms_at_once():
    recognition, translation = {"whisper-base": speed(0.5, cores=1.2)}, {"hall": speed(0.5, cores=0.9)}
    assert "2.1 of 2 cores" in bad(judge_cores([ROOM], recognition, translation, 2))
    assert "2.1 of 4 cores" in good(judge_cores([ROOM], recognition, translation, 4))


def test_other_programs_that_take_the_processor():
    assert "Close what runs beside Footlights" in bad(judge_others(60.0))
    assert "3 % of the processor" in good(judge_others(3.0))


def test_a_full_disk():
    assert "Free some space" in bad(check_disk(Config(), lambda _: 200.0))
    good(check_disk(Config(), shutil_free))


def shutil_free(folder: Path) -> float:
    return shutil.disk_usage(folder.absolute().anchor).total / 2**20


def test_a_recording_and_a_long_programme_need_more_disk():
    small = bad(check_disk(Config(), lambda _: 0.0))
    large = bad(check_disk(validate({"recording": {"enabled": True}}, "event.toml"), lambda _: 0.0))
    assert (small.split("about ")[1][:3], large.split("about ")[1][:3]) == ("1.0", "1.7")


def test_a_log_folder_that_cannot_be_written(tmp_path):
    good(check_log_folder(tmp_path / "sessions"))
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    assert "[log] folder, or --log-dir" in bad(check_log_folder(file))


async def test_a_port_that_another_program_has():
    async with await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0) as taken:
        port = taken.sockets[0].getsockname()[1]
        told = bad(await check_port(ServerConfig(host="127.0.0.1", port=port)))
    assert f"Port: {port} is in use -> Stop the program that uses it" in told
    good(await check_port(ServerConfig(host="127.0.0.1", port=0)))


def test_a_laptop_that_is_in_no_network():
    assert "Connect it to the hall's network" in bad(check_addresses(ServerConfig(), []))
    assert good(check_addresses(ServerConfig(), LAN)) == "http://192.168.1.20:8000/"


def test_a_server_that_listens_to_itself_alone():
    assert "Set [server] host = '0.0.0.0'" in bad(check_addresses(ServerConfig(host="127.0.0.1"), LAN))


def test_a_join_address_of_the_other_kind(server):
    secured = server.model_copy(update={"join_url": "http://captions.hall.example/"})
    assert "Write the address with https://" in bad(check_addresses(secured, LAN))


def test_a_certificate_that_has_expired(server):
    good(check_tls(server, LAN, NOW))
    assert "valid only from 2025-10-30 to" in bad(check_tls(server, LAN, NOW + timedelta(days=60)))
    assert "footlights tls" in bad(check_tls(server, LAN, NOW + timedelta(days=60)))


def test_a_certificate_for_another_address(server):
    assert "not for 10.0.0.7, but for 192.168.1.20 -> Make a new one" in bad(
        check_tls(server, ["10.0.0.7"], NOW)
    )


def test_a_certificate_without_its_key(server):
    server.tls_key.unlink()
    assert "there is no file" in bad(check_tls(server, LAN, NOW))


def test_a_clock_that_is_wrong():
    installed = datetime(2025, 10, 1, tzinfo=UTC)
    assert "time server" in bad(check_clock(datetime(2019, 1, 1, tzinfo=UTC), installed))
    good(check_clock(NOW, installed))


def test_a_programme_that_is_over():
    talk = {"title": "Opening", "start": NOW, "end": NOW + timedelta(hours=1)}
    config = validate({"programme": [talk]}, "event.toml")
    assert "next 'Opening'" in good(check_programme(config, NOW))
    assert "Correct the dates" in bad(check_programme(config, NOW + timedelta(days=1)))


def test_a_glossary_with_a_mistake(tmp_path):
    file = tmp_path / "terms.csv"
    file.write_text("term,variants,dnt,es\nHKMA,,maybe,\n", encoding="utf-8")
    told = bad(check_glossary(RoomConfig(glossary=file)))
    assert "line 2: dnt is 'maybe'" in told
    assert "Correct that line" in told


def test_a_secret_that_is_not_where_the_file_says(tmp_path):
    def config(kind: str) -> Config:
        sink = {"url": f"file:{tmp_path / 'secret.txt'}"}
        return validate({"sinks": {kind: [sink]}}, "event.toml")

    assert "Put the secret of the youtube sink there" in bad(check_secrets(config("youtube")))
    assert "captions go there once it is" in good(check_secrets(config("zoom")))


def test_a_model_directory_of_ones_own_is_taken_as_it_is(store):
    assert "your own folder" in good(check_model(str(store.path("tiny")), "whisper", store))
