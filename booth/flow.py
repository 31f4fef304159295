"""The guest's way through the booth, as a pure state machine: an event in, the next flow and commands out.

What makes no sense where the guest is (a second press of the button, a shot that comes late) changes nothing.
Every stage but the first ends by itself, and whatever was not approved is wiped.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from booth.consent import Agreement
from booth.events import (
    Agree,
    Arrange,
    Back,
    ChooseLanguage,
    ChooseLook,
    Delete,
    Deleted,
    Event,
    Failed,
    Format,
    Framed,
    LookFailed,
    Press,
    Recovered,
    Retake,
    Saved,
    ShotTaken,
    Timeout,
)


class Stage(StrEnum):
    """Where the guest is."""

    ATTRACT = "attract"
    LANGUAGE = "language"
    CONSENT = "consent"
    PREVIEW = "preview"
    COUNTDOWN = "countdown"
    CAPTURE = "capture"
    LOOK = "look"
    APPROVE = "approve"
    TAKE_HOME = "take_home"
    THANKS = "thanks"


SHOTS = {Format.SINGLE: 1, Format.STRIP: 4, Format.GIF: 10}

TIMEOUTS_S = {
    Stage.LANGUAGE: 30.0,
    Stage.CONSENT: 60.0,
    Stage.PREVIEW: 60.0,
    Stage.COUNTDOWN: 15.0,
    Stage.CAPTURE: 45.0,
    Stage.LOOK: 60.0,
    Stage.APPROVE: 45.0,
    Stage.TAKE_HOME: 60.0,
    Stage.THANKS: 6.0,
}
"""Seconds without an event after which a stage ends by itself; the first waits for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Where one guest is and what was chosen so far."""

    stage: Stage = Stage.ATTRACT
    language: str = "en"
    agreement: Agreement | None = None
    guest: str = ""
    format: Format = Format.SINGLE
    layout: str = ""
    """Id of the layout; empty for the first of the format."""
    shots: int = 0
    look: str = ""
    """Id of the look chosen, empty for none."""
    failed: frozenset[str] = frozenset()
    """Looks that could not be made for this guest."""
    problem: str = ""
    """What the guest is told: camera, dark, capture, disk, look or failed; empty when nothing went wrong."""
    saved: bool = False
    deleted: bool = False


class Command(StrEnum):
    """What the shell does for the flow."""

    FRAME = "frame"
    """Compose the shots."""
    RENDER = "render"
    """Make the chosen look."""
    SAVE = "save"
    """Keep what was approved."""
    DELETE = "delete"
    """Delete what was saved."""
    WIPE = "wipe"
    """Forget every shot and picture in memory."""


Step = tuple[Flow, tuple[Command, ...]]


def step(flow: Flow, event: Event) -> Step:
    """Return the flow after an event, and what is to be done."""
    match event:
        case Timeout():
            return _time_out(flow)
        case Failed(problem):
            return _fail(flow, problem)
        case Recovered():
            return replace(flow, problem="" if flow.problem == "camera" else flow.problem), ()
        case LookFailed(look):
            return _without_look(flow, look)
        case _:
            return _ANSWERS[flow.stage](flow, event)


def _stay(flow: Flow) -> Step:
    return flow, ()


def _leave(flow: Flow) -> Step:
    """End this guest's visit: nothing of it is left in memory."""
    return Flow(language=flow.language, problem=_lasting(flow.problem)), (Command.WIPE,)


def _time_out(flow: Flow) -> Step:
    if flow.stage is Stage.ATTRACT:
        return _stay(flow)
    if flow.stage is Stage.TAKE_HOME and flow.saved:
        return replace(flow, stage=Stage.THANKS), ()
    return _leave(flow)


def _fail(flow: Flow, problem: str) -> Step:
    match flow.stage:
        case Stage.COUNTDOWN | Stage.CAPTURE:
            return replace(flow, stage=Stage.PREVIEW, shots=0, problem=problem), (Command.WIPE,)
        case Stage.TAKE_HOME if not flow.saved:
            return replace(flow, stage=Stage.APPROVE, problem=problem), ()
        case _:
            return replace(flow, problem=problem), ()


def _without_look(flow: Flow, look: str) -> Step:
    if flow.stage not in (Stage.LOOK, Stage.APPROVE, Stage.TAKE_HOME):
        return _stay(flow)
    failed = flow.failed | {look}
    if flow.look != look:
        return replace(flow, failed=failed), ()
    return replace(flow, failed=failed, look="", problem="look"), ()


