"""What is held: teasers that seem to identify a child or a victim. An age without a name identifies nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.judging.care import hold_reason

HELD = [
    # a name beside an age under eighteen
    ("en", "Amina Yusuf, 14, was sold by a neighbour, police say", "name"),
    ("en", "Amina Yusuf (14) freed after two years", "name"),
    ("en", "Amina, 14, was sold to a brothel owner", "name"),
    ("en", "16-year-old Grace Adeyemi escaped from the house", "name"),
    ("en", "16-Year-Old Grace Adeyemi Rescued From Brothel", "name"),
    ("en", "The girl, Grace Adeyemi, aged 15, told the court", "name"),
    ("en", "Grace Adeyemi, who is 45, and Tom Okoro, 12, were found", "name"),
    ("en", "Eleven-year-old Kofi was sent to work on the lake", "name"),
    ("en", "A 13-year-old girl named Lwazi was found in the truck", "name"),
    ("en", "The 9-year-old daughter of Peter Okafor was taken from her school", "name"),
    ("en", "AMINA YUSUF, 14, FREED FROM TRAFFICKERS", "name"),
    ("es", "Lucía Herrera, de 15 años, fue captada por la red", "name"),
    ("es", "Rescatan a la niña de 12 años Lucía Herrera", "name"),
    ("es", "La menor Lucía Herrera (15 años) desapareció en marzo", "name"),
    ("fr", "Fatou, 14 ans, a été vendue par sa tante", "name"),
    ("fr", "Fatou Sarr, âgée de 15 ans, était retenue dans une cave", "name"),
    ("fr", "Une fillette de 11 ans prénommée Fatou est libérée", "name"),
    ("pt", "Joana Teles, de 13 anos, foi aliciada pela internet", "name"),
    ("pt", "Menina de 14 anos chamada Joana foi resgatada", "name"),
    ("de", "Die 15-jährige Lena Vogt wurde zur Prostitution gezwungen", "name"),
    ("de", "Lena (15) wurde von ihrem Freund verkauft", "name"),
    ("it", "Giulia Neri, 16 anni, era stata venduta", "name"),
    ("it", "La quindicenne Giulia Neri è stata liberata", "name"),
    ("nl", "De 15-jarige Sanne werd door een loverboy verkocht", "name"),
    ("nl", "Sanne de Wit (14) was slachtoffer van uitbuiting", "name"),
    ("ar", "إنقاذ الطفلة مريم البالغة من العمر 12 عاما من شبكة اتجار", "name"),
    ("ar", "فتاة قاصر تدعى سلمى وقعت ضحية للاتجار", "name"),
    ("hi", "14 वर्षीय राधा कुमारी को तस्करों से मुक्त कराया गया", "name"),
    ("hi", "नाबालिग का नाम सुनीता बताया गया", "name"),
    # identified as
    ("en", "The victim, identified as Maria Solano, was found in a flat", "identified"),
    ("en", "Police identified the girl as Maria Solano", "identified"),
    ("en", "Trafficking victim identified by police as Maria Solano", "identified"),
    ("es", "La víctima fue identificada como María Solano", "identified"),
    ("fr", "La victime a été identifiée comme étant Marie Roche", "identified"),
    ("pt", "A vítima foi identificada como Ana Moura", "identified"),
    ("de", "Das Opfer wurde als Petra Lang identifiziert", "identified"),
    ("it", "La vittima è stata identificata come Paola Riva", "identified"),
    ("nl", "Het slachtoffer is geïdentificeerd als Petra Bos", "identified"),
    ("ar", "كشفت الشرطة هوية الضحية وهي سعاد", "identified"),
    ("hi", "पीड़िता की पहचान सुनीता देवी के रूप में हुई", "identified"),
    # a home address
    ("en", "The girl lives at 14 Elm Street with her grandmother, police said", "address"),
    ("es", "La niña vive en la calle Olmos 14 con su abuela", "address"),
    ("fr", "La victime habite au 14 rue des Ormes", "address"),
    ("de", "Das Mädchen wohnt in der Ulmenstraße 14", "address"),
    ("it", "La ragazza vive in via Olmi, 14", "address"),
    ("nl", "Het slachtoffer woont in de Iepenstraat 14", "address"),
    ("pt", "A menina mora na rua Olmos, 14, com a avó", "address"),
    ("ar", "الطفلة الضحية تسكن في شارع الزيتون رقم 14", "address"),
    ("hi", "पीड़िता का घर नंबर 14 है", "address"),
    # a school
    ("en", "The 15-year-old, a pupil at Larkfield High School, was trafficked for two years", "school"),
    ("es", "La menor, alumna del colegio San Telmo, fue captada por la red", "school"),
    ("fr", "La victime, une élève du collège Jean Moreau âgée de 14 ans", "school"),
    ("it", "La ragazza, studentessa del liceo Volta di 15 anni, è stata venduta", "school"),
    ("nl", "Het meisje van 15 jaar, leerling van het Larik College, werd geronseld", "school"),
]

FREE = [
    ("en", "16-year-old girl rescued from brothel"),
    ("en", "16-Year-Old Girl Rescued From Trafficking Ring In Lagos"),
    ("en", "Nigerian girl, 16, tells court how she was sold"),
    ("en", "Girl, 14, Freed From Forced Marriage"),
    ("en", "15-year-old Sri Lankan girl freed from domestic servitude"),
    ("en", "A 17-year-old Rohingya refugee was among the victims"),
    ("en", "14-year-old New York teen found safe"),
    ("en", "Missing Texas Teen, 15, Found In Motel"),
    ("en", "17-year-old had been trafficked into drug running, court accepts"),
    ("en", "John Marsh, 45, jailed for trafficking 16-year-old girl"),
    ("en", "John Marsh, 45, sold a girl, 15, to his brother"),
    ("en", "Suspect identified as John Marsh arrested with a 15-year-old girl"),
    ("en", "Police freed the victim and arrested a man identified as John Marsh"),
    ("en", "Girl, 12, identified as victim of trafficking"),
    ("en", "Sweden identified as a destination country for trafficking victims"),
    ("en", "Victims identified as Nepali nationals"),
    ("en", "Amina (not her real name), 14, was sold by a neighbour"),
    ("en", "Grace, 16, whose name has been changed, escaped"),
    ("en", "Operation Lantern: 14 arrested, 16 victims freed"),
    ("en", "Police rescue 14 girls in Abuja, 16 in Lagos"),
    ("en", "Police in Abuja, 14 March: two girls freed"),
    ("en", "Students at Larkfield High School learn to spot trafficking"),
    ("en", "Girls rescued from a house at 12 Elm Street"),
    ("en", "Trafficking survivor Maria Solano, 34, speaks to ministers"),
    ("en", "Children as young as 12 worked in the mines of Katanga"),
    ("en", "Boys aged 12 to 17 Freed From Brick Kiln"),
    ("en", "Top 10 Facts About Child Labour In Ghana"),
    ("en", "Article 6 and 7 of the Palermo Protocol"),
    ("en", "ILO Convention 182, 17 June"),
    ("es", "Rescatan a una niña de 12 años en Bogotá"),
    ("es", "Venezolana de 16 años era obligada a prostituirse"),
    ("es", "Juan Pérez, condenado a 15 años de prisión por trata"),
    ("es", "Juan Pérez, 15 años de prisión por trata de menores"),
    ("es", "Lucía (nombre ficticio), de 15 años, fue captada"),
    ("es", "Detienen a un hombre identificado como Juan Pérez"),
    ("fr", "Une fille de 14 ans libérée à Marseille"),
    ("fr", "Paul Roche, 15 ans de prison pour traite"),
    ("fr", "Fatou, 14 ans (le prénom a été modifié), a été vendue"),
    ("pt", "Menina de 14 anos é resgatada em Goiás"),
    ("pt", "Polícia Federal prende suspeito nesta quinta-feira (14)"),
    ("pt", "Na Terça, 14, a polícia resgatou uma vítima"),
    ("de", "Mädchen (15) aus Bordell befreit"),
    ("de", "Die 15-jährige Schülerin wurde zur Prostitution gezwungen"),
    ("de", "Rumänin (16) zur Prostitution gezwungen"),
    ("de", "Vor 15 Jahren begann der Prozess gegen Anna Schmidt"),
    ("it", "Ragazza di 16 anni liberata a Torino"),
    ("it", "Mario Neri, 15 anni di reclusione per tratta"),
    ("it", "Ragazza nigeriana di 16 anni, Questura di Bari indaga"),
    ("nl", "Meisje van 15 jaar verkocht in Rotterdam"),
    ("nl", "De 15-jarige werd door een loverboy verkocht"),
    ("ar", "إنقاذ طفلة عمرها 12 عاما من شبكة اتجار"),
    ("ar", "الفتاة البالغة من العمر 14 عاما أدلت بشهادتها"),
    ("ar", "الشرطة تحرر 14 ضحية من ضحايا الاتجار بالبشر"),
    ("hi", "14 वर्षीय किशोरी को तस्करों से मुक्त कराया गया"),
    ("hi", "15 वर्षीय नेपाली लड़की को बेचने की कोशिश"),
    ("hi", "आरोपी की पहचान राम सिंह के रूप में हुई"),
]


@pytest.mark.parametrize(("lang", "text", "sign"), HELD, ids=[f"{c[0]}: {c[1]}" for c in HELD])
def test_a_teaser_that_seems_to_identify_is_held_and_the_reason_says_why(
    lang: str, text: str, sign: str
) -> None:
    from aggregator.judging.care import REASONS

    assert hold_reason(text, None, lang) == REASONS[sign]


@pytest.mark.parametrize(("lang", "text", "sign"), HELD, ids=[f"{c[0]}: {c[1]}" for c in HELD])
def test_the_excerpt_and_an_unknown_language_are_looked_at_too(lang: str, text: str, sign: str) -> None:
    assert hold_reason("A case in the news", text, lang)
    assert hold_reason(text, None, None)


@pytest.mark.parametrize(("lang", "text"), FREE, ids=[f"{c[0]}: {c[1]}" for c in FREE])
def test_a_teaser_that_identifies_nobody_is_not_held(lang: str, text: str) -> None:
    assert hold_reason(text, None, lang) is None


def test_an_age_in_the_title_and_a_suspects_name_in_the_excerpt_are_no_sign() -> None:
    assert hold_reason("Girl, 14, freed", "John Marsh of Leeds was charged with trafficking.", "en") is None


def test_the_reason_never_repeats_the_name() -> None:
    assert "Amina" not in (hold_reason("Amina Yusuf, 14, was sold", None, "en") or "")


@pytest.mark.parametrize("text", [None, "", " ", "\x00", "🙂" * 50])
def test_nothing_is_not_held(text: str | None) -> None:
    assert hold_reason(text, text, None) is None


@given(st.text(max_size=400), st.sampled_from([None, "en", "de", "ar", "xx", "pt-BR"]))
def test_any_text_is_judged_without_an_error(text: str, lang: str | None) -> None:
    hold_reason(text, text, lang)


@pytest.mark.parametrize(
    "unit", ["Aa ", "Aa-", "Aa de ", "15-year-old ", "girl named ", "identified as ", "A'a", "14, "]
)
def test_a_hostile_text_is_judged_in_time_that_grows_with_its_length(unit: str) -> None:
    hold_reason(
        unit * (4000 // len(unit)), None, None
    )  # a pattern that backtracks would run into the time-out
