"""Folding: what differs only in writing is alike."""

from hypothesis import given
from hypothesis import strategies as st

from aggregator.judging.fold import BREAK, fold


def alike(one: str, other: str) -> bool:
    return fold(one).text == fold(other).text


def test_case_accents_and_punctuation_do_not_count() -> None:
    assert alike("TRÁFICO de-personas!", "trafico de personas")
    assert alike("l’esclavage\u00a0moderne", "L'ESCLAVAGE MODERNE")
    assert alike("Groß\u00adrazzia", "grossrazzia")


def test_arabic_letter_forms_vowels_tatweel_and_articles_do_not_count() -> None:
    assert alike("الإتجار بالبشر", "الاتجار بالبشر")
    assert alike("الاتّجـــار بالبشر", "اتجار البشر")
    assert alike("للاتجار", "والاتجار")


def test_hindi_apostrophes_and_nukta_do_not_count() -> None:
    assert alike("मानव त’स्करी", "मानव तस्करी")
    assert alike("मज़दूर", "मजदूर")


def test_a_figure_keeps_its_percent_sign_as_a_word() -> None:
    assert fold("87% of victims").text == " 87 % of victims "


def test_words_are_given_back_as_they_were_written() -> None:
    folded = fold("«Victimes» de l’Été volé")
    start = folded.text.index("ete")
    assert folded.written(start, start + len("ete vole")) == "Été volé"


def test_nothing_is_folded_to_one_space() -> None:
    assert fold("").text == fold(" \u200b — ").text == " "


@given(st.text(max_size=200))
def test_any_text_folds_to_words_between_single_spaces(text: str) -> None:
    folded = fold(text)
    assert folded.text == " " + " ".join(folded.text.split(" ")).strip() + " " or folded.text == " "
    assert "  " not in folded.text
    if folded.text != " ":
        assert len(folded.words) == folded.text.count(" ") - 1


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing_for_latin_text(text: str) -> None:
    once = fold(text)
    if once.text.isascii():
        assert fold(once.text).text == once.text


def test_the_break_between_fields_survives() -> None:
    assert BREAK in fold(f"a {BREAK} b").text
