"""What is watched, and the work that waits: sources and jobs.

Neither is part of what the record says; both may be changed, and lost without losing news.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Float, Index, Integer, MetaData, Table, Text, UniqueConstraint

revision = "0002"
down_revision = "0001"

metadata = MetaData()

Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("folder", Text),
    Column("added", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("interval", Float, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("asked", Text),
    Column("heard", Text),
    Column("brought", Text),
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
    Column("retired", Boolean, nullable=False),
)

Table(
    "jobs",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("put", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("worker", Text),
    Column("taken", Text),
    Column("until", Text),
    Column("done", Boolean, nullable=False),
    Column("problem", Text),
    UniqueConstraint("kind", "key", name="jobs_once"),
    Index("jobs_waiting", "done", "kind", "row"),
    Index("jobs_held", "worker", "host"),
)


def upgrade() -> None:
    """Make the two tables."""
    metadata.create_all(op.get_bind())
