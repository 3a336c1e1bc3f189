"""`coranto codebook`: what is wrong with the codebook's files, ours and the user's own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from coranto import codebook as codebooks
from coranto import settings
from coranto.cli import show
from coranto.cli.options import json_option
from coranto.codebook import Codebook, sources
from coranto.codebook.sources import Document, Fault
from coranto.model import Act, Article, Capture, Grain, Moment, article_id, version_id
from coranto.read import Tools
from coranto.read import read as read_article
from coranto.read import tools as load_tools

DAY = Moment(datetime(2024, 11, 5, tzinfo=UTC), Grain.DAY, "given")
"""When the types' sentences count as written: any day does, and a fixed one gives the same result again."""


@click.group(short_help="Check the codebook's files, and your own over them.")
def codebook() -> None:
    """Look after the codebook: actors, places, cue words, and the types with their triggers."""


@codebook.command(short_help="Tell every fault of the codebook's files.")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--quick", is_flag=True, help="Do not read the sentences of the types.")
@json_option
def check(folder: Path | None, quick: bool, as_json: bool) -> None:
    """Tell every fault of the codebook, with FOLDER laid over it, or how much it holds if there is none.

    The sentences that each type gives under `yes` and `no` are read, too: the first must hold an act of the type, the
    others none that took place.
    """
    book, faults = codebooks.read(folder)
    counts = _counts(book)
    if not faults and not quick:
        with show.progress() as step:
            faults = tuple(_misread(folder, step))
        counts["sentences read"] = sum(len(one.yes) + len(one.no) for one in book.types.types.values())
    if as_json:
        show.line({"sound": not faults, "codebook": book.digest, **counts, "faults": [asdict(one) for one in faults]})
    elif faults:
        show.faults(faults)
    else:
        show.table(("the codebook holds", "how many"), [(name, f"{count:,}") for name, count in counts.items()])
        click.echo(f"It is sound{' as far as a quick look goes' if quick else ''}.")
    sys.exit(2 if faults else 0)


def _counts(book: Codebook) -> dict[str, int]:
    types = book.types.types.values()
    cues = {word for table in book.cues.values() for words in table.values() for word in words}
    return {
        "types": len(types),
        "modes": sum(len(one.modes) for one in types),
        "triggers": sum(len(one.triggers) for one in types),
        "words": len(cues.union(*book.types.words.values(), *book.types.contexts.values())),
        "parties": len({name.party for names in book.actors.names.values() for name in names}),
        "places": book.gazetteer.count(),
    }


def _misread(folder: Path | None, step: Callable[[str, int, int], None]) -> Iterator[Fault]:
    """The sentences of the types that the reader takes otherwise than their file says."""
    tools = load_tools(replace(settings.load(), overlay=str(folder or "")))
    types = tools.codebook.types.types.values()
    sentences = [(one.code, True, text) for one in types for text in one.yes]
    sentences += [(one.code, False, text) for one in types for text in one.no]
    documents = {document.data.get("code"): document for document in _type_files(folder)}
    for done, (code, wanted, text) in enumerate(sentences, 1):
        told = _wrong(code, wanted, _acts(text, tools))
        if told:
            place = (sources.table("examples"), sources.key("yes" if wanted else "no"), sources.quoted(text))
            yield documents[code].fault(told, "mend the triggers, or the sentence", *place)
        step("reading", done, len(sentences))


def _type_files(folder: Path | None) -> tuple[Document, ...]:
    files = [file for file in sources.gather(folder) if file.name.startswith("plover/")]
    return sources.documents(files)[0]


def _acts(text: str, tools: Tools) -> tuple[Act, ...]:
    capture = Capture(None, None, "text", "0" * 64)
    article = Article(article_id(None, None, text), version_id(text), text, (), capture, published=DAY)
    return read_article(article, tools).acts


def _wrong(code: str, wanted: bool, acts: tuple[Act, ...]) -> str:
    """What is wrong with the acts read in a sentence of a type; "" where nothing is."""
    same = [act for act in acts if act.type == code]
    if wanted and not same:
        read = ", ".join(dict.fromkeys(str(act.type) for act in acts)) or "nothing"
        return f"not read as {code}, but as {read}"
    happened = [act for act in same if act.status.took_place]
    return f"read as {code} that took place: {happened[0].why}" if happened and not wanted else ""
