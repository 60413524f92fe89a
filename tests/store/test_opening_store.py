"""Opening: a new store, a damaged one, another program's, an older one, a newer one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from making import HARBOUR, NOW, entry, visit

from aggregator.errors import AggregatorError, CannotWriteError, ConfigError, DataError
from aggregator.home import Home
from aggregator.store import Store
from aggregator.store.backup import restore
from aggregator.store.tables import SCHEMA, metadata


def address(file: Path) -> str:
    return f"sqlite:///{file}"


def filled(file: Path, count: int = 60) -> None:
    with Store.open_url(address(file)) as store:
        store.keep(visit(), [entry(n) for n in range(count)], source=HARBOUR, now=NOW)


def test_nothing_there_is_an_error_that_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="aggregator init") as caught:
        Store.open_url(address(tmp_path / "none.db"))
    assert caught.value.code == 65
    assert not (tmp_path / "none.db").exists()


def test_an_empty_file_is_lost_data_unless_a_new_store_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    file.touch()
    with pytest.raises(DataError, match=r"empty.*restore"):
        Store.open_url(address(file))
    with Store.open_url(address(file), create=True) as store:
        assert store.count() == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<!DOCTYPE html><title>502 Bad Gateway</title>", "no SQLite database"),
        (b"SQLite format 3\x00" + b"\x00" * 4000, "another program"),
        (b"\x1f\x8b" + b"x" * 200, "no SQLite database"),
        (b"SQL", "no SQLite database"),
    ],
    ids=["html", "zeros", "gzip", "short"],
)
def test_what_is_no_store_is_refused_and_left_alone(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "store.db"
    file.write_bytes(content)
    for create in (False, True):
        with pytest.raises(DataError, match=says):
            Store.open_url(address(file), create=create)
    assert file.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE bookmarks (url)")
        other.commit()
    with pytest.raises(DataError, match="another program"):
        Store.open_url(address(file))


@pytest.mark.parametrize("keep", [0.5, 0.9, 100])
def test_a_truncated_file_is_found_at_opening(file: Path, keep: float) -> None:
    filled(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * keep)] if keep < 1 else whole[:-4096])
    with pytest.raises(DataError, match=r"damaged.*restore"):
        Store.open_url(address(file))


def test_a_page_overwritten_is_found_at_opening(file: Path) -> None:
    filled(file)
    body = bytearray(file.read_bytes())
    size = int.from_bytes(body[16:18], "big")
    for start in range(size, len(body), size):
        body[start : start + 200] = b"\xa5" * 200
    file.write_bytes(body)
    with pytest.raises(DataError, match=r"damaged|malformed"):
        Store.open_url(address(file))


@pytest.mark.parametrize("place", range(0, 100, 9))
def test_no_damage_raises_anything_but_ours(file: Path, place: int) -> None:
    filled(file)
    body = bytearray(file.read_bytes())
    start = len(body) * place // 100
    body[start : start + 512] = bytes(range(256)) * 2
    file.write_bytes(body)
    with suppress(AggregatorError), Store.open_url(address(file)) as store:
        list(store.entries())
        store.keep(visit(), [entry("new")], source=HARBOUR, now=NOW)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(CannotWriteError, match="cannot be made"):
        Store.open_url(address(blocked / "data" / "store.db"), create=True)


@pytest.mark.parametrize("url", ["nonsense", "oracle9://x/y", "mysql+nodriver://x/y"])
def test_an_address_that_is_none_is_a_mistake_in_the_configuration(url: str) -> None:
    with pytest.raises(ConfigError, match="store ="):
        Store.open_url(url)


def test_opening_to_read_changes_nothing(file: Path) -> None:
    filled(file)
    before = file.read_bytes()
    with Store.open_url(address(file), readonly=True) as store:
        assert store.count() == 60
        with pytest.raises(CannotWriteError):
            store.keep(visit(), [entry("new")], source=HARBOUR, now=NOW)
    assert file.read_bytes() == before


def test_a_home_gives_its_public_host_to_the_ids(tmp_path: Path) -> None:
    (tmp_path / "aggregator.toml").write_text('base_url = "https://news.example.org/feeds/"\n')
    with Store.open(Home.open(tmp_path), create=True) as store:
        made = store.tag
    (tmp_path / "aggregator.toml").write_text('base_url = "https://moved.example.net/"\n')
    with Store.open(Home.open(tmp_path)) as store:
        assert store.tag == made == ("news.example.org", datetime.now(UTC).year)


def test_the_first_schema_brought_up_to_date_is_todays_schema(tmp_path: Path) -> None:
    """What the revisions build, one after the other, is what a new store gets at once."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from aggregator.store.migrations import upgrade

    engine = sa.create_engine(address(tmp_path / "migrated.db"))
    upgrade(engine, None, "")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == SCHEMA


