"""What differs between databases, all in one place; SQLite for now.

A second database has to answer every function here: how it is reached, how a writer begins, how its faults read in
plain words, full text, places in a box, what makes a table append-only, soundness and a copy of itself.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Boolean,
    ColumnElement,
    Connection,
    Engine,
    Float,
    Integer,
    Select,
    Text,
    column,
    create_engine,
    event,
    literal,
    literal_column,
    select,
    table,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from coranto.errors import StoreError
from coranto.store.columns import escape, unescape

# "cora" in ASCII: SQLite's own mark for whose file this is, shown by `file coranto.db`.
APPLICATION_ID = 0x636F7261
# Words of a question beyond this many are not looked for; nobody types more, and each costs a look into the index.
MOST_WORDS = 32
# Tokens in a snippet: about two lines of a page.
SNIPPET_TOKENS = 24
# An escape is always followed by four hexadecimal digits in stored text, so these two cannot stand there.
_OPEN, _CLOSE = "\x1a<", "\x1a>"

_WRITES = "coranto_writes"


# --- reaching it ------------------------------------------------------------------------------------------------------


def engine(url: URL, *, read_only: bool, wait: float) -> Engine:
    """An engine for this address. `wait` is how many seconds to wait for another writer.

    Raises StoreError for a database that coranto cannot keep its record in.
    """
    if url.get_backend_name() != "sqlite":
        raise StoreError(
            f"the record cannot be kept in {url.get_backend_name()}", remedy="use sqlite:///PATH or a plain path"
        )
    made = create_engine(_address(url, read_only), **_pool(url))
    event.listen(made, "connect", lambda connection, _: _prepare(connection, read_only=read_only, wait=wait))
    event.listen(made, "begin", _begin)
    return made


def in_memory(url: URL) -> bool:
    """Whether the record lives only as long as the process."""
    return url.database in (None, "", ":memory:")


def _address(url: URL, read_only: bool) -> URL:
    if in_memory(url) or not read_only:
        return url
    return url.set(database=Path(str(url.database)).absolute().as_uri(), query={"mode": "ro", "uri": "true"})


def _pool(url: URL) -> dict[str, Any]:
    """One connection for a record in memory: a second one would see another, empty record."""
    return {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}} if in_memory(url) else {}


def _prepare(connection: sqlite3.Connection, *, read_only: bool, wait: float) -> None:
    # Python's driver otherwise begins transactions by itself, only before some statements and never IMMEDIATE.
    connection.isolation_level = None
    pragmas = [
        f"busy_timeout = {int(wait * 1000)}",
        "foreign_keys = ON",
        # Without it INSERT OR REPLACE deletes rows behind the back of the triggers that forbid deleting.
        "recursive_triggers = ON",
        "synchronous = FULL",
        "query_only = ON" if read_only else "journal_mode = WAL",
    ]
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer that begins as a reader fails at its first write if somebody wrote in between, without waiting.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextlib.contextmanager
def reading(made: Engine, where: str) -> Iterator[Connection]:
    """A connection that sees one unchanging state of the record. Database faults come out as StoreError."""
    try:
        with made.connect() as connection, connection.begin():
            yield connection
    except (DBAPIError, sqlite3.Error) as fault:
        raise _plain(fault, where) from fault


@contextlib.contextmanager
def writing(made: Engine, where: str) -> Iterator[Connection]:
    """The one writer's connection: all of what is done in it is kept, or nothing. Faults come out as StoreError."""
    try:
        with made.execution_options(**{_WRITES: True}).begin() as connection:
            yield connection
    except (DBAPIError, sqlite3.Error) as fault:
        raise _plain(fault, where) from fault


def _plain(fault: DBAPIError | sqlite3.Error, where: str) -> StoreError:
    said = str(fault.orig if isinstance(fault, DBAPIError) else fault)
    remedies = {
        "locked": ("another process is writing", "wait until it has ended; one process writes at a time"),
        "not a database": ("this file is not a record of coranto's", "name another path, or move the file away"),
        "malformed": ("the file is damaged", "restore the newest backup"),
        "disk is full": ("the disk is full", "free some space and try again; nothing was half-written"),
        "readonly": ("the record may not be written to", "check who owns the file and its folder"),
        "unable to open": ("the record cannot be opened", "check that the folder exists and may be written to"),
        "only ever added to": (said, "make a new run, or a judgement that replaces the old one"),
    }
    found = next((plain for mark, plain in remedies.items() if mark in said), (said, ""))
    return StoreError(found[0], where=where, remedy=found[1])


# --- whose file it is -------------------------------------------------------------------------------------------------


