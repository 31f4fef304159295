"""What a picture's credentials say, and reading it back. Pure.

The terms are those of IPTC (digital source type) and of C2PA 2.2 (actions). Nothing in them is about the
guest.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from xml.sax.saxutils import quoteattr

from booth.ports import Facts

SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
CAPTURE = SOURCE + "digitalCapture"
"""A photograph; a frame and text around it do not change what it shows."""
ENHANCED = SOURCE + "algorithmicallyEnhanced"
"""Graded or drawn by fixed rules, no trained model."""
COMPOSITE = SOURCE + "compositeWithTrainedAlgorithmicMedia"
"""A photograph of which a trained model changed what is seen."""
LABEL = "org.footlights.picture"


def source_type(facts: Facts) -> str:
    """Return the picture's digital source type."""
    if facts.changed_with_ai:
        return COMPOSITE
    return ENHANCED if facts.look else CAPTURE


def manifest(facts: Facts, mime: str, version: str) -> str:
    """Return the manifest's definition in JSON."""
    taken = facts.taken_at.isoformat(timespec="seconds")
    actions: list[dict[str, Any]] = [
        {"action": "c2pa.created", "when": taken, "digitalSourceType": CAPTURE},
        {"action": "c2pa.drawing", "description": "The event's frame and text"},
    ]
    if facts.look:
        actions.insert(
            1,
            {
                "action": "c2pa.edited" if facts.changed_with_ai else "c2pa.filtered",
                "digitalSourceType": source_type(facts),
                "description": f"Look '{facts.look}' of the photo booth",
            },
        )
    said = {
        "event": facts.event,
        "taken_at": taken,
        "look": facts.look,
        "changed_with_ai": facts.changed_with_ai,
    }
    return json.dumps(
        {
            "claim_generator_info": [{"name": "Footlights photo booth", "version": version}],
            "title": facts.event or "Photo booth",
            "format": mime,
            "assertions": [
                {"label": "c2pa.actions.v2", "data": {"actions": actions}},
                {"label": LABEL, "data": said},
            ],
        }
    )


def facts_of(manifest_read: Mapping[str, Any]) -> Facts | None:
    """Return what a read manifest says, None when it is not one of a booth's."""
    for assertion in manifest_read.get("assertions", ()):
        if assertion.get("label") == LABEL:
            return _facts(assertion.get("data"))
    return None


def _facts(data: Any) -> Facts | None:
    try:
        return Facts(
            event=str(data["event"]),
            taken_at=datetime.fromisoformat(data["taken_at"]),
            look=str(data["look"]),
            changed_with_ai=bool(data["changed_with_ai"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def xmp(facts: Facts) -> bytes:
    """Return an XMP packet with the digital source type, as IPTC asks for it."""
    taken = facts.taken_at.isoformat(timespec="seconds")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about=""'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        f" Iptc4xmpExt:DigitalSourceType={quoteattr(source_type(facts))}"
        f" Iptc4xmpExt:Event={quoteattr(facts.event)}"
        f' xmp:CreatorTool="Footlights photo booth" xmp:CreateDate={quoteattr(taken)}/>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()
