"""The tables, as SQLAlchemy Core metadata. A change here needs a migration; a test compares the two.

Times are milliseconds since 1970 in UTC, so that they sort and compare alike in every database. Nothing is ever
deleted from `entries`: what is withdrawn keeps its number and hash, and loses everything it said.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

SCHEMA = "0001"  # the newest revision in migrations/versions
APPLICATION_ID = 0x61686167  # 'ahag', in the header of an SQLite file (PRAGMA application_id)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MS = timedelta(milliseconds=1)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def to_ms(when: datetime) -> int:
    """Aware time as whole milliseconds since 1970."""
    return (when - EPOCH) // MS


def from_ms(ms: int) -> datetime:
    """The opposite of `to_ms`, for any year."""
    return EPOCH + timedelta(milliseconds=ms)


meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("hash", Text, nullable=False, unique=True),
    Column("story", Integer, nullable=False),  # seq of the entry that founded it, whose hash names it
    Column("lead", Boolean, nullable=False),
    Column("status", Text, nullable=False),
    Column("held_because", Text),  # kept after a release, so that the same reason does not hold it again
    Column("source", Text, ForeignKey("sources.id"), nullable=False),
    Column("address", Text, nullable=False),
    Column("canonical", Text, nullable=False),
    Column("title", Text),
    Column("excerpt", Text),
    Column("lang", Text),
    Column("published", BigInteger),
    Column("published_precision", Text),
    Column("published_from", Text),
    Column("published_text", Text),
    Column("doubt", Text),
    Column("author", Text),
    Column("original_source", Text),
    Column("guid", Text),
    Column("first_seen", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
    Column("updated", BigInteger, nullable=False),
    Column("dated", BigInteger, nullable=False),  # published, else first seen
    Column("scope", Text, nullable=False),
    Column("case_stage", Text),
    Column("rules_version", Text, nullable=False),
    Column("labels", Text, nullable=False),  # JSON: categories, tags, slugs
    Column("evidence", Text, nullable=False),  # JSON: the judgement's findings with the words that gave them
    Index("ix_entries_story", "story"),
    Index("ix_entries_first_seen", "first_seen", "seq"),
    Index("ix_entries_updated", "updated"),
    Index("ix_entries_newest", "lead", "status", "scope", "first_seen", "seq"),
    Index("ix_entries_shown", "lead", "status", "scope", "dated", "seq"),
    Index("ix_entries_guid", "source", "guid"),
)

# What an entry is filed under: kind is topic, facet, country or region.
filed = Table(
    "filed",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("entry", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Other addresses under which an entry is known, as hashes: it moved, its guid stayed.
aliases = Table(
    "aliases",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("entry", Integer, ForeignKey("entries.seq"), nullable=False),
)

# Other sources that list the same address.
elsewhere = Table(
    "elsewhere",
    metadata,
    Column("entry", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("source", Text, ForeignKey("sources.id"), primary_key=True),
    Column("address", Text, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
)

# Keys under which entries that may tell the same story meet (judging/stories).
story_keys = Table(
    "story_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

joins = Table(
    "joins",
    metadata,
    Column("entry", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("other", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("entry", Integer, ForeignKey("entries.seq"), nullable=False, index=True),
    Column("at", BigInteger, nullable=False, index=True),
    Column("field", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("entry", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("reason", Text, nullable=False),
)

# Rules that keep things out. `digest` is keyed with the store's own secret; `words` counts those of a phrase.
takedowns = Table(
    "takedowns",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("parent", Integer, ForeignKey("takedowns.seq")),  # what the rule learned from entries it removed
    Column("kind", Text, nullable=False),
    Column("digest", Text, nullable=False, index=True),
    Column("words", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("withdrawn", Integer, nullable=False),
)

# Addresses that answered 404 or 410, until they answer otherwise.
gone = Table(
    "gone",
    metadata,
    Column("entry", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("since", BigInteger, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("started", BigInteger, nullable=False),
    Column("finished", BigInteger),
    Column("code", Integer),
    Column("reason", Text),
    Column("stats", Text),
)

visits = Table(
    "visits",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("started", BigInteger, nullable=False),
    Column("status", Text, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("http_status", Integer),
    *(
        Column(name, Integer, nullable=False)
        for name in (
            "pages", "bytes", "teasers", "new", "updated", "undated", "untitled", "rejected", "same_date",
        )
    ),
    Column("read_by", Text),
    Column("expected_by", Text),
    Column("redirected_to", Text),
    Column("newest", BigInteger),
    Column("error", Text),
    Column("run", Integer),
    Index("ix_visits_source", "source", "seq"),
)  # fmt: skip

validators = Table(
    "validators",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("digest", Text),
    Column("checked", BigInteger, nullable=False),
    Column("full", BigInteger, nullable=False),
)

# Small things that publishing and monitoring remember.
notes = Table(
    "notes",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
