"""Signs and verifies Content Credentials; see `booth.ports.Credentials`. The only user of c2pa.

Nothing is fetched: no timestamps, no revocation lists, no remote manifests, so a hall without internet is
enough. No thumbnail is embedded, since one would keep a guest's face where nobody looks for it.
"""

import json
import threading
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from typing import Any

import c2pa
from PIL import Image

from booth.credentials.authority import Authority
from booth.credentials.containers import mime_of, with_xmp
from booth.credentials.statements import facts_of, manifest, xmp
from booth.errors import StoreError
from booth.ports import Facts, Verdict

UNFIT = "The booth's authority cannot sign: its files do not fit together. Move them away and make another."
OFFLINE = {"remote_manifest_fetch": False, "ocsp_fetch": False}


class ContentCredentials:
    """The event's credentials, made with its authority."""

    def __init__(self, authority: Authority) -> None:
        """Raises StoreError when the authority's files do not fit together."""
        info = c2pa.C2paSignerInfo(b"es256", authority.chain.encode(), authority.key, None)
        self._building = c2pa.Context.from_dict(
            {"builder": {"thumbnail": {"enabled": False}}, "verify": OFFLINE}
        )
        self._reading = c2pa.Context.from_dict({"trust": {"user_anchors": authority.root}, "verify": OFFLINE})
        self._lock = threading.Lock()
        self._version = _own_version()
        try:
            self._signer = c2pa.Signer.from_info(info)
            proof = self.verify(self.sign(_sample(), Facts(event="", taken_at=datetime.now(UTC))))
        except c2pa.C2paError as error:
            raise StoreError(f"{UNFIT} ({error})") from error
        if not proof.ours:
            raise StoreError(f"{UNFIT} ({proof.problem})")

    def sign(self, image: bytes, facts: Facts) -> bytes:
        """Return the JPEG or GIF with XMP and credentials, and without any other metadata."""
        clean = with_xmp(image, xmp(facts))
        mime = mime_of(clean)
        signed = BytesIO()
        with self._lock:
            builder = c2pa.Builder(manifest(facts, mime, self._version), context=self._building)
            builder.sign(self._signer, mime, BytesIO(clean), signed)
        return signed.getvalue()

    def verify(self, content: bytes) -> Verdict:
        """Say what a file's credentials prove, of whatever bytes; never raises."""
        mime = mime_of(content)
        if not mime:
            return Verdict(signed=False, problem="This is no JPEG, GIF, PNG or WebP picture.")
        try:
            with self._lock:
                reader = c2pa.Reader.try_create(mime, BytesIO(content), context=self._reading)
                if reader is None:
                    return Verdict(signed=False, problem="The file has no Content Credentials.")
                state, said = reader.get_validation_state(), reader.get_active_manifest()
                results = reader.get_validation_results()
        except c2pa.C2paError as error:
            return Verdict(signed=False, problem=f"The file's Content Credentials cannot be read: {error}")
        return _verdict(str(state), said or {}, results or {})


def _verdict(state: str, said: dict[str, Any], results: dict[str, Any]) -> Verdict:
    """`Trusted`: intact, and by our authority; `Valid`: intact, by another; anything else: altered."""
    if state == "Trusted":
        return Verdict(signed=True, intact=True, ours=True, facts=facts_of(said))
    if state == "Valid":
        issuer = said.get("signature_info", {}).get("issuer", "somebody unknown")
        return Verdict(signed=True, intact=True, problem=f"Signed by '{issuer}', not by this event.")
    failures = results.get("activeManifest", {}).get("failure", [])
    codes = ", ".join(sorted({failure.get("code", "?") for failure in failures}))
    return Verdict(signed=True, problem=f"Altered since it was signed: {codes or json.dumps(state)}.")


def _sample() -> bytes:
    """Return the smallest of pictures, to sign on trial."""
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    return out.getvalue()


def _own_version() -> str:
    try:
        return version("footlights")
    except PackageNotFoundError:
        return "0"