@pytest.fixture
def next_schema(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Pretend that this program has one revision more, whose upgrade is the given statement."""
    from aggregator.store import migrations, opening

    versions = tmp_path / "versions"
    versions.mkdir()
    for revision in (migrations.FOLDER / "versions").glob("*.py"):
        (versions / revision.name).write_text(revision.read_text())
    config = migrations._config

    def with_next() -> object:
        made = config()
        made.set_main_option("version_locations", str(versions))
        return made

    def add(statement: str) -> None:
        (versions / "9999_next.py").write_text(
            "from alembic import op\nimport sqlalchemy as sa\n"
            f"revision = '9999'\ndown_revision = '{SCHEMA}'\nbranch_labels = depends_on = None\n"
            f"def upgrade():\n    op.add_column('runs', sa.Column('host', sa.Text()))\n    {statement}\n"
        )
        monkeypatch.setattr(migrations, "_config", with_next)
        monkeypatch.setattr(opening.t, "SCHEMA", "9999")

    return add


def columns(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as raw:
        return [row[1] for row in raw.execute("PRAGMA table_info(runs)")]


def test_an_older_store_is_backed_up_and_migrated(file: Path, next_schema: Callable[[str], None]) -> None:
    filled(file, 5)
    next_schema("pass")
    with pytest.raises(DataError, match="older"):
        Store.open_url(address(file), readonly=True)
    with Store.open_url(address(file)) as store:
        assert store.count() == 5
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
    assert "host" in columns(file)
    backup = file.with_name(f"store-before-{SCHEMA}.db")
    assert "host" not in columns(backup)
    with closing(sqlite3.connect(backup)) as raw:
        assert raw.execute("SELECT count(*) FROM entries").fetchone() == (5,)


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    file: Path, next_schema: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(file, 5)
    next_schema("op.execute('SELECT nothing')")
    with pytest.raises(DataError, match="nothing"):
        Store.open_url(address(file))
    monkeypatch.undo()
    with Store.open_url(address(file)) as store:
        assert store.count() == 5
    assert "host" not in columns(file)


def test_a_newer_store_is_refused_untouched(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '8888'")
        raw.commit()
    before = file.read_bytes()
    with pytest.raises(DataError, match="newer than this program"):
        Store.open_url(address(file))
    assert file.read_bytes() == before


def test_a_backup_is_whole_and_can_be_put_back(file: Path, tmp_path: Path) -> None:
    filled(file, 20)
    copy = tmp_path / "backup.db"
    with Store.open_url(address(file)) as store:
        assert store.backup(copy) == copy.stat().st_size
        store.keep(visit(), [entry("later")], source=HARBOUR, now=NOW)
        assert store.verify() == []
    file.write_bytes(b"ruined")
    aside = restore(copy, file, NOW)
    assert aside is not None
    assert aside.read_bytes() == b"ruined"
    with Store.open_url(address(file)) as store:
        assert store.count() == 20


def test_no_backup_is_made_of_a_damaged_store(file: Path, tmp_path: Path) -> None:
    filled(file)
    with Store.open_url(address(file)) as store:
        body = bytearray(file.read_bytes())
        body[8192:20480] = b"\xa5" * 12288
        file.write_bytes(body)
        with pytest.raises(DataError):
            store.backup(tmp_path / "backup.db")
    assert not [f.name for f in tmp_path.iterdir() if "backup" in f.name]
