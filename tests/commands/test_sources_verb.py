"""`aggregator sources`: choosing what is crawled, without ever editing a shipped file."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aggregator.commands import group
from aggregator.commands.declaring import put
from aggregator.commands.outlines import slug
from aggregator.errors import ConfigError, DataError, UsageError
from aggregator.home import Home
from aggregator.sources import SHIPPED, load


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "aggregator.toml").touch()
    return tmp_path


def run(root: Path, *args: object) -> Result:
    return CliRunner().invoke(
        group,
        ["--home", str(root), "sources", *map(str, args)],
        catch_exceptions=False,
        standalone_mode=False,
    )


def ids(root: Path, *args: object) -> set[str]:
    return {source["id"] for source in json.loads(run(root, "--json", *args).stdout)}


def declare(root: Path, id: str, text: str) -> Path:
    (root / "sources").mkdir(exist_ok=True)
    file = root / "sources" / f"{id}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_all_shipped_sources_are_listed_and_none_is_enabled(root: Path) -> None:
    assert len(ids(root)) == 80
    assert ids(root, "--enabled") == ids(root, "--verified") == set()
    assert "80 sources, 0 enabled." in run(root).stdout


def test_the_list_is_filtered(root: Path) -> None:
    assert "unodc-human-trafficking" in ids(root, "--group", "un")
    assert ids(root, "--kind", "un") <= ids(root, "--group", "un")
    assert ids(root, "--lang", "PT") == {"reporter-brasil", "br-ministry-of-labour"}
    assert ids(root, "--region", "africa", "--kind", "government") == {"naptip"}
    assert ids(root, "--disabled") == ids(root)


def test_enabling_writes_a_short_file_into_the_home_and_leaves_the_shipped_one(root: Path) -> None:
    before = (SHIPPED / "iom.toml").read_bytes()
    done = run(root, "enable", "iom", "polaris")
    assert ids(root, "--enabled") == {"iom", "polaris"}
    assert "check --live iom polaris" in done.stderr
    assert len((root / "sources" / "iom.toml").read_text().splitlines()) < 10
    assert (SHIPPED / "iom.toml").read_bytes() == before
    assert "Nothing to change" in run(root, "enable", "iom").stdout


def test_disabling_keeps_the_file_and_what_was_written_into_it(root: Path) -> None:
    text = '# ours\nname = "Desk"  # short\nurl = "https://a.example/"\nenabled = true #\n\n[selectors]\nitem = "li"\n'
    file = declare(root, "desk", text)
    run(root, "disable", "desk")
    assert file.read_text() == text.replace("enabled = true", "enabled = false")
    run(root, "enable", "desk")
    assert file.read_text() == text


def test_a_key_that_was_not_there_is_added_outside_of_any_table(root: Path) -> None:
    file = declare(root, "desk", 'name = "Desk"\nurl = "https://example.org/"\n[selectors]\nitem = "li"\n')
    run(root, "disable", "desk")
    assert tomllib.loads(file.read_text())["enabled"] is False
    assert file.read_text().endswith('[selectors]\nitem = "li"\n')


def test_a_key_that_only_seems_to_stand_there_is_not_touched(root: Path) -> None:
    text = 'name = "Desk"\nurl = "https://example.org/"\nnotes = """\nenabled = true\n"""\n'
    file = declare(root, "desk", text)
    run(root, "disable", "desk")
    told = tomllib.loads(file.read_text())
    assert (told["enabled"], told["notes"]) == (False, "enabled = true\n")


def test_all_verified_can_be_enabled_at_once(root: Path) -> None:
    for id, more in (("one", "verified = true"), ("two", ""), ("three", 'verified = true\nterms = "no"')):
        text = f'name = "{id}"\nurl = "https://{id}.example/"\nenabled = false\ngroups = ["ours"]\n{more}\n'
        declare(root, id, text)
    run(root, "enable", "--verified")
    assert ids(root, "--enabled") == {"one"}
    run(root, "enable", "--group", "ours")
    assert ids(root, "--enabled") == {"one", "two"}


def test_a_source_whose_publisher_refuses_cannot_be_enabled(root: Path) -> None:
    text = 'name = "Closed"\nurl = "https://closed.example/"\nenabled = false\nterms = "no"\n'
    file = declare(root, "closed", text)
    with pytest.raises(ConfigError, match="closed: the publisher's terms say no"):
        run(root, "enable", "iom", "closed")
    assert file.read_text() == text
    assert ids(root, "--enabled") == set()


@pytest.mark.parametrize("verb", ["enable", "disable", "show"])
def test_an_unknown_source_names_the_nearest(root: Path, verb: str) -> None:
    with pytest.raises(UsageError, match="no source 'polariss'; did you mean 'polaris'"):
        run(root, verb, "polariss")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--group", "labor"), "no source has group 'labor'; did you mean 'labour'"),
        (("--lang", "xx"), "no source has lang 'xx'; there are de, en, es"),
        (("--region", "europa"), "no source has region 'europa'; did you mean 'europe'"),
        (("enable", "--group", "ngos"), "no source has group 'ngos'; did you mean 'ngo'"),
    ],
)
def test_a_word_that_no_source_has_names_those_that_are_had(
    root: Path, words: tuple[str, ...], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        run(root, *words)


def test_enabling_nothing_says_what_to_name(root: Path) -> None:
    with pytest.raises(UsageError, match="--verified"):
        run(root, "enable")


def test_a_broken_file_is_told_and_stops_only_itself(root: Path) -> None:
    declare(root, "broken", 'nam = "x"\n')
    done = run(root, "--json")
    assert done.return_value == 1
    assert "unknown key 'nam'; did you mean 'name'?" in done.stderr
    assert len(json.loads(done.stdout)) == 80
    with pytest.raises(ConfigError, match="unknown key 'nam'"):
        run(root, "enable", "broken")


def test_a_source_is_shown_with_the_file_that_counts(root: Path) -> None:
    assert run(root, "show", "iom").stdout.startswith(f"# {SHIPPED / 'iom.toml'}\nname = ")
    run(root, "enable", "iom")
    assert json.loads(run(root, "show", "iom", "--json").stdout)[0]["file"] == str(
        root / "sources" / "iom.toml"
    )


def test_what_cannot_be_parsed_back_is_not_written(root: Path) -> None:
    home = Home.open(root)
    with pytest.raises(ConfigError):
        put(home, load(home).sources["iom"], pages=99)
    assert not (root / "sources" / "iom.toml").exists()


OPML = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE opml [<!ENTITY boom "boom">]>
<opml version="2.0"><head><title>Mine</title></head><body>
 <outline text="Trafficking"><outline text="By &amp; for NGOs">
  <outline type="rss" text="First  desk" xmlUrl="https://first.example/feed/" htmlUrl="https://first.example/news/"/>
  <outline type="rss" text="First desk" xmlUrl="https://second.example/feed/"/>
 </outline></outline>
 <outline type="rss" text="الخبر" xmlUrl="https://akhbar.example/rss" htmlUrl="javascript:alert(1)"/>
 <outline type="rss" text="Status" xmlUrl="https://status.example/rss"/>
 <outline type="rss" text="Friend" xmlUrl="https://www.facebook.com/feed"/>
 <outline type="rss" text="Router" xmlUrl="http://192.168.1.1/feed"/>
 <outline text="A folder"/>
</body></opml>
"""


