"""Excerpts as readers get them: without the page's own "Read more", ellipses in one form, cut at a word."""

from __future__ import annotations

import re

from aggregator.text.cleaning import clean, cut

_MORE = (
    "(?:click (?:here )?(?:to|for) )?(?:read|learn|see|view|find out|discover) (?:more|full (?:article|story|post|text)"
    "|the (?:full |whole |rest of the )?(?:article|story|post|report|press release|statement|rest)|article|story|post|on)"
    "|continue(?: reading| to read)?|keep reading|full (?:story|article|text)|more(?: info(?:rmation)?| details)?|details"
    "|leer más|leer mas|ver más|sigue leyendo|seguir leyendo|continuar leyendo|más información|lire la suite|lire plus|en savoir plus"
    "|lire l.article|voir plus|la suite|leia mais|ler mais|saiba mais|continue lendo|continuar a ler|ver mais|continuar lendo"
    "|leggi tutto|leggi di più|continua a leggere|continua|per saperne di più|leggi l.articolo"
    "|weiterlesen|mehr lesen|weiter lesen|mehr erfahren|mehr dazu|zum artikel|mehr|lees meer|lees verder|verder lezen|meer lezen"
    "|läs mer|läs hela artikeln|fortsätt läsa|les mer|les hele saken|fortsett å lese|læs mere|læs videre|lue lisää|lue koko juttu"
    "|jatka lukemista|czytaj więcej|czytaj dalej|więcej|dowiedz się więcej|číst dál|číst více|celý článek|více|čítať ďalej|viac"
    "|čítať viac|tovább|bővebben|olvass tovább|részletek|citește mai mult|citeste mai mult|citește mai departe|mai mult|detalii"
    "|прочети още|прочетете повече|още|читать далее|читать дальше|читать полностью|подробнее|далее|читати далі|докладніше"
    "|детальніше|читати більше|pročitaj više|pročitajte više|опширније|прочитај више|više|preberi več|več|skaityti daugiau"
    "|plačiau|lasīt vairāk|lasīt tālāk|loe edasi|loe lähemalt|διαβάστε περισσότερα|διαβάστε|περισσότερα|συνέχεια|devamı"
    "|devamını oku|daha fazla|devamı için tıklayın|اقرأ المزيد|إقرأ المزيد|اقرأ أيضا|المزيد|تابع القراءة|قراءة المزيد|ادامه مطلب|بیشتر بخوانید"
    "|ادامه خبر|مزید پڑھیں|קרא עוד|המשך קריאה|לקריאה נוספת|और पढ़ें|आगे पढ़ें|पूरी खबर पढ़ें|और जानें|আরও পড়ুন|বিস্তারিত"
    "|อ่านต่อ|อ่านเพิ่มเติม|đọc tiếp|xem thêm|đọc thêm|chi tiết|baca selengkapnya|selengkapnya|baca selanjutnya|baca juga"
    "|baca lagi|続きを読む|もっと読む|詳細を見る|詳しくはこちら|阅读更多|阅读全文|查看更多|更多|閱讀更多|閱讀全文|繼續閱讀|继续阅读"
    "|더 보기|더보기|자세히 보기|계속 읽기|soma zaidi|endelea kusoma|basahin|magbasa pa|மேலும் படிக்க|மேலும்"
    "|llegir més|llegiu-ne més|le máis|irakurri gehiago|lexo më shumë|прочитај повеќе|чытаць далей|läs vidare"
)  # fmt: skip
_ARROWS = r"[\s\]\)>»›→⟶➔➜▶►⇒→.…:!|+-]*"
_DOTS = re.compile(r"(?:\. ){2,}\.|\.{3,}|…+(?:\s?…+|\.+)*|⋯+|。{2,}|…")
_BRACKETED_END = re.compile(r"\s*[\[(]\s*…\s*[\])]\s*$")
_MORE_END = re.compile(
    rf"(?:^|(?<=[.…!?。؟।»›\])>”\"'|:-])\s*|\s+)[\[(<«‹→]*\s*(?:{_MORE})"
    r"(?:(?:\s+(?:about|of|on|from|de|sobre|über|à propos de)\s+[^.!?…]{3,200}|\s*[\"“«][^\"”»]{3,200}[\"”»]))?"
    rf"{_ARROWS}$",
    re.I,
)
# Words that also end sentences are a link only behind an ellipsis, a full stop or an arrow.
_WEAK = re.compile(r"(?:^|[.…!?。؟।]\s*|[\]\)]\s*)[\[(]?\w", re.I)
_FOOTER = re.compile(
    r"\s*(?:The post .{1,300}? (?:first appeared|appeared first) on .{1,120}|(?:La entrada|El cargo) .{1,300}? (?:se publicó|aparece)"
    r" primero en .{1,120}|L.article .{1,300}? est apparu en premier sur .{1,120}|Der Beitrag .{1,300}? erschien zuerst auf .{1,120}"
    r"|O post .{1,300}? apareceu primeiro em .{1,120}|L.articolo .{1,300}? proviene da .{1,120})$",
    re.I | re.S,
)
_LEAD = re.compile(r"^(?:…\s*|[|•·–—-]\s+)+")


def excerpt(s: str | None, limit: int = 300) -> str | None:
    """`s` cleaned, "Read more" of many languages gone, every ellipsis "…", at most `limit` code points."""
    if limit <= 0:
        return None
    text = clean(s)
    if text is None:
        return None
    while True:
        before = text
        text = _FOOTER.sub("", text)
        text = _DOTS.sub("…", text)
        text = _without_more(text)
        text = _BRACKETED_END.sub("…", text)
        text = re.sub(r"\s+…$|[\s,;:–—-]*…+$", "…", text)
        text = _LEAD.sub("", text)
        if text == before:
            break
    return cut(text, limit) if text.strip(" …") else None


def _without_more(text: str) -> str:
    match = _MORE_END.search(text, max(0, len(text) - 300))
    if match is None:
        return text
    before = text[: match.start()].rstrip(" »›→[(<|-–—")
    ended = not before or before[-1] in ".…!?。؟।”\"')]" or text[match.start() : match.end()].strip()[:1] in "[(<«‹→"
    arrowed = text.rstrip()[-1] in "»›→⟶➔➜▶►⇒>…"
    strong = " " in match[0].strip() and match[0].strip()[:1].isupper()
    return before if ended or arrowed or strong else text
