"""Alembic's entry: runs inside the transaction that `storage.migrating` holds."""

from alembic import context
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  # registers the tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
context.run_migrations()
