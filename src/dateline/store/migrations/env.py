"""Alembic's environment: it migrates over the connection that the store hands it."""

from __future__ import annotations

from alembic import context

from dateline.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
