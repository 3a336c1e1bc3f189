"""Looking for words in all that was taken in and all that was claimed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping, Select, column, literal, select, table

from coranto.model import Span
from coranto.model.query import EVERYTHING
from coranto.store import conditions, dialect, tables
from coranto.store.ask_articles import newest
from coranto.store.ask_claims import published
from coranto.store.shapes import Found, Hit, Store


def search(store: Store, words: str, limit: int = 20) -> Found:
    """Articles by headline and text, claims by their evidence and names: at most `limit` of each, the best first.

    All words must be found, by their English stems; words in double quotes must stand together. Whatever else is
    typed is looked for and never understood as a command. Only the newest version of an article and the current
    readings are searched.
    """
    expression = dialect.words(words)
    if not expression:
        return Found((), ())
    with dialect.reading(store.engine, store.where) as connection:
        articles, claims = (
            tuple(_hit(row) for row in connection.execute(asked.limit(limit)).mappings())
            for asked in (_articles(expression), _claims(expression))
        )
    return Found(articles, claims)


def _articles(expression: str) -> Select[Any]:
    version, article, reading = tables.versions, tables.articles, tables.readings.alias("any_reading")
    moment = select(reading.c.moment).where(reading.c.version_row == version.c.row)
    inferred = moment.order_by(reading.c.made.desc(), reading.c.row.desc()).limit(1).correlate(version)
    index = table("version_words", column("rowid"))
    piece, rank = dialect.snippets("version_words")
    return (
        select(
            version.c.article,
            version.c.version,
            version.c.headline,
            article.c.source,
            literal(None).label("claim"),
            inferred.scalar_subquery().label("moment"),
            piece.label("piece"),
        )
        .select_from(index)
        .join(version, version.c.row == index.c.rowid)
        .join(article, article.c.id == version.c.article)
        .where(dialect.matches("version_words", expression), newest(None))
        .order_by(rank, version.c.row)
    )


def _claims(expression: str) -> Select[Any]:
    claim, reading, version, article = tables.claims, tables.readings, tables.versions, tables.articles
    index = table("claim_words", column("rowid"))
    piece, rank = dialect.snippets("claim_words")
    return (
        select(
            reading.c.article,
            reading.c.version,
            version.c.headline,
            article.c.source,
            claim.c.id.label("claim"),
            reading.c.moment,
            piece.label("piece"),
        )
        .select_from(index)
        .join(claim, claim.c.row == index.c.rowid)
        .join(reading, reading.c.row == claim.c.reading)
        .join(version, version.c.row == reading.c.version_row)
        .join(article, article.c.id == reading.c.article)
        .where(dialect.matches("claim_words", expression), conditions.current(EVERYTHING))
        .order_by(rank, claim.c.row)
    )


def _hit(row: RowMapping) -> Hit:
    snippet, marks = dialect.unmark(row["piece"])
    return Hit(
        article=row["article"],
        version=row["version"],
        claim=row["claim"],
        outlet=row["source"],
        headline=row["headline"],
        published=published(row["moment"]),
        snippet=snippet,
        marks=tuple(Span(start, end) for start, end in marks),
    )
