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
        ("Shelter opens in Córdoba", ["ES"]),
        ("Argentine court frees two in Córdoba", ["AR"]),
        ("Kilns of Punjab, Pakistan", ["PK"]),
        ("Police in Tripoli, Lebanon", ["LB"]),
        ("Cobalt from Congo", ["CD"]),
        ("Brussels: European Commission fines carrier", []),
        ("Police in Brussels free six", ["BE"]),
        ("Judges in Strasbourg rule for trafficked woman", []),
        ("They paid US$ 20 a head", []),
        ("They paid US 300 dollars", []),
        ("Scotland Yard charges three", ["GB"]),
        ("NAPTIP shelters two in Benin City", ["NG"]),
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
        ("hi", "गिरिडीह की लड़की मस्कट में फँसी", ["IN", "OM"]),
        ("hi", "उसे घर भेज दिया गया", []),
        ("ar", "فلبينيات في مصراتة وبنغازي", ["PH", "LY"]),
        ("ar", "السلطات بالناظور توقف مغربيين", ["MA"]),
        ("ar", "محكمة في عمّان تدين رجلا", ["JO"]),
        ("ar", "عاملات في عمان يطالبن بالأجر", ["OM"]),
        ("ar", "تقرير مالي عن الشركة", []),
        ("es", "Un individuo y dos indigentes detenidos", []),
        ("es", "Cómo denunciar", []),
        ("es", "La Ertzaintza libera a tres rumanas", ["ES", "RO"]),
        ("es", "Cae en Huehuetenango una red", ["GT"]),
        ("es", "Cae en Maracaibo una red del Tren de Aragua", ["VE"]),
        ("fr", "La RATP forme ses agents à Bobigny", ["FR"]),
        ("fr", "Une Bulgare et des saisonniers bretons", ["BG", "FR"]),
        ("pt", "PF cumpre mandados no rio Madeira", ["BR"]),
        ("pt", "Meninas maranhenses no Suriname", ["BR", "SR"]),
        ("de", "Zürcherinnen und Aargauer Polizei", ["CH"]),
        ("de", "Prozess in Essen, gutes Essen", ["DE"]),
        ("it", "I carabinieri di Pordenone", ["IT"]),
        ("nl", "KMar houdt drie Litouwers aan in Vlissingen", ["NL", "LT"]),
        ("nl", "De Tweede Kamer stemt", ["NL"]),
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


def test_a_name_that_two_countries_bear_gives_one() -> None:
    assert countries("Punjab kilns") == ["IN"]
    assert countries("Bolivian and Paraguayan families of the Chaco") == ["BO", "PY"]
