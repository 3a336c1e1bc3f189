"""How a question narrows what is asked of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, false, or_, select, tuple_

from coranto.errors import UsageError
from coranto.model import Precision, Status
from coranto.model.query import Query
from coranto.store import dialect, tables
from coranto.store.columns import instant

Condition = ColumnElement[bool]


def only(query: Query, *known: str) -> None:
    """Refuse a question with a field that is not one of `known`: a filter must never be silently left out."""
    empty = Query()
    for field in fields(Query):
        if field.name not in known and getattr(query, field.name) != getattr(empty, field.name):
            raise UsageError(f"this cannot be asked by {field.name}", remedy=f"ask by {', '.join(known)}")


def current(query: Query) -> Condition:
    """Readings that no newer one replaces: the newest run of the newest version read, as known at the time asked."""
    ours, newer = tables.readings, tables.readings.alias("newer")
    same = newer.c.version_row == ours.c.version_row if query.every_version else newer.c.article == ours.c.article
    replaced = exists(select(newer.c.row).where(same, _order(newer) > _order(ours), *_known(newer, query.as_known_at)))
    return and_(~replaced, *_known(ours, query.as_known_at))


def _order(readings: FromClause) -> Any:  # Any: SQLAlchemy types no comparison of tuples
    c = readings.c
    return tuple_(c.seen, c.version_row, c.made, c.row)


def _known(readings: FromClause, at: datetime | None) -> tuple[Condition, ...]:
    return () if at is None else (readings.c.seen <= instant(at), readings.c.added <= instant(at))


def of_claim(query: Query) -> Iterator[Condition]:
    """What a question asks of a row of `claims` (joined with `readings`), currency apart."""
    yield from of_what(tables.claims, query)
    yield from when(tables.claims, query)
    yield from where(tables.claims, "claim_places", query)
    yield from parties(tables.claims.c.row, tables.claim_parties, query)
    yield from of_telling(query)


def of_telling(query: Query) -> Iterator[Condition]:
    """What only a claim can answer, not an event: its words, its voice, its certainty, its article."""
    c, party = tables.claims.c, tables.claim_parties.c
    if query.certainty is not None:
        yield c.certainty == query.certainty.value
    if query.article is not None:
        yield tables.readings.c.article == query.article
    if query.holder is not None:
        yield c.row.in_(select(party.claim).where(party.role == "holder", under(party.code, query.holder)))
    if query.text.strip():
        yield with_words(c.row, "claim_words", query.text)


def of_what(table: FromClause, query: Query) -> Iterator[Condition]:
    """Type, mode and status."""
    c = table.c
    facts = [status.value for status in Status if status.took_place]
    if query.type is not None:
        yield c.type == query.type
    if query.mode is not None:
        yield c.mode == query.mode
    if query.status is not None:
        yield c.status == query.status.value
    if query.took_place is not None:
        yield c.status.in_(facts) if query.took_place else c.status.not_in(facts)


def when(table: FromClause, query: Query) -> Iterator[Condition]:
    """Overlap of two half-open stretches of time; what has no date at all overlaps nothing."""
    since, until = table.c.since, table.c.until
    if query.since is not None or query.until is not None:
        yield or_(since.is_not(None), until.is_not(None))
    if query.until is not None:
        yield or_(since.is_(None), since < instant(query.until))
    if query.since is not None:
        yield or_(until.is_(None), until > instant(query.since), since >= instant(query.since))


def where(table: FromClause, index: str, query: Query) -> Iterator[Condition]:
    """Country, and points in a box."""
    if query.country is not None:
        yield table.c.country == query.country
    if query.box is not None:
        yield or_(*(_inside(table, index, box) for box in halves(query.box)))


def _inside(table: FromClause, index: str, box: tuple[float, float, float, float]) -> Condition:
    c = table.c
    west, south, east, north = box
    exactly = (c.lon.between(west, east), c.lat.between(south, north))
    # A country's point is its centre and says nothing of what lies there.
    return and_(c.row.in_(dialect.rows_in_box(index, box)), *exactly, c.precision != Precision.COUNTRY.value)


def halves(box: tuple[float, float, float, float]) -> tuple[tuple[float, float, float, float], ...]:
    """The box, cut in two where it crosses the 180th meridian. Raises UsageError for one that is none."""
    west, south, east, north = box
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise UsageError(f"{box} is not a box", remedy="give west, south, east, north in degrees, south below north")
    return ((west, south, east, north),) if west <= east else ((west, south, 180, north), (-180, south, east, north))


def parties(row: ColumnElement[int], table: FromClause, query: Query) -> Iterator[Condition]:
    """Actor, recipient, or either; `table` holds (claim or event, role, code)."""
    owner = table.c[0]
    for roles, code in ((("actor",), query.actor), (("recipient",), query.recipient), (_EITHER, query.party)):
        if code is not None:
            yield row.in_(select(owner).where(table.c.role.in_(roles), under(table.c.code, code)))


_EITHER = ("actor", "recipient")


def under(column: ColumnElement[str], code: str) -> Condition:
    """The code itself and all below it, as a range that an index can find: "/" is the character after "."."""
    return or_(column == code, and_(column > f"{code}.", column < f"{code}/"))


def with_words(row: ColumnElement[int], index: str, asked: str) -> Condition:
    """Rows with all these words; none where there is no word in what was asked."""
    expression = dialect.words(asked)
    return row.in_(dialect.rows_with_words(index, expression)) if expression else false()


def cut(asked: Select[Any], query: Query) -> Select[Any]:
    """Limit and offset. Raises UsageError for a negative one."""
    if query.offset < 0 or (query.limit is not None and query.limit < 0):
        raise UsageError("limit and offset count from nought up")
    return asked.limit(query.limit).offset(query.offset or None)
