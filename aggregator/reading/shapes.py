"""The shape of dates in any script."""

from __future__ import annotations

import re

# dates in any script: 2022-05-04, 4.5.2022, 4 May 2022, May 4, 2022, 2022年5月4日, 3 hours ago
DATE_SHAPE = re.compile(
    r"\b\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}|\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2}\b)"
    r"|\b\d{1,2}(?:st|nd|rd|th|er|[.ºª])?[\s-]+(?:d[eu]l?\s+|of\s+|ב)?[^\W\d_][^\s\d.,;:()/"
    r"|–—]+[.,]*[\s-]+(?:d[eu]l?\s+|พ\.ศ\.\s*)?\d{4}\b"
    r"|\b[^\W\d_][^\s\d.,;:()/|–—]+\.?\s+\d{1,2}(?:st|nd|rd|th)?[.,]*\s+\d{4}\b|\d{2,4}\s?[年년]"
    r"|\d{1,2}\s?[月월]\s?\d{1,2}"
    r"|\b(?:\d+|an?|un[ae]?|eine[mnr]?|one)\s[^\d]{2,14}\s(?:ago|atrás|geleden|sedan|siden|temu|назад|тому"
    r"|önce|trước|lalu|fa|पहले|আগে|ที่แล้ว)\b"
    r"|\b(?:il y a|vor|hace|há|acum|منذ|قبل|πριν|לפני|przed)\s+[^\d]{0,8}\d+\s[^\W\d_][^\s\d.,;:()/|–—]+"
    r"|\d+\s?[^\W\d\s]{1,4}前|\d+\s?[^\W\d\s]{1,3}\s?전",
    re.I,
)
MONTH_SHAPE = re.compile(r"[^\W\d_][^\s\d]{1,14}\s+(?:d[eu]l?\s+)?(?:19|20)\d\d")
YEAR_ALONE = re.compile(r"\W*(?:19|20)\d{2}\s?[年년]?\W*(?:\d{1,3}\W*)?")  # with a count of the year's items
