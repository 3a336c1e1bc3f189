"""How a record is opened: found or made, brought to the newest schema, closed again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from coranto.errors import StoreError
from coranto.store import dialect
from coranto.store.shapes import Store

# Seconds to wait for another writer. One article is written in milliseconds; the longest write, putting the events of
# a large record in place, takes a few seconds.
WAIT = 10.0


@contextlib.contextmanager
def open(  # noqa: A001  it is called as store.open, like its namesakes in gzip and tarfile
    where: str | Path, *, read_only: bool = False, wait: float = WAIT
) -> Iterator[Store]:
    """The record at a path or SQLAlchemy URL ("sqlite://" is one in memory), made where there is none.

    An older schema is brought up to date. `wait` is how many seconds to wait for another writer. Opened `read_only`,
    nothing is made, changed or brought up to date.

    Raises StoreError where the file is not a record of ours, is of a newer coranto, cannot be reached, or does not
    exist and may not be made.
    """
    url = _url(where)
    name = "the record in memory" if dialect.in_memory(url) else str(url.database)
    _prepare_place(url, name, read_only=read_only)
    engine = dialect.engine(url, read_only=read_only, wait=wait)
    try:
        _bring_up_to_date(engine, name, read_only=read_only)
        yield Store(engine, name, read_only)
    finally:
        engine.dispose()


def _url(where: str | Path) -> URL:
    if isinstance(where, Path) or (where and "://" not in where and where != ":memory:"):
        return URL.create("sqlite", database=str(where))
    try:
        return make_url("sqlite://" if where == ":memory:" else where)
    except (ArgumentError, ValueError) as fault:
        raise StoreError(
            f"{where!r} is not an address", remedy="use a path, or an SQLAlchemy URL like sqlite:///news.db"
        ) from fault


def _prepare_place(url: URL, name: str, *, read_only: bool) -> None:
    if dialect.in_memory(url) or url.get_backend_name() != "sqlite":
        return
    path = Path(str(url.database))
    if path.is_dir():
        raise StoreError("this is a folder", where=name, remedy="name a file in it")
    if read_only and not path.exists():
        raise StoreError("there is no record here", where=name, remedy="add an article first, or check the path")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise StoreError(f"its folder cannot be made: {fault}", where=name, remedy="name another path") from fault


def _bring_up_to_date(engine: Engine, name: str, *, read_only: bool) -> None:
    with dialect.reading(engine, name) as connection:
        current = _is_current(connection, name)
    if current:
        return
    if read_only:
        raise StoreError(
            "the record has an older schema", where=name, remedy="open it once for writing, for example: coranto doctor"
        )
    with dialect.writing(engine, name) as connection:
        if not _is_current(connection, name):  # another process may have done it while this one waited
            _migrate(connection)


def _is_current(connection: Connection, name: str) -> bool:
    if dialect.somebody_elses(connection):
        raise StoreError(
            "this is a database, but not a record of coranto's", where=name, remedy="name another path for the record"
        )
    here = MigrationContext.configure(connection).get_current_heads()
    script = ScriptDirectory.from_config(_config())
    known = {revision.revision for revision in script.walk_revisions()}
    if not known.issuperset(here):
        raise StoreError(
            f"the record has a schema unknown here ({', '.join(here)})",
            where=name,
            remedy="it was written by a newer coranto: update this one",
        )
    return set(here) == set(script.get_heads())


def _migrate(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "coranto.store:migrations")
    return config
