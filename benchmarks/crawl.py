# ruff: noqa: SIM905 - lists of words
"""What a crawl costs beside a bare Scrapy spider on the same pages: CPU seconds, as ratios of one run.

    python benchmarks/crawl.py [--hosts 40] [--pages 10] [--runs 3]

Generated tag archives of 58 KB and ten teasers each are served by a process of its own. Three homes read them: by
declared selectors, by their feeds, and with nothing declared. Each is crawled twice; the second time nothing has
changed. The bare spider selects the same fields and writes JSON Lines; `fetching alone` sends the same conditional
requests and looks at nothing. Of each the start (imports, rules) is measured apart, by a crawl of no page.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socketserver
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

PORT = 18_790
FILLER = "<div class='pad'><span>" + "x" * 60 + "</span></div>"

BARE = """
import sys, json
import scrapy
from scrapy.crawler import AsyncCrawlerProcess
urls, out, fetch_only = json.load(open(sys.argv[1])), sys.argv[2], sys.argv[3] == "fetch"
class Bare(scrapy.Spider):
    name = "bare"
    handle_httpstatus_list = [304]
    async def start(self):
        for url in urls:
            yield scrapy.Request(url, headers={"If-None-Match": '"1"'} if fetch_only else {})
    def parse(self, response):
        if fetch_only:
            return
        for item in response.css("article"):
            yield {
                "title": item.css("h2 a::text").get(), "url": response.urljoin(item.css("h2 a::attr(href)").get()),
                "published": item.css("time::attr(datetime)").get(), "excerpt": item.css("p::text").get(),
                "categories": item.css("a[rel=tag]::text").getall(),
            }
settings = {"CONCURRENT_REQUESTS": 64, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "CONCURRENT_ITEMS": 4, "LOG_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False, "COOKIES_ENABLED": False,
            "FEEDS": {out: {"format": "jsonlines", "overwrite": True}}}
process = AsyncCrawlerProcess(settings)
process.crawl(Bare)
process.start()
"""


NAMES = tuple(
    "Aldra Bekin Corvo Dalmar Estev Fiorn Galt Hestia Ilmen Jorva Kestrel Lomar Mirren Nantes Orsk".split()
)
SUBJECTS = tuple(
    "court police inspectors survivors ministers prosecutors nurses teachers unions fishers".split()
)
VERBS = tuple("find free jail charge warn train house advise count rescue question identify".split())
OBJECTS = (
    "forced labour at a kiln",
    "victims of trafficking on trawlers",
    "recruiters of farm workers",
    "a ring that sold visas",
    "debt bondage in quarries",
    "domestic workers without papers",
    "a new shelter for women",
)


def words(host: int, n: int) -> tuple[str, str]:
    """Title and excerpt of one teaser, unlike those of others: near copies would measure something else."""
    chance = random.Random(host * 1000 + n)
    places = chance.sample(NAMES, 3)
    said = f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(OBJECTS)}"
    title = f"{places[0]} {said}, {chance.randrange(999)}"
    rest = " ".join(chance.choice((*SUBJECTS, *VERBS, *NAMES)) for _ in range(18))
    return title, f"In {places[1]} {chance.choice(SUBJECTS)} said that {rest} near {places[2]}."


def teaser(host: int, n: int) -> str:
    day = datetime.now(UTC).date() - timedelta(days=1 + n % 27)
    title, excerpt = words(host, n)
    return (
        f'<article class="post"><h2 class="entry-title"><a href="/story/{host}-{n}/">{title}</a></h2>'
        f'<time datetime="{day}T08:00:00+00:00">{day}</time><p>{excerpt}</p>'
        '<a rel="tag" href="/category/courts/">Courts</a></article>'
    )


def page(host: int, tag: int) -> bytes:
    teasers = "".join(teaser(host, tag * 10 + n) for n in range(10))
    body = f"<html lang='en'><head><title>Tag {tag}</title></head><body><main><h1>Tag {tag}</h1>{teasers}</main><aside>"
    return (body + FILLER * ((58_000 - len(body)) // len(FILLER)) + "</aside></body></html>").encode()


def feed(host: int, tag: int) -> bytes:
    items = ""
    for n in range(tag * 10, tag * 10 + 10):
        title, excerpt = words(host, n)
        day = datetime.now(UTC).date() - timedelta(days=1 + n % 27)
        items += (
            f"<item><title>{title}</title><link>http://127.77.0.{host}:{PORT}/story/{host}-{n}/</link>"
            "<category>Courts</category>"
            f"<pubDate>{day:%d %b %Y} 08:00:00 GMT</pubDate><description>{excerpt}</description></item>"
        )
    return f"<rss version='2.0'><channel><title>Tag {tag}</title>{items}</channel></rss>".encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bodies: ClassVar[dict[tuple[int, str], bytes]] = {}

    def do_GET(self) -> None:
        host = int(self.connection.getsockname()[0].rpartition(".")[2])
        body = b"not found"
        status, pieces = 404, self.path.strip("/").split("/")
        if pieces[0] in ("tag", "feed"):
            make = page if pieces[0] == "tag" else feed
            body = self.bodies.get((host, self.path)) or make(host, int(pieces[1]))
            self.bodies[host, self.path] = body
            status = 304 if self.headers.get("If-None-Match") else 200
        self.send_response(status)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Type", "text/xml" if pieces[0] == "feed" else "text/html; charset=utf-8")
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Nothing is logged."""


class Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True


def serve(hosts: int) -> None:
    import threading

    servers: list[socketserver.BaseServer] = [
        Server((f"127.77.0.{n}", PORT), Handler) for n in range(1, hosts + 1)
    ]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print("ready", flush=True)
    sys.stdin.read()


def cpu(command: list[str]) -> float:
    """CPU seconds of a command, its children included; the code 0 is demanded."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, command
    return used.ru_utime + used.ru_stime


def home(folder: Path, kind: str, hosts: int, pages: int) -> Path:
    from aggregator.commands.init import make

    make(folder, title="Benchmark", base_url="http://localhost:8000/", contact=None, extra="delay = 0\n")
    for host in range(1, hosts + 1):
        for tag in range(pages):
            base = f"http://127.77.0.{host}:{PORT}"
            text = f'name = "Site {host} {tag}"\nurl = "{base}/tag/{tag}/"\nprivate_host = true\n'
            text += f'feed = "{base}/feed/{tag}"\n' if kind == "feed" else ""
            text += (
                '[selectors]\nitem = "article"\ntitle = "h2 a"\nlink = "h2 a"\nexcerpt = "p"\ndate = "time"\n'
                'categories = "a[rel=tag]"\n'
                if kind == "selectors"
                else ""
            )
            (folder / "sources" / f"s{host}-{tag}.toml").write_text(text)
    return folder


def crawl(folder: Path) -> list[str]:
    code = "from aggregator.commands import main; main()"
    return [sys.executable, "-c", code, "--home", str(folder), "crawl", "--all"]


def measure(hosts: int, pages: int, folder: Path) -> dict[str, float]:
    """CPU seconds of each part of one run."""
    urls = [
        f"http://127.77.0.{host}:{PORT}/tag/{tag}/" for tag in range(pages) for host in range(1, hosts + 1)
    ]
    (folder / "urls.json").write_text(json.dumps(urls))
    (folder / "none.json").write_text("[]")
    (folder / "bare.py").write_text(BARE)

    def bare(which: str, mode: str) -> float:
        return cpu(
            [sys.executable, str(folder / "bare.py"), str(folder / which), str(folder / "out.jsonl"), mode]
        )

    found = {
        "bare start": bare("none.json", "read"),
        "bare": bare("urls.json", "read"),
        "fetch": bare("urls.json", "fetch"),
    }
    empty = home(folder / "empty", "none", 1, 1)
    cpu(crawl(empty))
    found["start"] = cpu(crawl(empty))
    for kind in ("selectors", "feed", "detected"):
        made = home(folder / kind, kind, hosts, pages)
        found[kind] = cpu(crawl(made))
        found[f"{kind} unchanged"] = cpu(crawl(made))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hosts", type=int, default=40)
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        serve(args.hosts)
        return
    command = [sys.executable, __file__, "--serve", "--hosts", str(args.hosts)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert server.stdout is not None
    assert server.stdout.readline() == b"ready\n"
    try:
        runs = []
        for _ in range(args.runs):
            with tempfile.TemporaryDirectory() as folder:
                runs.append(measure(args.hosts, args.pages, Path(folder)))
                time.sleep(1)
    finally:
        assert server.stdin is not None
        server.stdin.close()
        server.wait(10)
    best = {name: min(run[name] for run in runs) for name in runs[0]}
    tell(best, args.hosts * args.pages)


def tell(cost: dict[str, float], pages: int) -> None:
    bare, fetch = cost["bare"], cost["fetch"]
    print(f"{pages} pages; bare Scrapy spider {bare:.2f} s CPU ({cost['bare start']:.2f} of it start), "
          f"fetching alone {fetch:.2f} s, our own start {cost['start']:.2f} s")  # fmt: skip
    for name in ("selectors", "feed", "detected"):
        for what, beside, goal in (
            (name, bare, 4.0 if name == "detected" else 2.0),
            (f"{name} unchanged", fetch, 1.2),
        ):
            work = (cost[what] - cost["start"]) / (beside - cost["bare start"])
            each = 1000 * (cost[what] - cost["start"]) / pages
            print(
                f"  {what:22} {cost[what]:6.2f} s  ratio {cost[what] / beside:4.2f} (goal {goal}); "
                f"without the start {work:4.2f}; {each:.1f} ms a page"
            )


if __name__ == "__main__":
    main()
