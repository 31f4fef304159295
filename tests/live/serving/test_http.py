"""Requests and replies as values; static files; the routes without a socket."""

import gzip
import json
from pathlib import Path

import pytest

from live.serving import http
from live.serving.http import Request
from live.serving.metrics import Counters
from live.serving.routes import Routes
from live.serving.screens import Screens
from live.serving.static import StaticFiles
from live.status import Problem
from tests.live.rooms import FakeRoom

TYPES = {
    "index.html": "text/html; charset=utf-8",
    "stage.html": "text/html; charset=utf-8",
    "js/socket.js": "text/javascript; charset=utf-8",
    "css/look.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "font.woff2": "font/woff2",
    "app.webmanifest": "application/manifest+json",
}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    for name in TYPES:
        file = tmp_path / "pages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"content of {name}", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return tmp_path / "pages"


class Site:
    """The routes over fake rooms, with a clock set by hand."""

    def __init__(self, pages: Path) -> None:
        self.rooms = {"main": FakeRoom(), "side room": FakeRoom("side room")}
        self.now = 0.0
        self.routes = Routes(
            self.rooms,
            StaticFiles(pages),
            Screens(),
            Counters(),
            join_url="http://192.0.2.7:8000/",
            event="Symposium",
            clock=lambda: self.now,
        )

    def get(self, target: str, method: str = "GET", **headers: str) -> http.Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.routes.answer(Request.parse(method, target, named))


@pytest.fixture
def site(pages: Path) -> Site:
    return Site(pages)


@pytest.mark.parametrize(("name", "kind"), TYPES.items())
def test_each_file_has_its_type(site, name, kind):
    reply = site.get(f"/{name}")
    assert (reply.status, reply.headers["Content-Type"]) == (200, kind)
    assert reply.body.decode() == f"content of {name}"


def test_pages_have_short_addresses(site):
    assert site.get("/").body == b"content of index.html"
    assert site.get("/stage").body == b"content of stage.html"
    assert site.get("/stage?room=main&lines=3").body == b"content of stage.html"


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/js/../../secret.txt",
        "/js/..%5c..%5csecret.txt",
        "//secret.txt",
        "/./secret.txt",
        "/%00",
        "/js",
        "/js/",
        "/nothing.html",
        "/[",
        "//[",
        "/%ff%fe",
        "/" + "a" * 5000,
    ],
)
def test_nothing_outside_the_pages_is_served(site, target):
    reply = site.get(target)
    assert reply.status == 404
    assert reply.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert b"secret" not in reply.body.replace(b"secret.txt", b"")


def test_every_reply_is_guarded(site):
    for target in ("/", "/health", "/nothing", "/join.svg", "/transcript.txt?lang=xx"):
        headers = site.get(target).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_an_unchanged_file_is_not_sent_again(site):
    first = site.get("/stage")
    again = site.get("/stage", if_none_match=f'"x", W/{first.headers["ETag"]}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert site.get("/stage", if_none_match='"other"').status == 200
    assert first.headers["Cache-Control"] == "no-cache"


def test_a_file_is_compressed_for_clients_that_take_it(site):
    reply = site.get("/js/socket.js", accept_encoding="br, gzip")
    assert reply.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(reply.body) == b"content of js/socket.js"
    assert reply.headers["ETag"] != site.get("/js/socket.js").headers["ETag"]
    assert "Content-Encoding" not in site.get("/font.woff2", accept_encoding="gzip").headers


@pytest.mark.parametrize("target", ["/", "/health", "/transcript.srt", "/nothing"])
def test_head_is_get_without_the_body(site, target):
    got, head = site.get(target), site.get(target, "HEAD")
    assert head.body == b""
    assert (head.status, head.headers) == (got.status, got.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "BREW"])
def test_other_methods_are_refused(site, method):
    reply = site.get("/", method)
    assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD")


