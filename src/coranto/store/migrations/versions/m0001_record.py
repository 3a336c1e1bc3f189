"""The record as it began.

The tables stand here as they were on that day and not by import, so that later changes of `tables` leave this step
what it was.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
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

from coranto.store import dialect

revision = "0001"
down_revision = None

metadata = MetaData()

# --- appended, never edited ---------------------------------------------------------------------------------------

Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text),
    Column("address", Text),
    Column("ref", Text),
    Column("first_seen", Text, nullable=False),
)

Table(
    "versions",
    metadata,
    Column("row", Integer, primary_key=True),
    # Two outlets that print the same words have the same version id: it is unique within an article only.
    Column("article", Text, ForeignKey("articles.id"), nullable=False),
    Column("version", Text, nullable=False),
    Column("headline", Text),
    Column("text", Text, nullable=False),
    Column("language", Text),
    Column("published", Text),
    Column("modified", Text),
    Column("seen", Text, nullable=False),
    Column("record", Text, nullable=False),
    UniqueConstraint("article", "version", name="versions_once"),
    Index("versions_by_version", "version"),
    Index("versions_by_seen", "seen"),
)

Table(
    "runs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("codebook", Text, nullable=False),
    Column("weights", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("record", Text, nullable=False),
)

Table(
    "readings",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("run", Text, ForeignKey("runs.id"), nullable=False),
    Column("article", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("version_row", Integer, ForeignKey("versions.row"), nullable=False),
    # Repeated from versions and runs, so that "the newest" is one look into one index.
    Column("seen", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("added", Text, nullable=False),
    # When the article was published, given or inferred; where nobody knows, when it was seen: the order of the news.
    Column("published", Text, nullable=False),
    Column("moment", Text),
    UniqueConstraint("run", "article", "version", name="readings_once"),
    ForeignKeyConstraint(["article", "version"], ["versions.article", "versions.version"], name="readings_of_version"),
    Index("readings_newest", "article", "seen", "version_row", "made", "row"),
    Index("readings_by_version", "version_row"),
    Index("readings_by_published", "published", "row"),
)

Table(
    "claims",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("reading", Integer, ForeignKey("readings.row"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("type", Text),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("certainty", Text),
    Column("since", Text),
    Column("until", Text),
    Column("country", Text),
    Column("precision", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("evidence_start", Integer),
    Column("evidence_end", Integer),
    Column("words", Text, nullable=False),
    Column("names", Text, nullable=False),
    Column("record", Text, nullable=False),
    UniqueConstraint("reading", "position", name="claims_once"),
    Index("claims_by_id", "id"),
    Index("claims_by_type", "type", "since"),
    Index("claims_by_since", "since"),
    Index("claims_by_country", "country", "since"),
)

Table(
    "claim_parties",
    metadata,
    Column("claim", Integer, ForeignKey("claims.row"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Index("claim_parties_by_code", "code", "role", "claim"),
)

Table(
    "links",
    metadata,
    Column("reading", Integer, ForeignKey("readings.row"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("first", Text, nullable=False),
    Column("then", Text, nullable=False),
    Column("record", Text, nullable=False),
    Index("links_by_first", "first"),
    Index("links_by_then", "then"),
)

Table(
    "forecasts",
    metadata,
    Column("reading", Integer, ForeignKey("readings.row"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("claim", Text, nullable=False),
    Column("due", Text),
    Column("record", Text, nullable=False),
    Index("forecasts_by_due", "due"),
    Index("forecasts_by_claim", "claim"),
)

Table(
    "problems",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("version_row", Integer, ForeignKey("versions.row"), nullable=False),
    Column("reading", Integer, ForeignKey("readings.row")),  # none: met when the article was taken in
    Column("code", Text, nullable=False),
    Column("record", Text, nullable=False),
    Index("problems_by_version", "version_row"),
    Index("problems_by_code", "code"),
)

Table(
    "judgements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("left", Text, nullable=False),
    Column("right", Text),
    Column("verdict", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("replaces", Text),
    Column("record", Text, nullable=False),
    Index("judgements_by_left", "left"),
    Index("judgements_by_right", "right"),
)

# --- readers' stars: one vote a voter and article, which a later one of the same voter replaces ---------------------

Table(
    "votes",
    metadata,
    Column("article", Text, ForeignKey("articles.id"), primary_key=True),
    Column("voter", Text, primary_key=True),  # a keyed hash made by the site: nothing about a reader
    Column("stars", Integer, nullable=False),
    CheckConstraint("stars BETWEEN 1 AND 5", name="votes_stars"),
)

# --- made from the above, and made again ----------------------------------------------------------------------------

Table(
    "events",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("since", Text),
    Column("until", Text),
    Column("day", Text),
    Column("country", Text),
    Column("precision", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("record", Text, nullable=False),
    Index("events_by_type", "type", "since"),
    Index("events_by_since", "since"),
)

Table(
    "event_parties",
    metadata,
    Column("event", Integer, ForeignKey("events.row"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Index("event_parties_by_code", "code", "role", "event"),
)

Table(
    "event_claims",
    metadata,
    Column("event", Integer, ForeignKey("events.row"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("claim", Text, nullable=False),
    Index("event_claims_by_claim", "claim", "event"),
)

Table(
    "event_links",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("first", Text, nullable=False),
    Column("then", Text, nullable=False),
    Column("record", Text, nullable=False),
    Index("event_links_by_first", "first"),
    Index("event_links_by_then", "then"),
)

Table(
    "copies",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("record", Text, nullable=False),
)

Table(
    "summaries",
    metadata,
    Column("day", Text, primary_key=True),
    Column("type", Text, primary_key=True),
    Column("status", Text, primary_key=True),
    Column("events", Integer, nullable=False),
)

APPENDED = (
    "articles",
    "versions",
    "runs",
    "readings",
    "claims",
    "claim_parties",
    "links",
    "forecasts",
    "problems",
    "judgements",
)


def upgrade() -> None:
    """Make the tables, their full-text and place indices, and the triggers that let the record only grow."""
    connection = op.get_bind()
    dialect.claim_file(connection)
    metadata.create_all(connection)
    statements = (
        *dialect.full_text("version_words", "versions", ("headline", "text")),
        *dialect.full_text("claim_words", "claims", ("words", "names")),
        *dialect.places("claim_places", "claims"),
        *dialect.places("event_places", "events"),
        *(statement for table in APPENDED for statement in dialect.append_only(table)),
    )
    for statement in statements:
        connection.exec_driver_sql(statement)
