import stat
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from booth.credentials.authority import Authority, created, fingerprint, opened, ready
from booth.credentials.containers import mime_of, with_xmp
from booth.credentials.signing import ContentCredentials
from booth.credentials.statements import CAPTURE, COMPOSITE, ENHANCED, source_type, xmp
from booth.errors import PictureError, StoreError
from booth.ports import Facts

FACTS = Facts(
    event="Symposium <2025> & 友人",
    taken_at=datetime(2025, 10, 31, 9, 30, tzinfo=UTC),
    look="harbour",
    changed_with_ai=True,
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return created(tmp_path_factory.mktemp("authority"), "Symposium")


@pytest.fixture(scope="module")
def credentials(authority: Authority) -> ContentCredentials:
    return ContentCredentials(authority)


def jpeg(exif: bool = True) -> bytes:
    """A JPEG as a camera writes it: with EXIF, a place, a thumbnail and a comment."""
    image = Image.effect_noise((320, 240), 80).convert("RGB")
    data = Image.Exif()
    data[0x010F] = "SecretCameraMaker"
    data.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    image.save(out, "JPEG", exif=data if exif else b"", comment="taken at home" if exif else "")
    return out.getvalue()


def gif() -> bytes:
    frames = [Image.new("RGB", (64, 48), (shade, 0, 0)) for shade in (0, 120, 240)]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=90, loop=0)
    return out.getvalue()


@pytest.mark.parametrize("image", [jpeg(), gif()], ids=["jpeg", "gif"])
def test_an_untouched_file_is_intact_and_ours_and_says_what_was_done(
    credentials: ContentCredentials, image: bytes
) -> None:
    verdict = credentials.verify(credentials.sign(image, FACTS))
    assert (verdict.signed, verdict.intact, verdict.ours) == (True, True, True)
    assert verdict.facts == FACTS
    assert verdict.problem == ""


@pytest.mark.parametrize("image", [jpeg(), gif()], ids=["jpeg", "gif"])
def test_one_changed_bit_of_the_picture_is_found(credentials: ContentCredentials, image: bytes) -> None:
    changed = bytearray(credentials.sign(image, FACTS))
    changed[-40 if mime_of(image) == "image/jpeg" else -400] ^= 1
    verdict = credentials.verify(bytes(changed))
    assert (verdict.signed, verdict.intact, verdict.facts) == (True, False, None)
    assert "Altered since it was signed: assertion.dataHash.mismatch" in verdict.problem


def test_changed_credentials_are_found(credentials: ContentCredentials) -> None:
    signed = credentials.sign(jpeg(), FACTS)
    forged = signed.replace(b"harbour", b"nothing")
    assert forged != signed
    verdict = credentials.verify(forged)
    assert not verdict.intact
    assert verdict.facts is None


def test_a_picture_signed_by_another_event_is_intact_but_not_ours(
    credentials: ContentCredentials, tmp_path: Path
) -> None:
    other = ContentCredentials(created(tmp_path, "Another event"))
    verdict = credentials.verify(other.sign(jpeg(), FACTS))
    assert (verdict.intact, verdict.ours, verdict.facts) == (True, False, None)
    assert verdict.problem == "Signed by 'Another event', not by this event."


def test_saved_again_by_another_program_the_proof_is_gone(credentials: ContentCredentials) -> None:
    out = BytesIO()
    Image.open(BytesIO(credentials.sign(jpeg(), FACTS))).save(out, "JPEG")
    verdict = credentials.verify(out.getvalue())
    assert (verdict.signed, verdict.problem) == (False, "The file has no Content Credentials.")


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\xff\xd8\xff", jpeg()[:900], b"\x89PNG\r\n\x1a\n" + b"x" * 99]
)
def test_any_bytes_have_a_verdict(credentials: ContentCredentials, content: bytes) -> None:
    verdict = credentials.verify(content)
    assert not verdict.intact
    assert verdict.problem


def test_exif_place_comment_and_thumbnails_are_gone_and_the_pixels_are_the_same(
    credentials: ContentCredentials,
) -> None:
    camera = jpeg()
    signed = credentials.sign(camera, FACTS)
    image = Image.open(BytesIO(signed))
    assert not image.getexif()
    assert image.tobytes() == Image.open(BytesIO(camera)).tobytes()
    for secret in (b"SecretCameraMaker", b"taken at home", b"Exif\x00"):
        assert secret not in signed
    assert signed.count(b"\xff\xd8\xff") == 1, "there is no second picture inside"
    assert b"c2pa.thumbnail" not in signed


def test_xmp_says_the_digital_source_type(credentials: ContentCredentials) -> None:
    image = Image.open(BytesIO(credentials.sign(jpeg(), FACTS)))
    iptc = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
    said = ET.fromstring(image.info["xmp"].decode())[0][0].attrib
    assert said[f"{iptc}DigitalSourceType"] == COMPOSITE
    assert said[f"{iptc}Event"] == FACTS.event


def test_source_types_tell_photographs_rules_and_models_apart() -> None:
    taken = FACTS.taken_at
    assert source_type(Facts(event="", taken_at=taken)) == CAPTURE
    assert source_type(Facts(event="", taken_at=taken, look="ink")) == ENHANCED
    assert source_type(FACTS) == COMPOSITE


def test_what_is_no_jpeg_or_gif_is_not_signed() -> None:
    with pytest.raises(PictureError, match="Only JPEG and GIF"):
        with_xmp(b"hello", xmp(FACTS))
    with pytest.raises(PictureError, match="broken"):
        with_xmp(jpeg()[:60], xmp(FACTS))
    with pytest.raises(PictureError, match="no end"):
        with_xmp(gif()[:-1], xmp(FACTS))


def test_an_authority_is_made_once_kept_secret_and_opened_again(tmp_path: Path) -> None:
    folder = tmp_path / "authority"
    with pytest.raises(StoreError, match="footlights booth authority"):
        opened(folder)
    made = ready(folder, "Gala")
    assert ready(folder, "Gala") == opened(folder) == made
    assert len(fingerprint(made.root).split()) == 16
    with pytest.raises(StoreError, match="already has an authority"):
        created(folder, "Gala")
    if sys.platform != "win32":
        assert stat.S_IMODE((folder / "signer.key").stat().st_mode) == 0o600


def test_files_that_do_not_fit_together_are_refused_at_the_start(
    authority: Authority, tmp_path: Path
) -> None:
    other = created(tmp_path, "Another event")
    for root, chain in (
        (other.root, authority.chain),
        (authority.root, other.chain),
        (authority.root, "none"),
    ):
        with pytest.raises(StoreError, match="do not fit together"):
            ContentCredentials(Authority(root=root, chain=chain, key=authority.key))