def test_health_is_ok_while_captions_can_flow(site):
    site.rooms["main"].problems = (Problem(code="clipping", message="Turn the input down."),)
    reply = site.get("/health")
    assert reply.status == 200
    assert json.loads(reply.body) == {
        "status": "ok",
        "reasons": [],
        "rooms": {"main": "live", "side room": "live"},
    }


def test_health_says_why_captions_cannot_flow(site):
    site.rooms["main"].problems = (
        Problem(code="microphone_away", message="Plug it in.", stops_captions=True),
    )
    reply = site.get("/health")
    assert reply.status == 503
    assert json.loads(reply.body)["reasons"] == [
        {"room": "main", "code": "microphone_away", "message": "Plug it in."}
    ]


def test_status_lists_the_rooms_with_their_screens(site):
    status = json.loads(site.get("/status.json").body)
    assert [room["room"] for room in status] == ["main", "side room"]
    assert status[0]["screens"] == {"attendee": 0, "stage": 0, "overlay": 0, "other": 0}


def test_rooms_lists_languages(site):
    rooms = json.loads(site.get("/rooms.json").body)
    assert rooms[0]["languages"][1] == {
        "code": "zh-Hant-HK",
        "name": "繁體中文（香港）",
        "dir": "ltr",
        "source": False,
    }


def test_metrics_are_prometheus_text(site):
    site.rooms["main"].problems = (Problem(code='odd "code"\n', message=""),)
    body = site.get("/metrics").body.decode()
    assert 'footlights_delay_seconds{room="main"} 0.8\n' in body
    assert 'footlights_screens{room="side room",page="stage"} 0\n' in body
    assert 'footlights_problem{room="main",code="odd \\"code\\"\\n"} 1\n' in body
    names = [line.split()[2] for line in body.splitlines() if line.startswith("# TYPE")]
    assert len(names) == len(set(names))
    assert all(line.startswith(("#", "footlights_")) for line in body.splitlines())


def test_pages_learn_the_event_and_the_address_to_join(site):
    assert json.loads(site.get("/event.json").body) == {
        "name": "Symposium",
        "join_url": "http://192.0.2.7:8000/",
    }
    address = json.loads(site.get("/event.json?room=side%20room").body)["join_url"]
    assert address == "http://192.0.2.7:8000/?room=side+room"


def test_the_join_code_is_an_image(site):
    reply = site.get("/join.svg")
    assert reply.headers["Content-Type"] == "image/svg+xml"
    assert b"http://192.0.2.7:8000/</title>" in reply.body
    assert b"http://192.0.2.7:8000/?room=side+room</title>" in site.get("/join.svg?room=side%20room").body
    assert site.get("/join.svg?room=x").status == 404


@pytest.mark.parametrize(
    ("format", "kind"),
    [
        ("srt", "application/x-subrip; charset=utf-8"),
        ("vtt", "text/vtt; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("json", "application/json; charset=utf-8"),
    ],
)
def test_transcripts_come_in_four_formats(site, format, kind):
    reply = site.get(f"/transcript.{format}?room=main&lang=zh-hant-hk")
    assert reply.headers["Content-Type"] == kind
    assert reply.body.decode() == f"{format} of main in zh-Hant-HK"


def test_without_lang_a_transcript_is_as_spoken_in_the_first_room(site):
    assert site.get("/transcript.txt").body == b"txt of main in None"


def test_a_transcript_of_an_unknown_room_or_language_lists_the_valid_ones(site):
    reply = site.get("/transcript.srt?lang=zh-HK")
    assert reply.status == 404
    assert json.loads(reply.body)["languages"] == ["en", "zh-Hant-HK", "es"]
    assert json.loads(site.get("/transcript.srt?room=x").body)["rooms"] == ["main", "side room"]
    assert site.get("/transcript.docx").status == 404


def test_a_whole_hall_asking_for_the_transcript_costs_one_rendering(site):
    for _ in range(500):
        site.get("/transcript.srt?lang=en")
    assert site.rooms["main"].rendered == [("srt", "en")]
    site.now = 3.0
    site.get("/transcript.srt?lang=en")
    assert len(site.rooms["main"].rendered) == 2
