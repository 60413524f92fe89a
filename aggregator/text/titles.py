"""Headlines as printed, without the outlet's name that a page or a reprint puts behind them."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from aggregator.text.cleaning import clean
from aggregator.text.folding import fold

MAX_TITLE = 300
_SEPARATOR = re.compile(r"\s+(?:\||[-–—−]{1,2}|::|»|›|•|·|/|~|⋅|＿)\s+|\s*[|｜]\s*")
_SECTIONS = frozenset(
    """news|world|us news|uk news|world news|society|politics|business|opinion|international|national|local news|law|crime
    |global development|latest news|home|press releases|press release|noticias|actualités|nachrichten""".replace("\n    ", "").split("|")
)
_KNOWN = frozenset(
    fold(name)
    for name in """
    ABC News|Agence France-Presse|Al Arabiya|Al Jazeera|Al Jazeera English|Al-Monitor|AllAfrica|allAfrica.com|AP News|Arab News
    |Associated Press|Bangkok Post|BBC|BBC News|BBC News Mundo|BBC Mundo|Bloomberg|Bloomberg.com|BuzzFeed News|CBC News|CBS News
    |CNA|CNBC|CNN|CNN.com|CNN International|Daily Mail Online|Daily Mail|Mail Online|Daily Mirror|Daily Monitor|Daily Nation
    |Dawn|DAWN.COM|Deccan Herald|Der Spiegel|Deutsche Welle|DW|DW News|Dhaka Tribune|El Mundo|EL PAÍS|El Universal|Euronews
    |EurekAlert!|Financial Times|Forbes|Fox News|France 24|FRANCE24|Free Malaysia Today|Global News|Gulf News|Haaretz
    |Hindustan Times|HuffPost|HuffPost UK|Human Rights Watch|HRW|Independent|The Independent|India Today|Inquirer News
    |InSight Crime|Inter Press Service|Irish Examiner|Irish Times|The Irish Times|Khaosod English|Khmer Times|La Nación|La Repubblica
    |Le Figaro|Le Monde|Le Monde.fr|Libération|Los Angeles Times|Mail & Guardian|Metro News|Middle East Eye|Modern Diplomacy
    |Mongabay|Myanmar Now|NBC News|NDTV|NDTV.com|New York Post|Newsweek|NPR|OCCRP|openDemocracy|PBS NewsHour|Phys.org|POLITICO
    |Premium Times|Premium Times Nigeria|ProPublica|Punch Newspapers|Radio Free Asia|Rappler|ReliefWeb|Reuters|Reuters.com|RFI
    |RTÉ|Scroll.in|Sky News|South China Morning Post|SCMP|Spiegel|SPIEGEL ONLINE|STV News|Swissinfo|SWI swissinfo.ch|Tages-Anzeiger
    |Taipei Times|The Associated Press|The Atlantic|The Conversation|The Daily Star|The Diplomat|The Economist|The Economic Times
    |The Epoch Times|The Globe and Mail|The Guardian|The Guardian Nigeria News|The Hill|The Hindu|The Indian Express
    |The Jakarta Post|The Japan Times|The Korea Herald|The Korea Times|The Mercury News|The Nation|The New Humanitarian
    |The New York Times|The Phnom Penh Post|The Straits Times|The Sun|The Telegraph|The Times|The Times of India|Times of India
    |The Wall Street Journal|The Washington Post|Washington Post|Thomson Reuters Foundation|Thomson Reuters Foundation News
    |TIME|Time.com|UN News|UPI|UPI.com|USA TODAY|Vanguard News|VICE|Vice News|VOA|VOA News|Voice of America|VnExpress International
    |WSJ|Yahoo News|YouTube|ZEIT ONLINE|Süddeutsche.de|FAZ.NET|tagesschau.de|ANSA.it|la Repubblica|Folha de S.Paulo|G1|Infobae
    |The Gleaner|Jamaica Observer|GhanaWeb|MyJoyOnline.com|Graphic Online|The East African|The Star|Borneo Bulletin|UCA News
    """.replace("\n", "").split("|")
)  # fmt: skip


def title(s: str | None, outlets: Collection[str] = ()) -> str | None:
    """`s` cleaned and at most 300 code points; a last part is cut only where it is a known outlet's name.

    `outlets` are the names a source is known by, besides the large international ones.
    """
    text = clean(s)
    if text is None:
        return None
    text = _without_outlet(text, _folded(tuple(outlets)))
    return clean(text, limit=MAX_TITLE)


def _without_outlet(text: str, names: frozenset[str]) -> str:
    cut = False
    while True:
        parts = list(_SEPARATOR.finditer(text))
        if not parts:
            return text
        last = parts[-1]
        name = fold(text[last.end() :])
        if not (name in names or _own_name(name, names) or (cut and name in _SECTIONS)):
            break
        text, cut = text[: last.start()].rstrip(), True
    first = parts[0]
    if fold(text[: first.start()]) in names and first[0].strip() in {"|", "»", "::", "｜"}:
        return text[first.end() :]
    return text


def _own_name(name: str, names: frozenset[str]) -> bool:
    return f"the {name}" in names or (name.startswith("the ") and name[4:] in names)


@lru_cache(maxsize=512)
def _folded(outlets: tuple[str, ...]) -> frozenset[str]:
    return _KNOWN | {folded for folded in map(fold, outlets) if folded}
