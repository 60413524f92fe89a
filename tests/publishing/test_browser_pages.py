"""The pages in a real Chromium: accessible, whole on a phone, by keyboard alone and without script."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from feed_readers import CountingServer
from made_items import SITE, awkward_feed, feed_of, item

from aggregator.publishing.files import write_all
from aggregator.publishing.page import Pages
from aggregator.publishing.rendering import assets
from aggregator.publishing.status import SourceRow
from aggregator.publishing.xmlfeeds import XmlFeeds

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
ROOT = Path(__file__).parents[2]
PLACES = (ROOT / ".ci" / "node_modules", ROOT / "node_modules")
AXE = Path(
    os.environ.get("AXE_CORE")
    or next((file for place in PLACES if (file := place / "axe-core" / "axe.min.js").is_file()), "axe-core")
)
PAGES = ("index.html", "all.html", "empty.html", "sources.html")
WIDTHS = (390, 1280)


def absent() -> str:
    lacking = [name for name, there in (("chromium", CHROMIUM), ("chromium-driver", DRIVER)) if not there]
    if importlib.util.find_spec("selenium") is None:
        lacking.append("the Python package selenium")
    return ", ".join(lacking)


pytestmark = pytest.mark.skipif(bool(absent()), reason=f"not installed: {absent()}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountingServer]:
    folder = tmp_path_factory.mktemp("site")
    with CountingServer(folder) as server:
        told = replace(
            SITE, base_url=server.address, helpline="Help: 0800 000 000, day and night.", title="Monitor"
        )
        feeds = [
            awkward_feed(),
            feed_of(
                [item(1), item(2, lang="ar", title="عنوان خبر")],
                "debt-bondage",
                title="Debt bondage",
                group="Forms",
            ),
            feed_of([], "empty", title="Nothing yet", group="Regions", weeks=(0,) * 12),
        ]
        rows = [
            SourceRow(name="Harbour", url="https://h.example/", kind="ngo", languages="English", state="Read"),
            SourceRow(
                name="Ledger", url="https://l.example/", kind="media", languages="", state="Cannot be read",
                trouble=True, feed="https://l.example/feed",
            ),
        ]  # fmt: skip
        pages = Pages(told, feeds)
        contents = dict(assets()) | {feed.file("html"): pages.feed(feed) for feed in feeds}
        contents |= {"index.html": pages.index(rows, [], report=False), "sources.html": pages.sources(rows)}
        contents["all.rss.xml"], contents["all.atom.xml"] = XmlFeeds(told).rss_and_atom(feeds[0])
        write_all({folder / name: data for name, data in contents.items()})
        yield server


def start(profile: Path, *, script: bool = True) -> Any:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (
        "headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
        "disable-component-update", "disable-sync", "disable-dev-shm-usage", "no-proxy-server",
        "disable-default-apps", "disable-extensions", "host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        f"user-data-dir={profile}",
    ):  # fmt: skip
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    return webdriver.Chrome(options=options, service=Service(executable_path=DRIVER))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    driver = start(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


def size(browser: Any, width: int, height: int = 900) -> None:
    """As wide as a phone: a window has a least width, the emulated screen has none."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def shade(browser: Any, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


@pytest.mark.skipif(
    not AXE.is_file(), reason="axe-core is not installed (npm install --no-save axe-core, or AXE_CORE)"
)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_no_violation(site: CountingServer, browser: Any, page: str, width: int) -> None:
    size(browser, width)
    browser.get(site.address + page)
    browser.execute_script("for (const d of document.querySelectorAll('details')) d.open = true;")
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    for scheme, rules in (("light", None), ("dark", ["color-contrast"])):
        shade(browser, scheme)
        run = "axe.run(document, arguments[0] ? {runOnly: arguments[0]} : {}).then(arguments[1])"
        result = browser.execute_async_script(run, rules)
        told = [(v["id"], [node["target"] for node in v["nodes"]][:5]) for v in result["violations"]]
        assert told == [], scheme
        assert result["passes"]


@pytest.mark.parametrize("page", [*PAGES, "debt-bondage.html"])
def test_a_page_is_never_wider_than_its_window(site: CountingServer, browser: Any, page: str) -> None:
    browser.get(site.address + page)
    browser.execute_script("for (const d of document.querySelectorAll('details')) d.open = true;")
    for width in (320, *WIDTHS):
        size(browser, width)
        assert browser.execute_script("return document.scrollingElement.scrollWidth") <= width


def test_a_page_asks_for_nothing_but_its_own_files_and_says_nothing_on_the_console(
    site: CountingServer, browser: Any
) -> None:
    browser.get_log("browser")
    for page in PAGES:
        browser.get(site.address + page)
        loaded = browser.execute_script("return performance.getEntriesByType('resource').map(r => r.name)")
        assert {name.removeprefix(site.address) for name in loaded} <= {
            "page.css",
            "page.js",
            "favicon.ico",
            "icon.png",
        }
    assert browser.get_log("browser") == []


def tab(browser: Any, *, times: int = 1) -> Any:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    for _ in range(times):
        ActionChains(browser).send_keys(Keys.TAB).perform()
    return browser.switch_to.active_element


