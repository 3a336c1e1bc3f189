"""The record for other programs, and beside other data sets: `export`, `compare`."""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click

from coranto import __version__, codebook, desk, exporting, settings, store
from coranto.cli import show
from coranto.cli.options import json_option, moment, store_option
from coranto.errors import InputError, UsageError
from coranto.model import Problem, Status
from coranto.model.query import Query
from coranto.publish.compare import Comparison, Found, Month
from coranto.publish.compare import compare as compare_sets
from coranto.publish.foreign import Foreign, read_gdelt, read_plover
from coranto.publish.release import Release

Command = Callable[..., None]
LEVELS = ("reports", "events", "articles", "report", "event")
SHOWN = 40
NAMED = 10
"""So many lines that could not be used are named one by one: a file may have a million."""


def narrowed(command: Command) -> Command:
    """Add the options that narrow what is written, as in `coranto events`."""
    for option in (
        click.option("--limit", type=click.IntRange(min=0), help="At most so many."),
        click.option("--words", default="", help="Only with these words in the evidence."),
        click.option("--until", metavar="DATE", help="Only before this day."),
        click.option("--since", metavar="DATE", help="Only on or after this day."),
        click.option("--status", type=click.Choice([str(status) for status in Status]), help="Only of this status."),
        click.option("--type", "kind", metavar="TYPE", help="Only of this PLOVER type."),
        click.option("--party", metavar="CODE", help="Only with this party in any role (PRK, PRK.MIL, IGO.UN)."),
    ):
        command = option(command)
    return command


@click.command(short_help="Write the record for other programs.")
@click.argument("form", type=click.Choice([*exporting.FORMS, "gdelt", "release"]))
@click.option("--level", type=click.Choice(LEVELS), metavar="reports|events|articles", help="What a row is.")
@click.option("--to", "target", metavar="FILE", help="File (for a release: folder) to write, not standard output.")
@click.option("--stamp", default="", metavar="TEXT", help="A date or version to print in a release.")
@narrowed
@store_option
def export(form: str, level: str | None, target: str | None, stamp: str, where: str, **asked: Any) -> None:
    """Write the record for other programs; the same record gives the same bytes.

    jsonl, csv and parquet have a row a claim (--level reports, the default), an event or an article, under PLOVER's
    field names. geojson has a point for each that has a place finer than its country. gdelt is GDELT's table of 61
    columns: only events that somebody says took place stand in it. release is a folder with all tables, versions,
    hashes and a page that explains the columns.
    """
    query = _query(**asked)
    with desk.open_desk(settings.load(), where) as here:
        if form == "release":
            _release(here, query, target, stamp)
            return
        if form == "gdelt":
            found = _gdelt(here, query, level)
        else:
            found = exporting.export(here.record, form, level or "reports", query)
    _write(form, found.body, target)
    click.echo(f"wrote {found.rows} rows{f' to {target}' if target else ''}", err=True)
    for reason in exporting.in_words(found.left_out):
        click.echo(f"left out {reason}", err=True)
    if found.unsaid:
        click.echo(found.unsaid, err=True)


def _gdelt(here: desk.Desk, query: Query, level: str | None) -> exporting.Export:
    if level not in (None, "event", "events"):
        raise UsageError("GDELT's table has rows of events", remedy="leave --level out, or say --level events")
    actors = _codebook(here.settings).actors
    return exporting.to_gdelt(here.record, {**actors.countries, **actors.bodies}, query)


def _query(
    party: str | None, kind: str | None, status: str | None, since: str | None, until: str | None, words: str,
    limit: int | None,
) -> Query:  # fmt: skip
    return Query(
        text=words, party=party, type=kind, status=Status(status) if status else None,
        since=_at(since, "--since"), until=_at(until, "--until"), limit=limit,
    )  # fmt: skip


def _at(given: str | None, option: str) -> datetime | None:
    read = moment(given, option)
    return read.at if read else None


def _codebook(given: settings.Settings) -> codebook.Codebook:
    return codebook.load(Path(given.overlay) if given.overlay else None)


def _write(form: str, body: bytes, target: str | None) -> None:
    if target:
        exporting.write(body, Path(target))
    elif form == "parquet" and sys.stdout.isatty():
        raise UsageError("Parquet is no text for a terminal", remedy="say --to FILE")
    else:
        sys.stdout.buffer.write(body)


def _release(here: desk.Desk, query: Query, target: str | None, stamp: str) -> None:
    if not target:
        raise UsageError("a release is a folder", remedy="say --to FOLDER, a new or empty one")
    made = Release({}, query.in_words("claims and events"), __version__, (here.run,), stamp)
    given = exporting.release(here.record, made, query)
    for name in exporting.write_release(given, Path(target)):
        click.echo(f"wrote {Path(target) / name}", err=True)


