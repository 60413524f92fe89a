"""Text cleaned, cut and folded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator import text


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Ferry  crew\n freed", "Ferry crew freed"),
        ("\u00a0Ferry\u00a0crew\u2009freed\u3000", "Ferry crew freed"),
        ("Labour &amp; justice", "Labour & justice"),
        ("Labour &amp;amp; justice", "Labour & justice"),
        ("It&#8217;s over", "It’s over"),
        ("It&rsquo;s &ldquo;over&rdquo;", "It’s “over”"),
        ("&lt;b&gt;Ferry&lt;/b&gt; crew", "Ferry crew"),
        ("<p>Ferry</p><p>crew</p>", "Ferry crew"),
        ("Ferry<br/>crew <em>fr</em>eed", "Ferry crew freed"),
        ("<script>alert(1)</script>Ferry", "Ferry"),
        ("<style>p{}</style>Ferry<!-- note -->", "Ferry"),
        ('<img src=x onerror="alert(1)">Ferry', "Ferry"),
        ("a < b and c > d", "a < b and c > d"),
        ("R&D at AT&T", "R&D at AT&T"),
        ("x &copy 2022", "x &copy 2022"),
        ("Ferry\u200b\u2060crew", "Ferrycrew"),
        ("\u202eFerry\u202c \u2066crew\u2069", "Ferry crew"),
        ("Fer\u00adry", "Ferry"),
        ("Ferry\x00\x01\x0b\x1b crew", "Ferry crew"),
        ("Ferry \ufffe\uffffcrew", "Ferry crew"),
        ("Ferry \ud800crew", "Ferry \ufffdcrew"),
        ("&#xD800;&#0;&#x1;Ferry", "\ufffd\ufffdFerry"),
        ("Ferry\U000e0041\U000e0042", "Ferry"),
        ("Ferry \ue001", "Ferry"),
        ("cafe\u0301", "café"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Ferry\u200c", "Ferry"),
        ("", None),
        (" \u200b ", None),
        ("<p></p>", None),
        (None, None),
    ],
)
def test_text_is_cleaned_of_what_says_nothing(printed: str | None, expected: str | None) -> None:
    assert text.clean(printed) == expected


def test_a_limit_cuts_at_a_word() -> None:
    assert text.clean("twelve people were freed", limit=15) == "twelve people…"
    assert text.clean("twelve", limit=6) == "twelve"
    assert text.clean("人" * 20, limit=10) == "人" * 9 + "…"


def test_ten_megabytes_are_cut_before_they_are_read() -> None:
    cleaned = text.clean("<b>word</b> " * 1_000_000, limit=300)
    assert cleaned is not None
    assert len(cleaned) <= 300
    assert text.clean("&amp;" * 2_000_000) is not None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Twelve were freed. Read more", "Twelve were freed."),
        ("Twelve were freed. READ MORE »", "Twelve were freed."),
        ("Twelve were freed… Continue reading Kiln raid →", "Twelve were freed…"),
        ("Twelve were freed [&hellip;]", "Twelve were freed…"),
        ("Twelve were freed [...]", "Twelve were freed…"),
        ("Twelve were freed ....", "Twelve were freed…"),
        ("Twelve were freed . . .", "Twelve were freed…"),
        ("Twelve were freed, …", "Twelve were freed…"),
        ("Twelve were freed (more…)", "Twelve were freed"),
        ("Doce liberados. Leer más", "Doce liberados."),
        ("Douze libérés… Lire la suite", "Douze libérés…"),
        ("Zwölf befreit. Weiterlesen", "Zwölf befreit."),
        ("Dodici liberati. Leggi tutto →", "Dodici liberati."),
        ("Doze libertados. Leia mais", "Doze libertados."),
        ("Twaalf bevrijd. Lees meer", "Twaalf bevrijd."),
        ("Dwanaście osób. Czytaj więcej", "Dwanaście osób."),
        ("Двенадцать. Читать далее", "Двенадцать."),
        ("تم تحرير ١٢. اقرأ المزيد", "تم تحرير ١٢."),
        ("१२ लोग मुक्त। और पढ़ें", "१२ लोग मुक्त।"),
        ("十二人获救。阅读全文", "十二人获救。"),
        ("12人を保護。続きを読む", "12人を保護。"),
        ("On iki kişi kurtarıldı. Devamını oku", "On iki kişi kurtarıldı."),
        ("Freed. The post Kiln raid appeared first on Harbour Post.", "Freed."),
        ("They had nothing more", "They had nothing more"),
        ("She wanted to read more", "She wanted to read more"),
        ("He asked for more.", "He asked for more."),
        ("Read more", None),
        ("…", None),
        ("", None),
        (None, None),
    ],
)
def test_an_excerpt_ends_where_the_text_does(printed: str | None, expected: str | None) -> None:
    assert text.excerpt(printed) == expected


def test_an_excerpt_keeps_to_its_limit() -> None:
    long = text.excerpt("word " * 200)
    assert long is not None
    assert len(long) <= 300
    assert long.endswith("word…")
    assert text.excerpt("word " * 200, 0) is None
    assert text.excerpt("word", 500) == "word"


@pytest.mark.parametrize(
    ("printed", "outlets", "expected"),
    [
        ("Crew freed | Harbour Post", ("Harbour Post",), "Crew freed"),
        ("Crew freed - HARBOUR POST", ("Harbour Post",), "Crew freed"),
        ("Crew freed – The Harbour Post", ("Harbour Post",), "Crew freed"),
        ("Crew freed | World news | The Guardian", (), "Crew freed"),
        ("Crew freed - BBC News", (), "Crew freed"),
        ("Crew freed | Daily Mail Online", (), "Crew freed"),
        ("Harbour Post | Crew freed", ("Harbour Post",), "Crew freed"),
        ("Crew freed - and paid", (), "Crew freed - and paid"),
        ("Kilns | a history", (), "Kilns | a history"),
        ("Debt bondage: the law", ("law",), "Debt bondage: the law"),
        ("Harbour Post", ("Harbour Post",), "Harbour Post"),
        ("Crew freed | Other Post", ("Harbour Post",), "Crew freed | Other Post"),
        ("Kiln-raid – what we know", (), "Kiln-raid – what we know"),
        ("", (), None),
        (None, (), None),
    ],
)
def test_only_a_known_outlet_is_cut_from_a_title(
    printed: str | None, outlets: tuple[str, ...], expected: str | None
) -> None:
    assert text.title(printed, outlets) == expected


def test_a_title_has_at_most_300_characters() -> None:
    assert len(text.title("word " * 5000) or "") <= 300


@pytest.mark.parametrize(
    ("printed", "rest", "source"),
    [
        ("ACCRA (Reuters) - Twelve were freed.", "Twelve were freed.", "Reuters"),
        ("ACCRA, Ghana (AP) — Twelve were freed.", "Twelve were freed.", "AP"),
        ("Geneva, 4 May 2022 (ILO News) – Twelve were freed.", "Twelve were freed.", "ILO News"),
        (
            "(Thomson Reuters Foundation) - Twelve were freed.",
            "Twelve were freed.",
            "Thomson Reuters Foundation",
        ),
        ("LAGOS — Twelve were freed.", "Twelve were freed.", None),
        ("Twelve were freed. Source: The Islander", "Twelve were freed.", "The Islander"),
        (
            "Twelve were freed. This article was originally published on The Islander.",
            "Twelve were freed.",
            "The Islander",
        ),
        (
            "Reprinted with permission from The Islander. Twelve were freed.",
            "Twelve were freed.",
            "The Islander",
        ),
        ("Doce liberados. Fuente: EFE", "Doce liberados.", "EFE"),
        ("Twelve were freed (AFP)", "Twelve were freed", "AFP"),
        ("Police (and others) freed twelve", "Police (and others) freed twelve", None),
        ("Ada (12) was freed", "Ada (12) was freed", None),
        ("The source: a brick kiln", "The source: a brick kiln", None),
        ("Twelve were freed", "Twelve were freed", None),
        ("", "", None),
    ],
)
def test_credits_name_the_original_source(printed: str, rest: str, source: str | None) -> None:
    assert text.credit(printed) == (rest, source)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("“It’s Time” to Talk!", "its time to talk"),
        ("Łódź – ÉTÉ déjà", "lodz ete deja"),
        ("STRASSE straße", "strasse strasse"),
        ("الإتجار بالبشر", "الاتجار بالبشر"),
        ("त’स्करी", "तस्करी"),
        ("Ｆｅｒｒｙ", "ferry"),
        ("E-mail_list", "e mail list"),
        ("", ""),
        (None, ""),
    ],
)
def test_folding_leaves_what_spellings_share(printed: str | None, expected: str) -> None:
    assert text.fold(printed) == expected


def test_words_of_unspaced_scripts_are_characters() -> None:
    assert text.words("Ferry crew") == ["ferry", "crew"]
    assert text.words("人身取引 news") == ["人", "身", "取", "引", "news"]


MESS = st.text(
    alphabet=st.one_of(
        st.sampled_from("&<>;#x123amplt/bp…. []|-'\"\u200b\u202e\u0301\ud800\x00\u200d\u200c "),
        st.characters(),
    ),
    max_size=60,
)


@given(MESS)
def test_cleaning_twice_changes_nothing(printed: str) -> None:
    once = text.clean(printed)
    assert text.clean(once) == once
    if once is not None:
        assert once == once.strip() == unicodedata.normalize("NFC", once)
        once.encode()


@given(MESS, st.integers(-1, 40))
def test_excerpts_are_stable_and_short(printed: str, limit: int) -> None:
    once = text.excerpt(printed, limit)
    assert text.excerpt(once, limit) == once
    assert once is None or len(once) <= limit


@given(MESS)
def test_titles_and_credits_never_raise(printed: str) -> None:
    once = text.title(printed, ("Post",))
    assert text.title(once, ("Post",)) == once
    text.credit(printed)
    assert text.fold(text.fold(printed)) == text.fold(printed)
    assert all(text.words(printed))


@given(st.text(st.characters(max_codepoint=0x20CF, exclude_categories=["Cs"])))
def test_a_text_is_folded_alike_in_any_company(printed: str) -> None:
    assert text.fold(f"{printed} 家") == f"{text.fold(printed)} 家".strip()