def press(browser: Any, key: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser).send_keys(key).perform()


def test_by_keyboard_one_skips_to_the_content_and_sees_where_one_is(
    site: CountingServer, browser: Any
) -> None:
    size(browser, 1280)
    browser.get(site.address + "index.html")
    first = tab(browser)
    assert first.text == "Skip to content"
    assert first.location["x"] >= 0
    press(browser, "\ue007")
    assert browser.switch_to.active_element.get_attribute("id") == "content"
    seen = set()
    for _ in range(80):
        element = tab(browser)
        key = browser.execute_script(
            "return [...document.querySelectorAll('*')].indexOf(arguments[0])", element
        )
        if key in seen:
            break
        seen.add(key)
        style = browser.execute_script(
            "const s = getComputedStyle(arguments[0]); return [s.outlineStyle, s.outlineWidth]", element
        )
        assert style == ["solid", "2px"] or element.tag_name in {"body", "html"}, element.get_attribute(
            "outerHTML"
        )
    wanted = browser.execute_script(
        "return [...document.querySelectorAll('main a, main input, main button, main summary')]"
        ".filter(e => e.checkVisibility()).map(e => [...document.querySelectorAll('*')].indexOf(e))"
    )
    assert set(wanted) <= seen


def test_by_keyboard_one_copies_an_address(site: CountingServer, browser: Any) -> None:
    browser.get(site.address + "all.html")
    button = browser.find_element("css selector", "button[data-copy]")
    browser.execute_script("arguments[0].focus()", button)
    press(browser, "\ue007")
    status = browser.find_element("css selector", ".copied")
    for _ in range(50):
        if status.text:
            break
    assert status.text in {"Copied. Paste it into your reader.", "Select the address and copy it."}
    assert status.get_attribute("aria-live") == "polite"
    assert browser.switch_to.active_element == button


def shown(browser: Any) -> int:
    return int(
        browser.execute_script(
            "return [...document.querySelectorAll('.entry')].filter(e => e.checkVisibility()).length"
        )
    )


def test_filters_narrow_the_entries_and_say_how_many_are_left(site: CountingServer, browser: Any) -> None:
    size(browser, 1280)
    browser.get(site.address + "all.html")
    everything = shown(browser)
    browser.execute_script("document.getElementById('find').focus()")
    press(browser, "FISHING crew")
    assert shown(browser) == 1
    status = browser.find_element("css selector", ".shown")
    assert status.text == f"1 of {everything} entries"
    browser.find_element("css selector", ".filters button").click()
    choice = browser.find_element("id", "by-lang")
    browser.execute_script(
        "arguments[0].value = 'ar'; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))", choice
    )
    assert shown(browser) == 1
    browser.find_element("css selector", ".filters button").click()
    assert shown(browser) == everything
    assert status.text == ""


def test_filters_are_folded_on_a_phone(site: CountingServer, browser: Any) -> None:
    for width, is_open in ((390, False), (1280, True)):
        size(browser, width)
        browser.get(site.address + "all.html")
        filters = browser.find_element("css selector", "details.filters")
        assert filters.is_displayed()
        assert browser.execute_script("return arguments[0].open", filters) is is_open


def test_the_anchor_of_a_story_leads_to_it(site: CountingServer, browser: Any) -> None:
    last = awkward_feed().items[-1].anchor
    browser.get(f"{site.address}all.html#{last}")
    top = browser.execute_script(
        f"return document.getElementById({json.dumps(last)}).getBoundingClientRect().top"
    )
    assert -5 <= top <= 900


def test_right_to_left_titles_stand_on_the_right(site: CountingServer, browser: Any) -> None:
    size(browser, 1280)
    browser.get(site.address + "all.html")
    styles = browser.execute_script(
        "return [...document.querySelectorAll('.entry h3 a')].map(a => [a.lang, getComputedStyle(a).direction])"
    )
    assert ["ar", "rtl"] in styles
    assert ["en", "ltr"] in styles


def test_without_script_everything_is_there(site: CountingServer, tmp_path: Path) -> None:
    driver = start(tmp_path, script=False)
    try:
        driver.get(site.address + "all.html")
        entries = driver.find_elements("css selector", ".entry")
        assert len(entries) == len(awkward_feed().items)
        assert all(entry.is_displayed() for entry in entries)
        hidden = driver.find_elements("css selector", "button, details.filters")
        assert hidden
        assert not any(element.is_displayed() for element in hidden)
        field = driver.find_element("css selector", ".address input")
        assert field.is_displayed()
        assert field.get_attribute("value").endswith("all.atom.xml")
    finally:
        driver.quit()


def test_a_feed_opened_in_the_browser_is_a_readable_page(site: CountingServer, browser: Any) -> None:
    for name in ("all.rss.xml", "all.atom.xml"):
        browser.get(site.address + name)
        kind, visible = browser.execute_script(
            "const t = document.querySelector('title'); return [document.contentType, getComputedStyle(t).display]"
        )
        assert kind == "application/xml"
        assert visible == "block"
