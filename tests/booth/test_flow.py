"""The guest's way: every order of events is survived, and nothing unapproved outlives its guest."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booth import events as e
from booth.consent import Agreement
from booth.flow import SHOTS, TIMEOUTS_S, Command, Flow, Stage, step

AGREED = Agreement(uses=frozenset({"keep"}), adult=True)
TO_PREVIEW = (e.Press(), e.ChooseLanguage("zh-Hant"), e.Agree(AGREED))
ANY_EVENT = st.sampled_from(
    [
        e.Press(),
        e.Back(),
        e.ChooseLanguage("fr"),
        e.Agree(AGREED),
        e.Agree(Agreement(uses=frozenset({"wall"}), adult=True)),
        *(e.Arrange(format) for format in e.Format),
        e.ShotTaken(),
        e.Framed(),
        e.ChooseLook("ink"),
        e.ChooseLook(""),
        e.LookFailed("ink"),
        e.Retake(),
        e.Saved(),
        e.Delete(),
        e.Deleted(),
        e.Failed("camera"),
        e.Failed("disk"),
        e.Recovered(),
        e.Timeout(),
    ]
)


def walk(*events: e.Event, flow: Flow | None = None) -> tuple[Flow, list[Command]]:
    flow = flow or Flow()
    commands: list[Command] = []
    for event in events:
        flow, more = step(flow, event)
        commands += more
    return flow, commands


def shots(format: e.Format) -> list[e.Event]:
    return [e.Arrange(format), e.Press(), *[e.ShotTaken()] * SHOTS[format], e.Framed()]


@pytest.mark.parametrize("format", [e.Format.SINGLE, e.Format.STRIP])
def test_guest_goes_from_attract_to_thanks(format: e.Format) -> None:
    flow, commands = walk(*TO_PREVIEW, *shots(format), e.ChooseLook("ink"), e.Press(), e.Press(), e.Saved())
    assert (flow.stage, flow.language, flow.look) == (Stage.TAKE_HOME, "zh-Hant", "ink")
    assert commands == [Command.FRAME, Command.RENDER, Command.SAVE]
    flow, commands = walk(e.Press(), e.Timeout(), flow=flow)
    assert (flow, commands) == (Flow(language="zh-Hant"), [Command.WIPE])


def test_gif_is_approved_without_a_look() -> None:
    assert walk(*TO_PREVIEW, *shots(e.Format.GIF))[0].stage is Stage.APPROVE


def test_picture_needs_consent_to_keep_and_an_adult() -> None:
    for agreement in (
        Agreement(uses=frozenset({"keep"}), adult=False),
        Agreement(uses=frozenset({"wall", "archive"}), adult=True),
        Agreement(uses=frozenset({"keep", "sell"}), adult=True),
    ):
        assert walk(*TO_PREVIEW[:2], e.Agree(agreement))[0].stage is Stage.CONSENT


def test_retake_forgets_shots_and_look() -> None:
    flow, commands = walk(*TO_PREVIEW, *shots(e.Format.STRIP), e.ChooseLook("ink"), e.Retake())
    assert (flow.stage, flow.shots, flow.look) == (Stage.PREVIEW, 0, "")
    assert commands[-1] is Command.WIPE


def test_camera_lost_in_countdown_waits_in_preview_until_it_is_back() -> None:
    flow, commands = walk(*TO_PREVIEW, e.Press(), e.Failed("camera"))
    assert (flow.stage, flow.problem, commands) == (Stage.PREVIEW, "camera", [Command.WIPE])
    assert walk(e.Press(), flow=flow)[0].stage is Stage.PREVIEW
    assert walk(e.Recovered(), e.Press(), flow=flow)[0].stage is Stage.COUNTDOWN


def test_look_that_cannot_be_made_leaves_the_picture_without_it() -> None:
    flow, _ = walk(*TO_PREVIEW, *shots(e.Format.SINGLE), e.ChooseLook("ink"), e.LookFailed("ink"))
    assert (flow.stage, flow.look, flow.problem) == (Stage.LOOK, "", "look")
    assert walk(e.ChooseLook("ink"), flow=flow) == (flow, [])


def test_picture_that_cannot_be_kept_goes_back_to_approval() -> None:
    flow, _ = walk(*TO_PREVIEW, *shots(e.Format.SINGLE), e.Press(), e.Press(), e.Failed("disk"))
    assert (flow.stage, flow.problem) == (Stage.APPROVE, "disk")


def test_deleting_at_the_booth_leaves_nothing() -> None:
    saved = (*TO_PREVIEW, *shots(e.Format.SINGLE), e.Press(), e.Press(), e.Saved())
    flow, commands = walk(*saved, e.Delete())
    assert (flow.stage, flow.deleted) == (Stage.TAKE_HOME, False), "nothing is called deleted before it is"
    assert commands[-1] is Command.DELETE
    flow, commands = walk(e.Deleted(), flow=flow)
    assert (flow.stage, flow.deleted, commands) == (Stage.THANKS, True, [Command.WIPE])


def test_deletion_that_fails_is_said_and_may_be_tried_again() -> None:
    saved = (*TO_PREVIEW, *shots(e.Format.SINGLE), e.Press(), e.Press(), e.Saved())
    flow, _ = walk(*saved, e.Delete(), e.Failed("failed"))
    assert (flow.stage, flow.problem, flow.deleted) == (Stage.TAKE_HOME, "failed", False)
    assert walk(e.Delete(), flow=flow)[1] == [Command.DELETE]


def test_every_stage_but_the_first_times_out() -> None:
    assert set(TIMEOUTS_S) == set(Stage) - {Stage.ATTRACT}


@given(st.lists(ANY_EVENT, max_size=60))
def test_whatever_happens_timeouts_lead_back_and_wipe(events: Sequence[e.Event]) -> None:
    flow, commands = walk(*events)
    dirty = flow.stage is not Stage.ATTRACT
    flow, more = walk(e.Timeout(), e.Timeout(), flow=flow)
    assert flow == Flow(language=flow.language, problem=flow.problem)
    assert not dirty or Command.WIPE in more
    assert commands.count(Command.SAVE) <= events.count(e.Press())


@given(st.lists(ANY_EVENT, max_size=60))
def test_nothing_is_saved_that_was_not_agreed_to(events: Sequence[e.Event]) -> None:
    flow = Flow()
    for event in events:
        before = flow
        flow, commands = step(flow, event)
        if Command.SAVE in commands:
            assert before.stage is Stage.APPROVE
            assert flow.agreement is not None
            assert flow.agreement.enough