def claim_file(connection: Connection) -> None:
    """Mark the file as coranto's."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def somebody_elses(connection: Connection) -> bool:
    """Whether the database holds tables, and not ours."""
    mark = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
    tables = int(connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one())
    return mark != APPLICATION_ID and (mark != 0 or tables != 0)


# --- what the schema needs beyond tables (called by migrations: change nothing here that an old one relies on)


def append_only(table: str) -> Sequence[str]:
    """Statements that forbid changing or removing a row of `table`.

    A text that the law orders out of the record has no way out yet: that will be a command of its own that says in
    the record what it took away.
    """
    said = f"{table} is only ever added to"
    return tuple(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{said}'); END"
        for verb in ("UPDATE", "DELETE")
    )


def full_text(index: str, table: str, columns: Sequence[str]) -> Sequence[str]:
    """Statements for a full-text index over columns of `table`, filled as rows are added.

    English words by their stems (Porter), accents ignored. The text itself is not stored twice.
    """
    names = ", ".join(columns)
    new = ", ".join(f"NEW.{name}" for name in columns)
    fill = f"INSERT INTO {index}(rowid, {names}) VALUES (NEW.row, {new})"  # noqa: S608  names of ours, no user's
    return (
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', content_rowid='row', "
        "tokenize='porter unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {index}_filled AFTER INSERT ON {table} BEGIN {fill}; END",
    )


def places(index: str, table: str) -> Sequence[str]:
    """Statements for an index of the points of `table` (columns lat and lon), kept as rows are added and removed."""
    fill = f"INSERT INTO {index} VALUES (NEW.row, NEW.lat, NEW.lat, NEW.lon, NEW.lon)"  # noqa: S608  names of ours
    empty = f"DELETE FROM {index} WHERE row = OLD.row"  # noqa: S608  names of ours
    placed = "WHEN {0}.lat IS NOT NULL AND {0}.lon IS NOT NULL"
    return (
        f"CREATE VIRTUAL TABLE {index} USING rtree(row, south, north, west, east)",
        f"CREATE TRIGGER {index}_filled AFTER INSERT ON {table} {placed.format('NEW')} BEGIN {fill}; END",
        f"CREATE TRIGGER {index}_emptied AFTER DELETE ON {table} {placed.format('OLD')} BEGIN {empty}; END",
    )


# --- asking -----------------------------------------------------------------------------------------------------------


def words(asked: str) -> str:
    """A full-text expression for what somebody typed, "" where there is no word in it.

    All words must be there; words in double quotes stand together. Each is quoted, so nothing typed is an operator;
    an unclosed quote closes at the end.
    """
    pieces = escape(asked).split('"')
    phrases = [piece for number, piece in enumerate(pieces) for piece in ((piece,) if number % 2 else piece.split())]
    useful = [phrase for phrase in phrases if any(character.isalnum() for character in phrase)]
    return " ".join(f'"{phrase}"' for phrase in useful[:MOST_WORDS])


def rows_with_words(index: str, expression: str) -> Select[Any]:
    """The rows whose indexed text matches an expression of `words`."""
    return select(column("rowid", Integer)).select_from(table(index)).where(matches(index, expression))


def matches(index: str, expression: str) -> ColumnElement[bool]:
    """The condition that a row of the index matches an expression of `words`."""
    return literal_column(index, Boolean).op("MATCH", is_comparison=True)(literal(expression))


def rows_in_box(index: str, box: tuple[float, float, float, float]) -> Select[Any]:
    """The rows whose point may lie in (west, south, east, north), which must not cross the 180th meridian.

    The index keeps 32-bit numbers, rounded outwards: the caller compares the exact columns as well.
    """
    west, south, east, north = box
    boxes = table(index, *(column(name, Float) for name in ("row", "south", "north", "west", "east")))
    c = boxes.c
    return select(c.row).where(c.west <= east, c.east >= west, c.south <= north, c.north >= south)


def snippets(index: str) -> tuple[ColumnElement[str], ColumnElement[float]]:
    """Two columns of a full-text question: the piece of the first column around the words, and how well it fits."""
    piece = literal_column(f"snippet({index}, -1, '{_OPEN}', '{_CLOSE}', '…', {SNIPPET_TOKENS})", Text)
    return piece, literal_column(f"bm25({index})", Float)


def unmark(piece: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A snippet's text, and where in it the words found stand."""
    plain, marks = "", list[tuple[int, int]]()
    for number, part in enumerate(piece.split(_OPEN)):
        found, _, rest = part.partition(_CLOSE) if number else ("", "", part)
        start = len(plain)
        plain += unescape(found)
        if number:
            marks.append((start, len(plain)))
        plain += unescape(rest)
    return plain, tuple(marks)


# --- soundness and copies ---------------------------------------------------------------------------------------------


def faults(connection: Connection) -> tuple[str, ...]:
    """What the database itself finds wrong with its file; nothing where it is sound."""
    said = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
    return tuple(str(line) for line in said if line != "ok")


def orphans(connection: Connection) -> tuple[str, ...]:
    """Rows that point at rows which are not there, by table."""
    found = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return tuple(f"{child} row {row} has no {parent}" for child, row, parent, _ in found)


def copy(made: Engine, path: Path, where: str) -> None:
    """Copy the record as it stands into a new file while others read and write. Faults come out as StoreError."""
    with reading(made, where) as connection:
        source = connection.connection.driver_connection
        target = sqlite3.connect(path)
        try:
            source.backup(target)  # type: ignore[union-attr]  # a live connection has its driver's
        finally:
            target.close()
