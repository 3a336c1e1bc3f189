"""What is watched: sources are kept here with how asking them has gone. Unlike news, they change and can be removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update

from coranto.errors import UsageError
from coranto.model import Source, Subscription
from coranto.store import dialect, tables
from coranto.store.adding import writing
from coranto.store.columns import instant, moment
from coranto.store.shapes import Store

FIRST_INTERVAL = 3_600.0
"""Seconds between two questions to a source of which no rhythm is known yet: an hour, as feed readers begin with."""
_INSTANTS = frozenset({"added", "due", "asked", "heard", "brought"})


def subscribe(store: Store, subscriptions: Iterable[Subscription], at: datetime) -> tuple[int, int]:
    """Keep subscriptions, due at once, and give how many were new and how many known; each address is kept once.

    A known one keeps its state, and its title and folder where the list gives none; a retired one is asked again.
    """
    c = tables.sources.c
    new = known = 0
    with writing(store) as connection:
        for one in subscriptions:
            there = connection.execute(select(tables.sources).where(c.url == one.url)).mappings().first()
            if there is None:
                source = Source(0, one.url, one.title, one.folder, added=at, due=at, interval=FIRST_INTERVAL)
                connection.execute(insert(tables.sources), [_row(source)])
                new += 1
                continue
            known += 1
            said = {"title": one.title or there["title"], "folder": one.folder or there["folder"]}
            again = {"retired": False, "due": instant(at), "failures": 0} if there["retired"] else {}
            connection.execute(update(tables.sources).where(c.id == there["id"]).values(**said, **again))
    return new, known


def sources(store: Store) -> list[Source]:
    """All sources, in the order in which they were added."""
    with dialect.reading(store.engine, store.where) as connection:
        return [_source(row) for row in connection.execute(select(tables.sources).order_by("id")).mappings()]


def keep_source(store: Store, source: Source) -> None:
    """Put down a source's new state. One whose new address is another source's keeps its old one and is retired."""
    c = tables.sources.c
    row = _row(source)
    with writing(store) as connection:
        taken = connection.execute(select(c.id).where(c.url == source.url, c.id != source.id)).first()
        if taken is not None:
            del row["url"]
            row |= {"retired": True, "problem": f"it has moved to {source.url}, which is watched already"}
        connection.execute(update(tables.sources).where(c.id == source.id).values(**row))


def forget(store: Store, url: str) -> None:
    """Watch a source no more; what it brought stays. Raises UsageError for an address that is not watched."""
    with writing(store) as connection:
        if not connection.execute(delete(tables.sources).where(tables.sources.c.url == url)).rowcount:
            raise UsageError("this source is not watched", where=url, remedy="`coranto sources` lists all")


def _row(source: Source) -> dict[str, object]:
    row = {field.name: getattr(source, field.name) for field in fields(Source) if field.name != "id"}
    return {name: instant(value) if name in _INSTANTS and value else value for name, value in row.items()}


def _source(row: RowMapping) -> Source:
    values: dict[str, Any] = dict(row)
    values |= {name: moment(values[name]) for name in _INSTANTS if values[name]}
    return Source(**values)
