"""A home is the operator's folder: configuration, own sources, the store, the feeds."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from aggregator.errors import ConfigError, UsageError
from aggregator.strict import build, parse_toml, read_text

CONFIG_FILE = "aggregator.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What `aggregator.toml` may say; each key has a default that works.

    `base_url` is the public address of the feeds folder. `delay` is seconds between two requests to one host,
    `budget` minutes a crawl may take, `interval_min` and `interval_max` minutes between two visits to a source,
    `window_*` what a feed holds (days, entries), `quiet_days` how far back a new source publishes.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}
    title: str = "Anti-trafficking news"
    description: str = (
        "News on trafficking in persons, forced labour and modern slavery, gathered from many publishers."
    )
    base_url: str = "http://localhost:8000/"
    contact: str | None = None
    publisher: str | None = None
    language: str = "en"
    rights: str = "Titles and excerpts belong to their publishers; follow the link to read."
    helpline: str | None = None
    hub: str | None = None
    ping: str | None = None
    store: str | None = None
    window_days: int = 30
    window_min: int = 50
    window_max: int = 200
    quiet_days: int = 30
    excerpt_max: int = 300
    retention_months: int = 24
    delay: float = 10.0
    budget: int = 45
    interval_min: int = 60
    interval_max: int = 10080
    resolve_allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """The paths of a home and its configuration, read once."""

    root: Path
    config: Config

    @classmethod
    def open(cls, root: Path | str) -> Home:
        """The home at `root`; UsageError where there is none, ConfigError where its configuration is wrong."""
        path = Path(root).expanduser().resolve()
        file = path / CONFIG_FILE
        if file.is_file():
            return cls(path, load_config(read_text(file), file))
        if _is_checkout(path):
            return cls(path, Config())
        raise UsageError(f"{path} is no home: it holds no {CONFIG_FILE}. Make one: aggregator init {path}")

    @classmethod
    def find(cls, given: str | None = None) -> Home:
        """The home given, or named by AGGREGATOR_HOME, or the checkout that this package runs from."""
        chosen = given or os.environ.get("AGGREGATOR_HOME")
        if chosen:
            return cls.open(chosen)
        checkout = Path(__file__).resolve().parent.parent
        if _is_checkout(checkout):
            return cls.open(checkout)
        raise UsageError(
            "no home given. Make one: aggregator init DIR; then: aggregator --home DIR …, or set AGGREGATOR_HOME"
        )

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def feeds(self) -> Path:
        return self.root / "feeds"

    @property
    def sources_dir(self) -> Path:
        return self.root / "sources"

    @property
    def lock(self) -> Path:
        return self.data / "run.lock"

    @property
    def store_url(self) -> str:
        """The database's address; a relative path in it is the home's, wherever the command was started."""
        url = self.config.store or "sqlite:///data/aggregator.db"
        kind, separator, path = url.partition(":///")
        if (
            kind.split("+")[0] != "sqlite"
            or not separator
            or not path
            or path.startswith((":memory:", "file:"))
        ):
            return url
        return f"{kind}:///{self.root / path}"

    def own(self, name: str) -> Path | None:
        """The home's own version of a catalogue file (`topics.toml`, `feeds.toml`), if there is one."""
        path = self.root / name
        return path if path.is_file() else None


def load_config(text: str, file: Path | str) -> Config:
    """`aggregator.toml` as a Config; ConfigError names file and key."""
    config = build(Config, parse_toml(text, file), file)
    for key, problem in _problems(config):
        raise ConfigError(f"{file}: {key!r}: {problem}")
    return config


def _problems(config: Config) -> list[tuple[str, str]]:
    found = [
        (key, "should be an http(s) address")
        for key in ("base_url", "hub", "ping")
        if not _web(getattr(config, key))
    ]
    if not config.title.strip():
        found.append(("title", "is empty"))
    if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", config.language):
        found.append(("language", "should be a language tag such as 'en' or 'pt-BR'"))
    if not config.base_url.endswith("/"):
        found.append(("base_url", f"should end in '/': {config.base_url}/"))
    if config.contact and not re.fullmatch(
        r"(mailto:)?[^@\s]+@[^@\s]+\.[^@\s]+|https?://\S+\.\S+", config.contact
    ):
        found.append(("contact", "should be a mail address or an http(s) address that reaches you"))
    positive = ("window_days", "window_min", "quiet_days", "retention_months", "budget", "interval_min")
    found += [(key, "should be 1 or more") for key in positive if getattr(config, key) < 1]
    if config.window_max < config.window_min:
        found.append(("window_max", f"should be at least window_min, {config.window_min}"))
    if config.interval_max < config.interval_min:
        found.append(("interval_max", f"should be at least interval_min, {config.interval_min}"))
    if not 0 <= config.delay <= 3600:
        found.append(("delay", "should be between 0 and 3600 seconds"))
    if not 0 <= config.excerpt_max <= 500:
        found.append(("excerpt_max", "should be between 0 and 500 characters"))
    for network in config.resolve_allow:
        try:
            ip_network(network)
        except ValueError as error:
            found.append(("resolve_allow", f"{error}"))
    return found


def _web(address: str | None) -> bool:
    if address is None:
        return True
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _is_checkout(path: Path) -> bool:
    return (path / "scrapy.cfg").is_file() and (path / "aggregator" / "items.py").is_file()
