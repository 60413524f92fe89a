"""Taking things out: takedown rules, the hold queue, pages that are gone, excerpts past their time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from aggregator.errors import DataError, UsageError
from aggregator.store import tables as t
from aggregator.store.base import CHUNK, hash_of
from aggregator.store.finding import names_of, rows_by_seq, seqs_by_hash
from aggregator.store.grouping import drop_keys, settle_leads
from aggregator.store.querying import Querying
from aggregator.store.records import Query, StoredEntry, Takedown, TakedownKind
from aggregator.store.rows import filings_of
from aggregator.store.rules import Rules, copy_marks, fold, prefixes
from aggregator.store.signing import member_of, outlets

GONE_AFTER = timedelta(days=7)
LIMIT = 0.1  # of all excerpts, erased at once: more looks like a clock that jumped
e = t.entries.c
ERASED: dict[str, Any] = {
    "status": "withdrawn", "lead": False, "held_because": None, "address": "", "canonical": "", "scope": "out",
    "labels": "[[],[],[]]", "evidence": "[[],[],[],[],[]]", "rules_version": "",
} | dict.fromkeys((
    "title", "excerpt", "lang", "published", "published_precision", "published_from", "published_text", "doubt",
    "author", "original_source", "guid", "case_stage",
))  # fmt: skip


class Withdrawing(Querying):
    """What leaves the store, and what is kept from entering it."""

    def add_takedown(self, kind: TakedownKind, value: str, *, reason: str, now: datetime) -> Takedown:
        """Withdraw what the rule names, with all copies, and keep both out from now on.

        `value` is an address, a prefix (host, or host and folders), an id of an item or story, or a phrase of two
        words or more. It is not stored, only its keyed hash. UsageError where it cannot be used.
        """
        with self._writing() as connection:
            rules = Rules(connection, self._meta["secret"])
            plain = _plain(kind, value)
            seqs = self._meant(connection, kind, plain)
            stories = {row.story for row in rows_by_seq(connection, seqs).values()}
            members = connection.execute(
                sa.select(e.seq).where(e.story.in_(stories), e.status != "withdrawn")
            )
            rows = list(rows_by_seq(connection, {row.seq for row in members}).values())
            words = len(plain.split()) if kind == "phrase" else 0
            rule = _put(
                connection,
                rules,
                kind if kind != "story" else "id",
                plain,
                words,
                reason,
                now,
                len(rows),
                None,
            )
            for row in rows:
                for learned, text in (("id", row.hash), ("address", row.canonical), *copy_marks(row)):
                    _put(connection, rules, learned, text, 0, reason, now, 0, rule)
            self._erase(connection, rows, reason, now)
        return Takedown(rule, kind, reason, now, len(rows))

    def takedowns(self) -> list[Takedown]:
        """The rules, oldest first; they do not tell what they protect."""
        r = t.takedowns.c
        with self._reading() as connection:
            rows = connection.execute(sa.select(t.takedowns).where(r.parent.is_(None)).order_by(r.seq)).all()
        return [Takedown(row.seq, row.kind, row.reason, t.from_ms(row.at), row.withdrawn) for row in rows]

    def remove_takedown(self, rule: int) -> bool:
        """Forget a rule and what it learned. What it withdrew comes back only if a source lists it again."""
        r = t.takedowns.c
        with self._writing() as connection:
            connection.execute(t.takedowns.delete().where(r.parent == rule))
            found = connection.execute(t.takedowns.delete().where(r.seq == rule, r.parent.is_(None)))
        return bool(found.rowcount)

    def withdraw(self, ids: Iterable[str], reason: str, now: datetime) -> int:
        """Withdraw these entries alone, and keep them out; how many there were."""
        with self._writing() as connection:
            seqs = seqs_by_hash(connection, [id.rsplit("/", 1)[-1] for id in ids])
            rows = [
                row for row in rows_by_seq(connection, seqs.values()).values() if row.status != "withdrawn"
            ]
            rules = Rules(connection, self._meta["secret"])
            for row in rows:
                _put(connection, rules, "id", row.hash, 0, reason, now, 1, None)
            self._erase(connection, rows, reason, now)
        return len(rows)

    def gone(self, id: str, now: datetime) -> bool:
        """Note that an entry's page answered 404 or 410; withdraws it the second time, a week later or more."""
        digest = id.rsplit("/", 1)[-1]
        with self._writing() as connection:
            rows = list(rows_by_seq(connection, seqs_by_hash(connection, [digest]).values()).values())
            if not rows or rows[0].status == "withdrawn":
                return False
            since = connection.execute(
                sa.select(t.gone.c.since).where(t.gone.c.entry == rows[0].seq)
            ).scalar()
            if since is None:
                connection.execute(t.gone.insert(), {"entry": rows[0].seq, "since": t.to_ms(now)})
                return False
            if now - t.from_ms(since) < GONE_AFTER:
                return False
            self._erase(connection, rows, "the page is gone", now)
        return True

    def alive(self, id: str) -> None:
        """Note that the page answered again."""
        with self._writing() as connection:
            seqs = list(seqs_by_hash(connection, [id.rsplit("/", 1)[-1]]).values())
            connection.execute(t.gone.delete().where(t.gone.c.entry.in_(seqs)))

    def held(self) -> list[StoredEntry]:
        """The hold queue, oldest first."""
        return list(self.entries(Query(status=("held",), with_held=True)))

    def release(self, id: str, now: datetime) -> bool:
        """Let a held entry be shown; its reason is kept, so that it is not held again."""
        with self._writing() as connection:
            seqs = seqs_by_hash(connection, [id.rsplit("/", 1)[-1]])
            rows = [row for row in rows_by_seq(connection, seqs.values()).values() if row.status == "held"]
            newest = connection.execute(sa.select(sa.func.max(e.updated))).scalar() or 0
            for place, row in enumerate(rows, 1):
                values = {"status": "published", "updated": max(t.to_ms(now), newest + place)}
                connection.execute(t.entries.update().where(e.seq == row.seq), values)
            settle_leads(connection, {row.story for row in rows}, names_of(connection))
        return bool(rows)

    def retain(self, now: datetime, *, months: int | None = None, force: bool = False) -> int:
        """Erase excerpts first seen more than `months` ago (the home's setting); how many.

        Ids, links, titles and topics stay. DataError where it would be more than a tenth of all, unless forced.
        """
        before = t.to_ms(now - timedelta(days=30.44 * (months or self._retention_months)))
        with self._writing() as connection:
            total = connection.execute(sa.select(sa.func.count(e.excerpt))).scalar() or 0
            old = sa.select(e.seq).where(e.first_seen < before, e.excerpt.is_not(None))
            seqs = [row.seq for row in connection.execute(old)]
            if len(seqs) > max(100, total * LIMIT) and not force:
                raise DataError(
                    f"retention would erase {len(seqs)} of {total} excerpts at once: is the clock right ({now:%F})? "
                    "If it is, run: aggregator doctor --erase-old"
                )
            known = outlets(names_of(connection))
            for start in range(0, len(seqs), CHUNK):
                part = seqs[start : start + CHUNK]
                drop_keys(
                    connection, [member_of(row, known) for row in rows_by_seq(connection, part).values()]
                )
                connection.execute(t.entries.update().where(e.seq.in_(part)).values(excerpt=None))
                c = t.corrections.c
                spoken = t.corrections.update().where(c.entry.in_(part), c.field == "excerpt")
                connection.execute(spoken.values(before=None, after=None))
        return len(seqs)

    def _meant(self, connection: Connection, kind: TakedownKind, value: str) -> set[int]:
        """Numbers of the entries that a rule names now."""
        if kind == "address":
            return set(seqs_by_hash(connection, [hash_of(value)]).values())
        if kind in ("id", "story"):
            return set(seqs_by_hash(connection, [value]).values())
        rows = connection.execute(
            sa.select(e.seq, e.canonical, e.title, e.excerpt, e.author).execution_options(yield_per=1000)
        )
        if kind == "prefix":
            return {row.seq for row in rows if row.canonical and value in prefixes(row.canonical)}
        phrase = f" {value} "
        return {
            row.seq
            for row in rows
            if any(phrase in f" {fold(text)} " for text in (f"{row.title} {row.excerpt}", row.author or ""))
        }

    def _erase(self, connection: Connection, rows: Sequence[Row[Any]], reason: str, now: datetime) -> None:
        """Leave of these entries their number, hash and times; all else goes, wherever it stands."""
        if not rows:
            return
        names = names_of(connection)
        known = outlets(names)
        drop_keys(connection, [member_of(row, known) for row in rows])
        for row in rows:
            for kind, code in filings_of(row.evidence):
                f = t.filed.c
                connection.execute(t.filed.delete().where(f.kind == kind, f.code == code, f.entry == row.seq))
            connection.execute(
                t.joins.delete().where(sa.or_(t.joins.c.entry == row.seq, t.joins.c.other == row.seq))
            )
            for table in (t.corrections, t.elsewhere, t.gone, t.withdrawals):
                connection.execute(table.delete().where(table.c.entry == row.seq))
            connection.execute(t.entries.update().where(e.seq == row.seq), ERASED | {"dated": row.first_seen})
            connection.execute(
                t.withdrawals.insert(), {"entry": row.seq, "at": t.to_ms(now), "reason": reason}
            )
        settle_leads(connection, {row.story for row in rows}, names)


