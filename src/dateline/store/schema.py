"""The store's tables, once, through SQLAlchemy Core; ``docs/store.md`` is generated from this module.

Three kinds of table: what came in (``articles``, ``failures``), what was read in each article (``records`` to
``participants``), and what follows from several articles and can be made again at any time (``fingerprints`` to
``event_entities``). A column's ``comment`` is its documentation.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

BigKey = BigInteger().with_variant(Integer, "sqlite")
"""A row number: SQLite fills INTEGER keys by itself, and no other type."""


def _article() -> Column[int]:
    return Column(
        "article_key", BigKey, ForeignKey("articles.key", ondelete="CASCADE"), nullable=False, comment="the article"
    )


def _entity(name: str = "entity_key", *, null: bool = False) -> Column[int]:
    return Column(name, BigKey, ForeignKey("entities.key"), nullable=null, comment="the entity")


UNPAIRED = text("NOT paired AND current")
STALE = text("stale")
DISPUTED = text("disputed")
"""What waits to be made again, and what is disputed. The partial indexes are made and asked in the same words: SQLite
takes an index ``WHERE stale`` for ``WHERE stale``, and for ``WHERE stale = 1`` reads the whole table."""

articles = Table(
    "articles",
    metadata,
    Column("key", BigKey, primary_key=True, comment="row number, rising as articles come"),
    Column("id", Text, nullable=False, comment="the article's own id, else a hash of its text and metadata"),
    Column("version", Integer, nullable=False, comment="1, 2, …: versions under one id"),
    Column("current", Boolean, nullable=False, comment="false once a newer version superseded it"),
    Column("superseded_by", BigKey, ForeignKey("articles.key", ondelete="SET NULL"), comment="the newer version"),
    Column("url", Text, comment="where it was published"),
    Column("publisher", Text, comment="the outlet"),
    Column("title", Text, comment="the headline"),
    Column("byline", Text, comment="who wrote it"),
    Column("credit", Text, comment="the agency that it is credited to"),
    Column("published", Text, comment="ISO date or date-time of publication"),
    Column("published_from", Text, nullable=False, comment="how the date is known"),
    Column("day", Integer, comment="day of publication, as days since 0001-01-01 (which is 1)"),
    Column("language", Text, comment="ISO 639-1"),
    Column("integrity", Text, nullable=False, comment="original or reworded"),
    Column("sha256", Text, nullable=False, comment="of the text"),
    Column("text", Text, nullable=False, comment="the text, exactly as it was given"),
    Column("pipeline", Text, nullable=False, comment="the version of the pipeline that read it"),
    Column("added", Text, nullable=False, comment="UTC time of adding"),
    Column("paired", Boolean, nullable=False, server_default=false(), comment="whether its copies were looked for"),
    UniqueConstraint("id", "version"),
    Index("ix_articles_url", "url"),
    Index("ix_articles_day", "day"),
    Index("ix_articles_unpaired", "key", sqlite_where=UNPAIRED),
)

failures = Table(
    "failures",
    metadata,
    Column("key", BigKey, primary_key=True, comment="row number"),
    Column("article", Text, comment="the article's id, where it had one"),
    Column("origin", Text, comment="the file or line that it came from"),
    Column("stage", Text, comment="the stage that failed"),
    Column("code", Text, nullable=False, comment="the error's code"),
    Column("message", Text, nullable=False, comment="what happened and what to do"),
    Column("at", Text, nullable=False, comment="UTC time"),
)

records = Table(
    "records",
    metadata,
    Column(
        "article_key",
        BigKey,
        ForeignKey("articles.key", ondelete="CASCADE"),
        primary_key=True,
        comment="the article; its text stands in articles",
    ),
    Column("data", LargeBinary, nullable=False, comment="the record's JSON without the text, compressed (zlib)"),
)

entities = Table(
    "entities",
    metadata,
    Column("key", BigKey, primary_key=True, comment="row number"),
    Column(
        "ident", Text, nullable=False, unique=True, comment="Wikidata item, else kind:folded name; ~ leads generics"
    ),
    Column("name", Text, nullable=False, comment="the name to show"),
    Column("folded", Text, nullable=False, index=True, comment="the name for comparing"),
    Column("kind", Text, nullable=False, comment="person, organization, group, country, …"),
    Column("subkind", Text, comment="a finer kind"),
    Column("country", Text, comment="ISO 3166-1 alpha-2"),
    Column("sector", Text, comment="GOV, MIL, …"),
    Column("same_as", BigKey, ForeignKey("entities.key"), index=True, comment="the entity that this one proved to be"),
)

article_entities = Table(
    "article_entities",
    metadata,
    _article(),
    Column("id", Text, nullable=False, comment="the entity's id in the record"),
    _entity(),
    Column("mentions", Integer, nullable=False, comment="how often the article mentions it"),
    PrimaryKeyConstraint("article_key", "id"),
    Index("ix_article_entities_entity", "entity_key"),
)

names = Table(
    "names",
    metadata,
    _article(),
    _entity(),
    Column("name", Text, nullable=False, comment="a name that the article calls it by"),
    Column("folded", Text, nullable=False, index=True, comment="the name for comparing"),
    Column("main", Boolean, nullable=False, comment="whether it is the entity's full name there"),
    PrimaryKeyConstraint("article_key", "entity_key", "name"),
    Index("ix_names_entity", "entity_key"),
)

attributions = Table(
    "attributions",
    metadata,
    _article(),
    Column("id", Text, nullable=False, comment="the attribution's id in the record"),
    Column("source", Text, nullable=False, comment="the source's name, else its words"),
    _entity(null=True),
    Column("kind", Text, nullable=False, comment="person, government, media, …"),
    Column("named", Boolean, nullable=False, comment="false for a source without a name"),
    Column("cue", Text, comment="the words that attribute"),
    Column("cue_class", Text, nullable=False, comment="statement, denial, attitude or intention"),
    Column("content", Text, nullable=False, comment="the words that the source vouches for"),
    Column("within", Text, comment="the outer attribution"),
    PrimaryKeyConstraint("article_key", "id"),
    Index("ix_attributions_entity", "entity_key"),
)

reports = Table(
    "reports",
    metadata,
    Column("key", BigKey, primary_key=True, comment="row number"),
    _article(),
    Column("id", Text, nullable=False, comment="the report's id in the record"),
    Column("frame", Text, nullable=False, comment="what happened"),
    Column("family", Text, nullable=False, comment="frames of one family may tell one happening"),
    Column("stance", Text, nullable=False, comment="done, planned, denied or open"),
    Column("type", Text, comment="PLOVER type"),
    Column("mode", Text, comment="PLOVER mode"),
    Column("trigger", Text, nullable=False, comment="the words that tell it"),
    Column("gloss", Text, nullable=False, comment="a short sentence"),
    Column("evidence", Text, nullable=False, comment="the words that it rests on"),
    Column("edtf", Text, comment="when, as EDTF"),
    Column("earliest", Text, comment="the first possible day"),
    Column("latest", Text, comment="the last possible day"),
    Column("start", Integer, nullable=False, comment="first day of the window for comparing (days since 0001-01-01)"),
    Column("end", Integer, nullable=False, comment="last day of that window"),
    Column("place", Text, comment="where it happened"),
    Column("lat", Float, comment="degrees north"),
    Column("lon", Float, comment="degrees east"),
    Column("country", Text, comment="the place's country"),
    Column("certainty", Text, nullable=False, comment="how sure the source is"),
    Column("polarity", Text, nullable=False, comment="positive or negative"),
    Column("tense", Text, nullable=False, comment="seen from the day of publication"),
    Column("attribution", Text, comment="the attribution's id in the record; null: the article's own voice"),
    Column("event_key", BigKey, ForeignKey("events.key", ondelete="SET NULL"), comment="null: not yet joined"),
    Column("origin", Text, comment="what it rests on in its event, as kind:name"),
    Column("data", Text, nullable=False, comment="the claim as JSON"),
    UniqueConstraint("article_key", "id"),
    Index("ix_reports_event", "event_key"),
    Index("ix_reports_window", "family", "stance", "start"),
)

participants = Table(
    "participants",
    metadata,
    Column("report_key", BigKey, ForeignKey("reports.key", ondelete="CASCADE"), nullable=False, comment="the report"),
    Column("role", Text, nullable=False, comment="actor, recipient, object, companion, or place"),
    Column("number", Integer, nullable=False, comment="order within the role"),
    _entity(null=True),
    Column("words", Text, nullable=False, comment="the words, or the place's key"),
    Column("meets", Text, comment="what a claim is found again by: the entity's identity or the place's key"),
    PrimaryKeyConstraint("report_key", "role", "number"),
    Index("ix_participants_entity", "entity_key"),
    Index("ix_participants_meets", "meets"),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column(
        "article_key", BigKey, ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True, comment="the article"
    ),
    Column("version", Integer, nullable=False, comment="version of the code that made it"),
    Column("data", LargeBinary, nullable=False, comment="the fingerprint"),
    Column("agency", Text, comment="the agency that the article is credited to"),
    Column("own", Boolean, nullable=False, comment="whether it is the agency's own text"),
    Column("reworded", Boolean, nullable=False, comment="whether it bears marks of rewording"),
    Column("length", Integer, nullable=False, comment="words"),
)

buckets = Table(
    "buckets",
    metadata,
    Column("hash", BigInteger, nullable=False, comment="a key of the fingerprint"),
    _article(),
    PrimaryKeyConstraint("hash", "article_key"),
    Index("ix_buckets_article", "article_key"),
    sqlite_with_rowid=False,
)

comparisons = Table(
    "comparisons",
    metadata,
    Column("a", BigKey, ForeignKey("articles.key", ondelete="CASCADE"), nullable=False, comment="one article"),
    Column("b", BigKey, ForeignKey("articles.key", ondelete="CASCADE"), nullable=False, comment="the other"),
    Column("class", Text, nullable=False, comment="what a is to b"),
    Column("share_a", Float, nullable=False, comment="share of a that is in b"),
    Column("share_b", Float, nullable=False, comment="share of b that is in a"),
    Column("verbatim", Float, nullable=False, comment="share of the paired sentences left word for word"),
    Column("pairs", Text, nullable=False, comment="paired sentences as JSON: spans in a, spans in b, likeness"),
    PrimaryKeyConstraint("a", "b"),
    Index("ix_comparisons_b", "b"),
)

copies = Table(
    "copies",
    metadata,
    Column(
        "article_key", BigKey, ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True, comment="the article"
    ),
    Column("group", Text, nullable=False, index=True, comment="the copy group: the id of its original"),
    Column("class", Text, nullable=False, comment="original, identical, near, abridged, expanded, reworded, …"),
    Column("of", Text, comment="the article that it was taken from"),
    Column("share_of_this", Float, nullable=False, comment="share of its words that were"),
    Column("share_of_that", Float, nullable=False, comment="share of the other's words that it has"),
    Column("directed", Boolean, nullable=False, comment="whether it is known which came first"),
    Column("reworded", Boolean, nullable=False, comment="whether a program exchanged its words"),
)

events = Table(
    "events",
    metadata,
    Column("key", BigKey, primary_key=True, comment="row number"),
    Column("id", Text, nullable=False, unique=True, comment="stable id, of the report first published"),
    Column("frame", Text, nullable=False, comment="what happened"),
    Column("family", Text, nullable=False, comment="its family of frames"),
    Column("stance", Text, nullable=False, comment="done, planned, denied or open"),
    Column("type", Text, comment="PLOVER type"),
    Column("edtf", Text, comment="when, as EDTF"),
    Column("earliest", Text, comment="the first possible day"),
    Column("latest", Text, comment="the last possible day"),
    Column("articles", Integer, nullable=False, comment="how many articles report it"),
    Column("origins", Integer, nullable=False, comment="on how many independent origins it rests"),
    Column("disputed", Boolean, nullable=False, server_default=false(), comment="whether its reports disagree"),
    Column("stale", Boolean, nullable=False, server_default=false(), comment="whether it must be made again"),
    Column("data", Text, nullable=False, comment="the event as JSON"),
    Index("ix_events_order", "earliest", "latest", "id"),
    Index("ix_events_disputed", "earliest", "latest", "id", sqlite_where=DISPUTED),
    Index("ix_events_stale", "key", sqlite_where=STALE),
)

event_entities = Table(
    "event_entities",
    metadata,
    Column("event_key", BigKey, ForeignKey("events.key", ondelete="CASCADE"), nullable=False, comment="the event"),
    _entity(),
    Column("role", Text, nullable=False, comment="actor, recipient, object or companion"),
    PrimaryKeyConstraint("event_key", "entity_key", "role"),
    Index("ix_event_entities_entity", "entity_key", "event_key"),
)