def _attract(flow: Flow, event: Event) -> Step:
    match event:
        case Press():
            return Flow(stage=Stage.LANGUAGE, language=flow.language, problem=flow.problem), ()
    return _stay(flow)


def _language(flow: Flow, event: Event) -> Step:
    match event:
        case ChooseLanguage(code):
            return replace(flow, stage=Stage.CONSENT, language=code), ()
        case Press():
            return replace(flow, stage=Stage.CONSENT), ()
        case Back():
            return _leave(flow)
    return _stay(flow)


def _consent(flow: Flow, event: Event) -> Step:
    match event:
        case Agree(agreement, guest) if agreement.enough:
            return replace(flow, stage=Stage.PREVIEW, agreement=agreement, guest=guest), ()
        case Back():
            return replace(flow, stage=Stage.LANGUAGE), ()
    return _stay(flow)


def _preview(flow: Flow, event: Event) -> Step:
    match event:
        case Arrange(format, layout):
            return replace(flow, format=format, layout=layout, problem=_lasting(flow.problem)), ()
        case Press() if flow.problem != "camera":
            return replace(flow, stage=Stage.COUNTDOWN, shots=0, problem=""), ()
        case Back():
            return _leave(flow)
    return _stay(flow)


def _lasting(problem: str) -> str:
    """A camera that is away stays away; the others have been told."""
    return problem if problem == "camera" else ""


def _countdown(flow: Flow, event: Event) -> Step:
    match event:
        case ShotTaken() if flow.shots + 1 < SHOTS[flow.format]:
            return replace(flow, shots=flow.shots + 1), ()
        case ShotTaken():
            return replace(flow, stage=Stage.CAPTURE, shots=flow.shots + 1), (Command.FRAME,)
        case Back():
            return replace(flow, stage=Stage.PREVIEW, shots=0), (Command.WIPE,)
    return _stay(flow)


def _capture(flow: Flow, event: Event) -> Step:
    match event:
        case Framed() if flow.format is Format.GIF:
            return replace(flow, stage=Stage.APPROVE), ()
        case Framed():
            return replace(flow, stage=Stage.LOOK), ()
    return _stay(flow)


def _look(flow: Flow, event: Event) -> Step:
    match event:
        case ChooseLook(look) if look and look not in flow.failed:
            return replace(flow, look=look, problem=""), (Command.RENDER,)
        case ChooseLook(""):
            return replace(flow, look="", problem=""), ()
        case Press():
            return replace(flow, stage=Stage.APPROVE, problem=""), ()
        case Retake() | Back():
            return _retake(flow)
    return _stay(flow)


def _approve(flow: Flow, event: Event) -> Step:
    match event:
        case Press():
            return replace(flow, stage=Stage.TAKE_HOME, problem=""), (Command.SAVE,)
        case Retake():
            return _retake(flow)
        case Back() if flow.format is not Format.GIF:
            return replace(flow, stage=Stage.LOOK, problem=""), ()
        case Back():
            return _retake(flow)
    return _stay(flow)


def _retake(flow: Flow) -> Step:
    return replace(flow, stage=Stage.PREVIEW, shots=0, look="", problem=""), (Command.WIPE,)


def _take_home(flow: Flow, event: Event) -> Step:
    match event:
        case Saved():
            return replace(flow, saved=True), ()
        case Press() if flow.saved:
            return replace(flow, stage=Stage.THANKS, problem=""), ()
        case Delete() if flow.saved:
            return replace(flow, problem=""), (Command.DELETE,)
        case Deleted() if flow.saved:
            return replace(flow, stage=Stage.THANKS, problem="", deleted=True, saved=False), (Command.WIPE,)
    return _stay(flow)


def _thanks(flow: Flow, event: Event) -> Step:
    match event:
        case Deleted():
            return replace(flow, deleted=True, saved=False), (Command.WIPE,)
        case Press() | Back():
            return _leave(flow)
    return _stay(flow)


_ANSWERS: dict[Stage, Callable[[Flow, Event], Step]] = {
    Stage.ATTRACT: _attract,
    Stage.LANGUAGE: _language,
    Stage.CONSENT: _consent,
    Stage.PREVIEW: _preview,
    Stage.COUNTDOWN: _countdown,
    Stage.CAPTURE: _capture,
    Stage.LOOK: _look,
    Stage.APPROVE: _approve,
    Stage.TAKE_HOME: _take_home,
    Stage.THANKS: _thanks,
}
