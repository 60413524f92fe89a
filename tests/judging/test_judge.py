"""Scope, topics and stage of case, each with the words that gave it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.items import Judgement
from aggregator.judging import judge


def scope(title: str, excerpt: str | None = None, lang: str | None = None) -> str:
    return judge(title, excerpt, lang=lang).scope


def topics(found: Judgement) -> set[str]:
    return {finding.code for finding in found.topics}


@pytest.mark.parametrize(
    "title",
    [
        "Seven arrested over trafficking in persons",
        "Women rescued from a brothel in the old town",
        "Passports taken, wages withheld: deckhands tell of two years at sea",
        "Maid locked in flat and never paid, court hears",
        "Smuggled in a lorry, then forced to work in a car wash",
        "Villagers lured by false promises and made to scam strangers online",
        "Girls sold as brides across the border",
        "Teenagers forced to sell drugs by a county lines gang",
        "Drug and human trafficking ring broken up",
        "Agricultores obligados a trabajar sin salario y sin pasaporte",
        "Zur Prostitution gezwungen: drei Männer vor Gericht",
        "Bambini costretti a mendicare, due arresti",
        "Werknemers opgesloten en uitgebuit in kwekerij",
        "إجبار عمال على العمل في مزرعة بعد حجز جوازات سفرهم",
        "कर्ज के बदले बंधक बनाकर भट्ठे पर काम कराया",
    ],
)
def test_trafficking_is_in_scope_by_name_or_by_its_signs(title: str) -> None:
    assert scope(title) == "in"


@pytest.mark.parametrize(
    "title",
    [
        "Two tonnes of cocaine: drug trafficking kingpin extradited",
        "Protein trafficking in living cells",
        "Museum opens gallery on the transatlantic slave trade",
        "Forced landing ends safely for pilot",
        "Database drops master-slave replication",
        "Three forced errors cost her the match",
        "Church organ restored",
        "Se trata de un acuerdo histórico",
        "Chiusa la tratta ferroviaria per Bari",
        "Sklavenhandel: neue Ausstellung im Museum",
        "ضبط عصابة للاتجار بالآثار",
        "शराब तस्करी में दो गिरफ्तार",
        "Dog rescued from a well",
        "Firefighters rescue workers from burning factory",
    ],
)
def test_what_only_sounds_like_it_is_out_of_scope(title: str) -> None:
    assert scope(title) == "out"


@pytest.mark.parametrize(
    "title",
    [
        "Two skippers face migrant smuggling charges",
        "Village girls marry at fourteen: child marriage persists",
        "Court orders restaurant to pay back stolen wages in wage theft case",
        "Children pick tobacco: child labour falls slowly",
        "Parliament debates the Nordic model of prostitution law",
    ],
)
def test_what_lies_beside_it_is_adjacent(title: str) -> None:
    assert scope(title) == "adjacent"


def test_a_mask_blanks_and_never_vetoes() -> None:
    assert scope("On the island of the slave trade, a new anti-trafficking unit") == "in"
    assert scope("Drug trafficking suspect also charged with sex trafficking") == "in"


def test_a_trusted_listing_needs_no_word_of_it() -> None:
    title = "The slow revival of rights at work"
    assert judge(title, None).scope != "in"
    found = judge(title, None, trusted=True)
    assert (found.scope, found.scope_evidence[0].rule) == ("in", "trusted listing")


def test_weak_words_set_a_topic_only_inside_scope() -> None:
    assert topics(judge("Hospital opens a new wing", None)) == set()
    assert "health-care" in topics(judge("Hospital staff learn to spot victims of human trafficking", None))


def test_labels_of_the_source_are_evidence_too() -> None:
    found = judge("Annual meeting held", None, categories=("Human trafficking", "Supply chains"))
    assert found.scope == "in"
    assert "supply-chains" in topics(found)
    assert found.scope_evidence[0].field == "categories"
    assert "debt-bondage" in topics(judge("Modern slavery today", None, slugs=("debt-bondage",)))


def test_evidence_is_the_words_as_they_stand() -> None:
    found = judge("Ringleader of FORCED-LABOUR gang jailed", "Police freed 12 men.")
    assert found.scope_evidence[0].text == "FORCED LABOUR"
    stage = found.case_stage_evidence[0]
    assert (found.case_stage, stage.text, stage.field) == ("sentence", "jailed", "title")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Police raid farm in forced labour case", "raid"),
        ("Six arrested over sex trafficking", "arrest"),
        ("Pair charged with human trafficking", "charge"),
        ("Trial of alleged human trafficking ring begins", "trial"),
        ("Farmer found guilty of modern slavery", "conviction"),
        ("Brothers jailed for forced labour", "sentence"),
        ("Man cleared of human trafficking", "release"),
        ("Appeal court upholds modern slavery verdict", "appeal"),
        ("Survivor sues hotel over sex trafficking", "civil-claim"),
        ("Tuna imports blocked: sanctions over forced labour", "sanction"),
        ("Detectives investigate suspected human trafficking", "investigation"),
        ("Seven signs of modern slavery", None),
        ("Condenado a nueve años por trata de personas", "sentence"),
        ("Festnahmen nach Razzia wegen Menschenhandels", "arrest"),
        ("Mensenhandelaar veroordeeld", "sentence"),
    ],
)
def test_the_stage_of_a_case_is_what_the_text_says(title: str, expected: str | None) -> None:
    assert judge(title, None).case_stage == expected


def test_out_of_scope_has_places_and_neither_topics_nor_stage() -> None:
    found = judge("Cocaine seized in Antwerp, two arrested", None)
    assert (found.scope, found.topics, found.case_stage) == ("out", (), None)
    assert [country.code for country in found.countries] == ["BE"]


def test_an_english_headline_on_a_spanish_site_is_read_as_english() -> None:
    found = judge(
        "Who are the children who were trafficked and sold for the work on the lake?", None, lang="es"
    )
    assert "child-trafficking" in topics(found)


def test_a_word_of_another_language_does_not_count() -> None:
    assert "policy-law" not in topics(
        judge("Human trafficking victims found in wet clothes", None, lang="en")
    )


def test_nothing_is_out() -> None:
    assert judge(None, None).scope == judge("", "").scope == "out"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.none() | st.text(max_size=300))
def test_any_text_gets_a_judgement(title: str, excerpt: str | None) -> None:
    found = judge(title, excerpt)
    assert found.scope in ("in", "adjacent", "out")
    assert found.rules_version


def test_an_endless_text_is_judged_by_its_beginning() -> None:
    text = "forced labour victims Georgia " * 170_000
    assert judge(text, text) == judge(text[:500], text[:3000])
