"""Sources are strict, each error says where and what instead, and one bad file stops only itself."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.errors import ConfigError
from aggregator.home import Config, Home
from aggregator.items import Selectors, Source
from aggregator.sources import RESERVED, address_problem, dump, load, parse, toml_value
from aggregator.strict import parse_toml

MINIMAL = 'name = "Example Desk"\nurl = "https://example.org/news/"\n'


def problem_of(text: str, id: str = "desk") -> str:
    with pytest.raises(ConfigError) as caught:
        parse(text, id, f"sources/{id}.toml")
    return str(caught.value)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "sources").mkdir()
    return Home(tmp_path, Config())


def declare(home: Home, id: str, text: str) -> Path:
    file = home.sources_dir / f"{id}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_name_and_an_address_are_enough() -> None:
    source = parse(MINIMAL, "desk", "desk.toml")
    assert source == Source(id="desk", name="Example Desk", url="https://example.org/news/")
    assert source.enabled
    assert source.scope == "gated"


def test_a_source_says_the_length_of_excerpts_or_takes_its_homes() -> None:
    assert parse(MINIMAL, "desk", "desk.toml", excerpt_max=120).excerpt_max == 120
    assert parse(MINIMAL + "excerpt_max = 0\n", "desk", "desk.toml", excerpt_max=120).excerpt_max == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('lanugages = ["en"]', "unknown key 'lanugages'; did you mean 'languages'?"),
        ('feeed = "https://example.org/feed/"', "unknown key 'feeed'; did you mean 'feed'?"),
        ('[selectors]\nitem = "li"\ntitel = "h2"', "unknown key 'selectors.titel'; did you mean 'title'?"),
        ('[selectors]\ntitle = "h2"', "'selectors.item' is missing"),
        ('zzz = "x"', "unknown key 'zzz'"),
        ('id = "desk"', "unknown key 'id'; the file's name is the id"),
        ('pages = "3"', "'pages': should be a valid integer, not '3'"),
        ("pages = true", "'pages': should be a valid integer, not True"),
        ("pages = 2.5", "'pages': should be"),
        ('enabled = "yes"', "'enabled': should be a valid boolean, not 'yes'"),
        ("enabled = 0", "'enabled': should be a valid boolean, not 0"),
        ('languages = "en"', "'languages': should be a valid"),
        ("languages = [1]", "'languages.0': should be a valid string, not 1"),
        (
            'kind = "press"',
            "'kind': should be 'un', 'government', 'ngo', 'media', 'research' or 'aggregator'",
        ),
        ('scope = "open"', "'scope': should be 'trusted' or 'gated'"),
        ('terms = "maybe"', "'terms': should be"),
        ('selectors = "li"', "'selectors'"),
        ("pages = 0", "'pages': should be between 1 and 20"),
        ("pages = 21", "'pages': should be between 1 and 20"),
        ("excerpt_max = 501", "'excerpt_max': should be between 0"),
        ("interval = 14", "'interval': should be between 15 minutes"),
        ("delay = -1.0", "'delay': should be between 0 and 3600"),
        ("delay = nan", "'delay': should be between 0 and 3600"),
        ('timezone = "Vienna"', "'timezone': 'Vienna' is no zone; names look like Europe/Vienna"),
        ('timezone = "../../etc/passwd"', "'timezone'"),
        ('feed = "ftp://example.org/feed"', "'feed': should be an http(s) address"),
        ('[selectors]\nitem = "li >"', "'selectors.item': is no CSS selector"),
        ('terms = "no"', "'enabled': its terms say no"),
    ],
)
def test_an_error_names_the_file_the_key_and_what_would_be_right(line: str, said: str) -> None:
    message = problem_of(MINIMAL + line + "\n")
    assert message.startswith("sources/desk.toml: ")
    assert said in message


def test_every_wrong_key_is_named_at_once() -> None:
    message = problem_of('url = "https://example.org/"\nlang = "en"\nkinds = "ngo"\n')
    assert "'name' is missing" in message
    assert "unknown key 'lang'" in message
    assert "unknown key 'kinds'; did you mean 'kind'?" in message


@pytest.mark.parametrize(
    "text", ["name = ", 'name = "a"\nname = "b"\n', "[" * 5000, "\x00", 'name = "\ud800"']
)
def test_what_is_no_toml_is_said_to_be_none(text: str) -> None:
    assert problem_of(text).startswith("sources/desk.toml: ")


def test_terms_no_may_stand_where_the_source_is_not_enabled() -> None:
    assert not parse(MINIMAL + 'terms = "no"\nenabled = false\n', "desk", "desk.toml").enabled


def test_the_day_on_which_terms_were_checked_may_be_written_as_a_day() -> None:
    assert parse(MINIMAL + "terms_checked = 2026-01-15\n", "desk", "d.toml").terms_checked == "2026-01-15"


@pytest.mark.parametrize(
    "id", ["Desk", "de_sk", "-desk", "desk-", "", "a" * 65, "..", "dé", *sorted(RESERVED)]
)
def test_an_id_is_a_plain_file_name(id: str) -> None:
    assert "the file's name is the source's id" in problem_of(MINIMAL, id)


@pytest.mark.parametrize(
    "address",
    [
        "example.org/news", "file:///etc/passwd", "javascript:alert(1)", "https://", "http://[::1", "https://a b/",
        "https://example.org:99999/", "https://user:secret@example.org/", "https://www.facebook.com/desk",
        "https://X.com./desk", "http://localhost:8000/", "http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/",
        "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://10.1.2.3/", "http://169.254.169.254/", "http://nas.local/",
        "https://example.org/\nHost: evil",
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_read_is_refused(address: str) -> None:
    assert address_problem(address)


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "http://example.org:8080/a?b=c", "https://nexx.com/", "https://مثال.example/"],
)
def test_a_public_address_may_be_read(address: str) -> None:
    assert address_problem(address) is None


def test_a_private_address_may_be_read_only_where_it_is_declared() -> None:
    text = 'name = "Intranet"\nurl = "http://10.0.0.7/news/"\n'
    assert "private_host = true" in problem_of(text)
    assert parse(text + "private_host = true\n", "intranet", "intranet.toml").private_host


def test_a_bad_file_stops_only_itself(home: Home) -> None:
    declare(home, "good", MINIMAL)
    bad = declare(home, "bad", "name = 3\n")
    (home.sources_dir / "binary.toml").write_bytes(b"\xff\xfe\x00")
    (home.sources_dir / "folder.toml").mkdir()
    (home.sources_dir / "huge.toml").write_bytes(b"#" * (2**20 + 1))
    (home.sources_dir / "gone.toml").symlink_to(home.root / "nowhere")
    catalogue = load(home)
    assert catalogue.sources["good"].name == "Example Desk"
    found = {problem.key: problem for problem in catalogue.problems}
    assert set(found) == {"bad", "binary", "folder", "huge", "gone"}
    assert found["bad"].file == bad
    assert "'url' is missing" in found["bad"].message
    assert "not UTF-8 at byte 0" in found["binary"].message
    assert all(str(problem.file) in problem.message for problem in catalogue.problems)


def test_a_file_saved_by_a_windows_editor_is_read(home: Home) -> None:
    (home.sources_dir / "desk.toml").write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert load(home).sources["desk"].name == "Example Desk"


def test_the_homes_file_replaces_the_shipped_one_even_where_it_is_broken(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "desk.toml").write_text(MINIMAL + "enabled = false\n")
    (shipped / "other.toml").write_text(MINIMAL + "enabled = false\n")
    (shipped / "eager.toml").write_text(MINIMAL)
    monkeypatch.setattr("aggregator.sources.SHIPPED", shipped)
    assert [source.id for source in load(home).enabled()] == []
    assert [problem.key for problem in load(home).problems] == ["eager"]
    declare(home, "desk", MINIMAL)
    assert [source.id for source in load(home).enabled()] == ["desk"]
    declare(home, "desk", "name = ")
    catalogue = load(home)
    assert "desk" not in catalogue.sources
    assert "other" in catalogue.sources


def test_a_home_without_a_folder_of_sources_has_the_shipped_ones(tmp_path: Path) -> None:
    catalogue = load(Home(tmp_path, Config()))
    assert catalogue.sources
    assert catalogue.problems == ()


def test_dump_writes_only_what_differs() -> None:
    source = parse(MINIMAL + "enabled = false\n", "desk", "desk.toml")
    assert dump(source) == MINIMAL + "enabled = false\n"


def test_dump_keeps_a_length_that_differs_from_the_homes() -> None:
    source = parse(MINIMAL + "excerpt_max = 300\n", "desk", "desk.toml", excerpt_max=200)
    again = parse(dump(source, excerpt_max=200), "desk", "desk.toml", excerpt_max=200)
    assert again == source


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
WORDS = st.lists(TEXT, max_size=3).map(tuple)
SELECTOR = st.sampled_from(["li", "article > h2", "a[rel='next']", 'a[title="x\\\\y"]', ".größe"])
SOURCES = st.builds(
    Source,
    id=st.just("desk"),
    name=TEXT.filter(str.strip),
    url=st.just("https://example.org/news/?a=1&b=%20"),
    kind=st.sampled_from(["un", "ngo", "media"]),
    languages=WORDS,
    region=st.none() | TEXT,
    groups=WORDS,
    scope=st.sampled_from(["trusted", "gated"]),
    terms=st.sampled_from(["ok", "ask", "unchecked"]),
    enabled=st.booleans(),
    notes=st.none() | TEXT,
    feed=st.none() | st.just("https://example.org/feed/"),
    selectors=st.none() | st.builds(Selectors, item=SELECTOR, title=st.none() | SELECTOR, date=st.none() | SELECTOR),
    timezone=st.none() | st.just("Europe/Vienna"),
    pages=st.integers(1, 20),
    excerpt_max=st.integers(0, 500),
    outlet_names=WORDS,
    interval=st.none() | st.integers(15, 129_600),
    delay=st.none() | st.floats(0, 3600),
    private_host=st.booleans(),
)  # fmt: skip


@given(SOURCES)
def test_what_is_dumped_is_parsed_back(source: Source) -> None:
    assert parse(dump(source), "desk", "desk.toml") == source


@given(TEXT)
def test_any_text_survives_as_a_toml_value(text: str) -> None:
    assert parse_toml(f"value = {toml_value(text)}", "x.toml") == {"value": text}


def test_a_source_refused_by_its_publisher_is_never_among_the_enabled(home: Home) -> None:
    declare(home, "desk", MINIMAL)
    catalogue = load(home)
    refused = replace(catalogue.sources["desk"], terms="no")
    assert replace(catalogue, sources={"desk": refused}).enabled() == []
