"""Who stands behind the ports in a real booth: the only file that knows them all."""

from collections.abc import Callable
from dataclasses import dataclass

from booth.cameras.camera import Camera, camera_of
from booth.cameras.demo import DemoCamera
from booth.compose.composer import FrameComposer
from booth.config import BoothConfig
from booth.credentials import authority
from booth.credentials.signing import ContentCredentials
from booth.looks.book import LookBook, open_book
from booth.printing.cups import CupsPrinter, NoPrinter, printer_named
from booth.safety.nsfw import NsfwFilter
from models import pull
from models.errors import FootlightsError

MODELS = ("booth-fonts", "selfie-segmentation", "open-nsfw")


@dataclass(frozen=True, slots=True, kw_only=True)
class RealParts:
    """See `booth.parts.Parts`."""

    looks: LookBook
    composer: FrameComposer
    credentials: ContentCredentials
    safety: NsfwFilter
    printer: CupsPrinter | NoPrinter


def open_parts(config: BoothConfig, event: str, *, tell: Callable[[str], None]) -> RealParts:
    """Open everything; `tell` what does without. Raises BoothError for what cannot be done without."""
    safety = NsfwFilter()
    try:
        safety.ready()
    except FootlightsError as error:
        tell(f"No picture goes to the wall or the printer before you have looked at it: {error}")
    return RealParts(
        looks=open_book(config.catalogue),
        composer=FrameComposer(config.frames, logo=config.logo),
        credentials=ContentCredentials(authority.ready(config.authority, event)),
        safety=safety,
        printer=printer_named(config.printer),
    )


def fetch_models(*, tell: Callable[[str], None]) -> None:
    """Fetch the models that a booth uses, as far as that is possible here; `tell` what is missing."""
    for model_id in MODELS:
        try:
            pull(model_id)
        except FootlightsError as error:
            tell(str(error))


def open_camera(config: BoothConfig, *, demo: bool) -> Camera | None:
    """The camera of this machine; None for the browser's own."""
    return DemoCamera() if demo else camera_of(config.camera)
