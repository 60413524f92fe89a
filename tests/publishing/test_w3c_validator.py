"""The W3C feed validator, where FEEDVALIDATOR names the folder of its repository: no error, no warning."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_items import SITE, awkward_feed, feed_of

from aggregator.publishing.opml import opml
from aggregator.publishing.xmlfeeds import XmlFeeds

FOLDER = os.environ.get("FEEDVALIDATOR")
SCRIPT = """
import json, sys, urllib.error, urllib.request
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/src"]
import feedvalidator
from feedvalidator.logging import Error, Warning
found = []
for path, address in json.loads(sys.argv[2]):
    with open(path, "rb") as file:
        events = feedvalidator.validateStream(file, contentType="text/xml; charset=utf-8", base=address)["loggedEvents"]
    found += [[path, type(e).__name__, str(e.params)] for e in events if isinstance(e, (Error, Warning))]
print(json.dumps(found))
"""

pytestmark = pytest.mark.skipif(
    not FOLDER, reason="FEEDVALIDATOR does not name the folder of the W3C feed validator"
)


def test_the_w3c_validator_has_nothing_to_say(tmp_path: Path) -> None:
    awkward = awkward_feed()
    if awkward.updated > datetime.now(UTC):
        pytest.skip("the clock stands before the time of the sample entries")
    feeds = (awkward, feed_of([], "empty"), replace(awkward, slug="ended", retired=True))
    files = {"feeds.opml": opml(feeds, SITE, awkward.updated)}
    for feed in feeds:
        files[feed.file("rss.xml")], files[feed.file("atom.xml")] = XmlFeeds(SITE).rss_and_atom(feed)
    checked = []
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        checked.append((str(tmp_path / name), SITE.address(name)))
    command = [sys.executable, "-c", SCRIPT, str(FOLDER), json.dumps(checked)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []
