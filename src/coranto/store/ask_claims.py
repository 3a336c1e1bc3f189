"""What was said: claims, links and forecasts, with the articles they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import accumulate
from typing import Any

from sqlalchemy import RowMapping, Select, or_, select

from coranto.model import Claim, Forecast, Link, Moment, Span
from coranto.model.query import EVERYTHING, Query
from coranto.store import conditions, dialect, records, tables
from coranto.store.columns import instant, moment
from coranto.store.shapes import Store, StoredClaim, StoredForecast

_CURRENT = Query(every_version=True)


def claims(store: Store, query: Query = EVERYTHING) -> list[StoredClaim]:
    """The claims that the current readings make and that answer the question, the newest published first.

    An article without a time of publication stands where it was first seen. Raises UsageError for a question that
    cannot be asked (a box that is none, an instant without a zone).
    """
    reading, claim = tables.readings, tables.claims
    order = (reading.c.published.desc(), reading.c.row.desc(), claim.c.position)
    # Rows first, what is in them afterwards: else the database sorts whole records to keep fifty of them.
    rows = select(claim.c.row).join(reading, reading.c.row == claim.c.reading)
    rows = rows.where(conditions.current(query), *conditions.of_claim(query)).order_by(*order)
    return _stored(store, _told().where(claim.c.row.in_(conditions.cut(rows, query))).order_by(*order))


def near(store: Store, box: tuple[float, float, float, float], query: Query = EVERYTHING) -> list[StoredClaim]:
    """The claims with a place in the box (west, south, east, north in degrees); `query` narrows further."""
    return claims(store, replace(query, box=box))


def claim(store: Store, claim: str) -> StoredClaim | None:
    """The claim with this id as the newest run to make it has it, in the article first read; None where none did.

    A claim that no current reading makes any more is still found: people's judgements may hang on it.
    """
    reading = tables.readings.c
    asked = _told().where(tables.claims.c.id == claim).order_by(reading.made.desc(), reading.row).limit(1)
    return next(iter(_stored(store, asked)), None)


def claims_of(store: Store, event: str) -> list[StoredClaim]:
    """An event's claims, in its order, each in every article that makes it."""
    kept, listed = tables.events, tables.event_claims
    asked = (
        _told()
        .join(listed, listed.c.claim == tables.claims.c.id)
        .join(kept, kept.c.row == listed.c.event)
        .where(kept.c.id == event, conditions.current(_CURRENT))
        .order_by(listed.c.position, tables.readings.c.row, tables.claims.c.position)
    )
    return _stored(store, asked)


def links(store: Store, claim: str | None = None) -> list[Link]:
    """Links between claims that the current readings or the events make; those of one claim, or all."""
    found, made, reading = tables.links, tables.event_links, tables.readings
    read = select(found.c.record).join(reading, reading.c.row == found.c.reading).where(conditions.current(_CURRENT))
    asked = [
        (read.order_by(found.c.reading, found.c.position), found),
        (select(made.c.record).order_by(made.c.position), made),
    ]
    with dialect.reading(store.engine, store.where) as connection:
        lines = [
            line
            for question, table in asked
            for line in connection.execute(
                question if claim is None else question.where(or_(table.c.first == claim, table.c.then == claim))
            ).scalars()
        ]
    return [records.read(Link, line) for line in dict.fromkeys(lines)]


def forecasts(store: Store, *, due_before: datetime | None = None) -> list[StoredForecast]:
    """Statements about the future in the current readings, the soonest due first, those without a day last.

    With `due_before`, only those that must have come true before that instant.
    """
    table, reading = tables.forecasts, tables.readings
    asked = (
        select(table.c.record, reading.c.article, reading.c.version, reading.c.moment)
        .join(reading, reading.c.row == table.c.reading)
        .where(conditions.current(EVERYTHING))
        .order_by(table.c.due.is_(None), table.c.due, table.c.reading, table.c.position)
    )
    if due_before is not None:
        asked = asked.where(table.c.due <= instant(due_before))
    with dialect.reading(store.engine, store.where) as connection:
        rows = connection.execute(asked).mappings().all()
    return [
        StoredForecast(records.read(Forecast, row["record"]), row["article"], row["version"], published(row["moment"]))
        for row in rows
    ]


def published(written: str | None) -> Moment | None:
    """A stored moment."""
    return records.read(Moment, written) if written else None


def _told() -> Select[Any]:
    claim, reading, version, article = tables.claims, tables.readings, tables.versions, tables.articles
    return (
        select(
            claim.c.record,
            claim.c.words,
            reading.c.article,
            reading.c.version,
            reading.c.run,
            reading.c.added,
            reading.c.moment,
            version.c.headline,
            article.c.source,
            article.c.address,
        )
        .join(reading, reading.c.row == claim.c.reading)
        .join(version, version.c.row == reading.c.version_row)
        .join(article, article.c.id == reading.c.article)
    )


def _stored(store: Store, asked: Select[Any]) -> list[StoredClaim]:
    with dialect.reading(store.engine, store.where) as connection:
        return [_stored_claim(row) for row in connection.execute(asked).mappings()]


def _stored_claim(row: RowMapping) -> StoredClaim:
    claim = records.read(Claim, row["record"])
    return StoredClaim(
        claim=claim,
        article=row["article"],
        version=row["version"],
        outlet=row["source"],
        headline=row["headline"],
        address=row["address"],
        published=published(row["moment"]),
        evidence=tuple(pieces(row["words"], claim.evidence)),
        run=row["run"],
        added=moment(row["added"]),
    )


def pieces(words: str, spans: Sequence[Span]) -> list[str]:
    """The words of each evidence span, cut from where they were joined: each is as long as its span."""
    lengths = [span.end - span.start for span in spans]
    starts = accumulate((length + 1 for length in lengths), initial=0)
    return [words[start : start + length] for start, length in zip(starts, lengths, strict=False)]
