"""Judging what is stored again, after rules changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from aggregator.items import Judgement
from aggregator.store import tables as t
from aggregator.store.finding import names_of, refile, rows_by_seq
from aggregator.store.grouping import settle_leads
from aggregator.store.querying import Querying
from aggregator.store.records import Moves, Query, StoredEntry
from aggregator.store.rows import filings, filings_of, judgement_values

PAGE = 500
e = t.entries.c


class Rejudging(Querying):
    """`rejudge`, in short transactions."""

    def rejudge(
        self,
        judge: Callable[[StoredEntry], Judgement],
        *,
        query: Query | None = None,
        dry_run: bool = False,
        erased_before: int | None = None,
    ) -> Moves:
        """Judge stored entries again and say what moved; with `dry_run` nothing is written.

        What retention has taken the excerpt of keeps its judgement: there is less to judge by than there was.
        """
        judged, scope = 0, Counter[tuple[str, str]]()
        gained, lost = Counter[str](), Counter[str]()
        changed = 0
        page: list[tuple[StoredEntry, Judgement]] = []
        everything = Query(status=("published", "quiet", "held"), with_held=True)
        for entry in self.entries(query or everything):
            if (
                entry.excerpt is None
                and erased_before is not None
                and t.to_ms(entry.first_seen) < erased_before
            ):
                continue
            judged += 1
            verdict = judge(entry)
            if entry.scope != verdict.scope:
                scope[entry.scope, verdict.scope] += 1
            before, after = {f.code for f in entry.topics}, {f.code for f in verdict.topics}
            gained.update(after - before)
            lost.update(before - after)
            page.append((entry, verdict))
            if len(page) == PAGE:
                changed += self._rejudged(page, dry_run=dry_run)
                page.clear()
        changed += self._rejudged(page, dry_run=dry_run)
        return Moves(judged, changed, dict(scope), dict(gained), dict(lost))

    def _rejudged(self, page: list[tuple[StoredEntry, Judgement]], *, dry_run: bool) -> int:
        changed = 0
        opened = self._reading() if dry_run else self._writing()
        with opened as connection:
            rows = rows_by_seq(connection, [entry.seq for entry, _ in page])
            stories: set[int] = set()
            for entry, verdict in page:
                row, values = rows[entry.seq], judgement_values(verdict)
                moved = {k: v for k, v in values.items() if v != getattr(row, k)}
                changed += bool(moved.keys() - {"rules_version"})
                if not moved or dry_run or row.status == "withdrawn":
                    continue
                connection.execute(t.entries.update().where(e.seq == row.seq), moved)
                if "evidence" in moved:
                    refile(connection, row.seq, filings_of(row.evidence), filings(verdict))
                if "scope" in moved:
                    stories.add(row.story)
            if stories:
                settle_leads(connection, stories, names_of(connection))
        return changed
