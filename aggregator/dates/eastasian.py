"""Chinese, Japanese and Korean dates: numbers with the words for year, month and day behind them, and no spaces."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from aggregator.dates.calendars import ERA_LETTERS, ERAS
from aggregator.dates.clock import Clock
from aggregator.dates.context import Context
from aggregator.dates.named import nearest
from aggregator.dates.reader import at_time
from aggregator.dates.reading import Reading
from aggregator.dates.relative import before
from aggregator.dates.spelling import fold

_HAN = "〇零○一二三四五六七八九十廿卅"
_NUMBER = rf"\d{{1,4}}|[{_HAN}]{{1,4}}|元"
_ANY = re.compile(r"[年月日前天号號週周昨今明刚剛後前\u3040-\u30ff\uac00-\ud7af]")
_DATE = re.compile(
    rf"(?:(?P<era>{'|'.join(map(fold, ERAS))}|西暦)?\s*(?P<y>{_NUMBER})\s*[年년]\s*)?(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}})\s*[月월]"
    rf"(?:\s*(?P<d>\d{{1,2}}|[{_HAN}]{{1,3}})\s*[日号號일])?"
)
_ERA_LETTER = re.compile(r"(?<![a-z\d])([rhs])\.?\s?(\d{1,2})[./](\d{1,2})[./](\d{1,2})(?!\d)")
_TIME = re.compile(
    r"\s*(?:[(（][^)）]{1,4}[)）]|星期.|周.|.曜日?|[월화수목금토일]요일)?[\s,、・]*"
    r"(?P<half>上午|下午|午前|午後|오전|오후|凌晨|早上|晚上|中午|清晨|傍晚|새벽|저녁|밤)?\s*"
    r"(?P<h>\d{1,2})\s*(?:[:時时點点시]\s*(?:(?P<mi>\d{1,2})\s*[分분]?)?)(?:[:\s]*(?P<s>\d{2})[秒초]?)?"
)
_LATE = frozenset(fold(word) for word in "下午 午後 오후 晚上 傍晚 저녁 밤".split())
_AGO = re.compile(
    rf"(?:約|约|大約|大约|약\s*)?(?P<n>\d{{1,5}}|[{_HAN}]{{1,2}}|半|한|두|几)?\s*(?:个|個|か|ヶ|カ|ヵ|ケ|箇)?\s*"
    r"(?P<u>秒钟|秒鐘|秒|分钟|分鐘|分|小时|小時|钟头|時間|天|日|週間|周|週|星期|礼拜|禮拜|月|年|초|분|시간|일|주일|주|개월|달|년)\s*(?:以前|之前|前|전)"
)
_UNITS = {
    **dict.fromkeys(("秒钟", "秒鐘", "秒", "초"), "second"), **dict.fromkeys(("分钟", "分鐘", "分", "분"), "minute"),
    **dict.fromkeys(("小时", "小時", "钟头", "時間", "시간"), "hour"), **dict.fromkeys(("天", "日", "일"), "day"),
    **dict.fromkeys(("週間", "周", "週", "星期", "礼拜", "禮拜", "주일", "주"), "week"),
    **dict.fromkeys(("月", "개월", "달"), "month"), **dict.fromkeys(("年", "년"), "year"),
}  # fmt: skip
_DAYS = {
    0: "今天 今日 本日 오늘 きょう", -1: "昨天 昨日 어제 きのう", -2: "前天 一昨日 그제 그저께 おととい", 1: "明天 明日 내일 あした",
}  # fmt: skip
_DAY_WORDS = {fold(word): days for days, words in _DAYS.items() for word in words.split()}
_NOW = frozenset(fold(word) for word in "刚刚 剛剛 刚才 剛才 たった今 たったいま 今 방금 방금전 방금\u2009전 지금 现在 現在".split())
_LABELS = (
    r"(?:最終|最后|最後|최종)?(?:更新日時|更新時間|更新时间|更新日|更新于|更新|発表日|発表|公開日時|公開日|公開|掲載日|掲載|投稿日時|投稿日|投稿|配信日時"
    r"|配信|发布时间|发布日期|发布于|发布|發布時間|發布日期|發佈日期|發佈|發布|发表时间|发表于|发表|發表|时间|時間|日期|刊登|日時|登録日|入力|작성일|작성|등록일|등록"
    r"|입력일|입력|승인|게시일|게시|수정일|수정|업데이트|기사입력|기사등록|발행일|발행|송고|于|於|した)"
)
_LABEL = re.compile(rf"^(?:[\s:：|/\[(（【]*{_LABELS})+|{_LABELS}+[\s:：]*$")
_SIDES = r"[\s:：|/\[\]()（）【】<>《》,、.。·・-]*"


def read_east_asian(folded: str, context: Context) -> Reading | None:
    """The date in a text that has the words of these languages; a month or a day without year only alone."""
    if folded.isascii() or not _ANY.search(folded):
        return _era_letters(folded, context) if context.lang == "ja" else None
    for match in _DATE.finditer(folded):
        rest = folded[: match.start()] + " " + folded[match.end() :]
        if match["y"] is None or match["d"] is None:
            if not _is_alone(_TIME.sub("", rest)):
                continue
        if day := _day(match, context):
            if match["d"] is None:
                return Reading(day.isoformat()[:7], "month") if match["y"] else None
            clock = _clock(_TIME.match(folded, match.end()))
            return at_time(day, clock, context) if clock else Reading(day.isoformat(), "day")
    return _relative(folded, context)


def _day(match: re.Match[str], context: Context) -> date | None:
    month, day = _number(match["m"]), _number(match["d"]) if match["d"] else 1
    if match["y"] is None:
        today = context.today
        return nearest(month, day, None, context, today) if today and match["d"] else None
    year = 1 if match["y"] == "元" else _number(match["y"])
    eras = {fold(name): first for name, first in ERAS.items()}
    if match["era"] in eras:
        year += eras[match["era"]]
    elif len(match["y"]) == 2 and match["y"].isdecimal():
        year = context.full_year(year)
    return context.day(year, month, day) if 1900 <= year <= 2100 else None


def _number(printed: str) -> int:
    """A number in digits or in Han numerals, as read (十二) or digit by digit (二〇二二)."""
    if printed.isdecimal():
        return int(printed)
    values = {"〇": 0, "零": 0, "○": 0, "十": 10, "廿": 20, "卅": 30} | {c: n for n, c in enumerate("一二三四五六七八九", 1)}
    if not any(c in "十廿卅" for c in printed):
        return int("".join(str(values[c]) for c in printed))
    total = 0
    for c in printed:
        total = max(total, 1) * 10 if c == "十" and total < 10 else total + values[c]
    return total


def _clock(match: re.Match[str] | None) -> Clock | None:
    if match is None or int(match["h"]) > 24:
        return None
    clock = Clock(int(match["h"]) % 24, int(match["mi"] or 0), int(match["s"] or 0), "second" if match["s"] else "minute")
    if match["mi"] is None:
        clock = clock._replace(precision="hour")
    return clock.afternoon() if match["half"] in _LATE else clock.morning() if match["half"] else clock


def _era_letters(folded: str, context: Context) -> Reading | None:
    if match := _ERA_LETTER.search(folded):
        day = context.day(ERA_LETTERS[match[1]] + int(match[2]), int(match[3]), int(match[4]))
        return Reading(day.isoformat(), "day") if day else None
    return None


def _relative(folded: str, context: Context) -> Reading | None:
    now = context.now
    if now is None or len(folded) > 60:
        return None
    for segment in re.split(r"\s?[|/•]\s?|\s[-–—]\s", folded):
        if reading := _told(segment, now, context):
            return reading
    return None


def _told(segment: str, now: datetime, context: Context) -> Reading | None:
    bare = re.sub(rf"^{_SIDES}|{_SIDES}$", "", _LABEL.sub("", segment))
    if match := _AGO.fullmatch(bare):
        if match["n"] in {"几", "半"}:
            return None
        number = {"한": 1, "두": 2}.get(match["n"] or "한") or _number(match["n"])
        return before(now, [(number, _UNITS[match["u"]])])
    if bare in _NOW:
        return Reading(now.replace(second=0, microsecond=0).isoformat(), "minute", True)
    for word, days in _DAY_WORDS.items():
        if bare.startswith(word):
            day = now.date() + timedelta(days=days)
            if bare == word:
                return Reading(day.isoformat(), "day", True)
            match = _TIME.fullmatch(bare, len(word))
            if match and (clock := _clock(match)):
                return at_time(day, clock, context, relative=True)
    return None


def _is_alone(rest: str) -> bool:
    return re.fullmatch(_SIDES, _LABEL.sub("", re.sub(r"[(（].[)）]|星期.|周.|.曜日|.요일", "", rest))) is not None