def _plain(kind: TakedownKind, value: str) -> str:
    """The form in which a rule's value is compared; UsageError where it is too short or none."""
    from aggregator.addresses import canonical

    value = value.strip()
    if kind == "phrase":
        words = fold(value)
        if len(words.split()) < 2:
            raise UsageError(
                "a phrase needs two words or more: one alone would withdraw what it does not mean"
            )
        return words
    if kind in ("id", "story"):
        return value.rsplit("/", 1)[-1]
    found = canonical(value if "://" in value else f"https://{value}")
    if kind == "address":
        return found
    return list(prefixes(found))[-1].rstrip("/")


def _put(  # noqa: PLR0913, PLR0917 - a row's columns
    connection: Connection, rules: Rules, kind: str, value: str, words: int, reason: str, now: datetime,
    withdrawn: int, parent: int | None,
) -> int:  # fmt: skip
    number = (connection.execute(sa.select(sa.func.max(t.takedowns.c.seq))).scalar() or 0) + 1
    row = {
        "seq": number, "parent": parent, "kind": kind, "digest": rules.digest(kind, value), "words": words,
        "reason": reason, "at": t.to_ms(now), "withdrawn": withdrawn,
    }  # fmt: skip
    connection.execute(t.takedowns.insert(), row)
    return int(number)
