"""A home is found where it was said to be, never in the working directory by accident; its settings are strict."""

from dataclasses import fields
from pathlib import Path

import pytest

from aggregator.errors import ConfigError, UsageError
from aggregator.home import CONFIG_FILE, Config, Home, load_config

CHECKOUT = Path(__file__).resolve().parent.parent


def make(folder: Path, text: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CONFIG_FILE).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def no_home_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AGGREGATOR_HOME", raising=False)


def test_an_empty_configuration_has_every_default() -> None:
    assert load_config("", CONFIG_FILE) == Config()
    assert len(fields(Config)) > 20


def test_the_paths_of_a_home_lie_inside_it(tmp_path: Path) -> None:
    home = Home.open(make(tmp_path / "news"))
    root = (tmp_path / "news").resolve()
    assert (home.root, home.data, home.feeds) == (root, root / "data", root / "feeds")
    assert (home.sources_dir, home.lock) == (root / "sources", root / "data" / "run.lock")
    assert home.store_url == f"sqlite:///{root}/data/aggregator.db"


def test_opening_a_home_makes_nothing(tmp_path: Path) -> None:
    root = make(tmp_path / "news")
    Home.open(root)
    assert [path.name for path in root.iterdir()] == [CONFIG_FILE]


def test_the_home_given_wins_over_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, named = make(tmp_path / "given"), make(tmp_path / "named")
    monkeypatch.setenv("AGGREGATOR_HOME", str(named))
    assert Home.find(str(given)).root == given.resolve()
    assert Home.find().root == named.resolve()


def test_without_a_word_the_checkout_is_the_home_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert Home.find().root == CHECKOUT


def test_a_tilde_is_the_users_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    make(tmp_path / "news")
    assert Home.open("~/news").root == (tmp_path / "news").resolve()


def test_a_folder_that_is_no_home_says_how_to_make_one(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing", make(tmp_path / "home") / CONFIG_FILE):
        with pytest.raises(UsageError, match="aggregator init"):
            Home.open(path)


def test_the_homes_own_rules_are_found(tmp_path: Path) -> None:
    home = Home.open(make(tmp_path))
    assert home.own("topics.toml") is None
    (tmp_path / "topics.toml").touch()
    assert home.own("topics.toml") == tmp_path.resolve() / "topics.toml"


def test_a_stores_relative_path_is_the_homes_not_the_working_directorys(tmp_path: Path) -> None:
    def url(store: str) -> str:
        return Home(tmp_path, Config(store=store)).store_url

    assert url("sqlite:///archive/news.db") == f"sqlite:///{tmp_path}/archive/news.db"
    assert url("sqlite:////var/lib/news.db") == "sqlite:////var/lib/news.db"
    assert url("postgresql+psycopg://db/news") == "postgresql+psycopg://db/news"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('tittle = "News"', "unknown key 'tittle'; did you mean 'title'?"),
        ('window_day = 3', "unknown key 'window_day'; did you mean 'window_days'?"),
        ('[feeds]\nx = 1', "unknown key 'feeds'"),
        ('window_days = "30"', "'window_days': should be a valid integer, not '30'"),
        ("window_days = 0", "'window_days': should be 1 or more"),
        ("window_min = 300", "'window_max': should be at least window_min, 300"),
        ("interval_min = 20000", "'interval_max': should be at least interval_min, 20000"),
        ("delay = 4000", "'delay': should be between 0 and 3600 seconds"),
        ("delay = nan", "'delay': should be between 0 and 3600 seconds"),
        ("excerpt_max = 501", "'excerpt_max': should be between 0 and 500"),
        ('base_url = "https://example.org/feeds"', "should end in '/': https://example.org/feeds/"),
        ('base_url = "/feeds/"', "'base_url': should be an http(s) address"),
        ('hub = "ftp://example.org"', "'hub': should be an http(s) address"),
        ('ping = "https://["', "'ping': should be an http(s) address"),
        ('contact = "me"', "'contact': should be a mail address"),
        ('resolve_allow = ["10.0.0.0/33"]', "'resolve_allow'"),
        ('resolve_allow = "10.0.0.0/8"', "'resolve_allow'"),
        ('title = " "', "'title': is empty"),
        ('language = "english please"', "'language': should be a language tag such as 'en' or 'pt-BR'"),
        ("title = News", "aggregator.toml"),
    ],
)  # fmt: skip
def test_an_error_names_the_file_the_key_and_what_would_be_right(line: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(line + "\n", CONFIG_FILE)
    assert str(caught.value).startswith(f"{CONFIG_FILE}: ")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "contact", ["desk@example.org", "mailto:desk@example.org", "https://example.org/about"]
)
def test_a_contact_is_a_mail_address_or_a_page(contact: str) -> None:
    assert load_config(f'contact = "{contact}"', CONFIG_FILE).contact == contact
