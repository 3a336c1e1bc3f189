"""Whether the record is whole, how much it holds, and a copy of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, func, select

from coranto.errors import StoreError
from coranto.model import Article, Claim, Problem, version_id
from coranto.model.query import EVERYTHING
from coranto.store import conditions, dialect, records, tables
from coranto.store.ask_claims import pieces
from coranto.store.shapes import Counts, Store


def check(store: Store) -> list[Problem]:
    """Everything that is wrong with the record, empty where it is sound.

    The database's own check of its file, rows that point nowhere, texts that are no longer what their version id was
    made from, and evidence that is not what stands in the text at that place.
    """
    with dialect.reading(store.engine, store.where) as connection:
        damaged = [Problem("store.damaged", line) for line in dialect.faults(connection)]
        orphans = [Problem("store.orphan", line) for line in dialect.orphans(connection)]
        # A file that the database cannot read is not read on.
        return [*damaged, *orphans] if damaged else [*orphans, *_changed(connection), *_evidence(connection)]


def _changed(connection: Connection) -> Iterator[Problem]:
    c = tables.versions.c
    for row in connection.execute(select(c.article, c.version, c.text, c.record)):
        if row.version not in _versions(row.text, row.record):
            yield Problem("store.text-changed", f"article {row.article}: not the text of version {row.version}")


def _versions(text: str, record: str) -> Iterator[str]:
    """The version ids that a text may have: of its words alone, and of what bars it; the record is rarely needed."""
    yield version_id(text)
    article = records.read(Article, record)
    yield version_id(text, article.standing, article.embargo)


def _evidence(connection: Connection) -> Iterator[Problem]:
    claim, reading, version = tables.claims, tables.readings, tables.versions
    told = (
        select(claim.c.id, claim.c.words, claim.c.record, version.c.row, version.c.text)
        .join(reading, reading.c.row == claim.c.reading)
        .join(version, version.c.row == reading.c.version_row)
        .order_by(claim.c.row)
    )
    for row in connection.execute(told):
        spans = records.read(Claim, row.record).evidence
        if pieces(row.words, spans) != [span.of(row.text) for span in spans]:
            yield Problem("store.evidence", f"claim {row.id}: its evidence is not what stands in the text there")


def counts(store: Store) -> Counts:
    """How many rows there are of everything."""
    names = ("articles", "versions", "runs", "readings", "links", "forecasts", "problems", "judgements")
    made = ("events", "copies", "votes")
    claim, reading = tables.claims, tables.readings
    current = select(func.count()).select_from(claim).join(reading, reading.c.row == claim.c.reading)
    with dialect.reading(store.engine, store.where) as connection:
        numbers = {
            name: int(connection.execute(select(func.count()).select_from(tables.metadata.tables[name])).scalar_one())
            for name in (*names, *made, "claims")
        }
        numbers["all_claims"] = numbers["claims"]
        numbers["claims"] = int(connection.execute(current.where(conditions.current(EVERYTHING))).scalar_one())
    return Counts(**numbers)


def backup(store: Store, path: Path) -> None:
    """Copy the record as it stands now into a new file, while others read and write.

    The file appears under its name only when it is whole. Raises StoreError where the name is taken (a backup never
    writes over anything) or the place cannot be written to.
    """
    if path.exists():
        raise StoreError("there is a file of this name", where=str(path), remedy="name a new file for the backup")
    if not path.parent.is_dir():
        raise StoreError("its folder is not there", where=str(path), remedy="make the folder first")
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        dialect.copy(store.engine, part, store.where)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
