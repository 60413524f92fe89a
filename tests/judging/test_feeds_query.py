"""Feeds are queries: the shipped ones, an operator's own, and what is refused."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from aggregator.errors import ConfigError
from aggregator.items import Scope
from aggregator.judging import load_rules
from aggregator.judging.feeds import FeedSpec, load_feeds


@dataclass
class Judged:
    scope: Scope = "in"
    topics: set[str] = field(default_factory=set)
    facets: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)
    lang: str | None = "en"
    source: str = "s"
    kind: str | None = "ngo"


def feed(**query: tuple[str, ...]) -> FeedSpec:
    return FeedSpec(id="x", title="x", description="x", **query)  # type: ignore[arg-type]


def test_all_comes_first_then_one_a_topic_then_six_regions() -> None:
    ids = [spec.id for spec in load_feeds()]
    topics = [topic.slug for topic in load_rules().topics]
    assert ids[0] == "all"
    assert ids[1:29] == topics
    assert len(ids) == 1 + 28 + 6


def test_titles_and_descriptions_call_nobody_anything() -> None:
    words = " ".join(f"{spec.title} {spec.description}" for spec in load_feeds()).lower()
    assert "prostitute" not in words
    assert "illegal immigrant" not in words
    assert "trafficker" not in words


def test_adjacent_and_out_are_in_no_feed_unless_asked_for() -> None:
    assert not feed().matches(Judged(scope="adjacent"))
    assert feed(scope=("in", "adjacent")).matches(Judged(scope="adjacent"))


def test_values_of_one_key_are_either_keys_are_both() -> None:
    query = feed(topics=("a", "b"), regions=("africa",))
    assert query.matches(Judged(topics={"b"}, regions={"africa"}))
    assert not query.matches(Judged(topics={"b"}, regions={"europe"}))
    assert not query.matches(Judged(topics={"c"}, regions={"africa"}))


def test_language_source_kind_country_and_facet_count() -> None:
    entry = Judged(countries={"KE"}, facets={"form"}, lang="sw", source="x", kind="un")
    for query in (
        {"languages": "sw"},
        {"sources": "x"},
        {"kinds": "un"},
        {"countries": "KE"},
        {"facets": "form"},
    ):
        ((key, value),) = query.items()
        assert feed(**{key: (value,)}).matches(entry)
        assert not feed(**{key: ("other",)}).matches(entry)


def test_an_operators_feed_is_added_and_may_replace_a_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "feeds.toml"
    own.write_text(
        '[[feeds]]\nid = "kenya"\ntitle = "Kenya"\ndescription = "News that names Kenya."\ncountries = ["KE"]\n'
        '[[feeds]]\nid = "all"\ntitle = "Mine"\ndescription = "Mine."\n',
        encoding="utf-8",
    )
    feeds = {spec.id: spec for spec in load_feeds(own)}
    assert feeds["kenya"].countries == ("KE",)
    assert feeds["all"].title == "Mine"
    assert load_feeds(own)[0].id == "all"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[feeds]]\nid = "x"\ntitle = "x"\ndescription = "x"\ntopic = ["a"]\n', "did you mean 'topics'"),
        ('[[feeds]]\nid = "status"\ntitle = "x"\ndescription = "x"\n', "status"),
        ('[[feeds]]\nid = "../x"\ntitle = "x"\ndescription = "x"\n', "id"),
        ('[[feeds]]\nid = "x"\ntitle = "x"\n', "'feeds.0.description' is missing"),
        ('[[feeds]]\nid = "x"\ntitle = "x"\ndescription = "x"\n' * 2, "twice"),
        ('[[feeds]]\nid = "x"\ntitle = "x"\ndescription = "x"\nscope = ["inn"]\n', "scope"),
        ('[[feeds]]\nid = "x"\ntitle = "x"\ndescription = "x"\ntopics = ["debt-bondge"]\n', "'debt-bondage'"),
        ('[[feeds]]\nid = "x"\ntitle = "x"\ndescription = "x"\ncountries = ["XX"]\n', "countries: no 'XX'"),
    ],
)
def test_a_wrong_feed_is_refused_by_name(tmp_path: Path, text: str, says: str) -> None:
    own = tmp_path / "feeds.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_feeds(own)
    assert str(own) in str(caught.value)
    assert says in str(caught.value)
