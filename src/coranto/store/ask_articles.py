"""What came in: articles in all their versions, what is still unread, and what went wrong in reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, ScalarSelect, Select, func, select, tuple_

from coranto.model import Article, Problem
from coranto.model.query import EVERYTHING, Query
from coranto.store import conditions, dialect, records, tables
from coranto.store.ask_claims import published
from coranto.store.columns import instant, moment
from coranto.store.shapes import ProblemCount, Store, StoredArticle


def articles(store: Store, query: Query = EVERYTHING) -> list[StoredArticle]:
    """The newest version of each article, the newest published first.

    Can be asked by `text` (words in headline or text), `article`, `as_known_at`, `every_version`, `limit` and
    `offset`; raises UsageError for a question with anything else in it.
    """
    conditions.only(query, "text", "article", "as_known_at", "every_version", "limit", "offset")
    c = tables.versions.c
    rows = select(c.row)
    if query.as_known_at is not None:
        rows = rows.where(c.seen <= instant(query.as_known_at))
    if not query.every_version:
        rows = rows.where(newest(query.as_known_at))
    if query.article is not None:
        rows = rows.where(c.article == query.article)
    if query.text.strip():
        rows = rows.where(conditions.with_words(c.row, "version_words", query.text))
    when = func.coalesce(_of_reading("published", query.as_known_at), c.published, c.seen)
    order = (when.desc(), c.row.desc())
    # Rows first: else the database carries every text through its sorting.
    chosen = conditions.cut(rows.order_by(*order), query)
    return _articles(store, _kept(query.as_known_at).where(c.row.in_(chosen)).order_by(*order))


def article(store: Store, version: str, of: str | None = None) -> StoredArticle | None:
    """The article with this version id, or None; where several print the same words, `of` says which is meant.

    Without `of` it is the one that was added first.
    """
    c = tables.versions.c
    asked = _kept(None).where(c.version == version)
    asked = asked if of is None else asked.where(c.article == of)
    return next(iter(_articles(store, asked.order_by(c.row).limit(1))), None)


def versions(store: Store, article: str) -> list[StoredArticle]:
    """All versions of the article with this id, in the order in which they were seen."""
    c = tables.versions.c
    return _articles(store, _kept(None).where(c.article == article).order_by(c.seen, c.row))


def unread(store: Store, run: str) -> list[tuple[str, str]]:
    """Article and version ids that the run with this id has not read, in the order in which they were added."""
    c, r = tables.versions.c, tables.readings.c
    read = select(r.row).where(r.version_row == c.row, r.run == run).exists()
    with dialect.reading(store.engine, store.where) as connection:
        rows = connection.execute(select(c.article, c.version).where(~read).order_by(c.row)).all()
    return [(row.article, row.version) for row in rows]


def problems(store: Store) -> list[ProblemCount]:
    """How often each problem stands in the newest version of each article, the most frequent first."""
    rows = _problems().where(newest(None)).distinct().subquery()
    count, articles = func.count(), func.count(rows.c.article.distinct())
    asked = select(rows.c.code, count.label("problems"), articles.label("articles")).group_by(rows.c.code)
    with dialect.reading(store.engine, store.where) as connection:
        found = connection.execute(asked.order_by(count.desc(), rows.c.code)).all()
    return [ProblemCount(row.code, row.problems, row.articles) for row in found]


def problems_of(store: Store, version: str) -> list[Problem]:
    """The problems met in taking in and reading the version with this id, each once."""
    asked = _problems().where(tables.versions.c.version == version).order_by(tables.problems.c.row)
    with dialect.reading(store.engine, store.where) as connection:
        lines = [row.record for row in connection.execute(asked)]
    return [records.read(Problem, line) for line in dict.fromkeys(lines)]


def newest(at: datetime | None) -> conditions.Condition:
    """Versions of which no newer one was seen, by the time `at` where one is given."""
    ours, later = tables.versions.c, tables.versions.alias("later").c
    replaced = select(later.row).where(
        later.article == ours.article, tuple_(later.seen, later.row) > tuple_(ours.seen, ours.row)
    )
    return ~(replaced if at is None else replaced.where(later.seen <= instant(at))).exists()


def _problems() -> Select[Any]:
    """Problems met in taking an article in, and those of current readings."""
    table, version, reading = tables.problems, tables.versions, tables.readings
    return (
        select(version.c.article, version.c.row, table.c.code, table.c.record)
        .join(version, version.c.row == table.c.version_row)
        .join(reading, reading.c.row == table.c.reading, isouter=True)
        .where(table.c.reading.is_(None) | conditions.current(Query(every_version=True)))
    )


def _of_reading(column: str, at: datetime | None) -> ScalarSelect[Any]:
    """A column of the newest reading of a version."""
    reading = tables.readings.alias("its_reading")
    c = reading.c
    asked = select(c[column]).where(c.version_row == tables.versions.c.row).order_by(c.made.desc(), c.row.desc())
    asked = asked if at is None else asked.where(c.added <= instant(at))
    return asked.limit(1).correlate(tables.versions).scalar_subquery()


def _kept(at: datetime | None) -> Select[Any]:
    version, known = tables.versions, tables.versions.alias("known").c
    counted = select(func.count()).where(known.article == version.c.article)
    counted = counted if at is None else counted.where(known.seen <= instant(at))
    return select(
        version.c.record,
        version.c.text,
        version.c.seen,
        tables.articles.c.first_seen,
        _of_reading("moment", at).label("moment"),
        counted.correlate(version).scalar_subquery().label("versions"),
    ).join(tables.articles, tables.articles.c.id == version.c.article)


def _articles(store: Store, asked: Select[Any]) -> list[StoredArticle]:
    with dialect.reading(store.engine, store.where) as connection:
        return [_stored_article(row) for row in connection.execute(asked).mappings()]


def _stored_article(row: RowMapping) -> StoredArticle:
    article = replace(records.read(Article, row["record"]), text=row["text"])
    return StoredArticle(
        article=article,
        first_seen=moment(row["first_seen"]),
        seen=moment(row["seen"]),
        versions=row["versions"],
        published=published(row["moment"]) or article.published,
    )
