"""Places: countries by their names, people, cities and regions, with the traps that names set."""

import pytest

from aggregator.judging import judge


def countries(text: str, lang: str = "en") -> list[str]:
    return [finding.code for finding in judge(text, None, lang=lang).countries]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Niger detains four near Agadez", ["NE"]),
        ("Nigerian police raid house in Lagos", ["NG"]),
        ("Oil theft in the Niger Delta", ["NG"]),
        ("Papua New Guinea villagers", ["PG"]),
        ("Guinea's capital Conakry", ["GN"]),
        ("Workers leave Equatorial Guinea", ["GQ"]),
        ("South Korea and North Korea", ["KR", "KP"]),
        ("DR Congo miners", ["CD"]),
        ("Brazzaville court", ["CG"]),
        ("New Mexico farm raided", ["US"]),
        ("Mexico farm raided", ["MX"]),
        ("Dominican Republic bans it", ["DO"]),
        ("Romanian women", ["RO"]),
        ("Northern Ireland police", ["GB"]),
        ("New South Wales court", ["AU"]),
        ("British Columbia inspectors", ["CA"]),
        ("They told us to wait", []),
        ("US Customs blocks tuna", ["US"]),
        ("Latin America summit", []),
        ("Native American women", ["US"]),
        ("The Indian Ocean fleet", []),
        ("Michael Jordan opens a school", []),
        ("Maids stranded in Jordan", ["JO"]),
        ("Chad Miller sentenced", []),
        ("Refugees in Chad", ["TD"]),
        ("Georgia bans recruitment fees, GRETA says in Tbilisi", ["GE"]),
        ("Georgia Bureau of Investigation frees four in Atlanta", ["US"]),
        ("turkey farm workers", []),
        ("polish the silver", []),
        ("a bath and reading", []),
    ],
)
def test_english_names(text: str, expected: list[str]) -> None:
    assert countries(text) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("es", "Temporeros rumanos y malienses en Almería", ["RO", "ML", "ES"]),
        ("fr", "Une jeune Malgache à Nanterre, des ouvriers roumains", ["MG", "FR", "RO"]),
        ("pt", "Venezuelanos resgatados em Roraima", ["VE", "BR"]),
        ("de", "Rumänische Erntehelfer in Niedersachsen", ["RO", "DE"]),
        ("it", "Francesco saluta le ragazze nigeriane a Catania", ["NG", "IT"]),
        ("nl", "Poolse werknemers in Brabant", ["PL", "NL"]),
        ("ar", "عاملة فلبينية في الكويت", ["PH", "KW"]),
        ("hi", "नेपाल से दिल्ली", ["NP", "IN"]),
    ],
)
def test_names_in_other_languages(lang: str, text: str, expected: list[str]) -> None:
    assert sorted(countries(text, lang)) == sorted(expected)


def test_regions_follow_countries() -> None:
    found = judge("Women from Nepal sold in Beirut and Lagos", None, lang="en")
    assert set(found.regions) == {"asia-pacific", "middle-east", "africa"}


def test_each_country_has_the_words_that_gave_it() -> None:
    (finding,) = judge("Trial opens in São Paulo", None, lang="en").countries
    assert (finding.code, finding.evidence[0].text) == ("BR", "São Paulo")