def test_a_readers_list_becomes_sources_with_its_folders_as_groups(root: Path, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text(OPML, encoding="utf-8")
    done = run(root, "import", tmp_path / "list.opml", "--kind", "ngo", "--json")
    rows = json.loads(done.stdout)
    assert [row["id"] for row in rows] == ["first-desk", "first-desk-2", "akhbar-rss", "status-2", "", ""]
    assert done.return_value == 1
    assert "facebook.com is not read" in rows[4]["result"]
    assert "private address" in rows[5]["result"]
    sources = load(Home.open(root)).sources
    first = sources["first-desk"]
    assert (first.name, first.url, first.feed) == (
        "First desk",
        "https://first.example/news/",
        "https://first.example/feed/",
    )
    assert (first.groups, first.kind, first.scope, first.enabled) == (
        ("trafficking", "by-for-ngos"),
        "ngo",
        "gated",
        True,
    )
    assert sources["akhbar-rss"].url == "https://akhbar.example/rss"
    assert sources["akhbar-rss"].name == "الخبر"


def test_importing_again_declares_nothing_twice(root: Path, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text(OPML, encoding="utf-8")
    run(root, "import", tmp_path / "list.opml")
    before = {file.name: file.read_bytes() for file in (root / "sources").iterdir()}
    rows = json.loads(run(root, "import", tmp_path / "list.opml", "--json").stdout)
    assert [row["result"] for row in rows[:4]] == ["known already"] * 4
    assert {file.name: file.read_bytes() for file in (root / "sources").iterdir()} == before


BOMB = (
    '<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><opml><outline text="&b;"/></opml>'
)


@pytest.mark.parametrize(
    "text", ["", "<html/>", "<opml>", "feed: no", '<opml><outline text="a" text="b"/></opml>']
)
def test_what_is_no_opml_is_said_to_be_none(root: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "x.opml").write_text(text)
    with pytest.raises(DataError, match="is no OPML"):
        run(root, "import", tmp_path / "x.opml")


def test_entities_are_neither_fetched_nor_grown(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    secret = f'<!ENTITY x SYSTEM "file://{tmp_path}/secret">'
    reach = f'<!DOCTYPE opml [{secret}]><opml><outline text="a">&x;</outline></opml>'
    for text in (BOMB, reach):
        (tmp_path / "x.opml").write_text(text)
        assert "secret" not in run(root, "import", tmp_path / "x.opml").output
    assert not (root / "sources").exists() or not list((root / "sources").iterdir())


@pytest.mark.parametrize(
    ("name", "id"), [("Zürich News!", "zurich-news"), ("---", ""), ("खबर", ""), ("a" * 99, "a" * 60)]
)
def test_a_name_becomes_an_id(name: str, id: str) -> None:
    assert slug(name) == id
