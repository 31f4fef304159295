"""An event's configuration: one TOML file, validated; unknown keys are refused with the nearest known one."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from live.config.agreement import disagreements
from live.config.event import BrandingConfig, EventConfig, SpeakerConfig, TalkConfig
from live.config.fields import Section
from live.config.machine import (
    LimitsConfig,
    LogConfig,
    RecordingConfig,
    RetentionConfig,
    ServerConfig,
    TargetsConfig,
)
from live.config.mistakes import explain
from live.config.relay import RelayConfig
from live.config.rooms import RoomConfig
from live.config.secret import Secret
from live.config.sinks import HlsSink, ObsSink, Sink, SinksConfig, WebhookSink, YoutubeSink, ZoomSink
from live.errors import ConfigError

__all__ = [
    "BrandingConfig",
    "Config",
    "EventConfig",
    "HlsSink",
    "LimitsConfig",
    "LogConfig",
    "ObsSink",
    "RecordingConfig",
    "RelayConfig",
    "RetentionConfig",
    "RoomConfig",
    "Secret",
    "ServerConfig",
    "Sink",
    "SinksConfig",
    "SpeakerConfig",
    "TalkConfig",
    "TargetsConfig",
    "WebhookSink",
    "YoutubeSink",
    "ZoomSink",
    "load_config",
    "mistakes",
    "read_content",
    "validate",
]

TOLD_AT_ONCE = 5
"""Mistakes that one error tells; `footlights config check` tells all."""


class Config(Section):
    """A whole event."""

    event: EventConfig = EventConfig()
    branding: BrandingConfig = BrandingConfig()
    server: ServerConfig = ServerConfig()
    log: LogConfig = LogConfig()
    recording: RecordingConfig = RecordingConfig()
    retention: RetentionConfig = RetentionConfig()
    limits: LimitsConfig = LimitsConfig()
    targets: TargetsConfig = TargetsConfig()
    rooms: tuple[RoomConfig, ...] = Field((RoomConfig(),), min_length=1)
    programme: tuple[TalkConfig, ...] = ()
    relay: RelayConfig = RelayConfig()
    sinks: SinksConfig = SinksConfig()
    booth: dict[str, Any] = Field({}, description="The photo booth's settings, which it checks by itself.")


def load_config(path: Path) -> Config:
    """Read an event's TOML file. Raises ConfigError with the place, the value and the remedy."""
    return validate(read_content(path), str(path))


def read_content(path: Path) -> dict[str, Any]:
    """The keys and values of a TOML file, unchecked. Raises ConfigError, with the line of what is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"There is no configuration '{path}'.") from error
    except (OSError, ValueError) as error:
        raise ConfigError(f"Cannot read the configuration '{path}': {error}.") from error


def validate(content: dict[str, Any], origin: str, options: Mapping[str, str] | None = None) -> Config:
    """Check settings from `origin`, which the errors name. Raises ConfigError with the first few mistakes.

    `options` are the names of fields on the command line, for those that came from there.
    """
    config, wrong = _check(content, origin, options or {})
    if config is None:
        raise ConfigError(" ".join(wrong[:TOLD_AT_ONCE]))
    return config


def mistakes(content: dict[str, Any], origin: str) -> list[str]:
    """Every mistake in the settings from `origin`, one line each."""
    return _check(content, origin, {})[1]


def _check(
    content: dict[str, Any], origin: str, options: Mapping[str, str]
) -> tuple[Config | None, list[str]]:
    try:
        config = Config.model_validate(content)
    except ValidationError as error:
        return None, explain(error, Config, origin, options)
    wrong = [f"{origin}: {found.place}: {found.reason}" for found in disagreements(config)]
    return (None if wrong else config), wrong
