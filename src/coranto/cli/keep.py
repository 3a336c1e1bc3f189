"""The record: `add`, `collate`, `events`, `doctor`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import click

from coranto import __version__, desk, desk_watch, settings, store
from coranto.cli import show
from coranto.cli.options import chosen, fast_option, json_option, moment, store_option
from coranto.model import Status
from coranto.model.query import Query
from coranto.publish import exports


@click.command(short_help="Take in news, read it, keep every claim.")
@click.argument("places", nargs=-1, required=True, metavar="PATH|URL|-...")
@click.option("--published", metavar="DATE", help="When the news was published, where it does not say so itself.")
@click.option("--ours", is_flag=True, help="This is our own copy: publish it whole, not as a summary.")
@fast_option
@store_option
@json_option
def add(places: tuple[str, ...], published: str | None, ours: bool, fast: bool, where: str, as_json: bool) -> None:
    """Take in news, read it, keep every claim, and bring the events up to date.

    Adding the same article twice changes nothing; a new text at the same address is a new version. A list of feeds
    (OPML, or one address a line) is kept as what to watch: coranto fetch and coranto watch ask them.
    """
    stdin = cache(sys.stdin.buffer.read)
    places = _keep_lists(places, stdin, where, as_json=as_json)
    if not places:
        return
    given = desk.raws(places, stdin, moment(published), ours=ours, given=chosen(fast))
    with desk.open_desk(chosen(fast), where) as here, show.progress() as step:
        taken = desk.take_in(here, given, step)
        events = desk.collate_all(here, step)
    if as_json:
        show.line(
            {
                "articles": taken.articles,
                "new": taken.new,
                "versions": taken.versions,
                "claims": taken.claims,
                "events": len(events),
            }
        )
    else:
        click.echo(f"{taken.articles} articles seen, {taken.new} new, {taken.versions} new versions.")
        click.echo(f"{taken.claims} claims read.")
        click.echo(f"The record now holds {len(events)} events: coranto events lists, coranto serve shows them.")
    for problem in taken.problems:
        click.secho(f"{problem.code}: {problem.message}", fg="yellow", err=True)
    if taken.problems and not taken.articles:
        sys.exit(2)


def _keep_lists(places: tuple[str, ...], stdin: Callable[[], bytes], where: str, *, as_json: bool) -> tuple[str, ...]:
    """Keep the subscriptions of those places that are lists of feeds, and give the other places."""
    bodies = {place: stdin() if place == "-" else _list(place) for place in places}
    lists = {place: found for place, body in bodies.items() if (found := desk_watch.read_list(place, body))}
    for place, (subscriptions, bad) in lists.items():
        with desk.open_desk(settings.load(), where) as here:
            new, known = store.subscribe(here.record, subscriptions, datetime.now(UTC))
        if as_json:
            show.line({"list": place, "new": new, "known": known, "bad": len(bad)})
        else:
            click.echo(f"{place}: {new} new feeds, {known} known, {len(bad)} bad entries.")
            click.echo("coranto fetch asks them once, coranto watch again and again.")
        for problem in bad:
            click.secho(f"{problem.code}: {problem.message}", fg="yellow", err=True)
    return tuple(place for place in places if place not in lists)


def _list(place: str) -> bytes:
    """The bytes of a file that may be a list of feeds; none of what is surely another thing."""
    path = Path(place)
    may_be = "://" not in place and path.is_file() and path.suffix.lower() in {".opml", ".xml", ".txt", ""}
    return path.read_bytes() if may_be else b""


@click.command(short_help="Make the events again from all claims.")
@store_option
@json_option
def collate(where: str, as_json: bool) -> None:
    """Make the events again from all claims and judgements."""
    with desk.open_desk(settings.load(), where) as here, show.progress() as step:
        events = desk.collate_all(here, step)
    if as_json:
        show.line({"events": len(events)})
    else:
        click.echo(f"{len(events)} events.")


@click.command(short_help="List events in the record.")
@click.option("--party", metavar="CODE", help="Only events with this party in any role (PRK, PRK.MIL, IGO.UN).")
@click.option("--type", "kind", metavar="TYPE", help="Only events of this PLOVER type.")
@click.option("--status", type=click.Choice([str(status) for status in Status]), help="Only events of this status.")
@click.option("--since", metavar="DATE", help="Only events on or after this day.")
@click.option("--until", metavar="DATE", help="Only events before this day.")
@click.option("--words", default="", help="Only events with these words in their evidence.")
@click.option("--limit", default=50, show_default=True, help="At most so many.")
@store_option
@json_option
def events(
    party: str | None,
    kind: str | None,
    status: str | None,
    since: str | None,
    until: str | None,
    words: str,
    limit: int,
    where: str,
    as_json: bool,
) -> None:
    """List events in the record, the latest first."""
    query = Query(
        text=words, party=party, type=kind, status=Status(status) if status else None,
        since=_at(since, "--since"), until=_at(until, "--until"), limit=limit,
    )  # fmt: skip
    with desk.open_desk(settings.load(), where) as here:
        found = store.events(here.record, query)
    if as_json:
        for event in found:
            show.line(exports.event_row(event))
        return
    click.echo(f"{query.in_words('events')}: {len(found)} found")
    show.events(found)


def _at(given: str | None, option: str) -> datetime | None:
    read = moment(given, option)
    return read.at if read else None


@click.command(short_help="Check the set-up and the record.")
@store_option
@json_option
def doctor(where: str, as_json: bool) -> None:
    """Check the set-up and the record, and say where things are kept."""
    given = settings.load()
    with desk.open_desk(given, where) as here:
        faults = store.check(here.record)
        counts = store.counts(here.record)
        facts = {
            "version": __version__,
            "home": str(settings.home()),
            "settings": str(settings.home() / settings.FILE),
            "store": here.record.where,
            "codebook": here.tools.codebook.digest,
            "weights": here.tools.pipeline.digest,
            "articles": counts.articles,
            "claims": counts.claims,
            "events": counts.events,
            "faults": [fault.message for fault in faults],
        }
    if as_json:
        show.line(facts)
    else:
        show.table(("what", "value"), [(name, str(value)) for name, value in facts.items() if name != "faults"])
        click.echo("The record is sound." if not faults else "Faults in the record:")
        show.problems(faults)
    sys.exit(1 if faults else 0)
