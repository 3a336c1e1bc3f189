"""Alembic's entry: run the missing steps on the connection that `store.open` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from coranto.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
