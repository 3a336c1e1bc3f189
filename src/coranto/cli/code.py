"""`coranto code`: the type of an act whose parties are already known."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from coranto.cli import show
from coranto.cli.options import chosen, fast_option
from coranto.errors import InputError
from coranto.read import tools as load_tools
from coranto.read.code import code as code_sentence

KEYS = ("sentence", "actor", "recipient")


@click.command(short_help="Give the type of an act whose parties are known.")
@click.argument("sentence", required=False)
@click.option("--actor", metavar="TEXT", help="The words that name who acts.")
@click.option("--recipient", metavar="TEXT", help="The words that name whom it is done to.")
@click.option("--from-jsonl", "corpus", metavar="FILE", help='Lines of {"id", "sentence", "actor", "recipient"}.')
@fast_option
def code(sentence: str | None, actor: str | None, recipient: str | None, corpus: str | None, fast: bool) -> None:
    """Give the PLOVER type of what ACTOR does to RECIPIENT in SENTENCE, with the reason."""
    rows = list(_rows(Path(corpus))) if corpus else [_given(sentence, actor, recipient)]
    tools = load_tools(chosen(fast))
    with show.progress() as step:
        for done, row in enumerate(rows, 1):
            found = code_sentence(row["sentence"], row["actor"], row["recipient"], tools)
            show.line({"id": row["id"], "root": found.root, "mode": found.mode, "why": found.why})
            step("coding", done, len(rows))


def _given(sentence: str | None, actor: str | None, recipient: str | None) -> Mapping[str, str]:
    if not (sentence and actor and recipient):
        raise InputError(
            "sentence, actor and recipient are all needed", remedy='coranto code --actor "X" --recipient "Y" "X met Y."'
        )
    return {"id": "", "sentence": sentence, "actor": actor, "recipient": recipient}


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    if not path.is_file():
        raise InputError(
            "no such file", where=str(path), remedy='give lines of {"id", "sentence", "actor", "recipient"}'
        )
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if text.strip():
            yield _row(text, f"{path}:{number}")


def _row(text: str, where: str) -> Mapping[str, str]:
    remedy = 'write {"id": …, "sentence": …, "actor": …, "recipient": …} on one line'
    try:
        row = json.loads(text)
    except json.JSONDecodeError as fault:
        raise InputError(f"not JSON: {fault.msg} at column {fault.colno}", where=where, remedy=remedy) from fault
    missing = [key for key in KEYS if not isinstance(row, dict) or not isinstance(row.get(key), str)]
    if missing:
        raise InputError(f"without {', '.join(missing)}", where=where, remedy=remedy)
    return {"id": row.get("id", ""), **{key: row[key] for key in KEYS}}
