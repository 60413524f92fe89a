"""The language of an entry, not of its site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator import languages
from aggregator.languages import detect, primary

CLEAR = [
    ("Police free twelve people from a brick kiln near the border", "en"),
    ("La policía liberó a doce personas de un horno de ladrillos", "es"),
    ("La police a libéré douze personnes d’une briqueterie près de la frontière", "fr"),
    ("Polícia liberta doze pessoas de uma olaria perto da fronteira", "pt"),
    ("La polizia libera dodici persone da una fornace vicino al confine", "it"),
    ("Polizei befreit zwölf Menschen aus einer Ziegelei an der Grenze", "de"),
    ("Politie bevrijdt twaalf mensen uit een steenfabriek bij de grens", "nl"),
    ("Polisen befriade tolv personer från ett tegelbruk nära gränsen", "sv"),
    ("Policja uwolniła dwanaście osób z cegielni przy granicy", "pl"),
    ("Policie osvobodila dvanáct lidí z cihelny u hranic", "cs"),
    ("Poliția a eliberat doisprezece persoane dintr-o fabrică de cărămidă", "ro"),
    ("A rendőrség tizenkét embert szabadított ki egy téglagyárból", "hu"),
    ("Polis tuğla fabrikasından on iki kişiyi kurtardı", "tr"),
    ("Cảnh sát giải cứu mười hai người khỏi lò gạch gần biên giới", "vi"),
    ("Polisi membebaskan dua belas orang dari pabrik bata di perbatasan", "id"),
    ("Полиция освободила двенадцать человек с кирпичного завода", "ru"),
    ("Поліція звільнила дванадцятьох людей із цегельного заводу", "uk"),
    ("Полицията освободи дванадесет души от тухларна край границата", "bg"),
    ("Η αστυνομία απελευθέρωσε δώδεκα άτομα", "el"),
    ("الشرطة تحرر اثني عشر شخصا من مصنع للطوب", "ar"),
    ("پلیس دوازده نفر را از کوره آجرپزی نجات داد و به پناهگاه برد", "fa"),
    ("پولیس نے اینٹوں کے بھٹے سے بارہ افراد کو بازیاب کرا لیا ہے", "ur"),
    ("המשטרה שחררה שנים עשר אנשים", "he"),
    ("पुलिस ने ईंट भट्ठे से बारह लोगों को मुक्त कराया", "hi"),
    ("পুলিশ ইটভাটা থেকে বারোজনকে উদ্ধার করেছে", "bn"),
    ("ตำรวจช่วยคนสิบสองคนจากโรงอิฐ", "th"),
    ("警方从砖窑解救了十二人", "zh"),
    ("警察はれんが工場から12人を保護した", "ja"),
    ("경찰이 벽돌 공장에서 12명을 구조했다", "ko"),
    ("காவல்துறை பன்னிரண்டு பேரை மீட்டது", "ta"),
]


@pytest.mark.parametrize(("text", "expected"), CLEAR)
@pytest.mark.parametrize("declared", [None, "en-GB"])
def test_a_clear_text_says_its_language_whatever_is_declared(
    text: str, expected: str, declared: str | None
) -> None:
    assert detect(text, declared=declared) == expected


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("Joint Statement", "fr", "fr"),
        ("UNODC", "es", "es"),
        ("Normal", "de", "de"),
        ("", "pt-BR", "pt"),
        (None, "EN_us", "en"),
        ("12 / 2022", "it", "it"),
        ("https://example.org/a", "sv", "sv"),
        ("POLICE FREE TWELVE PEOPLE FROM A BRICK KILN", "en", "en"),
        ("الاتجار بالبشر", "en", "ar"),
        ("人身売買", "ja", "ja"),
        ("人身取引の被害者", "zh", "ja"),
        ("ILO: العمل القسري في العالم", "en", "ar"),
        ("Rapport annuel", "fr", "fr"),
        ("", None, None),
        ("123", None, None),
    ],
)
def test_what_is_declared_stands_where_the_text_is_short(
    text: str | None, declared: str | None, expected: str | None
) -> None:
    assert detect(text, declared=declared) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The police say that they have freed twelve people from a brick kiln", "en"),
        ("La policía dice que los doce fueron liberados de un horno y que ya están con sus familias", "es"),
        (
            "La police a libéré les douze personnes qui étaient dans une briqueterie du pays, et il y a une enquête",
            "fr",
        ),
        ("Die Polizei hat zwölf Menschen aus einer Ziegelei an der Grenze befreit", "de"),
        ("الشرطة تحرر اثني عشر شخصا من مصنع في الشمال بعد بلاغ", "ar"),
        ("पुलिस ने ईंट भट्ठे से बारह लोगों को मुक्त कराया", "hi"),
    ],
)
@pytest.mark.parametrize("declares", [True, False])
def test_where_small_words_speak_plainly_no_model_is_asked(
    text: str, expected: str, declares: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "_model_scores", lambda text: pytest.fail("asked"))
    assert detect(text, declared=expected if declares else None) == expected


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        (
            "La policia ha alliberat dotze persones que eren en un forn de maons amb els seus fills",
            "es",
            "ca",
        ),
        (
            "A policía liberou a doce persoas que traballaban nunha fábrica de ladrillos sen cobrar",
            "pt",
            "gl",
        ),
        (
            "Die polisie het twaalf mense uit 'n steenoond by die grens bevry en hulle is nou veilig",
            "nl",
            "af",
        ),
        ("To on do tej pory nie wie, co się stało z jego bratem w fabryce na granicy", "en", "pl"),
        ("Read all about it: पुलिस ने ईंट भट्ठे से बारह लोगों को मुक्त कराया और मामला दर्ज किया", "en", "hi"),
    ],
)
def test_small_words_that_a_neighbour_shares_deceive_nobody(text: str, declared: str, expected: str) -> None:
    assert detect(text, declared=declared) == expected


def test_the_languages_of_a_source_are_believed_sooner() -> None:
    assert detect("Policija je uhapsila dvije osobe", candidates=("bs",)) in {"bs", "hr", "sr"}
    assert detect("Trata de personas", declared="en", candidates=("en", "es")) == "es"
    assert detect("Comunicado conjunto", candidates=("es",)) == "es"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("pt_BR", "pt"),
        ("EN-us", "en"),
        ("iw", "he"),
        ("nb-NO", "no"),
        ("zh-Hant", "zh"),
        ("und", None),
        ("", None),
        ("x", None),
        ("english", None),
    ],
)
def test_tags_are_read_as_pages_write_them(tag: str, expected: str | None) -> None:
    assert primary(tag) == expected


@given(st.text(max_size=80), st.one_of(st.none(), st.text(max_size=8)))
def test_detecting_never_raises(text: str, declared: str | None) -> None:
    detected = detect(text, declared=declared)
    assert detected is None or detected == primary(detected)
