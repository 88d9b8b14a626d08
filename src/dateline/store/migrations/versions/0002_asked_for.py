"""What answers ask for: the origin of each report, whether an event is disputed, and indexes in the order of answers.

Both follow from the events, which are made again when the store is next asked.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and indexes, and have all events made again."""
    op.add_column(
        "reports", sa.Column("origin", sa.Text(), nullable=True, comment="what it rests on in its event, as kind:name")
    )
    op.add_column(
        "events",
        sa.Column(
            "disputed",
            sa.Boolean(),
            server_default=sa.text("0"),
            nullable=False,
            comment="whether its reports disagree",
        ),
    )
    op.drop_index("ix_events_earliest", table_name="events")
    op.create_index("ix_events_order", "events", ["earliest", "latest", "id"], unique=False)
    op.create_index(
        "ix_events_disputed", "events", ["earliest", "latest", "id"], unique=False, sqlite_where=sa.text("disputed")
    )
    op.drop_index("ix_event_entities_entity", table_name="event_entities")
    op.create_index("ix_event_entities_entity", "event_entities", ["entity_key", "event_key"], unique=False)
    op.execute("UPDATE events SET stale = true")
