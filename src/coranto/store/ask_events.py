"""What we believe happened, as it was last put in place, and what people judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from coranto.errors import UsageError
from coranto.model import Copies, Event, Judgement
from coranto.model.query import EVERYTHING, Query
from coranto.store import conditions, dialect, records, tables
from coranto.store.shapes import DayCount, Store


def events(store: Store, query: Query = EVERYTHING) -> list[Event]:
    """The events that answer the question, the newest first, those without a day last.

    `text`, `holder`, `certainty` and `article` are asked of each event's claims: one claim must answer them all.
    Raises UsageError for a question with `as_known_at`, which the events of now cannot answer.
    """
    if query.as_known_at is not None:
        raise UsageError("events are kept as they are believed now", remedy="collate the claims as known at that time")
    c = tables.events.c
    asked = select(c.record).where(*_conditions(query)).order_by(c.since.desc().nulls_last(), c.id)
    return _events(store, conditions.cut(asked, query))


def event(store: Store, event: str) -> Event | None:
    """The event with this id, or None."""
    c = tables.events.c
    return next(iter(_events(store, select(c.record).where(c.id == event))), None)


def event_of(store: Store, claim: str) -> Event | None:
    """The event that a claim was collated into, or None."""
    c, listed = tables.events.c, tables.event_claims.c
    asked = select(c.record).join(tables.event_claims, listed.event == c.row).where(listed.claim == claim)
    return next(iter(_events(store, asked.order_by(c.row).limit(1))), None)


def copies(store: Store) -> list[Copies]:
    """The groups of articles that are copies of one text."""
    c = tables.copies.c
    with dialect.reading(store.engine, store.where) as connection:
        lines = connection.execute(select(c.record).order_by(c.position)).scalars().all()
    return [records.read(Copies, line) for line in lines]


def daily(store: Store) -> list[DayCount]:
    """How many events of each type and status began on each day, in order of days; undated events are not counted."""
    table = tables.summaries
    asked = select(table).order_by(table.c.day, table.c.type, table.c.status)
    with dialect.reading(store.engine, store.where) as connection:
        rows = connection.execute(asked).all()
    return [DayCount(date.fromisoformat(row.day), row.type, row.status, row.events) for row in rows]


def judgements(store: Store, *, replaced: bool = False) -> list[Judgement]:
    """People's judgements in order of time: those that stand, or with `replaced` also those that others replace."""
    table, later = tables.judgements, tables.judgements.alias("later")
    asked = select(table.c.record).order_by(table.c.at, table.c.id)
    if not replaced:
        asked = asked.where(~select(later.c.id).where(later.c.replaces == table.c.id).exists())
    with dialect.reading(store.engine, store.where) as connection:
        lines = connection.execute(asked).scalars().all()
    return [records.read(Judgement, line) for line in lines]


def _conditions(query: Query) -> Iterator[conditions.Condition]:
    table = tables.events
    yield from conditions.of_what(table, query)
    yield from conditions.when(table, query)
    yield from conditions.where(table, "event_places", query)
    yield from conditions.parties(table.c.row, tables.event_parties, query)
    if telling := tuple(conditions.of_telling(query)):
        yield table.c.row.in_(_told(telling))


def _told(telling: tuple[conditions.Condition, ...]) -> Select[Any]:
    listed, claim, reading = tables.event_claims, tables.claims, tables.readings
    return (
        select(listed.c.event)
        .join(claim, claim.c.id == listed.c.claim)
        .join(reading, reading.c.row == claim.c.reading)
        .where(conditions.current(Query(every_version=True)), *telling)
    )


def _events(store: Store, asked: Select[Any]) -> list[Event]:
    with dialect.reading(store.engine, store.where) as connection:
        lines = connection.execute(asked).scalars().all()
    return [records.read(Event, line) for line in lines]
