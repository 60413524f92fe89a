"""What reaches a file is plain: no markup, nothing XML forbids, addresses that every reader takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.publishing.clean import cut, direction, language, plain, web_address

FORBIDDEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\ufffd\u202a-\u202e\u200b]"
)
HOSTILE = st.text(st.sampled_from("<>&;/!a1xscript#amplt \x00\x0b\ufffe\u202e\ud800é'\"="), max_size=60)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("Law <2 years away>", "Law <2 years away>"),
        ("AT&T and R&D", "AT&T and R&D"),
        ("5 < 6", "5 < 6"),
        ("x <y", "x < y"),
        ("S&P500", "S& P500"),
        ("fish&copy", "fish& copy"),
        ("Caf&eacute; &amp;amp; bar", "Café & bar"),
        ("<b>Bold</b> text", "Bold text"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("<script>alert(1)</script>Story", "Story"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Story", "Story"),
        ("क्\u200dष", "क्\u200dष"),
        (" a\u00a0 b\n\tc ", "a b c"),
        ("a\ufffdb\x0bc\u202ed\ud800e", "abcde"),
        (None, ""),
        ("", ""),
    ],
)
def test_text_is_shown_as_a_person_would_read_it(printed: str | None, shown: str) -> None:
    assert plain(printed) == shown


@given(st.one_of(st.text(max_size=80), HOSTILE))
def test_any_text_becomes_fit_for_every_format_and_stays_so(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert not FORBIDDEN.search(once)
    assert not re.search(r"<[a-zA-Z/!?]", once)
    assert not re.search(r"&#\w|&\w*\d|&(amp|lt|gt|quot|copy)\b", once)


@given(st.text(max_size=300), st.integers(2, 80))
def test_a_cut_never_exceeds_its_limit(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit


def test_a_cut_falls_after_a_word() -> None:
    assert cut("one two three four", 12) == "one two…"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://e.example", "https://e.example/"),
        ("http://e.example:8080/a b?q=ü#x y", "http://e.example:8080/a%20b?q=%C3%BC#x%20y"),
        ("https://e.example/100%/a%20b", "https://e.example/100%25/a%20b"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://e.example/?a=[1]&b={2}|3", "https://e.example/?a=%5B1%5D&b=%7B2%7D%7C3"),
        ("javascript:alert(1)", None),
        ("java\tscript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://user:secret@e.example/", None),
        ("https://e.example:99999/", None),
        ("https://[::1]/", None),
        ("https:///path", None),
        ("//e.example/", None),
        ("ftp://e.example/", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_is_plain_http_or_nothing(address: str | None, shown: str | None) -> None:
    assert web_address(address) == shown


@given(st.text(max_size=60))
def test_any_address_is_ascii_or_nothing(tail: str) -> None:
    shown = web_address("https://e.example/" + tail)
    assert shown is None or re.fullmatch(r"https://e\.example/[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]*", shown)
    assert shown is None or web_address(shown) == shown


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("pt-BR", "pt"), ("AR_eg", "ar"), ("xx", None), ("fil", None), ("", None), (None, None)],
)
def test_a_language_is_one_that_readers_know(tag: str | None, code: str | None) -> None:
    assert language(tag) == code


def test_direction_follows_the_language_else_the_text() -> None:
    assert [direction(code) for code in ("ar", "en", None)] == ["rtl", "ltr", "auto"]
