"""Runs, and the small notes of publishing and monitoring."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aggregator.store import tables as t
from aggregator.store.base import Base, upsert, when
from aggregator.store.records import Run

RUN = sa.select(t.runs)
OFFLINE = ("monitoring", "offline")  # the note of the times in which this machine itself was offline


class Remembering(Base):
    """What happened on each run, and what others want to know again."""

    def start_run(self, now: datetime) -> int:
        """Begin a run; its number goes into its visits."""
        with self._writing(shown=False) as connection:
            number = (connection.execute(sa.select(sa.func.max(t.runs.c.seq))).scalar() or 0) + 1
            connection.execute(t.runs.insert(), {"seq": number, "started": t.to_ms(now)})
        return int(number)

    def finish_run(
        self, run: int, now: datetime, code: int, reason: str = "", stats: dict[str, Any] | None = None
    ) -> None:
        """Say how a run ended."""
        values = {"finished": t.to_ms(now), "code": code, "reason": reason, "stats": json.dumps(stats or {})}
        with self._writing(shown=False) as connection:
            connection.execute(t.runs.update().where(t.runs.c.seq == run), values)

    def last_run(self, *, finished: bool = False) -> Run | None:
        """The newest run; with `finished` the newest that came to its end."""
        statement = RUN.order_by(t.runs.c.seq.desc()).limit(1)
        if finished:
            statement = statement.where(t.runs.c.finished.is_not(None))
        with self._reading() as connection:
            row = connection.execute(statement).first()
        if row is None:
            return None
        stats = json.loads(row.stats or "{}")
        return Run(row.seq, t.from_ms(row.started), when(row.finished), row.code, row.reason, stats)

    def offline_runs(self) -> list[tuple[int, int]]:
        """The runs, first to last, whose visits tell of this machine and of no source."""
        return [
            (outage["first"], outage["last"]) for outage in (self.get_note(*OFFLINE) or {}).get("known", ())
        ]

    def get_note(self, scope: str, key: str) -> Any:
        """A remembered value, or null."""
        n = t.notes.c
        with self._reading() as connection:
            text = connection.execute(sa.select(n.value).where(n.scope == scope, n.key == key)).scalar()
        return None if text is None else json.loads(text)

    def notes(self, scope: str) -> dict[str, Any]:
        """All remembered values of one scope by key."""
        n = t.notes.c
        with self._reading() as connection:
            rows = connection.execute(sa.select(n.key, n.value).where(n.scope == scope).order_by(n.key))
            return {row.key: json.loads(row.value) for row in rows}

    def set_note(self, scope: str, key: str, value: Any) -> None:
        """Remember a JSON value; null forgets it."""
        self.set_notes(scope, {key: value})

    def set_notes(self, scope: str, values: dict[str, Any]) -> None:
        """Remember several values of one scope in one transaction; nulls forget theirs."""
        with self._writing(shown=False) as connection:
            put_notes(connection, scope, values)


def put_notes(connection: Connection, scope: str, values: Mapping[str, Any]) -> None:
    """Write the notes of one scope; nulls forget theirs."""
    n = t.notes.c
    forgotten = [key for key, value in values.items() if value is None]
    rows = [
        {"scope": scope, "key": key, "value": json.dumps(value, ensure_ascii=False, sort_keys=True)}
        for key, value in values.items()
        if value is not None
    ]
    if forgotten:
        connection.execute(t.notes.delete().where(n.scope == scope, n.key.in_(forgotten)))
    if rows:
        connection.execute(upsert(connection, t.notes, "value"), rows)
