"""What the last publishing wrote, so that an unchanged store is noticed without rendering anything."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aggregator.publishing import files

FILE = "published.json"


def digest(data: bytes) -> str:
    """A short name for exactly these bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def still_stands(data: Path, feeds: Path, **known: str) -> int | None:
    """How many files stand as they were written from what is `known`; None where anything differs or is missing."""
    note = _read(data)
    same = all(note.get(key) == value for key, value in known.items())
    return len(note["files"]) if note and same and _stand(feeds, note["files"]) else None


def kept(data: Path, feeds: Path, marks: Mapping[str, str]) -> dict[str, str]:
    """Names and digests of the files that are marked as they were and stand as they were written."""
    note = _read(data)
    before, written = note.get("marks"), note.get("files", {})
    if not isinstance(before, dict):
        return {}
    same: dict[str, str] = {
        name: written[name] for name, mark in marks.items() if name in written and before.get(name) == mark
    }
    return {name: found for name, found in same.items() if _stand(feeds, {name: found})}


def remember(data: Path, made: Mapping[str, bytes], kept: Mapping[str, str], **known: Any) -> None:
    """Note what stands in the feeds folder, and from what; a note that cannot be written costs only time."""
    stand = {**kept, **{name: digest(content) for name, content in made.items()}}
    _write(data, known | {"files": dict(sorted(stand.items()))})


def remember_anew(data: Path, **known: Any) -> None:
    """Note that the same files stand for other inputs."""
    if note := _read(data):
        _write(data, note | known)


def _read(data: Path) -> dict[str, Any]:
    """The note; empty where there is none that can be used. It is only a cache: everything is rendered without it."""
    with contextlib.suppress(OSError, ValueError):
        note = json.loads((data / FILE).read_bytes())
        if isinstance(note, dict) and isinstance(note.get("files"), dict):
            return note
    return {}


def _write(data: Path, note: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        files.replace(data / FILE, (json.dumps(note, indent=0) + "\n").encode())


def _stand(feeds: Path, written: Mapping[str, str]) -> bool:
    try:
        return all(
            (feeds / name).lstat().st_mode & 0o777 == files.MODE
            and digest((feeds / name).read_bytes()) == mark
            for name, mark in written.items()
        )
    except (OSError, ValueError):
        return False
