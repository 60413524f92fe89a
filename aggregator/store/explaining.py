"""Why entries are one story, and why others that look alike are not: decided anew from what is stored."""

from __future__ import annotations

from aggregator.judging import stories
from aggregator.store.finding import names_of, rows_by_seq, seqs_by_hash
from aggregator.store.grouping import meeting
from aggregator.store.querying import Querying
from aggregator.store.records import StoredEntry
from aggregator.store.signing import load_members, member_of, outlets


class Explaining(Querying):
    """What `aggregator story --near` shows."""

    def near(self, id: str) -> list[tuple[StoredEntry, str]]:
        """Entries of other stories that share words with this one, each with the reason that keeps them apart."""
        with self._reading() as connection:
            rows = rows_by_seq(connection, seqs_by_hash(connection, [id.rsplit("/", 1)[-1]]).values())
            row = next(iter(rows.values()), None)
            if row is None or row.status == "withdrawn":
                return []
            known = outlets(names_of(connection))
            member = member_of(row, known)
            others = load_members(connection, meeting(connection, member), known)
            apart = {
                other.seq: decision.reason
                for other in others
                if other.story != row.story
                and not (decision := stories.decide(member.signature, other.signature)).same
            }
            found = self._stored(connection, list(rows_by_seq(connection, apart).values()), with_held=True)
        return [(entry, apart[entry.seq]) for entry in found]
