"""Words that tell stories apart, and words that do not: function words, the subject's own, newsroom furniture."""

from __future__ import annotations

import re
from functools import lru_cache

from aggregator import text

# Function words and the furniture of titles, folded. Enough of each language to keep a phrase from looking specific.
_EMPTY = """
a about above after again against ago all also am amid among an and another any are as at back be because been before being below between both but by
can come could day days did do does doing down during each end ever every few first five for four from further get gets go goes had half has have having he
help helps her here hers him his how i if in into is it its itself just last late latest least less like look made make makes many may me might month
months more most much must my near need needs never new news next no nor not now of off on once one only or other our ours out over own part per
put read said same say says second see seven she should since six so some still such take takes ten than that the their theirs them then there
these they third this those three through time to today too towards two under until up upon us use used very via want was way we week weekly weeks
well were what when where which while who whom whose why will with within without would year yearly years yes yet you your
al ante aqui asi aun aunque bajo cada casi como con contra cual cuando de del desde donde dos durante e el ella ellos en entre era es esa ese eso esta
este esto fue fueron ha hace hacia han hasta hay hoy la las le les lo los mas me mi mientras muy ni no nos nueva nuevo o otra otro para pero por porque
que quien se segun ser si sin sobre son su sus tambien tiene todo todos tras tres tu un una uno unos y ya ano anos dia dias mes semana
ai apres au aussi aux avant avec bien c ce ces cet cette chez comme d dans deux depuis des donc du elle elles en entre est et ete etre eux fait fois
ici il ils j je jour jours l la le les leur leurs lui m mais meme moins n ne non nos notre nous on ont ou par pas plus pour pres quand qu que quel
quelle qui s sa sans se ses si son sont sous sur t ta tes toi ton tous tout tres trois un une vers vos votre vous an ans annee mois semaine
ab aber alle als am an auch auf aus bei bis da das dass dem den der des die doch dort drei du durch ein eine einem einen einer eines er es fur gegen
hat haben hatte ihr ihre im in ist ja jahr jahre kann kein keine mehr mit nach nicht noch nun nur ob oder ohne sein seine sich sie sind so soll tag tage
uber um und uns unter vom von vor war warum was wegen weil wer werden wie wieder will wird woche wo zu zum zur zwei zwischen
alla alle anche che chi ci come con da dal dalla dei del della delle dello di dopo dove due e gli ha hanno i il in io la le lo loro ma nel nella no noi
non o per piu quando questa questo se sei sei si sono sua suo sulla su tra tre un una uno anno anni giorno settimana
ao aos apos as ate com da das de dele do dos e em entre esta este foi ha isso ja mais mas na nas nao no nos nova novo o os ou para pela pelo por
qual quando que quem sao se sem ser seu sua tem um uma ano anos dia mes semana
aan al als bij dan dat de den der die dit door dus een en er geen had heeft het hier hij hoe in is ja kan maar meer met naar niet nog nu of om ons ook op
over te tegen tot twee uit uw van veel voor waar wat we wel wie wij ze zich zij zijn zo jaar dag
a aby ale bez byl czy dla do gdy i ich jak jest juz ktora ktory lub ma na nad nie o od oraz po pod przed przez przy sa sie ta tak ten to tylko u w we
wiec wszystko z za ze zostal rok dni
без более был была были было быть в вас ваш во все всего всех вы где да для до его ее если есть еще же за и из или им их к как когда кто ли мы на над не
него нет ни но о об от по под при с со так также там то того только том у уже что чтобы эта эти это этот год года лет дней
i az a es egy hogy nem is de meg van volt ez bir ve ile icin bu da de ne gibi daha olan olarak
في من على الي عن مع هذا هذه ان لا ما هو هي بعد قبل بين كان قد ثم او كل يوم عام
के की का को में से है हैं ने पर और यह कि एक भी नहीं तक लिए गया गई
"""
_SUBJECT = """
abuse abused accused action agencies agency agreement aid announces annual anti appeal appeals arrest arrested arrests association awareness bill brief
briefing bulletin bust busted call calls campaign campaigners case cases centre charge charged charges charity child children commission commissioner
committee community conference convicted convicts conviction council countries country court crime crimes criminal debate declaration department
digest director edition editorial event events ending exploitation exploited fact factsheet feature federal fight fighting final fire forced forum found freed
freedom general girl girls global government governor group groups guilty hearing home human international interview introduction investigation jail
jailed joint journal judge judges jury justice labor labour launch launched launches law laws letter links list local man member men message migrant
migrants minister ministers ministry minor minors modern monthly multiple nation national nations network newsletter offender office officer officers
official officials open operation opinion organisation organization page partner partners passes people persons plan podcast police policy press
prevention prison probe programme program project prosecution prosecutor prosecutors protection publication publications question questions quarterly
raid raids reading regional release released remarks report reported reports rescue rescued rescues research resolution response results review rights
ring round roundup section senate sentence sentenced sentences series service services sex sexual sheet sign signed signs slave slavery slaves
smuggling speech staff state statement states story stories strategy summary support survivor survivors suspect suspects talk team trade traffick
trafficked trafficker traffickers trafficking training trial undocumented union united update updates victim victims video virtual visit webinar woman women
work worker workers workshop world youth
acusados agencia agentes anual ayuda boletin caso casos comision comunicado condena condenado condenados contra crimen declaracion delito derechos detenida detenido
detenidos detienen detiene esclavitud explotacion explotadas fiscal fiscalia forzado gobierno hombre hombres humana humanas humanos identificadas infantil
informe internacional investigacion jornada jueces juez juicio justicia laboral ley liberadas liberados menores ministerio ministro mujer mujeres mundial nacional
nina ninas nino ninos noticias operacion operativo pais paises personas policia prensa prision programa proyecto red rescatadas rescatados rescatan resumen
sexual seminario tercera trabajadores trabajo trafico trata victima victimas
accord actualite affaire agence aide annuel arrestation arretes association colloque commission communique condamne condamnes conference contre crime declaration
droits enfant enfants enquete esclavage exploitation femme femmes filles forces gouvernement homme hommes humain humains infantile international internationale
journee jugement justice liberees lettre loi lutte mineurs ministere ministre mondiale moderne national nouvelle nouvelles operation pays personnes police presse
prison proces programme projet proxenetisme rapport reseau resume revue sexuelle traite trafic travail travailleurs tribunal victimes
anklage arbeit ausbeutung bericht bilanz bundesregierung erklarung frau frauen gericht gesetz hilfe international jahrlich jahresbericht justiz kampf kinder
kinderarbeit konferenz kriminalitat lagebild mann manner menschen menschenhandel menschenhandels ministerium nachrichten opfer polizei presse pressemitteilung prozess
razzia sklaverei staatsanwaltschaft tagung urteil verdacht verhaftet verein verurteilt welttag zwangsarbeit zwangsprostitution
annuale arrestati bambini caporalato comunicato convegno diritti donne giornata giustizia governo internazionale lavoratori lavoro legge mondiale notizie
operazione persone polizia prostituzione rapporto relazione schiavitu sfruttamento stampa tratta umani vittime
anual combate comunicado criancas crime direitos escravidao escravo exploracao governo humanos internacional justica lei mulheres mundial nacional operacao
pessoas policia presos relatorio resgatados trabalho trabalhadores trafico vitimas
arbeidsuitbuiting jaarverslag kinderen mensenhandel nieuwsbrief onderzoek persbericht politie rapport slachtoffers slavernij uitbuiting veroordeeld vrouwen
dzieci handel handlu kobiety ludzmi ofiary policja praca raport sad swiatowy
борьба выпуск дело день детей дети доклад женщин жертв жертвы итоги людей международный мир мировой новости обзор отчет полиция права преступления пресс
прокуратура рабство суд торговли торговля торговлей труд труда человек эксплуатация
الاتجار بالبشر تقرير اليوم العالمي لمكافحة ضحايا الشرطه بيان الاشخاص العمل القسري حقوق الانسان
मानव तस्करी रिपोर्ट दिवस विश्व पुलिस बच्चे महिला
january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado domingo
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche
januar februar marz juni juli august oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre lunedi martedi mercoledi giovedi venerdi sabato domenica
janeiro fevereiro abril maio junho julho setembro outubro novembro dezembro segunda terca quarta quinta sexta
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
"""
COMMON = frozenset(_EMPTY.split()) | frozenset(_SUBJECT.split())

