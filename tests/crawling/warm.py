"""A warm process that forks a child for each crawl, so that a test pays for the crawl and not for the imports.

Each line on stdin is one run; the answers are the child's number, then, when it has ended, its exit code. The child
runs the command as a shell would: own process, own descriptors, `main()`.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from typing import Any


def preload() -> None:
    import aggregator.commands.endings
    import aggregator.fetching.conditional
    import aggregator.fetching.decompression
    import aggregator.fetching.handler
    import aggregator.fetching.redirects
    import aggregator.fetching.robots
    import aggregator.monitoring.health
    import aggregator.pipelines.deduplicate
    import aggregator.pipelines.judge
    import aggregator.pipelines.normalise
    import aggregator.publishing
    import aggregator.settings
    import aggregator.spiders.running
    import aggregator.store.store  # noqa: F401
    from aggregator.judging import load_rules

    load_rules()
    assert "twisted.internet.reactor" not in sys.modules, "a reactor does not survive a fork"


def child(order: dict[str, Any]) -> None:
    for number, path in ((1, order["out"]), (2, order["err"])):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(order["env"])
    import aggregator.settings

    for name, value in order["settings"].items():
        setattr(aggregator.settings, name, value)
    if mark := order["settings"].get("BLOCKS_ON"):
        block_on(mark.encode())
    if order["names"]:
        socket.gethostbyname = answering(order["names"])
    sys.argv = ["aggregator", *order["args"]]
    code: object = 70
    try:
        from aggregator.commands import main

        main()
    except SystemExit as end:
        code = end.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 70)


def block_on(mark: bytes) -> None:
    """Reading a page that holds `mark` does not come to an end."""
    from aggregator import reading

    read = reading.read

    def blocking(body: bytes, *args: Any, **kwargs: Any) -> Any:
        if mark in body:
            time.sleep(60)
        return read(body, *args, **kwargs)

    reading.read = blocking


def answering(names: dict[str, list[str]]) -> Any:
    """A look-up that knows these names only; the answers of a name come in turn, the last for ever."""

    def look_up(name: str) -> str:
        if name[:1].isdigit():
            return name
        if name not in names:
            raise socket.gaierror(f"no such name: {name}")
        answers = names[name]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    return look_up


def serve() -> None:
    preload()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            child(order)
        print(json.dumps(pid), flush=True)
        _, status = os.waitpid(pid, 0)
        print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)


if __name__ == "__main__":
    serve()
