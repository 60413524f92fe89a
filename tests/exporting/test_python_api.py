"""What an analyst imports: instant, without Scrapy, with errors where the mistake was made."""

import subprocess
import sys
from pathlib import Path

import pyarrow
import pyarrow.compute
import pytest
from known_items import make_home

import aggregator
from aggregator.errors import UsageError
from aggregator.exporting.fields import NAMES


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("api") / "home").root


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = (
        "import sys, aggregator\n"
        "assert aggregator.judge('Human trafficking ring broken up').scope == 'in'\n"
        "assert aggregator.read(b'<p>nothing', 'https://example.org/').kind == 'not_listing'\n"
        "print(sorted({'scrapy', 'twisted', 'sqlalchemy', 'click'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_entries_are_the_rows_of_an_export(root: Path) -> None:
    rows = list(aggregator.entries(root, scope="all", with_held=True))
    assert len(rows) == 7
    assert tuple(rows[0]) == NAMES


def test_flat_entries_have_lists_of_codes(root: Path) -> None:
    (row,) = aggregator.entries(str(root), flat=True, sources="wire", langs="en")
    assert row["topics"] == ["labour-trafficking", "debt-bondage"]
    assert row["countries"] == ["IN"]
    assert row["copies"] == ["https://desk.example/news/kiln"]


def test_a_mistake_is_told_at_the_call_and_not_at_the_first_item(root: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no topic 'debt'; did you mean 'debt-bondage'"):
        aggregator.entries(root, topics="debt")
    with pytest.raises(UsageError, match="is no home"):
        aggregator.entries(tmp_path)
    with pytest.raises(UsageError, match="is no home"):
        aggregator.open_store(tmp_path)
    with pytest.raises(TypeError, match="topic"):
        aggregator.entries(root, topic="debt-bondage")


def test_a_store_is_opened_for_reading_only(root: Path) -> None:
    with aggregator.open_store(root) as store:
        assert store.count() == 6
        with pytest.raises(Exception, match=r"read|writ"):
            store.withdraw([next(iter(store.entries())).id], "no", next(iter(store.entries())).first_seen)


def test_entries_make_a_table(root: Path) -> None:
    table = pyarrow.Table.from_pylist(list(aggregator.entries(root, flat=True)))
    topics = pyarrow.compute.list_flatten(table["topics"]).value_counts().to_pylist()
    assert {"values": "labour-trafficking", "counts": 3} in topics