_NUMBERS = """
one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17
eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 hundred 100 thousand 1000 dozen 12
first 1 second 2 third 3 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10 eleventh 11 twelfth 12
dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12 trece 13 catorce 14 quince 15 veinte 20 treinta 30 cien 100 mil 1000
deux 2 trois 3 quatre 4 cinq 5 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12 treize 13 quatorze 14 quinze 15 seize 16 vingt 20 trente 30 cent 100 mille 1000
zwei 2 drei 3 vier 4 funf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10 elf 11 zwolf 12 dreizehn 13 vierzehn 14 zwanzig 20 dreissig 30 hundert 100 tausend 1000
due 2 tre 3 quattro 4 cinque 5 sette 7 otto 8 nove 9 dieci 10 undici 11 dodici 12 venti 20 trenta 30 cento 100
dois 2 duas 2 quatro 4 sete 7 oito 8 dez 10 doze 12 vinte 20 trinta 30 cem 100
два 2 две 2 три 3 четыре 4 пять 5 шесть 6 семь 7 восемь 8 девять 9 десять 10 двенадцать 12 двадцать 20 тридцать 30 сто 100
"""
_pairs = _NUMBERS.split()
NUMBERS = dict(zip(_pairs[::2], _pairs[1::2], strict=True))

# What a site says of itself under every title. The stem is enough; two of them in an excerpt are furniture.
_FURNITURE = re.compile(
    r"\b(?:cookie|newsletter|subscri|suscri|abonn|privacy policy|sign up|log ?in|inbox|donat(?:e|ion)|follow us|siguenos|suivez|folgen sie"
    r"|terms of use|all rights reserved|javascript|browser|unsubscribe|your consent|boletin|politica de privacidad|datenschutz"
    r"|politique de confidentialite|spenden|faire un don|informativa|iscriviti|assine|inscreva|nieuwsbrief|advertis|click here|read more about us"
    r"|подпис|рассылк|файлы cookie|النشره البريديه|ملفات تعريف)"
)


def number(word: str) -> str | None:
    """A folded word as the number it says, null where it says none."""
    if word.isdigit():
        return str(int(word)) if len(word) < 19 else word
    return NUMBERS.get(word)


@lru_cache(maxsize=65536)
def weight(word: str) -> float:
    """How much a folded word of a title tells: 1, ½ for a character of an unspaced script, 0 for a common word."""
    if word in COMMON or word in NUMBERS:
        return 0.0
    if len(word) == 1:
        return 0.5 if word > "\u2e7f" else 0.0
    if word.isdigit():
        return 0.5 if len(word) > 1 else 0.0
    return 0.5 if len(word) == 2 else 1.0


def is_furniture(excerpt: str) -> bool:
    """Whether an excerpt speaks of the site and not of the article."""
    found = _FURNITURE.findall(text.fold(excerpt))
    return len(set(found)) >= 2
