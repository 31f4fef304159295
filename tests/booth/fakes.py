"""Fakes behind the booth's ports: quick, and told what to do by the tests."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from booth.album import Album
from booth.codes import fingerprint
from booth.consent import Agreement, ConsentRecord

AGREED = Agreement(uses=frozenset({"keep"}), adult=True)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CODE = "K7QM2B4XA9ZT03WE"


def album(album_id: str = "a1", code: str = CODE, *, uses: Sequence[str] = ("keep",)) -> Album:
    """An album made at NOW: its link lives for two days, itself for seven."""
    return Album(
        id=album_id,
        code_sha256=fingerprint(code),
        created_at=NOW,
        link_until=NOW + timedelta(days=2),
        keep_until=NOW + timedelta(days=7),
        consent=ConsentRecord(version="1", language="en", words={}, uses=tuple(uses), agreed_at=NOW),
        format="single",
    )
