"""The report's page: charts as SVG with words beside them, nothing inline that its own policy forbids."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from known_items import FROM_DESK, FROM_WIRE, make_home
from lxml import etree, html

from aggregator.publishing.edition import site_of
from aggregator.reporting.dimensions import DIMENSIONS, Names
from aggregator.reporting.numbers import Count, report
from aggregator.reporting.page import WIDTH, _months, page
from aggregator.store import Query, Store


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> etree._Element:
    home = make_home(tmp_path_factory.mktemp("page") / "home")
    with Store.open(home, readonly=True) as store:
        found = report(store.entries(Query(scope=("in",))), Names())
    return html.document_fromstring(page(found, Query(scope=("in",)), site_of(home)))


def test_every_dimension_has_a_table_with_its_heading(told: etree._Element) -> None:
    for dimension in DIMENSIONS:
        if dimension != "month":
            assert told.xpath(f"//section[h2[@id='{dimension}']]//tbody/tr")
    assert len(told.xpath("//details//tbody/tr")) == 3


def test_no_item_is_quoted_so_that_a_takedown_need_not_look_here(told: etree._Element) -> None:
    shown = told.text_content()
    for entry in (*FROM_DESK, *FROM_WIRE):
        assert (entry.title or "no title") not in shown
        assert (entry.excerpt or "no excerpt") not in shown
        assert entry.address not in etree.tostring(told, encoding="unicode")


def test_a_picture_has_words_or_is_hidden_from_those_who_read_with_their_ears(told: etree._Element) -> None:
    for picture in told.xpath("//svg"):
        assert picture.get("aria-hidden") == "true" or (
            picture.get("role") == "img" and picture.xpath("boolean(@aria-label) or boolean(title)")
        )


def test_the_pages_own_policy_is_kept(told: etree._Element) -> None:
    assert told.xpath("//*[@style] | //style | //script[not(@src)] | //*[@onclick]") == []
    ids = told.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_page_is_html_without_a_parse_error(told: etree._Element) -> None:
    parser = html5lib.HTMLParser()
    parser.parse("<!doctype html>" + etree.tostring(told, method="html", encoding="unicode"))
    assert parser.errors == []


def test_the_balance_fills_the_bar(told: etree._Element) -> None:
    bars = told.xpath("(//svg[contains(@class, 'balance')])[1]/rect")
    assert round(sum(float(bar.get("width")) for bar in bars)) == 1000
    assert [bar.get("class") for bar in bars] == ["sex", "both", "labour", "neither"]


@pytest.mark.parametrize("many", [0, 1, 2, 15, 16, 36])
def test_the_chart_of_months_has_its_columns_side_by_side_and_labels_apart(many: int) -> None:
    counts = [Count(f"{2024 + n // 12}-{n % 12 + 1:02d}", "", n * 7, n) for n in range(many)]
    chart = _months(counts)
    places = [column["x"] for column in chart["columns"]]
    assert places == sorted(set(places))
    assert not places or places[-1] + chart["step"] <= chart["width"] <= WIDTH
    labels = [column["x"] for column in chart["columns"] if column["label"]]
    assert all(b - a >= 40 for a, b in pairwise(labels))
    assert bool(labels) == bool(many)
    assert all(0 <= column["items"]["y"] <= chart["height"] for column in chart["columns"])


def test_an_empty_report_is_a_page_too(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    told = html.document_fromstring(page(report(iter(()), Names()), Query(), site_of(home)))
    assert "0 items of 0 stories" in told.text_content()
    assert "What these numbers are not" in told.text_content()
    assert not told.xpath("//table")
    assert datetime.now(UTC).strftime("%Y-%m-%d") not in told.text_content()
