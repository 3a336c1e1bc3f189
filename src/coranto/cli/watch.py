"""The sources: `fetch`, `watch`, `sources`."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Coroutine, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from coranto import desk, desk_watch, settings, store
from coranto.cli import show
from coranto.cli.options import chosen, fast_option, json_option, store_option
from coranto.desk_watch import Means, Round
from coranto.fetch import polling
from coranto.model import Source

T = TypeVar("T")
_COUNTS = ("asked", "unchanged", "articles", "versions", "pages", "read", "claims", "waiting", "events", "seconds")


@click.command(short_help="Ask the watched feeds once, and read what is new.")
@click.option("--all", "every", is_flag=True, help="Ask all feeds, also those that are not due.")
@fast_option
@store_option
@json_option
def fetch(every: bool, fast: bool, where: str, as_json: bool) -> None:
    """Ask every feed that is due once, follow teasers to their pages, read what is new, and make the events again."""
    with desk.open_desk(chosen(fast), where) as here:
        _some(here)
        with show.progress() as step:
            by = desk_watch.means(here, step)
            done = _until_told(by, desk_watch.one_round(here, by, every=every), quiet=as_json)
    _told(done, as_json=as_json)


@click.command(short_help="Ask the watched feeds again and again, until interrupted.")
@fast_option
@store_option
@json_option
def watch(fast: bool, where: str, as_json: bool) -> None:
    """Ask each feed whenever it is due, and read what is new, until Ctrl-C.

    Whatever ends it, nothing that was taken in is lost. Several may run at once: they share the work.
    """
    with desk.open_desk(chosen(fast), where) as here:
        count = _some(here)
        if not as_json:
            click.echo(f"Watching {count} feeds; Ctrl-C ends after the job that is running.")
        with show.progress() as step:
            by = desk_watch.means(here, step)
            _until_told(by, desk_watch.watch(here, by, lambda done: _told(done, as_json=as_json)), quiet=as_json)
    if not as_json:
        click.echo("Watching has ended; everything taken in is kept.")


@click.command(short_help="List the watched feeds and how they fare.")
@click.option("--remove", metavar="URL", help="Watch this feed no more; what it brought stays.")
@store_option
@json_option
def sources(remove: str | None, where: str, as_json: bool) -> None:
    """List the watched feeds: health, last success, when each is asked next, and what went wrong."""
    with desk.open_desk(settings.load(), where) as here:
        if remove:
            store.forget(here.record, remove)
        known = store.sources(here.record)
    now = datetime.now(UTC)
    if as_json:
        for source in known:
            show.line(_as_record(source, now))
        return
    columns = ("health", "feed", "address", "last answer", "next question", "problem")
    show.table(columns, [_as_row(source, now) for source in known])
    click.echo(f"{len(known)} feeds.")


def _some(here: desk.Desk) -> int:
    """How many feeds are watched; where there are none, say how to begin, and end."""
    count = len(store.sources(here.record))
    if not count:
        click.echo("No feeds are watched yet: coranto add feeds.opml keeps the feeds of a list.", err=True)
        sys.exit(2)
    return count


def _until_told(by: Means, work: Coroutine[Any, Any, T], *, quiet: bool) -> T:
    """Do the work; Ctrl-C or SIGTERM ends it after the job that is running, a second one at once."""

    async def done() -> T:
        loop = asyncio.get_running_loop()

        def heard() -> None:
            by.stop.set()
            for name in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(name)
            if not quiet:
                click.echo("Ending after the job that is running; once more ends at once.", err=True)

        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C ends at once, which loses nothing either
            for name in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(name, heard)
        return await work

    return asyncio.run(done())


def _told(done: Round, *, as_json: bool) -> None:
    """Print what a round brought: a summary, and a line for each feed or page that failed."""
    if as_json:
        problems = [{"code": one.code, "message": one.message} for one in done.problems]
        show.line({name: getattr(done, name) for name in _COUNTS} | {"problems": problems})
        return
    events = "" if done.events is None else f", {done.events} events in all"
    at = datetime.now().astimezone()
    click.echo(
        f"{at:%H:%M}  {done.asked} feeds asked, {done.unchanged} unchanged; {done.articles} new articles, "
        f"{done.versions} new versions, {done.pages} pages followed; {done.claims} claims read{events}; "
        f"{done.seconds:.0f} s."
    )
    if done.waiting:
        click.echo(f"       {done.waiting} versions wait to be read.")
    show.problems(done.problems)


def _as_record(source: Source, now: datetime) -> Mapping[str, object]:
    instants = {name: at.isoformat() if (at := getattr(source, name)) else None for name in ("heard", "brought", "due")}
    said = {"title": source.title, "folder": source.folder, "failures": source.failures, "problem": source.problem}
    return {"url": source.url, "health": str(polling.health(source, now)), **said, **instants}


def _as_row(source: Source, now: datetime) -> tuple[str, ...]:
    heard = f"{source.heard.astimezone():%d %b %H:%M}" if source.heard else "never"
    due = "not again" if source.retired else "now" if polling.is_due(source, now) else _in(source, now)
    return (str(polling.health(source, now)), source.title or "", source.url, heard, due, source.problem or "")


def _in(source: Source, now: datetime) -> str:
    minutes = max(1, round((source.due - now).total_seconds() / 60))
    return f"in {minutes} min" if minutes < 120 else f"in {round(minutes / 60)} h"
