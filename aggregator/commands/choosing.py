"""Choosing among declared sources: by name or by what they are, with an answer for what none is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aggregator.errors import ConfigError, UsageError
from aggregator.strict import nearest

if TYPE_CHECKING:
    import click

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


def no_source(id: str, catalogue: Catalogue) -> UsageError:
    """What to say of an id that no source has: the nearest that one has, or where they are listed."""
    hint = nearest(id, list(catalogue.sources)) or "; list them: aggregator sources"
    return UsageError(f"no source {id!r}{hint}")


def check_group(catalogue: Catalogue, group: str | None) -> None:
    """UsageError for a group that no source is of."""
    known = sorted({one for source in catalogue.sources.values() for one in source.groups})
    if group is not None and group not in known:
        hint = nearest(group, known) or f"; there are {', '.join(known)}"
        raise UsageError(f"no group {group!r}{hint}")


def named(catalogue: Catalogue, ids: tuple[str, ...]) -> list[Source]:
    """The sources of these ids; ConfigError for one whose file is wrong, UsageError for one that is not there."""
    broken = {problem.key: problem.message for problem in catalogue.problems}
    for id in ids:
        if id in broken:
            raise ConfigError(broken[id])
        if id not in catalogue.sources:
            raise no_source(id, catalogue)
    return [catalogue.sources[id] for id in dict.fromkeys(ids)]


def complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
    """Ids of declared sources that begin so, for the shell; none where there is no home."""
    from aggregator.errors import AggregatorError
    from aggregator.home import Home
    from aggregator.sources import load

    try:
        known = sorted(load(Home.find(ctx.find_root().params.get("home"))).sources)
    except AggregatorError:
        return []
    return [id for id in known if id.startswith(begun)]
