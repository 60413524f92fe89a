"""What the last publishing wrote, so that an unchanged store is noticed without rendering anything."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from aggregator.publishing import files

FILE = "published.json"


def digest(data: bytes) -> str:
    """A short name for exactly these bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def still_stands(data: Path, feeds: Path, inputs: str) -> int | None:
    """How many files stand as they were written from the same inputs; None where anything differs or is missing."""
    try:
        remembered = json.loads((data / FILE).read_bytes())
        if remembered["inputs"] != inputs:
            return None
        written: dict[str, str] = remembered["files"]
        intact = all(_stands(feeds / name, known) for name, known in written.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # only a cache: without it everything is rendered and compared
    return len(written) if intact else None


def remember(data: Path, inputs: str, edition: Mapping[str, bytes]) -> None:
    """Note what stands in the feeds folder now; a note that cannot be written costs time, nothing else."""
    note = {"inputs": inputs, "files": {name: digest(content) for name, content in sorted(edition.items())}}
    with contextlib.suppress(OSError):
        files.replace(data / FILE, (json.dumps(note, indent=0) + "\n").encode())


def _stands(path: Path, known: str) -> bool:
    return path.lstat().st_mode & 0o777 == files.MODE and digest(path.read_bytes()) == known
