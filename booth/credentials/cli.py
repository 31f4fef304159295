"""`footlights booth authority`: make the authority that signs an event's pictures."""

import argparse
import sys
from pathlib import Path


def add_command(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", folder: Path) -> None:
    """Add `authority`; `folder`: where it is kept when none is given."""
    parser = subparsers.add_parser(
        "authority",
        help="make the authority that signs this event's pictures",
        description="Makes a certificate and a signing key for this event, once. Pictures signed with it can "
        "be proved to be untouched, on the booth's verify page and by any reader of Content Credentials.",
    )
    parser.add_argument("--event", default="", help="the event's name, as it stands in the certificate")
    parser.add_argument("--folder", type=Path, default=folder, help="where to keep it (default: %(default)s)")
    parser.set_defaults(handler=_make)


def _make(args: argparse.Namespace) -> int:
    # An extra: the command line itself does without.
    from booth.credentials import authority  # noqa: PLC0415

    made = authority.created(args.folder, args.event)
    sys.stdout.write(
        f"The authority is in {args.folder}\n"
        f"  {authority.ROOT}: publish it, so that others can verify this event's pictures\n"
        f"  {authority.KEY}: keep it secret; only this account can read it\n"
        f"Fingerprint of {authority.ROOT}: {authority.fingerprint(made.root)}\n"
    )
    return 0
