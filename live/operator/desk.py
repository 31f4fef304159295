"""Does what an operator wants, in one room."""

from dataclasses import astuple, replace
from typing import Any

from live.errors import CommandError
from live.languages import canonical
from live.operator.commands import (
    AddTerm,
    ChooseTalk,
    Command,
    Delay,
    Edit,
    Hold,
    IgnoreSound,
    Mask,
    OffRecord,
    Pause,
    Retract,
    Say,
    Speaker,
    Start,
    SwitchLanguage,
)
from live.room import Room
from live.settings import RoomSettings

PLAIN: dict[type[Command], str] = {
    Delay: "delay_s",
    Hold: "held",
    IgnoreSound: "ignoring_sound",
    Speaker: "speaker",
}
"""Commands that set one thing, and what they set."""


class Desk:
    """The operator's desk of a room."""

    def __init__(self, room: Room) -> None:
        self.room = room
        if 0 < (talk := room.captions.settings.talk) <= len(room.programme):
            # A restart goes on with the talk: what recognition should prefer is in no log.
            self._at(talk)

    async def do(self, command: Command) -> None:
        """Do it. Raises CommandError when it cannot be done, LogError when the disk did not follow."""
        room = self.room
        if room.hub.state == "ended":
            raise CommandError(
                "The session has ended: start Footlights again for another.", code="session_ended"
            )
        match command:
            case Start() | OffRecord(on=False):
                room.start()
            case Pause(message=message, notice=notice):
                room.pause(message=message, notice=notice)
            case OffRecord(back_s=back_s):
                await room.go_off_record(back_s)
            case Edit(line=line, text=text, was=was, lang=lang):
                room.captions.edit(line, text, was=was, lang=lang)
                await room.captions.keep_corrected(line)
            case Retract(lines=lines):
                await room.retract(lines)
            case Say():
                room.say(
                    command.id,
                    command.text,
                    command.interim,
                    final=command.final,
                    speaker=command.speaker,
                    lang=command.lang,
                )
            case AddTerm():
                self._add_term(command)
            case _:
                room.captions.set(self._settings(command))

    def describe(self) -> dict[str, Any]:
        """What an operator needs to know of the room once."""
        hub = self.room.hub
        return {
            "room": hub.room,
            "session": hub.session,
            "languages": [
                language | {"on": language["code"] in hub.languages.codes}
                for language in self.room.captions.offered.as_json()
            ],
            "programme": [
                {
                    "talk": number,
                    "title": talk.title,
                    "speakers": [speaker.name for speaker in talk.speakers],
                    "start": talk.start.isoformat(timespec="minutes"),
                    "end": talk.end.isoformat(timespec="minutes"),
                }
                for number, talk in enumerate(self.room.programme, 1)
            ],
        }

    def _settings(self, command: Command) -> RoomSettings:
        """The room's settings with what a command changes. Raises CommandError."""
        now = self.room.captions.settings
        match command:
            case ChooseTalk(talk=talk):
                return self._at(talk)
            case SwitchLanguage(lang=lang, on=on):
                return self._switched(lang, on=on)
            case Mask(on=on, words=words):
                return replace(now, masked=on, mask_words=words or now.mask_words)
            case _:
                value, *_ = astuple(command)
                return replace(now, **{PLAIN[type(command)]: value})

    def _at(self, number: int) -> RoomSettings:
        programme = self.room.programme
        if number > len(programme):
            raise CommandError(
                f"There is no talk {number}: the programme of this room has {len(programme)}.",
                code="no_such_talk",
            )
        talk = programme[number - 1] if number else None
        names = tuple(speaker.name for speaker in talk.speakers) if talk else ()
        self.room.prefer((*names, *talk.terms) if talk else ())
        # Several speakers take turns: who it is, the operator says.
        speaker = names[0] if len(names) == 1 else ""
        return replace(self.room.captions.settings, talk=number, speaker=speaker)

    def _switched(self, lang: str, *, on: bool) -> RoomSettings:
        captions = self.room.captions
        translated = [code for code in captions.offered.target if code not in captions.offered.source]
        if lang not in translated:
            known = ", ".join(translated) or "none"
            raise CommandError(
                f"'{lang}' is no language that is translated into here. Those are: {known}.",
                code="no_such_language",
            )
        off = {*captions.settings.languages_off} - {lang} | (set() if on else {lang})
        return replace(captions.settings, languages_off=tuple(sorted(off)))

    def _add_term(self, command: AddTerm) -> None:
        known = self.room.captions.offered.codes
        for code, _ in command.translations:
            canonical(code, known)
        self.room.spelling.add(
            command.term,
            variants=command.variants,
            keep=command.keep,
            translations=dict(command.translations),
        )
        self.room.renew_terms()