# Beside others -----------------------------------------------------------------------------------------------------


@click.command(short_help="Set another data set's events beside ours.")
@click.argument("form", type=click.Choice(["gdelt", "plover"]))
@click.argument("file", metavar="FILE|-")
@click.option("--party", metavar="CODE", help="Only with this country or body in any role (PRK, IGO.UN).")
@click.option("--limit", type=click.IntRange(min=0), default=SHOWN, show_default=True, help="Rows of each table.")
@store_option
@json_option
def compare(form: str, file: str, party: str | None, limit: int, where: str, as_json: bool) -> None:
    """Set another data set's events beside ours: counts by parties and month, and which are the same.

    FILE is an event file of GDELT (57, 58 or 61 columns; zipped too) or PLOVER's JSON lines. Two events are the same
    where day, parties (by country) and PLOVER type are. Nothing is written into the record.
    """
    given = settings.load()
    with _lines(file) as lines:
        theirs, problems = read_plover(lines) if form == "plover" else read_gdelt(lines, _codebook(given).types.types)
    with store.open(settings.place(given, where), read_only=True) as record:
        found = compare_sets(theirs, store.events(record), party)
    _problems(problems)
    if as_json:
        _json(found, problems)
    else:
        _tables(found, theirs, problems, limit)
    if problems and not theirs:
        sys.exit(2)


def _problems(problems: list[Problem]) -> None:
    for problem in problems[:NAMED]:
        click.secho(f"{problem.code}: {problem.message}", fg="yellow", err=True)
    if len(problems) > NAMED:
        click.secho(f"and {len(problems) - NAMED} more lines that could not be used", fg="yellow", err=True)


@contextmanager
def _lines(file: str) -> Iterator[IO[str]]:
    """The lines of a file, of the one file in a zip, or of standard input; broken characters stand as U+FFFD."""
    if file != "-" and not Path(file).is_file():
        raise InputError("no such file", where=file, remedy="give an event file, or - for standard input")
    if file.lower().endswith(".zip"):
        with _zipped(file) as body:
            yield io.TextIOWrapper(body, encoding="utf-8", errors="replace")
    else:
        with click.open_file(file, encoding="utf-8", errors="replace") as lines:
            yield lines


@contextmanager
def _zipped(file: str) -> Iterator[IO[bytes]]:
    """The one file in a zip, as GDELT gives its tables away."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if len(names) != 1:
                raise InputError(f"it holds {len(names)} files", where=file, remedy="give a zip with one event file")
            with archive.open(names[0]) as body:
                yield body
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error) as fault:
        raise InputError(f"it cannot be unpacked: {fault}", where=file, remedy="unpack it and give the file") from fault


def _json(found: Comparison, problems: list[Problem]) -> None:
    for problem in problems:
        show.line({"kind": "problem", "code": problem.code, "message": problem.message})
    for month in found.months:
        show.line({"kind": "month", **asdict(month)})
    for one in found.pairings:
        row = asdict(one) | {"found": str(one.found), "day": one.day.isoformat()}
        show.line({"kind": "event", **row, "theirs": list(one.theirs), "ours": list(one.ours)})


def _tables(found: Comparison, theirs: list[Foreign], problems: list[Problem], limit: int) -> None:
    between = f" between {found.since} and {found.until}" if found.since else ""
    click.echo(f"{len(theirs)} events of theirs{between}; {len(problems)} lines could not be used.")
    largest = sorted(found.months, key=lambda month: -(month.theirs + month.ours))[:limit]
    show.table(
        ("actor", "recipient", "month", "theirs", "ours"),
        [(one.actor, one.recipient, one.month, str(one.theirs), str(one.ours)) for one in sorted(largest, key=_dyad)],
        "Events by parties and month",
    )
    for kind in Found:
        click.echo(f"{found.count(kind)} {kind}")
    apart = [one for one in found.pairings if one.found is not Found.BOTH][:limit]
    show.table(
        ("day", "actor", "recipient", "type", "found"),
        [(one.day.isoformat(), one.actor, one.recipient, one.type, f"{one.found}{_as(one.status)}") for one in apart],
        "Not in both",
    )
    if found.undated:
        click.echo(f"{found.undated} events of ours are not known to the day, and were not compared.")
    if max(len(found.months), len(found.pairings) - found.count(Found.BOTH)) > limit:
        click.echo(f"Each table shows {limit} rows at most; --limit shows more, --json all.")


def _dyad(month: Month) -> tuple[str, str, str]:
    return month.actor, month.recipient, month.month


def _as(status: str | None) -> str:
    return f": {status}" if status else ""
