"""Opening, making, bringing up to date and refusing a record; several processes at one record."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from coranto import store
from coranto.errors import StoreError
from coranto.model import Reading
from coranto.store import dialect, records, tables

TEXT = "The sample army fired a missile."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "record.db"


def test_a_new_record_is_made_with_its_folder(path):
    with store.open(path) as record:
        assert store.counts(record) == store.Counts(*[0] * 13)
        assert store.check(record) == []
    assert path.is_file()


def test_the_migrations_lead_to_the_tables(path):
    def ours(name: str | None, kind: str, parents: object) -> bool:
        return kind != "table" or name in tables.metadata.tables

    with store.open(path) as record, dialect.reading(record.engine, record.where) as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, tables.metadata) == []


def test_what_was_added_is_there_when_it_is_opened_again(path, make):
    article = make.article(TEXT)
    with store.open(path) as record:
        make.keep(record, Reading(article, claims=(make.claim(article, TEXT),)))
    with store.open(f"sqlite:///{path}") as record:
        assert [one.article for one in store.articles(record)] == [article]
        assert len(store.claims(record)) == 1


def test_the_file_is_kept_the_safe_way(path):
    with store.open(path, wait=2.5) as record, dialect.reading(record.engine, record.where) as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "recursive_triggers")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 2500,
        "recursive_triggers": 1,
    }


def refusal(where: object, **how: bool) -> str:
    with pytest.raises(StoreError) as caught, store.open(where, **how):  # type: ignore[arg-type]
        pass
    assert caught.value.remedy
    return str(caught.value)


def test_a_record_of_a_newer_coranto_is_refused(path):
    with store.open(path):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "9999" in refusal(path)
    assert "update this one" in refusal(path, read_only=True)


def test_an_older_record_is_not_brought_up_to_date_by_a_reader(path):
    path.parent.mkdir()
    sqlite3.connect(path).close()
    path.touch()
    assert "older schema" in refusal(path, read_only=True)


def test_somebody_elses_database_is_refused_and_left_alone(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (title)")
    assert "not a record of coranto's" in refusal(path)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    connection.close()


def test_a_file_that_is_no_database_is_refused(path):
    path.parent.mkdir()
    path.write_text("This is a shopping list, and long enough not to be taken for an empty database.\n" * 20)
    assert "not a record of coranto's" in refusal(path)


def test_a_place_that_cannot_be_is_refused(path):
    assert "no record here" in refusal(path, read_only=True)
    assert "a folder" in refusal(path.parent.parent)
    path.parent.write_text("")
    assert "folder cannot be made" in refusal(path)


@pytest.mark.parametrize("where", ["oracle://x", "nonsense://", "://", "postgresql://:x/"])
def test_an_address_that_is_none_is_refused(where):
    refusal(where)


def test_a_reader_cannot_add(path, make):
    with store.open(path):
        pass
    with store.open(path, read_only=True) as record:
        assert store.articles(record) == []
        with pytest.raises(StoreError, match="reading only"):
            store.add_article(record, make.article(TEXT), make.day(5))


def test_a_second_writer_is_told_so_and_readers_read_on(path, make):
    with store.open(path) as first, store.open(path, wait=0.05) as second:
        with dialect.writing(first.engine, first.where):
            with pytest.raises(StoreError, match="another process is writing"):
                store.add_article(second, make.article(TEXT), make.day(5))
            assert store.articles(second) == []
        assert store.add_article(second, make.article(TEXT), make.day(5)).new_article


# Dies as by a power cut, at the statement that holds the word given.
KILLED = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from coranto import store
from coranto.model import Reading, Run
from coranto.store import records

path, word, reading, run = sys.argv[1:]
with store.open(path) as record:
    def die(connection, cursor, statement, *rest):
        if word in statement:
            os._exit(9)
    event.listen(record.engine, "before_cursor_execute", die)
    kept = records.read(Reading, Path(reading).read_text("utf-8"))
    store.add_reading(record, records.read(Run, run), kept)
"""


@pytest.mark.parametrize("word", ["INSERT INTO claim_parties", "INSERT INTO problems", "INSERT INTO claims"])
def test_a_killed_writer_leaves_nothing_half_written(path, make, tmp_path, word):
    from coranto.model import Problem

    article = make.article(TEXT)
    reading = Reading(article, claims=(make.claim(article, TEXT),), problems=(Problem("sample.problem", "made up"),))
    with store.open(path) as record:
        store.add_article(record, article, make.day(5))
    written = tmp_path / "reading.json"
    written.write_text(records.write(reading), "utf-8")
    command = [sys.executable, "-c", KILLED, str(path), word, str(written), records.write(make.run())]
    assert subprocess.run(command, check=False).returncode == 9  # noqa: S603  our own script
    with store.open(path) as record:
        counts = store.counts(record)
        assert (counts.runs, counts.readings, counts.all_claims, counts.problems) == (0, 0, 0, 0)
        assert store.unread(record, make.run().id) == [(article.id, article.version)]
        assert store.check(record) == []
        assert store.search(record, "missile").claims == ()
        assert store.add_reading(record, make.run(), reading) is True
        assert len(store.claims(record)) == 1


@pytest.mark.parametrize("name", ["with space.db", "50% #1?.db", "ключ.db"])
def test_a_record_may_have_any_name(tmp_path, name):
    with store.open(tmp_path / name), store.open(tmp_path / name, read_only=True) as record:
        assert store.articles(record) == []
    assert (tmp_path / name).is_file()
