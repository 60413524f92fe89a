"""Taking things out: takedown rules, the hold queue, pages that are gone, excerpts past their time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aggregator.errors import UsageError
from aggregator.store import tables as t
from aggregator.store.base import hash_of
from aggregator.store.erasing import erase
from aggregator.store.finding import rows_by_seq, seqs_by_hash
from aggregator.store.querying import Querying
from aggregator.store.records import Takedown, TakedownKind
from aggregator.store.rules import Rules, copy_marks, fold, prefixes

GONE_AFTER = timedelta(days=7)
LIMIT = 0.1  # of all excerpts, erased at once: more looks like a clock that jumped
e = t.entries.c


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
            erase(connection, rows, reason, now)
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
            erase(connection, rows, reason, now)
        return len(rows)

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
