"""Choosing among declared sources: by name or by what they are, with an answer for what none is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aggregator.errors import ConfigError, UsageError
from aggregator.strict import nearest

if TYPE_CHECKING:
    from aggregator.items import Source
    from aggregator.sources import Catalogue


def fits(source: Source, **wanted: Any) -> bool:
    """Whether a source is of the kind, group, language, region and state that are wanted."""
    return (
        wanted["kind"] in (None, source.kind)
        and (not wanted["group_"] or wanted["group_"] in source.groups)
        and (not wanted["lang"] or wanted["lang"].lower() in source.languages)
        and wanted["region"] in (None, source.region)
        and wanted["enabled"] in (None, source.enabled)
        and (source.verified or not wanted["verified"])
    )


def check_words(catalogue: Catalogue, wanted: dict[str, Any]) -> None:
    """UsageError for a group, language or region that no source has."""
    sources = catalogue.sources.values()
    known = {
        "group_": {group for source in sources for group in source.groups},
        "lang": {lang for source in sources for lang in source.languages},
        "region": {source.region for source in sources if source.region},
    }
    for key, words in known.items():
        word = wanted.get(key)
        if word and word.lower() not in words:
            hint = nearest(word, sorted(words)) or f"; there are {', '.join(sorted(words))}"
            raise UsageError(f"no source has {key.strip('_')} {word!r}{hint}")


def named(catalogue: Catalogue, ids: tuple[str, ...]) -> list[Source]:
    """The sources of these ids; ConfigError for one whose file is wrong, UsageError for one that is not there."""
    broken = {problem.key: problem.message for problem in catalogue.problems}
    for id in ids:
        if id in broken:
            raise ConfigError(broken[id])
        if id not in catalogue.sources:
            raise UsageError(f"no source {id!r}{nearest(id, list(catalogue.sources))}")
    return [catalogue.sources[id] for id in dict.fromkeys(ids)]
