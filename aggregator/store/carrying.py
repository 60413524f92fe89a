"""From a store that a backup replaced: what was withdrawn since stays withdrawn."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from aggregator.store import tables as t
from aggregator.store.erasing import erase
from aggregator.store.finding import rows_by_seq, seqs_by_hash
from aggregator.store.store import Store

REASON = "withdrawn before the backup was restored"


def carry_over(store: Store, replaced: Path, now: datetime) -> int | None:
    """Take the rules and withdrawals of the replaced file into the restored store; how many entries had to go again.

    Null where the file cannot be read, or belongs to another store: its rules are hashes under another key.
    """
    try:
        with closing(sqlite3.connect(f"{replaced.absolute().as_uri()}?mode=ro", uri=True)) as old:
            old.row_factory = sqlite3.Row
            secret = old.execute("SELECT value FROM meta WHERE key = 'secret'").fetchone()
            rules: list[dict[str, Any]] = [
                dict(row) for row in old.execute("SELECT * FROM takedowns ORDER BY seq")
            ]
            gone = [
                row["hash"]
                for row in old.execute(
                    "SELECT hash FROM entries JOIN withdrawals ON withdrawals.entry = entries.seq"
                )
            ]
    except sqlite3.Error:
        return None
    if secret is None or secret["value"] != store._meta["secret"]:
        return None
    with store._writing() as connection:
        # A backup knows a part of the same rules; the whole takes their place.
        connection.execute(t.takedowns.delete())
        if rules:
            connection.execute(sa.insert(t.takedowns), rules)
        seqs = seqs_by_hash(connection, gone).values()
        rows = [row for row in rows_by_seq(connection, seqs).values() if row.status != "withdrawn"]
        erase(connection, rows, REASON, now)
    return len(rows)
