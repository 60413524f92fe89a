"""The date that an address carries, as many publishers' permalinks do."""

from __future__ import annotations

import re
from datetime import date

from aggregator.dates.reading import Reading

_YEAR = r"(?P<y>19[89]\d|20[0-4]\d)"
_MONTH = r"(?P<m>0?[1-9]|1[0-2])"
_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_FORMS = (
    re.compile(rf"/{_YEAR}/{_MONTH}/{_DAY}(?=[/_-]|$)"),
    re.compile(rf"/{_YEAR}/(?P<n>{'|'.join(_NAMES)})[a-z]*/{_DAY}(?=[/_-]|$)", re.I),
    re.compile(rf"(?:^|[/_-]){_YEAR}([_-])(?P<m>0[1-9]|1[0-2])\2(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
    re.compile(rf"/{_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=[/_-]|$)"),
    re.compile(rf"/{_YEAR}/(?P<m>0[1-9]|1[0-2])-?(?P<d>0[1-9]|[12]\d|3[01])(?=[/_-])"),
)
_MONTHLY = re.compile(rf"/{_YEAR}[/-](?P<m>0[1-9]|1[0-2])/(?=[^/])")


def from_url(url: str | None) -> Reading | None:
    """The day, or the month, in the path of an address; conservative: no year alone, nothing from the query."""
    if not url:
        return None
    path = re.sub(r"^[a-z]+://[^/]*", "", re.split(r"[?#]", url, maxsplit=1)[0][:2100], flags=re.I)
    for form in _FORMS:
        if match := form.search(path):
            named = match.groupdict().get("n")
            month = _NAMES.index(named[:3].lower()) + 1 if named else int(match["m"])
            try:
                return Reading(date(int(match["y"]), month, int(match["d"])).isoformat(), "day")
            except ValueError:
                continue
    if match := _MONTHLY.search(path):
        return Reading(f"{match['y']}-{match['m']}", "month")
    return None
