"""What a kiosk shows, as JSON values."""

from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from booth.codes import spelt
from booth.consent import USES
from booth.events import Format
from booth.flow import SHOTS, Stage
from booth.house import House
from booth.ports import Layout
from booth.session import Session
from live.languages import LANGUAGES
from live.serving.qr import qr_svg

Json = dict[str, Any]
COUNTDOWN_S = 3
SAMPLES = 5


class Views:
    """Makes the views of a house's kiosks."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._layouts = [_layout(layout, _window(house, layout)) for layout in house.studio.layouts]

    async def of(self, session: Session) -> Json:
        """Everything that a kiosk needs to draw itself."""
        flow, house = session.flow, self._house
        return {
            "type": "view",
            "stage": flow.stage.value,
            "event": house.branding.event,
            "language": flow.language,
            "languages": [{"code": code, "name": LANGUAGES[code].name} for code in house.wordings],
            "problem": flow.problem,
            "ends_in_s": session.ends_in_s,
            "camera": "here" if house.feed else "browser",
            "countdown_s": COUNTDOWN_S,
            "format": flow.format.value,
            "layout": house.studio.layout(flow.layout, flow.format).id,
            "layouts": self._layouts,
            "shots": flow.shots,
            "shots_wanted": SHOTS[flow.format],
            "deleted": flow.deleted,
            **self._samples(session),
            **self._consent(session),
            **self._pictures(session),
            **(await self._take_home(session) if flow.stage is Stage.TAKE_HOME else {}),
        }

    def _samples(self, session: Session) -> Json:
        """What the booth can do, for those who have not begun: looks with a picture of what they do."""
        if session.flow.stage is not Stage.ATTRACT:
            return {}
        house = self._house
        shown = [look.id for look in house.studio.catalogue() if look.preview and look.id in house.looks_on]
        return {"samples": shown[:: max(1, len(shown) // SAMPLES)][:SAMPLES]}

    def _consent(self, session: Session) -> Json:
        if session.flow.stage is not Stage.CONSENT:
            return {}
        config = self._house.config
        hidden = {use for use, asked in (("wall", config.wall), ("archive", config.archive)) if not asked}
        texts = self._house.wordings[session.flow.language].texts
        return {"consent": dict(texts), "uses": [use for use in USES if use not in hidden]}

    def _pictures(self, session: Session) -> Json:
        flow, visit = session.flow, session.visit
        if not visit.framed:
            return {}
        making = visit.making
        looks = [
            {
                "id": look.id,
                "names": dict(look.names),
                "ai": look.changes_with_ai,
                "seconds": round(self._house.studio.estimates.of(look.id) * len(visit.shots), 1),
                "preview": bool(look.preview),
                "failed": look.id in flow.failed,
            }
            for look in self._house.studio.catalogue()
            if look.id in self._house.looks_on
        ]
        left_s = self._house.darkroom.seconds_left(making) if making else 0.0
        return {
            "picture": f"/booth/shown/{visit.show(visit.looks.get(flow.look, visit.framed))}",
            "looks": [] if flow.format is Format.GIF else looks,
            "look": flow.look,
            "look_ready": flow.look in visit.looks,
            "making": {"look": making.look, "done": making.done, "left_s": left_s} if making else None,
        }

    async def _take_home(self, session: Session) -> Json:
        visit, flow, house = session.visit, session.flow, self._house
        if not flow.saved:
            return {"take_home": None}
        link = await house.darkroom.link(visit.code)
        album = house.store.get(visit.album_id)
        printer = await house.prints.state()
        prints = bool(house.config.printer) and flow.format is not Format.GIF
        return {
            "take_home": {
                "code": spelt(visit.code),
                "link": link,
                "qr": f"/booth/shown/{visit.show(self._qr(session, link))}" if link else "",
                "hours": house.config.link_hours,
                "prints": house.prints.copies_left(album) if prints and album else 0,
                "printer": printer.condition.value if prints else "none",
                "answer": session.print_answer.value if session.print_answer else "",
            }
        }

    def _qr(self, session: Session, link: str) -> bytes:
        made = qr_svg(link)
        # The same picture again keeps its name, so that the screen does not flicker.
        return next((known for known in session.visit.shown.values() if known == made), made)


def _layout(layout: Layout, window: list[float]) -> Json:
    return {
        "id": layout.id,
        "names": dict(layout.names),
        "shots": layout.shots,
        "aspect": layout.shot_aspect,
        "window": window,
    }


def _window(house: House, layout: Layout) -> list[float]:
    """Where the live picture shows through a frame: left, top, width, height and aspect of the frame."""
    frame = np.asarray(Image.open(BytesIO(house.studio.preview_frame(layout.id))).convert("RGBA"))
    height, width = frame.shape[:2]
    clear = frame[:, :, 3] < 128
    across, down = np.flatnonzero(clear.any(axis=0)), np.flatnonzero(clear.any(axis=1))
    if not len(across):
        return [0.0, 0.0, 1.0, 1.0, width / height]
    left, top = across[0] / width, down[0] / height
    return [left, top, (across[-1] + 1) / width - left, (down[-1] + 1) / height - top, width / height]
