"""The record: what was said is appended and never edited; what is made from it can be thrown away and made again.

    from coranto import store
    with store.open("coranto.db") as record:
        store.add_article(record, article, at)
        store.add_reading(record, run, reading)
        store.claims(record, Query(type="ASSAULT"))

Everything here is a plain function on a frozen `Store`. One process writes at a time, any number may read meanwhile.
Every instant given must have a zone; what comes back in a `Stored...` shape is in UTC, and inside records it is in the
zone it came with.
"""

from __future__ import annotations

from coranto.store.adding import add_article, add_articles, add_judgement, add_reading, replace_events
from coranto.store.ask_articles import article, articles, problems, problems_of, unread, versions
from coranto.store.ask_claims import claim, claims, claims_of, forecasts, links, near
from coranto.store.ask_events import copies, daily, event, event_of, events, judgements
from coranto.store.full_text import search
from coranto.store.jobs import Job, JobKind, Share, Worker, finish, put, put_off, release, renew, take, waiting
from coranto.store.opening import WAIT, open  # noqa: A004  called as store.open
from coranto.store.shapes import (
    Added,
    Counts,
    DayCount,
    Found,
    Hit,
    ProblemCount,
    Store,
    StoredArticle,
    StoredClaim,
    StoredForecast,
)
from coranto.store.soundness import backup, check, counts
from coranto.store.sources import forget, keep_source, sources, subscribe
from coranto.store.stars import rating, vote

__all__ = [
    "WAIT",
    "Added",
    "Counts",
    "DayCount",
    "Found",
    "Hit",
    "Job",
    "JobKind",
    "ProblemCount",
    "Share",
    "Store",
    "StoredArticle",
    "StoredClaim",
    "StoredForecast",
    "Worker",
    "add_article",
    "add_articles",
    "add_judgement",
    "add_reading",
    "article",
    "articles",
    "backup",
    "check",
    "claim",
    "claims",
    "claims_of",
    "copies",
    "counts",
    "daily",
    "event",
    "event_of",
    "events",
    "finish",
    "forecasts",
    "forget",
    "judgements",
    "keep_source",
    "links",
    "near",
    "open",
    "problems",
    "problems_of",
    "put",
    "put_off",
    "rating",
    "release",
    "renew",
    "replace_events",
    "search",
    "sources",
    "subscribe",
    "take",
    "unread",
    "versions",
    "vote",
    "waiting",
]
