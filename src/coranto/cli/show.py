"""How results look on a terminal: tables, progress, and lines of JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from coranto.codebook.sources import Fault
from coranto.model import Claim, Event, Problem, Reading
from coranto.model.notation import Days, of_claim, write


def line(record: Mapping[str, object]) -> None:
    """Print one JSON object on one line.

    Lone surrogates, which naughty input brings, are escaped, since no output encoding can hold them.
    """
    text = json.dumps(record, ensure_ascii=False, sort_keys=False)
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        text = json.dumps(record, ensure_ascii=True)
    click.echo(text)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar on standard error for long work, where a person is looking; programs get silence."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    tasks = {}
    with bar:

        def step(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=of)
            bar.update(tasks[what], completed=done, total=of)

        yield step


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """Print a table that folds long cells instead of cutting them."""
    sheet = Table(
        *columns, title=title or None, title_justify="left", header_style="bold", show_lines=False, expand=False
    )
    for row in rows:
        sheet.add_row(*(_plain(cell) for cell in row))
    _console().print(sheet)


def _console() -> Console:
    """Give a console as wide as the terminal, or wide enough for a file."""
    return Console(soft_wrap=False, width=None if sys.stdout.isatty() else 140, highlight=False, markup=False)


def _plain(text: str) -> str:
    """Give text without control characters: a headline must not drive the reader's terminal."""
    return "".join(letter if letter.isprintable() or letter in "\n " else "\ufffd" for letter in text)


def reading(given: Reading) -> None:
    """Print what was read in one article: each sentence with the claims behind it, then the problems."""
    article = given.article
    published = (
        f"{given.published.at:%a %d %b %Y} ({given.published.origin})" if given.published else "no publication date"
    )
    headline = article.headline.text if article.headline else article.ref or article.id
    click.secho(_plain(f"{headline}  ·  {published}"), bold=True)
    by_sentence: dict[str, list[tuple[str, ...]]] = {}
    for claim in given.claims:
        words = " ".join(claim.evidence[0].of(article.text).split())
        by_sentence.setdefault(words, []).append(_claim_row(claim, article.text))
    _sentences(by_sentence)
    problems(given.problems + article.problems)
    click.echo()


def _sentences(by_sentence: Mapping[str, Sequence[tuple[str, ...]]]) -> None:
    """Print each sentence with its claims under it, all columns of one width down the page."""
    rows = [row for claims in by_sentence.values() for row in claims]
    if not rows:
        click.echo("no claims found")
        return
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for words, claims in by_sentence.items():
        _console().print(f"\n  “{_plain(words)}”", style="italic")
        for row in claims:
            click.echo("    " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _claim_row(claim: Claim, text: str) -> tuple[str, ...]:
    act = claim.act
    when = of_claim(claim, text).date
    where = [_days(when) if when else "", _plain(act.place.name) if act.place else ""]
    return (
        " ".join(act.actor_codes) or "-",
        f"{act.type}/{act.mode}" if act.mode else act.type or "",
        " ".join(act.recipient_codes) or "-",
        ", ".join(part for part in where if part),
        f"{act.status}, {claim.certainty}" if claim.certainty else str(act.status),
        f"per {' '.join(claim.holders)}" if claim.holders else "",
    )


def _days(when: Days) -> str:
    """Give one day, two with dots between, or an open side as nothing."""
    return "..".join(dict.fromkeys(day.isoformat() if day else "" for day in (when.since, when.until)))


def claim_lines(given: Reading) -> None:
    """Print each claim on one line in the notation."""
    for claim in given.claims:
        click.echo(write(of_claim(claim, given.article.text)))


def problems(found: Iterable[Problem]) -> None:
    """Print what could not be known, a line each."""
    for problem in found:
        click.secho(_plain(f"  {problem.code}: {problem.message}"), fg="yellow")


def faults(found: Sequence[Fault]) -> None:
    """Print what is wrong with the codebook's files: place, line and caret, remedy."""
    for fault in found:
        click.secho(_plain(fault.place), bold=True)
        for line in fault.picture():
            click.echo(_plain(line))
        click.secho(_plain(f"  {fault.message}"), fg="red")
        click.echo(_plain(f"  {fault.remedy}\n"))
    click.echo("1 fault in the codebook." if len(found) == 1 else f"{len(found)} faults in the codebook.")


def events(found: Sequence[Event]) -> None:
    """Print events as a table, the latest first, with articles and independent sources as two numbers."""
    rows = [_event_row(event) for event in found]
    table(("day", "who", "what", "whom", "status", "articles", "sources", "disputed"), rows)


def _event_row(event: Event) -> tuple[str, ...]:
    return (
        event.since.date().isoformat() if event.since else "",
        " ".join(event.actors),
        f"{event.type}/{event.mode}" if event.mode else event.type,
        " ".join(event.recipients),
        str(event.status),
        str(event.articles),
        str(event.sources),
        ", ".join(dict.fromkeys(f"{dispute.kind} ({dispute.field})" for dispute in event.disputes)),
    )
