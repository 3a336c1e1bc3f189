"""Readers' stars, the one thing kept here that is not news: a vote can be changed, so nothing of it is appended."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select

from coranto.errors import UsageError
from coranto.model import Rating
from coranto.store import dialect, tables
from coranto.store.adding import writing
from coranto.store.shapes import Store


def rating(store: Store, article: str) -> Rating:
    """The stars of the article with this id: no average where nobody has voted."""
    c = tables.votes.c
    asked = select(func.avg(c.stars), func.count()).where(c.article == article)
    with dialect.reading(store.engine, store.where) as connection:
        average, votes = connection.execute(asked).one()
    return Rating(None if average is None else float(average), votes)


def vote(store: Store, article: str, voter: str, stars: int) -> None:
    """Keep one vote of 1 to 5 stars; a second one of the same voter on the same article takes the first one's place.

    Raises UsageError for another number of stars or an article that is not in the record, StoreError where it cannot
    be written.
    """
    if stars not in range(1, 6):
        raise UsageError(f"{stars} is no number of stars", remedy="give 1 to 5")
    table, known = tables.votes, tables.articles.c.id
    with writing(store) as connection:
        if connection.execute(select(known).where(known == article)).first() is None:
            raise UsageError(f"article {article} is not in the record", remedy="vote on an article that is")
        connection.execute(delete(table).where(table.c.article == article, table.c.voter == voter))
        connection.execute(insert(table), [{"article": article, "voter": voter, "stars": stars}])
