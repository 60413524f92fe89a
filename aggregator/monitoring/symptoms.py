"""What is wrong with each visit, measured by the good visits before it. Codes; no words, no patience."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from aggregator.items import Visit
from aggregator.monitoring.schedule import WELL

WINDOW = 10  # visits that tell what is usual
ENOUGH = 3  # visits without a symptom before anything is usual
FEW = 3  # a listing of so few teasers may well be empty one day
JUMP = 0.4  # how much the share of undated teasers may rise
ALIKE = 5  # dated teasers that must share one date before it looks like a misread date
COUNTED = ("titles_missing", "same_dates", "undated", "fewer", "many")  # gravest first

Symptoms = list[frozenset[str]]


def symptoms_of(visits: Sequence[Visit]) -> Symptoms:
    """The codes of what is wrong with each visit; visits and result oldest first.

    A page that is unchanged is as wrong as it was. What is wrong never becomes what is usual, until ten visits later
    nothing else is remembered.
    """
    found: Symptoms = []
    good: list[Visit] = []
    for visit in visits:
        if visit.status == "unchanged":
            seen = found[-1] & {*COUNTED, "zero"} if found else frozenset()
        elif visit.status not in ("ok", "empty"):
            seen = frozenset({_failure(visit)})
        else:
            seen = frozenset(_of_content(visit, good[-WINDOW:]))
            if visit.teasers and not seen:
                good.append(visit)
        found.append(seen)
    if any(visit.teasers for visit in visits):
        return found
    # Not one teaser in all that is remembered: what was usual has passed out of sight.
    zero = frozenset({"zero"})
    return [s or (zero if v.status in ("ok", "empty") else s) for v, s in zip(visits, found, strict=True)]


def failed(visit: Visit, symptoms: frozenset[str]) -> bool:
    """Whether nothing came of a visit, for whatever reason."""
    return "zero" in symptoms or (bool(symptoms) and visit.status not in WELL)


def _failure(visit: Visit) -> str:
    if visit.status != "http":
        return visit.status
    code = visit.http_status or 0
    return "gone" if code in (404, 410) else "http_5xx" if code >= 500 else "http_4xx"


def _of_content(visit: Visit, good: Sequence[Visit]) -> list[str]:
    """Symptoms of a page that could be read."""
    usual = median(v.teasers for v in good) if len(good) >= ENOUGH else None
    if not visit.teasers:
        return ["zero"] if usual is not None and usual > FEW else []
    found = ["titles_missing"] if visit.untitled * 2 > visit.teasers else []
    if usual is None:
        return found
    dated = visit.teasers - visit.undated
    if dated >= ALIKE and visit.same_date >= dated and not _usually_alike(good):
        found.append("same_dates")
    if visit.undated / visit.teasers - median(v.undated / v.teasers for v in good) >= JUMP:
        found.append("undated")
    if usual > FEW and visit.teasers * 2 < usual:
        found.append("fewer")
    if visit.teasers >= usual * 10:
        found.append("many")
    return found


def _usually_alike(good: Sequence[Visit]) -> bool:
    """Whether sharing one date is this source's habit: a bulletin, the teasers of one day."""
    return median(v.same_date / max(1, v.teasers - v.undated) for v in good) > 0.8
