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
    ("en", "Teen sex trafficking victim, 15-year-old Ruby Hale, found in motel", "name"),
    ("en", "Missing 14-year-old Ruby Hale found safe in trafficking sting", "name"),
    ("en", "Ruby Hale, aged 13, was groomed online", "name"),
    ("en", "Ruby Hale was just 13 when she was first sold for sex", "name"),
    ("en", "Ruby Hale was 13 years old when she was trafficked", "name"),
    ("en", "At 15, Ruby Hale was sold by her boyfriend", "name"),
    ("en", "The 12-year-old, whose name is Ruby Hale, was taken from school", "name"),
    ("en", "Police named the victim as Ruby Hale, of Leeds", "identified"),
    ("en", "Victim named as Ruby Hale", "identified"),
    ("en", "The girl, identified as Ruby Hale, 16, was forced to work", "name"),
    ("en", "Body of trafficked woman identified as Ngoc Anh Tran", "identified"),
    ("en", "The dead woman has been identified as Ngoc Tran, a trafficking victim", "identified"),
    ("en", "Trafficking survivor identified as Maria G. Lopez", "identified"),
    ("en", "The victim's home at 14 Elm Street was searched", "address"),
    ("en", "She lives at 22 Oak Avenue, neighbours of the girl said", "address"),
    ("en", "The girl attended St. Mary's Primary School before she was abducted", "school"),
    ("en", "A 15-year-old student at Lincoln High School was lured online and sold", "school"),
    ("en", "Seven-year-old Kwame Mensah worked on the lake", "name"),
    ("en", "Kwame, 7, worked as a slave on Lake Volta", "name"),
    ("en", "Kwame, seven, worked as a slave on the lake", "name"),
    ("en", "Mother of Ruby Hale, 14, pleads for her return", "name"),
    ("en", "Ruby Hale (13) and her sister Mia (11) were rescued", "name"),
    ("en", "13-year-old girl, Ruby Hale, rescued", "name"),
    ("en", "Nneka Obi, a 15-year-old girl from Benin City, was rescued", "name"),
    ("en", "Nneka Obi, a 15 year old, was rescued", "name"),
    ("en", "The victim, a minor named Ruby Hale, was rescued", "name"),
    ("en", "Ruby Hale, a minor, was trafficked by her stepfather", "name"),
    ("en", "Amina O'Neill-Jones, 16, was freed", "name"),
    ("es", "Identifican a la víctima como Rosa Quispe Mamani", "identified"),
    ("es", "La adolescente Rosa Quispe, de 16 años, era explotada en un bar", "name"),
    ("es", "Rosa Quispe (16) fue rescatada", "name"),
    ("es", "Rosa Quispe, de 16 años de edad, está desaparecida", "name"),
    ("es", "Menor de 15 años identificada como Rosa Quispe fue hallada", "identified"),
    ("es", "Rosa tenía 13 años cuando la vendieron", "name"),
    ("fr", "La jeune Aïssatou Diallo, 15 ans, était prostituée de force", "name"),
    ("fr", "L'adolescente de 15 ans, Aïssatou Diallo, a été retrouvée", "name"),
    ("fr", "Aïssatou avait 13 ans quand elle a été vendue", "name"),
    ("fr", "La victime, identifiée comme Aïssatou Diallo, a été retrouvée", "identified"),
    ("pt", "A adolescente Jussara Lima, 14, foi resgatada", "name"),
    ("pt", "Jussara Lima, de 14 anos, trabalhava em carvoaria", "name"),
    ("pt", "Vítima de tráfico é identificada como Jussara Lima", "identified"),
    ("pt", "Jussara tinha 13 anos quando foi vendida", "name"),
    ("de", "Die 14-jährige Jana K. wurde an Freier verkauft", "name"),
    ("de", "Jana K. (14) wurde zur Prostitution gezwungen", "name"),
    ("de", "Jana Krüger, 14, wurde von Loverboy ausgebeutet", "name"),
    ("de", "Jana war 13 Jahre alt, als sie verkauft wurde", "name"),
    ("de", "Bei dem Opfer handelt es sich um Jana Krüger", "identified"),
    ("it", "Sara Ricci, 15 anni, costretta a prostituirsi", "name"),
    ("it", "La ragazzina di 14 anni, Sara Ricci, è stata liberata", "name"),
    ("it", "Sara aveva 13 anni quando fu venduta", "name"),
    ("nl", "Sanne (15) werd maandenlang uitgebuit", "name"),
    ("nl", "Het 14-jarige meisje Sanne de Wit werd verkocht", "name"),
    ("nl", "Sanne was 13 jaar toen ze werd verkocht", "name"),
    ("ar", "الطفلة ليلى محمد (9 سنوات) بيعت للعمل في المنازل", "name"),
    ("ar", "العثور على القاصر سارة أحمد، 15 عاما، ضحية الاتجار", "name"),
    ("ar", "الضحية وتدعى ليلى كانت في منزل", "name"),
    ("hi", "पीड़िता रेखा (15) को दिल्ली से मुक्त कराया गया", "name"),
    ("hi", "15 साल की सीमा को तस्करों ने बेचा", "name"),
    ("hi", "किशोरी सीमा कुमारी (14) को बेचा गया", "name"),
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
    ("en", "15-year-old boy among 30 freed from fishing boats"),
    ("en", "Two girls, 14 and 16, rescued in Nairobi raid"),
    ("en", "Girls As Young As 12 Sold Online, Says UNICEF"),
    ("en", "UK's First Modern Slavery Conviction After 14 Years"),
    ("en", "Kenyan girl, 15, rescued from Saudi Arabia"),
    ("en", "Teenager, 17, Charged With Trafficking Girl, 14"),
    ("en", "A 17-year-old from New York was arrested"),
    ("en", "Brothel keeper Anna Petrov, 42, jailed for selling 15-year-old girl"),
    ("en", "Trafficking suspect identified as James Carter, 33"),
    ("en", "Children identified as victims of trafficking under NRM"),
    ("en", "Kenya identified as hub for child trafficking"),
    ("en", "Victims identified as Bangladeshi migrants"),
    ("en", "Report: 17 victims identified as minors in Texas"),
    ("en", "Chapter 7, Article 5 of the Convention on the Rights of the Child"),
    ("en", "World Day Against Child Labour, 12 June"),
    ("en", "Trafficking in Persons Report 2024: Tier 2, 3 explained"),
    ("en", "International Justice Mission rescues girl, 15, in Manila"),
    ("en", "Judge Maria Lopez sentenced the man to 15 years in prison"),
    ("en", "Jeffrey Stone, 15 years in prison for trafficking girls"),
    ("en", "Maria Lopez, who was trafficked at 15, now helps others"),
    ("en", "I was sold at 13, says survivor Maria Lopez, now 45"),
    ("en", "School pupils in Leeds learn about county lines at Oak High School"),
    ("en", "Police raid brothel at 22 Oak Avenue, free three girls"),
    ("en", "Charity opens home for girls at 5 Elm Street"),
    ("en", "Amina* was 14 when she was sold. *Name changed"),
    ("en", "The 16-year-old, identified only as M.K., was freed"),
    ("en", "Manchester United 3, Chelsea 2"),
    ("en", "Group of 14, 12 of them girls, freed in Accra"),
    ("en", "Lagos, 12 others states adopt anti-trafficking law"),
    ("en", "Operation Blue Heart (12) frees children"),
    ("en", "House Bill 12, Senate Bill 14 target traffickers"),
    ("en", "Survivors of Forced Labour, 15 Years On"),
    ("en", "Ghana: 13-Year-Old Boy Rescued From Lake Volta Fishing Boat"),
    ("en", "Philippines: Mother Sold 9-Year-Old Daughter Online"),
    ("en", "How 12-Year-Old Girls Are Sold In Bihar"),
    ("en", "US Woman Pleads Guilty To Trafficking 15-Year-Old Girl In Ohio"),
    ("en", "Father Sells 8-Year-Old Bride In Herat"),
    ("en", "16-year-old Kenyan freed"),
    ("en", "16-year-old Dalit girl sold to landlord in Bihar"),
    ("es", "Niña de 13 años, víctima de trata en Tijuana"),
    ("es", "Adolescente de 16 años rescatada en Lima"),
    ("es", "Colombia: 15 años de la ley contra la trata"),
    ("es", "Detienen a Carlos Ruiz, acusado de explotar a una menor de 15 años"),
    ("es", "Carlos Ruiz, 15 años de cárcel por trata"),
    ("es", "Identifican a 12 víctimas como menores de edad"),
    ("fr", "Un réseau démantelé à Lyon, 15 mineures libérées"),
    ("fr", "Nigériane de 16 ans forcée à se prostituer à Paris"),
    ("fr", "Jean Dupont, 52 ans, condamné pour avoir vendu une fille de 14 ans"),
    ("fr", "Esclavage moderne au Mali, 15 ans après la loi"),
    ("pt", "Menino de 12 anos trabalhava em fazenda no Pará"),
    ("pt", "PF prende João Souza, acusado de aliciar menina de 14 anos"),
    ("pt", "Em São Paulo, 15 trabalhadores são resgatados"),
    ("de", "17-Jährige aus Nigeria zur Prostitution gezwungen"),
    ("de", "Zwei Mädchen (14 und 16) aus Bordell befreit"),
    ("de", "Loverboy verkauft 14-jährige Schülerin: Haft"),
    ("de", "Syrer (17) als Menschenhändler angeklagt"),
    ("de", "Berlin: 15-jähriges Mädchen vermisst"),
    ("de", "Die 16-jährige Nigerianerin lebte in Köln"),
    ("it", "Quindicenne costretta a prostituirsi a Milano"),
    ("it", "Minore di 15 anni liberata, arrestato Mario Rossi"),
    ("it", "Mario Rossi, 45 anni, arrestato: sfruttava una ragazza di 16 anni"),
    ("nl", "Meisje (15) slachtoffer van loverboy in Utrecht"),
    ("nl", "Jan Jansen (45) verkocht meisje van 15"),
    ("ar", "طفل عمره 9 سنوات يعمل في مصنع"),
    ("ar", "إنقاذ 15 طفلا من التسول القسري في بغداد"),
    ("ar", "القاصر البالغة من العمر 15 عاما كانت ضحية"),
    ("hi", "13 साल की बच्ची को बेचने वाला गिरफ्तार"),
    ("hi", "16 साल की नाबालिग को राजस्थान में बेचा"),
    ("hi", "दिल्ली में 14 बच्चे मुक्त कराए गए"),
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
