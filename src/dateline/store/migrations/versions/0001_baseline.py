"""The baseline: all tables of the first store, and the full-text index over articles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "articles",
        sa.Column(
            "key",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="row number, rising as articles come",
        ),
        sa.Column(
            "id", sa.Text(), nullable=False, comment="the article's own id, else a hash of its text and metadata"
        ),
        sa.Column("version", sa.Integer(), nullable=False, comment="1, 2, …: versions under one id"),
        sa.Column("current", sa.Boolean(), nullable=False, comment="false once a newer version superseded it"),
        sa.Column(
            "superseded_by",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the newer version",
        ),
        sa.Column("url", sa.Text(), nullable=True, comment="where it was published"),
        sa.Column("publisher", sa.Text(), nullable=True, comment="the outlet"),
        sa.Column("title", sa.Text(), nullable=True, comment="the headline"),
        sa.Column("byline", sa.Text(), nullable=True, comment="who wrote it"),
        sa.Column("credit", sa.Text(), nullable=True, comment="the agency that it is credited to"),
        sa.Column("published", sa.Text(), nullable=True, comment="ISO date or date-time of publication"),
        sa.Column("published_from", sa.Text(), nullable=False, comment="how the date is known"),
        sa.Column(
            "day", sa.Integer(), nullable=True, comment="day of publication, as days since 0001-01-01 (which is 1)"
        ),
        sa.Column("language", sa.Text(), nullable=True, comment="ISO 639-1"),
        sa.Column("integrity", sa.Text(), nullable=False, comment="original or reworded"),
        sa.Column("sha256", sa.Text(), nullable=False, comment="of the text"),
        sa.Column("text", sa.Text(), nullable=False, comment="the text, exactly as it was given"),
        sa.Column("pipeline", sa.Text(), nullable=False, comment="the version of the pipeline that read it"),
        sa.Column("added", sa.Text(), nullable=False, comment="UTC time of adding"),
        sa.Column(
            "paired",
            sa.Boolean(),
            server_default=sa.text("0"),
            nullable=False,
            comment="whether its copies were looked for",
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["articles.key"], name=op.f("fk_articles_superseded_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_articles")),
        sa.UniqueConstraint("id", "version", name=op.f("uq_articles_id")),
    )
    op.create_index("ix_articles_day", "articles", ["day"], unique=False)
    op.create_index(
        "ix_articles_unpaired", "articles", ["key"], unique=False, sqlite_where=sa.text("NOT paired AND current")
    )
    op.create_index("ix_articles_url", "articles", ["url"], unique=False)
    op.create_table(
        "entities",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="row number"),
        sa.Column("ident", sa.Text(), nullable=False, comment="Wikidata item, else kind:folded name; ~ leads generics"),
        sa.Column("name", sa.Text(), nullable=False, comment="the name to show"),
        sa.Column("folded", sa.Text(), nullable=False, comment="the name for comparing"),
        sa.Column("kind", sa.Text(), nullable=False, comment="person, organization, group, country, …"),
        sa.Column("subkind", sa.Text(), nullable=True, comment="a finer kind"),
        sa.Column("country", sa.Text(), nullable=True, comment="ISO 3166-1 alpha-2"),
        sa.Column("sector", sa.Text(), nullable=True, comment="GOV, MIL, …"),
        sa.Column(
            "same_as",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the entity that this one proved to be",
        ),
        sa.ForeignKeyConstraint(["same_as"], ["entities.key"], name=op.f("fk_entities_same_as")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_entities")),
        sa.UniqueConstraint("ident", name=op.f("uq_entities_ident")),
    )
    op.create_index(op.f("ix_entities_folded"), "entities", ["folded"], unique=False)
    op.create_index(op.f("ix_entities_same_as"), "entities", ["same_as"], unique=False)
    op.create_table(
        "events",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="row number"),
        sa.Column("id", sa.Text(), nullable=False, comment="stable id, of the report first published"),
        sa.Column("frame", sa.Text(), nullable=False, comment="what happened"),
        sa.Column("family", sa.Text(), nullable=False, comment="its family of frames"),
        sa.Column("stance", sa.Text(), nullable=False, comment="done, planned, denied or open"),
        sa.Column("type", sa.Text(), nullable=True, comment="PLOVER type"),
        sa.Column("edtf", sa.Text(), nullable=True, comment="when, as EDTF"),
        sa.Column("earliest", sa.Text(), nullable=True, comment="the first possible day"),
        sa.Column("latest", sa.Text(), nullable=True, comment="the last possible day"),
        sa.Column("articles", sa.Integer(), nullable=False, comment="how many articles report it"),
        sa.Column("origins", sa.Integer(), nullable=False, comment="on how many independent origins it rests"),
        sa.Column(
            "stale", sa.Boolean(), server_default=sa.text("0"), nullable=False, comment="whether it must be made again"
        ),
        sa.Column("data", sa.Text(), nullable=False, comment="the event as JSON"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_events")),
        sa.UniqueConstraint("id", name=op.f("uq_events_id")),
    )
    op.create_index("ix_events_earliest", "events", ["earliest"], unique=False)
    op.create_index("ix_events_stale", "events", ["key"], unique=False, sqlite_where=sa.text("stale"))
    op.create_table(
        "failures",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="row number"),
        sa.Column("article", sa.Text(), nullable=True, comment="the article's id, where it had one"),
        sa.Column("origin", sa.Text(), nullable=True, comment="the file or line that it came from"),
        sa.Column("stage", sa.Text(), nullable=True, comment="the stage that failed"),
        sa.Column("code", sa.Text(), nullable=False, comment="the error's code"),
        sa.Column("message", sa.Text(), nullable=False, comment="what happened and what to do"),
        sa.Column("at", sa.Text(), nullable=False, comment="UTC time"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_failures")),
    )
    op.create_table(
        "article_entities",
        sa.Column(
            "article_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="the article"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="the entity's id in the record"),
        sa.Column(
            "entity_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="the entity"
        ),
        sa.Column("mentions", sa.Integer(), nullable=False, comment="how often the article mentions it"),
        sa.ForeignKeyConstraint(
            ["article_key"], ["articles.key"], name=op.f("fk_article_entities_article_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["entity_key"], ["entities.key"], name=op.f("fk_article_entities_entity_key")),
        sa.PrimaryKeyConstraint("article_key", "id", name=op.f("pk_article_entities")),
    )
    op.create_index("ix_article_entities_entity", "article_entities", ["entity_key"], unique=False)
    op.create_table(
        "attributions",
        sa.Column(
            "article_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="the article"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="the attribution's id in the record"),
        sa.Column("source", sa.Text(), nullable=False, comment="the source's name, else its words"),
        sa.Column(
            "entity_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True, comment="the entity"
        ),
        sa.Column("kind", sa.Text(), nullable=False, comment="person, government, media, …"),
        sa.Column("named", sa.Boolean(), nullable=False, comment="false for a source without a name"),
        sa.Column("cue", sa.Text(), nullable=True, comment="the words that attribute"),
        sa.Column("cue_class", sa.Text(), nullable=False, comment="statement, denial, attitude or intention"),
        sa.Column("content", sa.Text(), nullable=False, comment="the words that the source vouches for"),
        sa.Column("within", sa.Text(), nullable=True, comment="the outer attribution"),
        sa.ForeignKeyConstraint(
            ["article_key"], ["articles.key"], name=op.f("fk_attributions_article_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["entity_key"], ["entities.key"], name=op.f("fk_attributions_entity_key")),
        sa.PrimaryKeyConstraint("article_key", "id", name=op.f("pk_attributions")),
    )
    op.create_index("ix_attributions_entity", "attributions", ["entity_key"], unique=False)
    op.create_table(
        "buckets",
        sa.Column("hash", sa.BigInteger(), nullable=False, comment="a key of the fingerprint"),
        sa.Column(
            "article_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="the article"
        ),
        sa.ForeignKeyConstraint(
            ["article_key"], ["articles.key"], name=op.f("fk_buckets_article_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", "article_key", name=op.f("pk_buckets")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_buckets_article", "buckets", ["article_key"], unique=False)
    op.create_table(
        "comparisons",
        sa.Column("a", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="one article"),
        sa.Column("b", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="the other"),
        sa.Column("class", sa.Text(), nullable=False, comment="what a is to b"),
        sa.Column("share_a", sa.Float(), nullable=False, comment="share of a that is in b"),
        sa.Column("share_b", sa.Float(), nullable=False, comment="share of b that is in a"),
        sa.Column("verbatim", sa.Float(), nullable=False, comment="share of the paired sentences left word for word"),
        sa.Column(
            "pairs", sa.Text(), nullable=False, comment="paired sentences as JSON: spans in a, spans in b, likeness"
        ),
        sa.ForeignKeyConstraint(["a"], ["articles.key"], name=op.f("fk_comparisons_a"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b"], ["articles.key"], name=op.f("fk_comparisons_b"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_comparisons")),
    )
    op.create_index("ix_comparisons_b", "comparisons", ["b"], unique=False)
    op.create_table(
        "copies",
        sa.Column(
            "article_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="the article"
        ),
        sa.Column("group", sa.Text(), nullable=False, comment="the copy group: the id of its original"),
        sa.Column(
            "class", sa.Text(), nullable=False, comment="original, identical, near, abridged, expanded, reworded, …"
        ),
        sa.Column("of", sa.Text(), nullable=True, comment="the article that it was taken from"),
        sa.Column("share_of_this", sa.Float(), nullable=False, comment="share of its words that were"),
        sa.Column("share_of_that", sa.Float(), nullable=False, comment="share of the other's words that it has"),
        sa.Column("directed", sa.Boolean(), nullable=False, comment="whether it is known which came first"),
        sa.Column("reworded", sa.Boolean(), nullable=False, comment="whether a program exchanged its words"),
        sa.ForeignKeyConstraint(
            ["article_key"], ["articles.key"], name=op.f("fk_copies_article_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_copies")),
    )
    op.create_index(op.f("ix_copies_group"), "copies", ["group"], unique=False)
    op.create_table(
        "event_entities",
        sa.Column(
            "event_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="the event"
        ),
        sa.Column(
            "entity_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="the entity"
        ),
        sa.Column("role", sa.Text(), nullable=False, comment="actor, recipient, object or companion"),
        sa.ForeignKeyConstraint(["entity_key"], ["entities.key"], name=op.f("fk_event_entities_entity_key")),
        sa.ForeignKeyConstraint(
            ["event_key"], ["events.key"], name=op.f("fk_event_entities_event_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_key", "entity_key", "role", name=op.f("pk_event_entities")),
    )
    op.create_index("ix_event_entities_entity", "event_entities", ["entity_key"], unique=False)
    op.create_table(
        "fingerprints",
        sa.Column(
            "article_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="the article"
        ),
        sa.Column("version", sa.Integer(), nullable=False, comment="version of the code that made it"),
        sa.Column("data", sa.LargeBinary(), nullable=False, comment="the fingerprint"),
        sa.Column("agency", sa.Text(), nullable=True, comment="the agency that the article is credited to"),
        sa.Column("own", sa.Boolean(), nullable=False, comment="whether it is the agency's own text"),
        sa.Column("reworded", sa.Boolean(), nullable=False, comment="whether it bears marks of rewording"),
        sa.Column("length", sa.Integer(), nullable=False, comment="words"),
        sa.ForeignKeyConstraint(
            ["article_key"], ["articles.key"], name=op.f("fk_fingerprints_article_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_fingerprints")),
    )
    op.create_table(
        "names",
        sa.Column(
            "article_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="the article"
        ),
        sa.Column(
            "entity_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="the entity"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="a name that the article calls it by"),
        sa.Column("folded", sa.Text(), nullable=False, comment="the name for comparing"),
        sa.Column("main", sa.Boolean(), nullable=False, comment="whether it is the entity's full name there"),
        sa.ForeignKeyConstraint(
            ["article_key"], ["articles.key"], name=op.f("fk_names_article_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["entity_key"], ["entities.key"], name=op.f("fk_names_entity_key")),
        sa.PrimaryKeyConstraint("article_key", "entity_key", "name", name=op.f("pk_names")),
    )
    op.create_index("ix_names_entity", "names", ["entity_key"], unique=False)
    op.create_index(op.f("ix_names_folded"), "names", ["folded"], unique=False)
    op.create_table(
        "records",
        sa.Column(
            "article_key",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="the article; its text stands in articles",
        ),
        sa.Column(
            "data", sa.LargeBinary(), nullable=False, comment="the record's JSON without the text, compressed (zlib)"
        ),
        sa.ForeignKeyConstraint(
            ["article_key"], ["articles.key"], name=op.f("fk_records_article_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_records")),
    )
    op.create_table(
        "reports",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="row number"),
        sa.Column(
            "article_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="the article"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="the report's id in the record"),
        sa.Column("frame", sa.Text(), nullable=False, comment="what happened"),
        sa.Column("family", sa.Text(), nullable=False, comment="frames of one family may tell one happening"),
        sa.Column("stance", sa.Text(), nullable=False, comment="done, planned, denied or open"),
        sa.Column("type", sa.Text(), nullable=True, comment="PLOVER type"),
        sa.Column("mode", sa.Text(), nullable=True, comment="PLOVER mode"),
        sa.Column("trigger", sa.Text(), nullable=False, comment="the words that tell it"),
        sa.Column("gloss", sa.Text(), nullable=False, comment="a short sentence"),
        sa.Column("evidence", sa.Text(), nullable=False, comment="the words that it rests on"),
        sa.Column("edtf", sa.Text(), nullable=True, comment="when, as EDTF"),
        sa.Column("earliest", sa.Text(), nullable=True, comment="the first possible day"),
        sa.Column("latest", sa.Text(), nullable=True, comment="the last possible day"),
        sa.Column(
            "start",
            sa.Integer(),
            nullable=False,
            comment="first day of the window for comparing (days since 0001-01-01)",
        ),
        sa.Column("end", sa.Integer(), nullable=False, comment="last day of that window"),
        sa.Column("place", sa.Text(), nullable=True, comment="where it happened"),
        sa.Column("lat", sa.Float(), nullable=True, comment="degrees north"),
        sa.Column("lon", sa.Float(), nullable=True, comment="degrees east"),
        sa.Column("country", sa.Text(), nullable=True, comment="the place's country"),
        sa.Column("certainty", sa.Text(), nullable=False, comment="how sure the source is"),
        sa.Column("polarity", sa.Text(), nullable=False, comment="positive or negative"),
        sa.Column("tense", sa.Text(), nullable=False, comment="seen from the day of publication"),
        sa.Column(
            "attribution",
            sa.Text(),
            nullable=True,
            comment="the attribution's id in the record; null: the article's own voice",
        ),
        sa.Column(
            "event_key",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="null: not yet joined",
        ),
        sa.Column("data", sa.Text(), nullable=False, comment="the claim as JSON"),
        sa.ForeignKeyConstraint(
            ["article_key"], ["articles.key"], name=op.f("fk_reports_article_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["event_key"], ["events.key"], name=op.f("fk_reports_event_key"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reports")),
        sa.UniqueConstraint("article_key", "id", name=op.f("uq_reports_article_key")),
    )
    op.create_index("ix_reports_event", "reports", ["event_key"], unique=False)
    op.create_index("ix_reports_window", "reports", ["family", "stance", "start"], unique=False)
    op.create_table(
        "participants",
        sa.Column(
            "report_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, comment="the report"
        ),
        sa.Column("role", sa.Text(), nullable=False, comment="actor, recipient, object, companion, or place"),
        sa.Column("number", sa.Integer(), nullable=False, comment="order within the role"),
        sa.Column(
            "entity_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True, comment="the entity"
        ),
        sa.Column("words", sa.Text(), nullable=False, comment="the words, or the place's key"),
        sa.Column(
            "meets",
            sa.Text(),
            nullable=True,
            comment="what a claim is found again by: the entity's identity or the place's key",
        ),
        sa.ForeignKeyConstraint(["entity_key"], ["entities.key"], name=op.f("fk_participants_entity_key")),
        sa.ForeignKeyConstraint(
            ["report_key"], ["reports.key"], name=op.f("fk_participants_report_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_key", "role", "number", name=op.f("pk_participants")),
    )
    op.create_index("ix_participants_entity", "participants", ["entity_key"], unique=False)
    op.create_index("ix_participants_meets", "participants", ["meets"], unique=False)
    op.execute(
        "CREATE VIRTUAL TABLE article_words USING fts5"
        "(title, text, content='articles', content_rowid='key', tokenize='unicode61 remove_diacritics 2')"
    )
