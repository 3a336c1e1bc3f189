"""Corpora for `coranto read`: which file, how far it is, what came of it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from coranto import scale
from coranto.errors import UsageError
from coranto.settings import Settings

EVERY = 30.0
"""Seconds between two lines of progress where nobody looks at a bar."""


def units(named: Mapping[str, str]) -> Iterator[scale.Unit]:
    """Give the units of the corpus that an option names; JSON lines may come from standard input."""
    kind, path = next(iter(named.items()))
    if path == "-" and kind == "jsonl":
        return scale.lines(sys.stdin.buffer)
    return scale.units(scale.open_corpus(Path(path), cast(scale.Kind, kind)))


def write(named: Mapping[str, str], folder: Path, settings: Settings, workers: int | None, size: int) -> None:
    """Read the corpus that an option names into a folder, and say what is in it now."""
    if not named or "-" in named.values():
        raise UsageError(
            "--to needs a corpus in a file",
            where="coranto read",
            remedy="give --from-jsonl, --from-parquet or --from-warc with a file: it is read twice",
        )
    kind, path = next(iter(named.items()))
    given = scale.open_corpus(Path(path), cast(scale.Kind, kind))
    with _shown() as step:
        record = scale.read_to(given, folder, scale.Crew(settings, workers or cores()), size, step)
    _conclude(record, folder)


def cores() -> int:
    """Give the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _conclude(record: Mapping[str, object], folder: Path) -> None:
    counts = cast("Mapping[str, int]", record["counts"])
    click.echo(f"{counts['articles']:,} articles, {counts['claims']:,} claims, {counts['problems']:,} problems.")
    failed = cast("list[str]", record["failed"])
    for one in failed:
        click.secho(f"not read: {one}", fg="red", err=True)
    if failed:
        click.secho("Run the same command again to try those once more; all others are kept.", err=True)
        sys.exit(1)
    click.echo(f"They are in {folder}, with the digest {record['digest']}.")


def counted(found: Iterator[scale.Told]) -> Iterator[scale.Told]:
    """Give the same articles, counted on standard error where a person is looking; nothing is printed meanwhile."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from found
        return
    columns = (TextColumn("reading"), BarColumn(), TextColumn("{task.completed:,.0f} articles"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)
        for one in found:
            bar.advance(task)
            yield one


@dataclass(slots=True)
class _Pace:
    """How fast it goes since this start: what was done before a broken run does not count."""

    started: float = 0.0
    first: int = -1
    said: float = 0.0

    def words(self, done: int, of: int) -> str:
        """Give the rate, and the time left once there is a rate to tell it by."""
        now = time.monotonic()
        if self.first < 0:
            self.started, self.first = now, done
        rate = (done - self.first) / max(now - self.started, 1e-9)
        return f"{rate:,.1f} a second, {_in_words((of - done) / rate)} left" if done > self.first else "starting"


def _in_words(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{round(seconds)} s" if seconds < 90 else f"{minutes // 60} h {minutes % 60:02} min"


@contextmanager
def _shown() -> Iterator[scale.Step]:
    """Show on standard error how far a corpus is: a bar for people, a line now and then for a file."""
    console, pace = Console(stderr=True), _Pace()
    if not console.is_terminal:
        yield lambda done, of: _say(pace, done, of)
        return
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None, pace="")
        yield lambda done, of: bar.update(task, completed=done, total=of, pace=pace.words(done, of))


def _say(pace: _Pace, done: int, of: int) -> None:
    words, now = pace.words(done, of), time.monotonic()
    if now - pace.said >= EVERY or done == of:
        pace.said = now
        click.echo(f"{done:,} of {of:,} ({done / max(of, 1):.0%}), {words}", err=True)
