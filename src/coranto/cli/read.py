"""`coranto read`: anything in, who did what to whom out."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import click

from coranto import desk, scale
from coranto.cli import corpus, show
from coranto.cli.options import chosen, fast_option, moment
from coranto.errors import UsageError
from coranto.model import Problem

FORMS = ("claims", "reading", "events", "line", "table")
MOST_PROBLEMS = 1_000
"""Problems of taking in that are printed one by one; further ones are counted."""


@click.command(short_help="Read news and print who did what to whom.")
@click.argument("places", nargs=-1, metavar="[PATH|URL|-]...")
@click.option(
    "--from-jsonl", "jsonl", metavar="FILE", help='A corpus: one {"id", "text", "title"?, "published"?, ...} a line.'
)
@click.option("--from-parquet", "parquet", metavar="FILE", help="A corpus: one article a row, with columns named so.")
@click.option("--from-warc", "warc", metavar="FILE", help="A corpus: an archive of the web, plain or packed.")
@click.option("--to", "folder", metavar="FOLDER", help="Write a corpus's claims there as Parquet, or go on doing so.")
@click.option("--workers", type=click.IntRange(1, 1024), help="So many processes: 1, or with --to one a core.")
@click.option(
    "--units-a-shard", "size", type=click.IntRange(1, 100_000), default=scale.SIZE, show_default=True,
    help="With --to: so many lines, rows or records are written together.",
)  # fmt: skip
@click.option("--published", metavar="DATE", help="When the news was published, where it does not say so itself.")
@click.option("--as", "form", type=click.Choice(FORMS), default="table", show_default=True, help="What to print.")
@fast_option
def read(
    places: tuple[str, ...],
    jsonl: str | None,
    parquet: str | None,
    warc: str | None,
    folder: str | None,
    workers: int | None,
    size: int,
    published: str | None,
    form: scale.Form,
    fast: bool,
) -> None:
    """Read news and print who did what to whom; nothing is kept.

    Reads web pages, feeds, plain text, JSON lines, zip and WARC files: files, folders, addresses, or - for standard
    input. With --to, a corpus of any size is written to a folder, by several processes and safe to run again.
    """
    named = {kind: path for kind, path in (("jsonl", jsonl), ("parquet", parquet), ("warc", warc)) if path}
    if len(named) > 1 or (named and places):
        raise UsageError("more than one input", where="coranto read", remedy="give one corpus, or places without one")
    if folder:
        corpus.write(named, Path(folder), chosen(fast), workers, size)
        return
    settings = chosen(fast)
    if named:
        given = corpus.units(named)
    else:
        given = desk.raws(places or ("-",), sys.stdin.buffer.read, moment(published), given=settings)
    found = scale.tell_all(given, form, scale.Crew(settings, workers or 1))
    tally = _Tally()
    _PRINT[form](tally.seen(found))
    _conclude(tally)


@dataclass(slots=True)
class _Tally:
    """What is counted while results pass by."""

    articles: int = 0
    problems: list[Problem] = field(default_factory=list)
    more: Counter[str] = field(default_factory=Counter)

    def seen(self, found: Iterator[scale.Told | Problem]) -> Iterator[scale.Told]:
        """The articles among what was found."""
        for one in found:
            if isinstance(one, scale.Told):
                self.articles += 1
                yield one
            elif len(self.problems) < MOST_PROBLEMS:
                self.problems.append(one)
            else:
                self.more[one.code] += 1


def _conclude(tally: _Tally) -> None:
    for problem in tally.problems:
        click.secho(f"{problem.code}: {problem.message}", fg="yellow", err=True)
    for code, count in tally.more.items():
        click.secho(f"{code}: {count:,} more", fg="yellow", err=True)
    if tally.problems and not tally.articles:
        sys.exit(2)


def _tables(found: Iterator[scale.Told]) -> None:
    for one in found:
        if one.reading:
            show.reading(one.reading)


def _lines(found: Iterator[scale.Told]) -> None:
    for one in found:
        if one.reading:
            show.claim_lines(one.reading)


def _events(found: Iterator[scale.Told]) -> None:
    show.events(desk.events_of([one.kept for one in corpus.counted(found) if one.kept]))


def _json(found: Iterator[scale.Told]) -> None:
    """Claims or readings with the ids of their events, which are known when all is read: until then on disk."""
    with tempfile.TemporaryFile("w+", encoding="ascii") as waiting:
        kept = [one.kept for one in _set_aside(corpus.counted(found), waiting) if one.kept]
        ids = {claim: event.id for event in desk.events_of(kept) for claim in event.claims}
        waiting.seek(0)
        for line in waiting:
            record = json.loads(line)
            for claim in record.get("claims", [record]):
                claim["event_id"] = ids.get(claim["claim"])
            show.line(record)


def _set_aside(found: Iterator[scale.Told], waiting: TextIO) -> Iterator[scale.Told]:
    for one in found:
        waiting.writelines(f"{line}\n" for line in one.lines)
        yield one


_PRINT = {"table": _tables, "line": _lines, "events": _events, "claims": _json, "reading": _json}
