"""What the event brings along: certificate, glossaries, programme, secrets; and the clock they go by."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from live.config import Config, RoomConfig, Secret, ServerConfig
from live.errors import ConfigError
from live.preflight.finding import Finding
from live.tls.certificates import REMEDY, open_tls, read_certificate
from live.translators import open_glossary
from models.errors import FootlightsError

CLOCK_REMEDY = "Set the laptop's date, time and time zone; let it follow a time server while it is online."


def check_clock(now: datetime, newest_file: datetime) -> Finding:
    """Whether the clock can be right: not before the newest file of Footlights was made."""
    found = f"{now:%Y-%m-%d %H:%M %Z}"
    if now < newest_file:
        found += f", before Footlights was installed ({newest_file:%Y-%m-%d})"
        return Finding(name="Clock", ok=False, found=found, remedy=CLOCK_REMEDY)
    return Finding(name="Clock", ok=True, found=found)


def check_programme(config: Config, now: datetime) -> Finding:
    """Whether there is still something to come in the programme."""
    talks = config.programme
    if not talks:
        return Finding(name="Programme", ok=True, found="none")
    last = max(talk.end for talk in talks)
    upcoming = min((talk for talk in talks if talk.end > now), key=lambda talk: talk.start, default=None)
    if upcoming is None:
        remedy = "Correct the dates in the event's file, or the laptop's clock."
        found = f"{len(talks)} talks, all over since {last.astimezone():%Y-%m-%d %H:%M}"
        return Finding(name="Programme", ok=False, found=found, remedy=remedy)
    when = f"{upcoming.start.astimezone():%Y-%m-%d %H:%M}"
    return Finding(name="Programme", ok=True, found=f"{len(talks)} talks; next '{upcoming.title}', {when}")


def check_tls(server: ServerConfig, lan: Sequence[str], now: datetime) -> Iterator[Finding]:
    """Whether the certificate can be used, today, under the address that phones are given."""
    if server.tls_certificate is None:
        return
    try:
        open_tls(server)
        certificate = read_certificate(server.tls_certificate)
    except ConfigError as error:
        yield Finding(
            name="Certificate", ok=False, found=str(error).removesuffix(f" {REMEDY}"), remedy=REMEDY
        )
        return
    host = urlsplit(server.join_url).hostname or next(iter(lan), "127.0.0.1")
    days = f"{certificate.not_before:%Y-%m-%d} to {certificate.not_after:%Y-%m-%d}"
    if not certificate.valid_at(now):
        yield Finding(name="Certificate", ok=False, found=f"valid only from {days}", remedy=REMEDY)
    elif certificate.lacks([host]):
        found = f"not for {host}, but for {', '.join(certificate.names)}"
        yield Finding(name="Certificate", ok=False, found=found, remedy=REMEDY)
    else:
        yield Finding(name="Certificate", ok=True, found=f"for {host}, valid from {days}")


def check_glossary(room: RoomConfig) -> Iterator[Finding]:
    """Whether a room's glossary can be read."""
    if room.glossary is None:
        return
    name = f"Glossary {room.glossary.name}"
    try:
        glossary = open_glossary(room)
    except FootlightsError as error:
        remedy = "Correct that line; docs/translation.md shows how a glossary is written."
        yield Finding(name=name, ok=False, found=str(error), remedy=remedy)
        return
    hotwords = glossary.glossary.hotwords(room.languages[0]) if glossary else ()
    yield Finding(name=name, ok=True, found=f"{len(hotwords)} terms are preferred")


def check_secrets(config: Config) -> Iterator[Finding]:
    """Whether the secrets of the sinks are where the file says. Zoom's may come late: with its meeting."""
    for kind, sinks in config.sinks:
        for secret in [value for sink in sinks for _, value in sink if isinstance(value, Secret)]:
            name = f"Secret {secret}"
            try:
                secret.read()
            except ConfigError:
                late = kind == "zoom"
                found = "not there yet: captions go there once it is" if late else "missing or empty"
                remedy = "" if late else f"Put the secret of the {kind} sink there."
                yield Finding(name=name, ok=late, found=found, remedy=remedy)
            else:
                yield Finding(name=name, ok=True, found="there")
