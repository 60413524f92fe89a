# ruff: noqa: E501 - sentences
"""Articles of our own in ten languages, the ways in which one article is told again, and what only looks like it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

START = datetime(2025, 2, 3, 8, tzinfo=UTC)
DAY = timedelta(days=1)
OUTLETS = (
    "Quayside Post", "The Linden Paper", "Gulf of Tarn Radio", "El Faro de Brisa", "Nachtbote", "Le Phare Libre",
    "Il Molo", "Folha da Serra", "Вестник Лимана", "Casa Abrigo", "Freedom Desk", "Office of the Tarn Prosecutor",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """An item with the story it belongs to; `how` names the way of telling."""

    story: str
    how: str
    source: str
    canonical: str
    title: str | None
    excerpt: str | None
    lang: str
    published: datetime | None
    first_seen: datetime


# language, title, excerpt, another editor's title, another editor's excerpt
ARTICLES = (
    ("en", "Saffron pickers of Tarn valley leave the camp behind the dam",
     "For nine weeks forty-six pickers slept in shipping containers behind the Orsa dam, with one tap between them. "
     "On Friday a labour inspector cut the padlock, and buses took them to a school in Lindenau.",
     "Inspector opens padlocked camp of saffron pickers behind the Orsa dam",
     "For nine weeks 46 pickers slept in shipping containers behind the Orsa dam, with a single tap between them. "
     "A labour inspector cut the padlock on Friday, and buses took them to a school in Lindenau, the union said."),
    ("en", "Ferry stewardess who counted passports testifies in Brisa",
     "Helena Quist noticed that one man kept nine passports in a lunch box on the night boat to Brisa. She wrote down "
     "the cabin number. Three years later her note is exhibit four in a case that has reached the appeal court.",
     "Stewardess's note on nine passports becomes exhibit four in Brisa appeal",
     "Helena Quist noticed that one man kept nine passports in a lunch box aboard the night boat to Brisa. She wrote "
     "down the cabin number. Three years on, her note is exhibit four in a case that has reached the appeal court."),
    ("en", "Carpet town votes to fund night school for loom children",
     "The council of Marrow set aside 340,000 crowns for evening classes after a teacher counted empty desks. Looms "
     "fall silent at five from September; parents will be paid for the hours lost, the mayor said.",
     "Marrow pays parents so that loom children can go to evening classes",
     "The council of Marrow set aside 340,000 crowns for evening classes after a teacher had counted empty desks. "
     "Looms fall silent at five from September, and parents will be paid for the hours lost, mayor Ilse Brandt said."),
    ("en", "Hotel chain checks laundries after tip from a van driver",
     "Ludo Pereira drove sheets to eleven hotels and never saw the same washers twice. His call led the Bellmont group "
     "to audit every laundry on the Tarn coast; two lost their contracts and one owner is under investigation.",
     "Van driver's call makes Bellmont hotels audit laundries on Tarn coast",
     "Ludo Pereira drove sheets to eleven hotels and never met the same washers twice. His call led the Bellmont group "
     "to audit every laundry on the Tarn coast. Two have lost their contracts and one owner is being investigated."),
    ("en", "Chess club gives asylum seekers of Pier Nine a table and a lawyer",
     "It started with two boards on a windowsill. Now sixty people come on Wednesdays, and between games a retired "
     "advocate explains what a recruiter may not ask for. Four complaints have gone to the labour court.",
     "Between games, Pier Nine chess club explains the law to asylum seekers",
     "It started with two boards on a windowsill. Now some sixty people come on Wednesdays, and between games a "
     "retired advocate explains what recruiters may not ask for. Four complaints have gone to the labour court."),
    ("en", "Satellite pictures show brick kilns where maps show forest",
     "Researchers at Lindenau university counted 1,184 kilns from orbit, a third more than the registry knows. "
     "Inspectors now drive out with printed coordinates, and in the first month they found 73 families bound by debt.",
     "A third more brick kilns than registered, satellite count finds",
     "Researchers at Lindenau university counted 1,184 kilns from orbit, a third more than the registry lists. "
     "Inspectors now drive out with printed coordinates; in the first month they found 73 families bound by debt."),
    ("es", "Las costureras de Villanera cobran por fin nueve meses de sueldo",
     "El juzgado de Villanera obligó al dueño de tres talleres a pagar 118.000 euros a veintiséis costureras que "
     "dormían junto a las máquinas. Los pasaportes aparecieron dentro de un horno apagado.",
     "Un juez de Villanera manda pagar 118.000 euros a veintiséis costureras",
     "El juzgado de Villanera ha obligado al dueño de tres talleres a pagar 118.000 euros a veintiséis costureras que "
     "dormían junto a las máquinas. Los pasaportes aparecieron en el interior de un horno apagado."),
    ("es", "El autobús nocturno de Peñalba lleva ahora una línea de ayuda en cada asiento",
     "Detrás de cada asiento hay una pegatina con un número y una frase en cinco lenguas. Desde enero han llamado "
     "treinta y dos pasajeras, y dos conductores aprendieron a esperar sin hacer preguntas.",
     "Pegatinas en cinco lenguas: el autobús de Peñalba que ayuda a sus pasajeras",
     "Detrás de cada asiento hay una pegatina con un número y una frase en cinco lenguas. Desde enero llamaron treinta "
     "y dos pasajeras, y dos de los conductores aprendieron a esperar sin hacer preguntas."),
    ("fr", "À Port-Launay, les cueilleuses de cidre racontent la saison sans salaire",
     "Elles étaient dix-neuf dans une grange sans chauffage, et le gérant gardait leurs cartes d'identité dans un bocal. "
     "Le parquet de Port-Launay a ouvert une enquête après la lettre d'une institutrice.",
     "Port-Launay : enquête après la lettre d'une institutrice sur dix-neuf cueilleuses",
     "Elles étaient dix-neuf dans une grange sans chauffage et le gérant gardait leurs cartes d'identité dans un bocal. "
     "Le parquet de Port-Launay vient d'ouvrir une enquête après la lettre d'une institutrice."),
    ("de", "Spargelstecher von Ostheide klagen ihren Lohn aus drei Sommern ein",
     "Vierzehn Männer aus zwei Dörfern schliefen in einem Bauwagen neben dem Feld bei Ostheide und zahlten dafür die "
     "Hälfte ihres Lohns. Das Arbeitsgericht sprach ihnen am Montag 92.000 Euro zu.",
     "92.000 Euro für vierzehn Spargelstecher: Gericht gibt Klage aus Ostheide statt",
     "Vierzehn Männer aus zwei Dörfern schliefen in einem Bauwagen neben dem Feld bei Ostheide und zahlten dafür die "
     "Hälfte ihres Lohnes. Das Arbeitsgericht hat ihnen am Montag 92.000 Euro zugesprochen."),
    ("it", "I pescatori di Cala Serena salvano sei marinai dimenticati in rada",
     "Da otto mesi il mercantile Aurelia era fermo davanti a Cala Serena senza gasolio né paga. I pescatori portavano "
     "pane e acqua; ora il tribunale ha assegnato la nave ai sei marinai.",
     "Cala Serena, la nave Aurelia va ai sei marinai rimasti otto mesi senza paga",
     "Da otto mesi il mercantile Aurelia era fermo davanti a Cala Serena, senza gasolio né paga. I pescatori portavano "
     "pane e acqua: ora il tribunale ha assegnato la nave ai sei marinai dell'equipaggio."),
    ("pt", "Carvoeiros de Serra Velha recebem terra no lugar da dívida",
     "Durante anos onze famílias deviam ao dono do forno até o sal da comida. O acordo assinado em Serra Velha troca a "
     "dívida por quarenta hectares e uma escola de dois quartos.",
     "Acordo em Serra Velha troca a dívida de onze famílias por quarenta hectares",
     "Durante anos, onze famílias deviam ao dono do forno até o sal da comida. O acordo assinado em Serra Velha troca "
     "esta dívida por quarenta hectares e por uma escola de dois quartos."),
    ("ru", "Швеи из посёлка Лиман вернули паспорта через тринадцать месяцев",
     "В подвале фабрики у Лимана жили двадцать две женщины, и выходить им разрешали по воскресеньям. Участковый "
     "услышал песню из вентиляции и вызвал прокурора.",
     "Песня из вентиляции: как участковый нашёл двадцать двух швей у Лимана",
     "В подвале фабрики у Лимана жили двадцать две женщины, и выходить им разрешали только по воскресеньям. "
     "Участковый услышал песню из вентиляции и вызвал прокурора области."),
    ("ar", "صيادو مرسى النخيل يستعيدون أجورهم بعد عامين في عرض البحر",
     "عمل سبعة عشر صيادا على متن سفينة لم تدخل ميناء منذ عامين وكان القبطان يحتفظ بهواتفهم في صندوق حديدي. وقضت "
     "محكمة مرسى النخيل بدفع أجورهم كاملة.",
     "محكمة مرسى النخيل تقضي بدفع أجور سبعة عشر صيادا",
     "عمل سبعة عشر صيادا على متن سفينة لم تدخل ميناء منذ عامين، وكان القبطان يحتفظ بهواتفهم في صندوق حديدي. وقد قضت "
     "محكمة مرسى النخيل أمس بدفع أجورهم كاملة."),
    ("tr", "Kızıltepe pamuk işçileri çadırdan taş eve taşınıyor",
     "Yedi yıl boyunca aynı borcu ödeyen otuz dört aile, Kızıltepe yakınındaki tarlada çadırda kalıyordu. Belediye eski "
     "değirmeni onardı ve borç defteri mahkemeye teslim edildi.",
     "Borç defteri mahkemede: Kızıltepe'de otuz dört aile taş eve kavuştu",
     "Yedi yıl boyunca aynı borcu ödeyen otuz dört aile, Kızıltepe yakınındaki tarlada çadırlarda kalıyordu. Belediye "
     "eski değirmeni onardı, borç defteri de mahkemeye teslim edildi."),
    ("hi", "ईंट भट्ठे से लौटे परिवारों ने चंपानगर में खोली चाय की दुकान",
     "चंपानगर के पास भट्ठे पर ग्यारह परिवार पाँच साल तक उसी कर्ज का ब्याज चुकाते रहे। अदालत ने बही जब्त की और परिवारों को "
     "पुराने डाकघर का एक कमरा दिया।",
     "चंपानगर: अदालत ने बही जब्त की, ग्यारह परिवार कर्ज से बाहर",
     "चंपानगर के पास भट्ठे पर ग्यारह परिवार पाँच साल तक उसी कर्ज का ब्याज चुकाते रहे। अदालत ने बही जब्त कर ली और परिवारों को "
     "पुराने डाकघर में एक कमरा दिया।"),
)  # fmt: skip
DATELINES = {"ru": "ЛИМАН, 4 февраля (ВЛ) – ", "ar": "مرسى النخيل (وكالة) - ", "de": "OSTHEIDE (nb) – "}
FLAGS = {"es": "ÚLTIMA HORA: ", "de": "EILMELDUNG: ", "fr": "EXCLUSIF – ", "ru": "СРОЧНО: "}
LEADS = (
    "This article was first published by {}. ", "Reprinted with permission from {}. ", "[Via {}] ", "By Jo Winter ",
    "(This post first appeared on 3 February 2025.) ", "Story courtesy of {}. ",
)  # fmt: skip


def retold(seed: int = 1) -> Iterator[Told]:
    """Every article in its original and some nine other tellings, all one story."""
    dice = random.Random(seed)
    for number, (lang, title, excerpt, other_title, other_excerpt) in enumerate(ARTICLES):
        outlet = OUTLETS[number % len(OUTLETS)]
        first = START + number * 3 * DAY
        story = f"article-{number}"
        original = Told(
            story,
            "original",
            outlet,
            f"https://a{number}.example/1",
            title,
            excerpt,
            lang,
            first,
            first + DAY / 4,
        )
        yield original
        words = excerpt.split()
        cut = " ".join(words[: max(9, len(words) * dice.choice((4, 5, 6)) // 10)])
        lead = dice.choice(LEADS).format(outlet)
        ways = {
            "mirror": {},
            "upper": {"title": title.upper()},
            "suffix": {"title": f"{title}{dice.choice((' | ', ' - ', ' – ', ' :: ', ' « '))}{outlet}"},
            "section": {"title": f"{title} - World - {outlet}"},
            "flag": {
                "title": FLAGS.get(lang, dice.choice(("BREAKING: ", "Exclusive: ", "CORRECTED-"))) + title
            },
            "dateline": {"excerpt": DATELINES.get(lang, "LINDENAU, Feb 4 (QPA) - ") + excerpt},
            "lead-in": {"excerpt": lead + excerpt},
            "cut": {"excerpt": f"{cut}{dice.choice(('…', '...', ' […]'))}"},
            "bare": {"excerpt": None},
            "edited": {"title": other_title, "excerpt": other_excerpt},
            "edited excerpt": {"excerpt": other_excerpt},
            "edited title": {"title": other_title},
            "cut dateline": {
                "excerpt": DATELINES.get(lang, "TARN (QPA) - ") + f"{cut}…",
                "title": title.upper(),
            },
            "later": {"published": first + 71 * DAY, "first_seen": first + 71 * DAY},
            "undated": {"published": None, "first_seen": first + 30 * DAY},
        }
        for way in dice.sample(sorted(ways), 9):
            place = OUTLETS[(number + dice.randint(1, len(OUTLETS) - 1)) % len(OUTLETS)]
            days = dice.randint(0, 2) * DAY
            item = replace(
                original, how=way, source=place, canonical=f"https://b.example/{number}/{way}",
                published=first + days, first_seen=first + days + DAY / 3,
            )  # fmt: skip
            yield replace(item, **ways[way])


PLACES = ("Almery", "Bruneck", "Cordale", "Dunmoor", "Estrava", "Farholm")
PEOPLE = ("Anton Leszek", "Marcus Ode", "Pavel Rinn", "Tomas Ferrer", "Viktor Sand", "Luis Carmo")
FORMS = (  # prosecutors, offices, counts of the year: one form, other facts
    ("{place} man sentenced to {n} years for labor trafficking",
     "{who}, {age}, of {place}, was sentenced today to {n} years in federal prison for forced labor, announced United "
     "States Attorney Carla Weiss. {who} was also ordered to pay ${pay},000 in restitution to the victims."),
    ("Man Sentenced for Sex Trafficking of a Minor",
     "{who}, {age}, of {place}, was sentenced today to {n} years in prison for sex trafficking of a minor, announced "
     "United States Attorney Carla Weiss. The case was brought as part of Project Safe Childhood."),
    ("Jury convicts {place} couple of forced labor",
     "After a {n}-day trial a federal jury convicted {who} and his wife, of {place}, of forced labor and document "
     "servitude, the Department of Justice announced. They face up to {age} years in prison."),
    ("{place} signs agreement to train {n}0 border guards",
     "The Government of {place} and the Migration Office signed an agreement on Tuesday to train {n}0 border guards on "
     "the identification and referral of victims. The project is funded by {place} and will run until 20{age}."),
    ("Operation Clear Water: {n} rescued from fish plant in {place}",
     "Our team worked with police in {place} to free {n} people from a fish plant this week. They are safe and receive "
     "care. {age} suspects were arrested. Your gift makes the next rescue possible."),
    ("Walk for Freedom draws {n}00 in {place}",
     "More than {n}00 people dressed in black walked in single file through {place} on Saturday to raise awareness of "
     "slavery, the organisers said."),
    ("Informe mensual: {n} víctimas de trata identificadas en {place}",
     "La fiscalía de {place} presentó el informe del mes, con {n} víctimas identificadas, el {age} por ciento por "
     "explotación sexual."),
    ("Polizei befreit {n} Frauen aus Wohnung in {place}",
     "Bei einer Razzia in {place} hat die Polizei {n} Frauen aus einer Wohnung befreit. Gegen zwei Männer im Alter von "
     "{age} und {n} Jahren wurde Haftbefehl wegen Menschenhandels erlassen."),
)  # fmt: skip
SERIES = (
    ("Weekly roundup", "What we read this week: {topic}. Our reading list for the weekend."),
    ("Joint Statement", "The undersigned organisations call on the government to act on {topic}."),
    ("Statement on World Day against Trafficking in Persons", "On this day our thoughts are with {topic}."),
    ("Inside the fishing fleets, part {n}", "In this series our reporters follow the crews of the Tarn coast."),
    ("New report", None),
    ("{n} rescued", None),
    ("Newsletter", "Sign up for our newsletter. We use cookies to make this site work for you."),
    ("Human trafficking: what you need to know", "A short guide to {topic}, with numbers, sources and contacts."),
    ("Monthly digest {month}", "All the news of the month in one place, gathered by our volunteers in four countries."),
    ("Editorial: {topic}", "Read our leader on the question of the week, and tell us what you think of it."),
)  # fmt: skip
TOPICS = (
    "cocoa prices in Almery", "the hotel liability bill", "letters from prison", "ship registers and flags",
    "a museum of uniforms", "recruiters on the telephone",
)  # fmt: skip
MONTHS = ("January", "February", "March", "April", "May", "June")
FOLLOWS = (
    (("Two arrested after raid on Dunmoor nail bar",
      "Police arrested a man and a woman after eight workers were found sleeping in the cellar of a nail bar in Dunmoor."),
     ("Couple charged after raid on Dunmoor nail bar",
      "A man and a woman appeared in court after eight workers were found sleeping in the cellar of a nail bar in Dunmoor."),
     ("Couple jailed for cellar of Dunmoor nail bar",
      "A judge jailed the couple who made eight workers sleep in the cellar of a nail bar in Dunmoor.")),
    (("Senate takes up Almery compensation fund", "The committee will hear witnesses on House Bill 77, which would "
      "create a fund for people who were exploited."),
     ("Senate passes Almery compensation fund", "The chamber voted 40 to 3 on House Bill 77, which would create a fund "
      "for people who were exploited.")),
    (("Missing girl from Estrava: police ask for help", "Officers are looking for a girl who left Estrava by bus with a "
      "woman in a green coat on Monday."),
     ("UPDATE: Missing girl from Estrava found safe", "The girl who left Estrava by bus with a woman in a green coat on "
      "Monday has been found in Cordale.")),
    (("Detienen a tres personas por trata en Estrava", "La policía detuvo ayer a tres personas acusadas de explotar a "
      "seis mujeres en un piso de Estrava."),
     ("Prisión para los tres detenidos por trata en Estrava", "El juez mandó ayer a prisión a las tres personas acusadas "
      "de explotar a seis mujeres en un piso de Estrava.")),
    (("Saffron camp behind the Orsa dam: owner charged", "The owner of the containers in which forty-six pickers slept "
      "behind the Orsa dam has been charged."),
     ("Saffron pickers of Tarn valley sue for their wages", "Forty-six pickers who slept in containers behind the Orsa "
      "dam have gone to court in Lindenau.")),
)  # fmt: skip


def lookalikes(seed: int = 2) -> Iterator[Told]:
    """Items that share words and are each a story of its own."""
    dice = random.Random(seed)
    number = 0

    def item(how: str, source: str, title: str | None, excerpt: str | None, lang: str, days: float) -> Told:
        nonlocal number
        number += 1
        at = START + days * DAY
        address = f"https://c.example/{number}"
        return Told(f"{how}-{number}", how, source, address, title, excerpt, lang, at, at + DAY / 8)

    for form, (title, excerpt) in enumerate(FORMS):
        lang = {6: "es", 7: "de"}.get(form, "en")
        for place, who, n in zip(PLACES, PEOPLE, dice.sample(range(7, 40), 6), strict=True):
            facts = {"place": place, "who": who, "n": n, "age": n + 27, "pay": n * 13}
            source = dice.choice(("Office of the Tarn Prosecutor", "Freedom Desk", "Quayside Post"))
            yield item(
                "form", source, title.format(**facts), excerpt.format(**facts), lang, dice.uniform(0, 60)
            )
    for title, text in SERIES:
        for n, (topic, month) in enumerate(zip(TOPICS, MONTHS, strict=True)):
            facts = {"topic": topic, "n": n + 2, "month": month}
            source = OUTLETS[dice.randint(0, 3)] if "tatement" in title else "Casa Abrigo"
            body = text.format(**facts) if text else None
            yield item("series", source, title.format(**facts), body, "en", n * 7.0)
    for chain in FOLLOWS:
        for step, (title, excerpt) in enumerate(chain):
            lang = "es" if title.startswith(("Det", "Pris")) else "en"
            yield item("follow-up", "Quayside Post", title, excerpt, lang, 3 + step * dice.randint(3, 20))
    for n, (lang, title, _, _, excerpt) in enumerate(ARTICLES):
        yield item("year later", OUTLETS[n % 5], title, excerpt, lang, 3 * n + 372)
