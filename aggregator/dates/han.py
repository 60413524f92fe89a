"""What Chinese, Japanese and Korean texts share: numerals, times of day, labels, and dates told from now."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from aggregator.dates.clock import Clock
from aggregator.dates.context import Context
from aggregator.dates.reader import at_time
from aggregator.dates.reading import Reading
from aggregator.dates.relative import before
from aggregator.dates.spelling import fold
from aggregator.dates.told import Unit
from aggregator.items import Precision

HAN = "〇零○一二三四五六七八九十廿卅"
_VALUES = {"〇": 0, "零": 0, "○": 0, "十": 10, "廿": 20, "卅": 30} | {
    c: n for n, c in enumerate("一二三四五六七八九", 1)
}
TIME = re.compile(
    r"\s*(?:[(（][^)）]{1,4}[)）]|星期.|周.|.曜日?|[월화수목금토일]요일)?[\s,、・]*"
    r"(?P<half>上午|下午|午前|午後|오전|오후|凌晨|早上|晚上|中午|[ap]m|清晨|傍晚|새벽|저녁|밤)?\s*"
    r"(?P<h>\d{1,2})\s*(?:[:時时點点시]\s*(?:(?P<mi>\d{1,2})\s*[分분]?)?)(?:[:\s]*(?P<s>\d{2})[秒초]?)?"
)
_LATE = frozenset(map(fold, ("pm", "下午", "午後", "오후", "晚上", "傍晚", "저녁", "밤")))
_AGO = re.compile(
    rf"(?:(?:約|约|大約|大约|약)\s*)?(?P<n>\d{{1,5}}|[{HAN}]{{1,2}}|한|두|两|兩)\s*(?:(?:个|個)\s?(?=[小钟星礼禮]))?"
    r"(?P<u>秒钟|秒鐘|秒|分钟|分鐘|分|小时|小時|钟头|時間|天|日|週間|周|週|星期|礼拜|禮拜|[个個かヶカヵケ箇]月|年"
    r"|초|분|시간|일|주일|주|개월|달|년)\s*(?:以前|之前|前|전)"
)
_SMALL = {"한": 1, "두": 2, "两": 2, "兩": 2}
_UNITS: dict[str, Unit] = {
    **dict.fromkeys(("秒钟", "秒鐘", "秒", "초"), "second"), **dict.fromkeys(("分钟", "分鐘", "分", "분"), "minute"),
    **dict.fromkeys(("小时", "小時", "钟头", "時間", "시간"), "hour"), **dict.fromkeys(("天", "日", "일"), "day"),
    **dict.fromkeys(("週間", "周", "週", "星期", "礼拜", "禮拜", "주일", "주"), "week"),
    **dict.fromkeys(("月", "개월", "달"), "month"), **dict.fromkeys(("年", "년"), "year"),
}  # fmt: skip
_DAYS = {"今天 今日 本日 오늘": 0, "昨天 昨日 어제": -1, "前天 一昨日 그제 그저께": -2, "明天 明日 내일": 1}
_DAY_WORDS = {fold(word): days for words, days in _DAYS.items() for word in words.split()}
_NOW = frozenset(
    map(
        fold,
        ("刚刚", "剛剛", "刚才", "剛才", "たった今", "たったいま", "방금", "방금 전", "지금", "现在", "現在"),
    )
)
_WEEKDAY = re.compile(r"[(（].[)）]|星期.|周.|.曜日|.요일")
_LABELS = (
    r"(?:最終|最后|最後|최종)?(?:更新日時|更新時間|更新时间|更新日|更新于|更新|発表日|発表|公開日時|公開日|公開|掲載日|掲載|投稿日時|投稿日"
    r"|投稿|配信日時|配信|发布时间|发布日期|发布于|发布|發布時間|發布日期|發佈日期|發佈|發布|发表时间|发表于|发表|發表|时间|時間|日期|刊登|日時|登録日"
    r"|入力|작성일|작성|등록일|등록|입력일|입력|승인|게시일|게시|수정일|수정|업데이트|기사입력|기사등록|발행일|발행|송고|于|於|した)"
)
_LABEL = re.compile(rf"^(?:[\s:：|/\[(（【]*{_LABELS})+|{_LABELS}+[\s:：]*$")
_SIDES = r"[\s:：|/\[\]()（）【】<>《》,、.。·・-]*"


def number(printed: str) -> int:
    """A number in digits or in Han numerals, as read (十二) or digit by digit (二〇二二)."""
    if printed.isdecimal():
        return int(printed)
    if not any(c in "十廿卅" for c in printed):
        return int("".join(str(_VALUES[c]) for c in printed))
    total = 0
    for c in printed:
        total = max(total, 1) * 10 if c == "十" and total < 10 else total + _VALUES[c]
    return total


def clock_of(match: re.Match[str] | None) -> Clock | None:
    """The time in a text that TIME has matched."""
    if match is None or int(match["h"]) > 24:
        return None
    precision: Precision = "second" if match["s"] else "minute" if match["mi"] else "hour"
    clock = Clock(int(match["h"]) % 24, int(match["mi"] or 0), int(match["s"] or 0), precision)
    if match["half"] == "中午":  # noon: from ten to two
        return clock if clock.hour >= 10 else clock.afternoon()
    return clock.afternoon() if match["half"] in _LATE else clock.morning() if match["half"] else clock


def told_from_now(folded: str, context: Context) -> Reading | None:
    """The time a short text tells from the time of reading: 3時間前, 昨天 09:15, 방금 전."""
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
        count, unit = match["n"], match["u"]
        return before(now, [(_SMALL.get(count) or number(count), _UNITS["月" if unit[-1] == "月" else unit])])
    if bare in _NOW:
        return Reading(now.replace(second=0, microsecond=0).isoformat(), "minute", relative=True)
    for word, days in _DAY_WORDS.items():
        if bare.startswith(word):
            day = now.date() + timedelta(days=days)
            if bare == word:
                return Reading(day.isoformat(), "day", relative=True)
            match = TIME.fullmatch(bare, len(word))
            if match and (clock := clock_of(match)):
                return at_time(day, clock, context, relative=True)
    return None


def is_alone(rest: str) -> bool:
    """Whether a text without its date holds nothing but labels, a weekday and punctuation."""
    return re.fullmatch(_SIDES, _LABEL.sub("", _WEEKDAY.sub("", TIME.sub("", rest)))) is not None
