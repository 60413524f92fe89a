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


def still_stands(data: Path, feeds: Path, **known: str) -> int | None:
    """How many files stand as they were written from what is `known`; None where anything differs or is missing."""
    try:
        remembered = json.loads((data / FILE).read_bytes())
        written: dict[str, str] = remembered["files"]
        same = all(remembered[key] == value for key, value in known.items())
        intact = same and all(_stands(feeds / name, mark) for name, mark in written.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # only a cache: without it everything is rendered and compared
    return len(written) if intact else None


def remember(data: Path, made: Mapping[str, bytes], **known: str) -> None:
    """Note what stands in the feeds folder, and from what; a note that cannot be written costs only time."""
    _write(data, known | {"files": {name: digest(content) for name, content in sorted(made.items())}})


def remember_anew(data: Path, **known: str) -> None:
    """Note that the same files stand for other inputs."""
    with contextlib.suppress(OSError, ValueError):
        _write(data, json.loads((data / FILE).read_bytes()) | known)


def _write(data: Path, note: dict[str, object]) -> None:
    with contextlib.suppress(OSError):
        files.replace(data / FILE, (json.dumps(note, indent=0) + "\n").encode())


def _stands(path: Path, known: str) -> bool:
    return path.lstat().st_mode & 0o777 == files.MODE and digest(path.read_bytes()) == known
