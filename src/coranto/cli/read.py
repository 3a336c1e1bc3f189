"""`coranto read`: anything in, who did what to whom out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from coranto import desk
from coranto.cli import show
from coranto.cli.options import chosen, fast_option, moment
from coranto.errors import InputError
from coranto.model import Article, Problem, Reading
from coranto.model.forms import claim_form, reading_form
from coranto.read import read as read_article
from coranto.read import tools as load_tools

FORMS = ("claims", "reading", "events", "line", "table")


@click.command(short_help="Read news and print who did what to whom.")
@click.argument("places", nargs=-1, metavar="[PATH|URL|-]...")
@click.option(
    "--from-jsonl", "corpus", metavar="FILE", help='A corpus: one {"id", "text", "title"?, "published"?, ...} a line.'
)
@click.option("--published", metavar="DATE", help="When the news was published, where it does not say so itself.")
@click.option("--as", "form", type=click.Choice(FORMS), default="table", show_default=True, help="What to print.")
@fast_option
def read(places: tuple[str, ...], corpus: str | None, published: str | None, form: str, fast: bool) -> None:
    """Read news and print who did what to whom; nothing is kept.

    Reads web pages, feeds, plain text and JSON lines: files, folders, addresses, or - for standard input.
    """
    if corpus:
        articles, problems = _corpus(corpus)
    else:
        given = desk.raws(places or ("-",), sys.stdin.buffer.read, moment(published))
        articles, problems = desk.decode(given)
    tools = load_tools(chosen(fast))
    readings = []
    with show.progress() as step:
        for done, article in enumerate(articles, 1):
            readings.append(read_article(article, tools))
            step("reading", done, len(articles))
    _print(form, readings)
    for problem in problems:
        click.secho(f"{problem.code}: {problem.message}", fg="yellow", err=True)
    if problems and not articles:
        sys.exit(2)


def _corpus(path: str) -> tuple[list[Article], list[Problem]]:
    if path == "-":
        return desk.decode_corpus(sys.stdin.buffer)
    if not Path(path).is_file():
        raise InputError("no such file", where=path, remedy='give a file of JSON lines: {"id": …, "text": …}')
    with Path(path).open("rb") as rows:
        return desk.decode_corpus(rows)


def _print(form: str, readings: list[Reading]) -> None:
    if form in ("table", "line"):
        one: Callable[[Reading], None] = show.reading if form == "table" else show.claim_lines
        for reading in readings:
            one(reading)
        return
    events = desk.events_of(readings)
    if form == "events":
        show.events(events)
        return
    ids = {claim: event.id for event in events for claim in event.claims}
    for reading in readings:
        _print_json(form, reading, ids)


def _print_json(form: str, reading: Reading, ids: Mapping[str, str]) -> None:
    if form == "reading":
        show.line(reading_form(reading, ids))
    else:
        for claim in reading.claims:
            show.line(claim_form(claim, reading, ids.get(claim.id)))
