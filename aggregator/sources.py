"""Declared sources, one strict TOML file each: the shipped catalogue and the home's own.

A bad file stops only itself.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, fields
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aggregator.errors import ConfigError
from aggregator.home import Home
from aggregator.items import Selectors, Source
from aggregator.strict import build, parse_toml, read_text

SHIPPED = Path(__file__).parent / "catalogue" / "sources"
ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
RESERVED = frozenset({"con", "prn", "aux", "nul", "index", "status", "health", "sources"})
# Never read: social media, forums, adult-advert sites (the subject is people who were harmed).
REFUSED_HOSTS = frozenset({
    "facebook.com", "instagram.com", "x.com", "twitter.com", "tiktok.com", "t.me", "telegram.org", "reddit.com",
    "4chan.org", "8kun.top", "vk.com", "linkedin.com", "youtube.com", "pinterest.com", "snapchat.com",
    "backpage.com", "skipthegames.com", "listcrawler.com", "eros.com", "rubmaps.ch", "mugshots.com", "doxbin.com",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be used, and why; `key` is the file's stem."""

    file: Path
    key: str
    message: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All sources by id, and the files that could not be read."""

    sources: dict[str, Source]
    problems: tuple[Problem, ...] = ()

    def enabled(self) -> list[Source]:
        """The sources that may be crawled: enabled, and not refused by their publisher's terms."""
        return [source for source in self.sources.values() if source.enabled and source.terms != "no"]


def load(home: Home) -> Catalogue:
    """The shipped sources and the home's, by id; a home's file replaces the shipped one of the same id."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for folder, shipped in ((SHIPPED, True), (home.sources_dir, False)):
        for file in sorted(folder.glob("*.toml")):
            sources.pop(file.stem, None)  # a broken replacement must not bring the shipped one back
            try:
                source = parse(read_text(file), file.stem, file, excerpt_max=home.config.excerpt_max)
                if shipped and source.enabled:
                    raise ConfigError(
                        f"{file}: 'enabled': a shipped source is enabled by its operator, not here"
                    )
                sources[source.id] = source
            except ConfigError as error:
                problems.append(Problem(file, file.stem, str(error)))
    return Catalogue(sources, tuple(problems))


def parse(text: str, id: str, file: Path | str, *, excerpt_max: int = 300) -> Source:
    """One source from its TOML; ConfigError names the file, the key and, for an unknown key, the nearest right one."""
    if not ID.fullmatch(id) or id in RESERVED:
        raise ConfigError(
            f"{file}: the file's name is the source's id: 1 to 64 of a-z, 0-9 and '-', none of the reserved "
            f"names ({', '.join(sorted(RESERVED))})"
        )
    data = parse_toml(text, file)
    if "id" in data:
        raise ConfigError(f"{file}: unknown key 'id'; the file's name is the id")
    source = build(Source, {"excerpt_max": excerpt_max, **data, "id": id}, file)
    for key, problem in _problems(source):
        raise ConfigError(f"{file}: {key!r}: {problem}")
    return source


def dump(source: Source, *, excerpt_max: int = 300) -> str:
    """The TOML of a source: its name, its address, and what differs from the defaults.

    `excerpt_max` is the default of the home that the file is written for.
    """
    defaults = {"excerpt_max": excerpt_max}
    lines, tables = [], []
    for spec in fields(Source):
        value = getattr(source, spec.name)
        default = defaults.get(spec.name, spec.default)
        if spec.name == "id" or (default is not MISSING and value == default):
            continue
        if isinstance(value, Selectors):
            tables = ["", "[selectors]"]
            tables += [
                f"{f.name} = {toml_value(getattr(value, f.name))}"
                for f in fields(value)
                if getattr(value, f.name)
            ]
        else:
            lines.append(f"{spec.name} = {toml_value(value)}")
    return "\n".join(lines + tables) + "\n"


def address_problem(address: str, *, private: bool = False) -> str | None:
    """Why a source may not have this address, or None: http(s), a public host, none that we refuse."""
    try:
        parts = urlsplit(address)
        host, _ = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        return f"is no address: {error}"
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\x00-\x1f]", address):
        return f"should be an http(s) address, not {address[:80]!r}"
    if parts.username or parts.password:
        return "holds a user name or a password: sources are public pages"
    if any(host == refused or host.endswith("." + refused) for refused in REFUSED_HOSTS):
        return f"{host} is not read: no social media, forums, adverts or profiles"
    if not private and _private(host):
        return f"{host} is a private address; if it is meant, add: private_host = true"
    return None


def _problems(source: Source) -> list[tuple[str, str]]:
    found = []
    for key in ("url", "feed"):
        address = getattr(source, key)
        if address is not None and (problem := address_problem(address, private=source.private_host)):
            found.append((key, problem))
    if not source.name.strip():
        found.append(("name", "is empty"))
    if source.timezone and not _zone(source.timezone):
        found.append(("timezone", f"{source.timezone!r} is no zone; names look like Europe/Vienna"))
    if not 1 <= source.pages <= 20:
        found.append(("pages", "should be between 1 and 20"))
    if not 0 <= source.excerpt_max <= 500:
        found.append(("excerpt_max", "should be between 0 (title and link only) and 500 characters"))
    if source.interval is not None and not 15 <= source.interval <= 60 * 24 * 90:
        found.append(("interval", "should be between 15 minutes and 90 days"))
    if source.delay is not None and not 0 <= source.delay <= 3600:
        found.append(("delay", "should be between 0 and 3600 seconds"))
    if source.enabled and source.terms == "no":
        found.append(("enabled", "its terms say no: a source whose publisher refuses cannot be enabled"))
    for spec in fields(source.selectors) if source.selectors else ():
        value = getattr(source.selectors, spec.name)
        if value and (problem := _selector(value)):
            found.append((f"selectors.{spec.name}", problem))
    return found


@cache
def _selector(css: str) -> str | None:
    from cssselect import SelectorError
    from parsel.csstranslator import HTMLTranslator

    try:
        HTMLTranslator().css_to_xpath(css)
    except SelectorError as error:
        return f"is no CSS selector: {error}"
    return None


def _private(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".lan")):
        return True
    try:
        return not ip_address(host.strip("[]")).is_global
    except ValueError:
        return bool(re.fullmatch(r"(0x[0-9a-f]+|\d+)(\.(0x[0-9a-f]+|\d+))*", host))  # other spellings of IPv4


def _zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def toml_value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(toml_value(v) for v in value) + "]"
    if isinstance(value, str):
        escaped = "".join(c if c >= " " and c not in '"\\\x7f' else f"\\u{ord(c):04x}" for c in value)
        return f'"{escaped}"'
    return str(value)
