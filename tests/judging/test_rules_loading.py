"""The editors' files: what is refused, what an operator may add, when the version changes."""

from pathlib import Path

import pytest

from aggregator.errors import ConfigError
from aggregator.judging import judge, load_rules

TOPIC = """
[[topics]]
slug = "quarries"
name = "Quarries"
facet = "sector"
definition = "Forced labour in quarries."
[topics.terms]
en = ["granite quarr*"]
"""


def own(folder: Path, text: str) -> Path:
    path = folder / "topics.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_operators_topic_is_added_with_its_terms(tmp_path: Path) -> None:
    rules = load_rules(own(tmp_path, TOPIC))
    found = judge("Forced labour in granite quarries", None, rules=rules)
    assert "quarries" in {topic.code for topic in found.topics}
    assert len(rules.topics) == len(load_rules().topics) + 1


def test_a_topic_of_the_same_slug_takes_the_shipped_ones_place(tmp_path: Path) -> None:
    rules = load_rules(own(tmp_path, TOPIC.replace("quarries", "health-care", 1)))
    found = judge("Forced labour in a granite quarry near a hospital", None, rules=rules)
    evidence = {topic.code: topic.evidence for topic in found.topics}["health-care"]
    assert [one.text for one in evidence] == ["granite quarry"]


def test_a_topic_yields_to_one_that_says_more(tmp_path: Path) -> None:
    text = TOPIC.replace("[topics.terms]", 'yields = ["debt-bondage"]\n[topics.terms]')
    rules = load_rules(own(tmp_path, text))

    def slugs(title: str) -> set[str]:
        return {topic.code for topic in judge(title, None, rules=rules).topics}

    assert "quarries" in slugs("Forced labour in granite quarries")
    assert "quarries" not in slugs("Forced labour and debt bondage in granite quarries")


def test_the_version_changes_with_the_rules_and_only_with_them(tmp_path: Path) -> None:
    shipped = load_rules().version
    path = own(tmp_path, TOPIC)
    changed = load_rules(path).version
    assert changed != shipped
    assert load_rules().version == shipped
    assert judge("x", None).rules_version == shipped


def test_rules_are_read_once(tmp_path: Path) -> None:
    assert load_rules() is load_rules()
    assert load_rules(tmp_path / "none.toml") is load_rules()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TOPIC.replace("definition", "definiton"), "did you mean 'definition'"),
        (TOPIC.replace('"sector"', '"sectors"'), "facet"),
        (TOPIC.replace("granite quarr*", "*quarry"), "a * stands at the end of a word"),
        (TOPIC + '[[topics.rules]]\nall = ["victims"]\n', "did you mean 'victim'"),
        (TOPIC + 'xx = ["a"]\n', "topics.0.terms.xx"),
        (
            TOPIC.replace("[topics.terms]", 'implies = ["debt-bondge"]\n[topics.terms]'),
            "did you mean 'debt-bondage'",
        ),
        (
            TOPIC.replace("[topics.terms]", 'yields = ["organ-traficking"]\n[topics.terms]'),
            "quarries.yields: no topic 'organ-traficking'",
        ),
        ("topics = 3\n", "topics"),
        ("[[topics]\n", "topics.toml"),
    ],
)
def test_a_mistake_is_named_with_file_key_and_the_nearest_right_word(
    tmp_path: Path, text: str, says: str
) -> None:
    path = own(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_rules(path)
    assert str(path) in str(caught.value)
    assert says in str(caught.value)


def test_every_concept_that_ships_is_used() -> None:
    import tomllib

    from aggregator.judging.loading import SHIPPED

    text = {path.name: path.read_text(encoding="utf-8") for path in SHIPPED}
    concepts = [name for t in text.values() for name in tomllib.loads(t).get("concepts", {})]
    used = "".join(
        line for t in text.values() for line in t.splitlines() if line.startswith(("all", "unless"))
    )
    by_code = ("mask", "language-", "stage-")
    unused = [n for n in concepts if not n.startswith(by_code) and f'"{n}"' not in used.replace("|", '"')]
    assert unused == []
