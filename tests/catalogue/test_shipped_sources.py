"""The shipped catalogue: complete, honest about what is not known, and nothing in it runs by itself."""

import re
from pathlib import Path

import pytest

from aggregator.items import Source
from aggregator.sources import SHIPPED, parse

FILES = sorted(SHIPPED.glob("*.toml"))
REGIONS = {
    "global", "africa", "asia-pacific", "europe", "latin-america-caribbean", "middle-east", "north-america",
}  # fmt: skip
KIND_GROUP = {
    "un": "un", "government": "government", "ngo": "ngo", "media": "media", "research": "research",
    "aggregator": "aggregators",
}  # fmt: skip


def read(file: Path) -> Source:
    return parse(file.read_text(encoding="utf-8"), file.stem, file)


def test_the_catalogue_holds_eighty_sources() -> None:
    assert len(FILES) == 80


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_shipped_source_says_what_an_operator_chooses_by(file: Path) -> None:
    source = read(file)
    assert source.languages
    assert all(re.fullmatch(r"[a-z]{2}", lang) for lang in source.languages)
    assert source.region in REGIONS
    assert source.groups[0] == KIND_GROUP[source.kind]
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", group) for group in source.groups)
    assert source.notes
    assert source.notes.endswith((".",)) or source.notes.split()[-1].startswith("http")
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 14


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_shipped_source_is_neither_enabled_nor_claimed_to_be_checked(file: Path) -> None:
    source = read(file)
    assert not source.enabled
    assert not source.verified
    assert source.terms == "unchecked"
    assert source.terms_checked is None


def test_each_address_and_each_name_stands_once() -> None:
    sources = [read(file) for file in FILES]
    assert len({source.url for source in sources}) == len(sources)
    assert len({source.name for source in sources}) == len(sources)


def test_an_address_that_nobody_has_seen_says_so() -> None:
    unsure = re.compile(r"inferred|memory|repository|seen|known|untested|dormant", re.IGNORECASE)
    silent = [file.stem for file in FILES if not unsure.search(read(file).notes or "")]
    assert silent == []


def test_both_scopes_and_every_kind_occur() -> None:
    sources = [read(file) for file in FILES]
    assert {source.scope for source in sources} == {"trusted", "gated"}
    assert {source.kind for source in sources} == set(KIND_GROUP)
