"""The tables: what is appended, what is made from it, and what each column is for.

A `record` column holds the whole record as JSON (`records`); the columns beside it repeat what is asked for, so that
the database can find rows without opening it. Instants are UTC text that sorts (`columns.instant`). `row` is a number
that full text and the index of places can point at; it means nothing outside the database.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from coranto.store.columns import Exact

metadata = MetaData()

# --- appended, never edited ---------------------------------------------------------------------------------------

articles = Table(
    "articles",
    metadata,
    Column("id", Exact, primary_key=True),
    Column("source", Exact),
    Column("address", Exact),
    Column("ref", Exact),
    Column("first_seen", Text, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("row", Integer, primary_key=True),
    # Two outlets that print the same words have the same version id: it is unique within an article only.
    Column("article", Exact, ForeignKey("articles.id"), nullable=False),
    Column("version", Exact, nullable=False),
    Column("headline", Exact),
    Column("text", Exact, nullable=False),
    Column("language", Exact),
    Column("published", Text),
    Column("modified", Text),
    Column("seen", Text, nullable=False),
    Column("record", Exact, nullable=False),
    UniqueConstraint("article", "version", name="versions_once"),
    Index("versions_by_version", "version"),
    Index("versions_by_seen", "seen"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Exact, primary_key=True),
    Column("code", Exact, nullable=False),
    Column("codebook", Exact, nullable=False),
    Column("weights", Exact, nullable=False),
    Column("at", Text, nullable=False),
    Column("record", Exact, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("run", Exact, ForeignKey("runs.id"), nullable=False),
    Column("article", Exact, nullable=False),
    Column("version", Exact, nullable=False),
    Column("version_row", Integer, ForeignKey("versions.row"), nullable=False),
    # Repeated from versions and runs, so that "the newest" is one look into one index.
    Column("seen", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("added", Text, nullable=False),
    # When the article was published, given or inferred; where nobody knows, when it was seen: the order of the news.
    Column("published", Text, nullable=False),
    Column("moment", Exact),
    UniqueConstraint("run", "article", "version", name="readings_once"),
    ForeignKeyConstraint(["article", "version"], ["versions.article", "versions.version"], name="readings_of_version"),
    Index("readings_newest", "article", "seen", "version_row", "made", "row"),
    Index("readings_by_version", "version_row"),
    Index("readings_by_published", "published", "row"),
)

claims = Table(
    "claims",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("reading", Integer, ForeignKey("readings.row"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", Exact, nullable=False),
    Column("type", Exact),
    Column("mode", Exact),
    Column("status", Text, nullable=False),
    Column("certainty", Text),
    Column("since", Text),
    Column("until", Text),
    Column("country", Exact),
    Column("precision", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("evidence_start", Integer),
    Column("evidence_end", Integer),
    Column("words", Exact, nullable=False),
    Column("names", Exact, nullable=False),
    Column("record", Exact, nullable=False),
    UniqueConstraint("reading", "position", name="claims_once"),
    Index("claims_by_id", "id"),
    Index("claims_by_type", "type", "since"),
    Index("claims_by_since", "since"),
    Index("claims_by_country", "country", "since"),
)

claim_parties = Table(
    "claim_parties",
    metadata,
    Column("claim", Integer, ForeignKey("claims.row"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("code", Exact, primary_key=True),
    Index("claim_parties_by_code", "code", "role", "claim"),
)

links = Table(
    "links",
    metadata,
    Column("reading", Integer, ForeignKey("readings.row"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("first", Exact, nullable=False),
    Column("then", Exact, nullable=False),
    Column("record", Exact, nullable=False),
    Index("links_by_first", "first"),
    Index("links_by_then", "then"),
)

forecasts = Table(
    "forecasts",
    metadata,
    Column("reading", Integer, ForeignKey("readings.row"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("claim", Exact, nullable=False),
    Column("due", Text),
    Column("record", Exact, nullable=False),
    Index("forecasts_by_due", "due"),
    Index("forecasts_by_claim", "claim"),
)

problems = Table(
    "problems",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("version_row", Integer, ForeignKey("versions.row"), nullable=False),
    Column("reading", Integer, ForeignKey("readings.row")),  # none: met when the article was taken in
    Column("code", Exact, nullable=False),
    Column("record", Exact, nullable=False),
    Index("problems_by_version", "version_row"),
    Index("problems_by_code", "code"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Exact, primary_key=True),
    Column("left", Exact, nullable=False),
    Column("right", Exact),
    Column("verdict", Text, nullable=False),
    Column("by", Exact, nullable=False),
    Column("at", Text, nullable=False),
    Column("replaces", Exact),
    Column("record", Exact, nullable=False),
    Index("judgements_by_left", "left"),
    Index("judgements_by_right", "right"),
)

# --- readers' stars: one vote a voter and article, which a later one of the same voter replaces ---------------------

votes = Table(
    "votes",
    metadata,
    Column("article", Exact, ForeignKey("articles.id"), primary_key=True),
    Column("voter", Exact, primary_key=True),  # a keyed hash made by the site: nothing about a reader
    Column("stars", Integer, nullable=False),
    CheckConstraint("stars BETWEEN 1 AND 5", name="votes_stars"),
)

# --- what is watched, and the work that waits: no part of what the record says ------------------------------------

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Exact, nullable=False, unique=True),
    Column("title", Exact),
    Column("folder", Exact),
    Column("added", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("interval", Float, nullable=False),
    Column("etag", Exact),
    Column("modified", Exact),
    Column("asked", Text),
    Column("heard", Text),
    Column("brought", Text),
    Column("failures", Integer, nullable=False),
    Column("problem", Exact),
    Column("retired", Boolean, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Exact, nullable=False),
    Column("host", Exact, nullable=False),  # "" for work that asks nobody
    Column("put", Text, nullable=False),  # when it was last put down: a `due` is believed only where this is past
    Column("due", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("worker", Text),
    Column("taken", Text),
    Column("until", Text),
    Column("done", Boolean, nullable=False),  # kept, so that it is not done again
    Column("problem", Exact),
    UniqueConstraint("kind", "key", name="jobs_once"),
    Index("jobs_waiting", "done", "kind", "row"),
    Index("jobs_held", "worker", "host"),
)

# --- made from the above, and made again ----------------------------------------------------------------------------

events = Table(
    "events",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Exact, nullable=False, unique=True),
    Column("type", Exact, nullable=False),
    Column("mode", Exact),
    Column("status", Text, nullable=False),
    Column("since", Text),
    Column("until", Text),
    Column("day", Text),
    Column("country", Exact),
    Column("precision", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("record", Exact, nullable=False),
    Index("events_by_type", "type", "since"),
    Index("events_by_since", "since"),
)

event_parties = Table(
    "event_parties",
    metadata,
    Column("event", Integer, ForeignKey("events.row"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("code", Exact, primary_key=True),
    Index("event_parties_by_code", "code", "role", "event"),
)

event_claims = Table(
    "event_claims",
    metadata,
    Column("event", Integer, ForeignKey("events.row"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("claim", Exact, nullable=False),
    Index("event_claims_by_claim", "claim", "event"),
)

event_links = Table(
    "event_links",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("first", Exact, nullable=False),
    Column("then", Exact, nullable=False),
    Column("record", Exact, nullable=False),
    Index("event_links_by_first", "first"),
    Index("event_links_by_then", "then"),
)

copies = Table(
    "copies",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("record", Exact, nullable=False),
)

summaries = Table(
    "summaries",
    metadata,
    Column("day", Text, primary_key=True),
    Column("type", Exact, primary_key=True),
    Column("status", Text, primary_key=True),
    Column("events", Integer, nullable=False),
)

APPENDED = (articles, versions, runs, readings, claims, claim_parties, links, forecasts, problems, judgements)
# Children first: the order in which they can be emptied.
MADE = (summaries, copies, event_links, event_claims, event_parties, events)
