"""What a withdrawn entry loses: everything but its number, hash and times, wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from aggregator.store import tables as t
from aggregator.store.finding import names_of
from aggregator.store.grouping import drop_keys
from aggregator.store.leading import settle_leads
from aggregator.store.rows import filings_of
from aggregator.store.signing import member_of, outlets

e = t.entries.c
ERASED: dict[str, Any] = {
    "status": "withdrawn", "lead": False, "held_because": None, "address": "", "canonical": "", "scope": "out",
    "labels": "[[],[],[]]", "evidence": "[[],[],[],[],[]]", "rules_version": "",
} | dict.fromkeys((
    "title", "excerpt", "lang", "published", "published_precision", "published_from", "published_text", "doubt",
    "author", "original_source", "guid", "case_stage",
))  # fmt: skip


def erase(connection: Connection, rows: Sequence[Row[Any]], reason: str, now: datetime) -> None:
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
        connection.execute(t.withdrawals.insert(), {"entry": row.seq, "at": t.to_ms(now), "reason": reason})
    settle_leads(connection, {row.story for row in rows}, names)
