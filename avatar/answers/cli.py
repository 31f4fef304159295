"""`footlights ask`: what the avatar and the /ask page would answer, on the command line."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import models
from avatar.answers.answer import Answer, Citation
from avatar.answers.engine import Engine
from avatar.answers.event_programme import programme_of
from avatar.answers.load import Sources, event_glossary, load_engine
from avatar.answers.translating import translating
from avatar.answers.usual_models import DICTIONARY, EMBEDDINGS, VERIFIER
from live.config import load_config

DESCRIPTION = """\
Answers a question from an event's documents (.pdf .docx .html .md .txt) and programme, or says that they
do not tell. Try your documents with it before the doors open. Without a question it reads one a line."""


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `ask`."""
    parser = subparsers.add_parser(
        "ask",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("question", nargs="?", help="in English, Chinese or Cantonese")
    parser.add_argument(
        "--documents", type=Path, required=True, metavar="DIR", help="folder of the documents"
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="the event's TOML file: its [[programme]] is looked up"
    )
    parser.add_argument("--team", default="", metavar="WHO", help="whom to ask what the documents do not say")
    parser.add_argument(
        "--now", type=datetime.fromisoformat, metavar="TIME", help="answer as if it were 2026-03-12T10:40"
    )
    parser.add_argument(
        "--embeddings", default=EMBEDDINGS, metavar="MODEL", help=f"finds passages ({EMBEDDINGS}; or none)"
    )
    parser.add_argument(
        "--dictionary",
        default=DICTIONARY,
        metavar="MODEL",
        help=f"for Chinese questions ({DICTIONARY}; or none)",
    )
    parser.add_argument(
        "--verifier",
        default=VERIFIER,
        metavar="MODEL",
        help=f"language model that says what answers ({VERIFIER}; or none)",
    )
    parser.add_argument(
        "--translation-model", metavar="MODEL", help="translate quotations into the question's language"
    )
    parser.add_argument("--json", action="store_true", help="print each answer as a line of JSON")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Answer one question, or every line of the input: 0."""
    engine = _engine(args)
    questions: Iterable[str] = [args.question] if args.question else sys.stdin
    for question in filter(None, map(str.strip, questions)):
        answer = engine.ask(question)
        _say(json.dumps(answer.as_json(), ensure_ascii=False) if args.json else readable(answer))
    return 0


def readable(answer: Answer) -> str:
    """An answer with its sources."""
    return "\n".join([answer.text, *(f"  {_place(citation)}" for citation in answer.citations)])


def _engine(args: argparse.Namespace) -> Engine:
    now: Callable[[], datetime] | None = (lambda: args.now) if args.now else None
    translate = None
    if args.translation_model:
        directory = models.resolve(args.translation_model, "translation")
        translate = translating(directory, event_glossary(args.documents))
    today = args.now or datetime.now().astimezone()
    sources = Sources(
        documents=args.documents,
        programme=programme_of(load_config(args.config), today.date()) if args.config else None,
        embeddings=args.embeddings,
        dictionary=args.dictionary,
        verifier=args.verifier,
        team=args.team,
    )
    return load_engine(sources, tell=_complain, translate=translate, now=now)


def _place(citation: Citation) -> str:
    where = [citation.document]
    if citation.page:
        where.append(f"page {citation.page}")
    if citation.paragraph:
        where.append(f"paragraph {citation.paragraph}")
    return f"[{', '.join(where)}] {citation.url}"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _complain(text: str) -> None:
    sys.stderr.write(f"footlights: {text}\n")
