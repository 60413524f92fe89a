"""Where an export goes: a file that appears whole or not at all, or standard output; counted, digested."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from aggregator.errors import CannotWriteError


class Sink(io.RawIOBase, BinaryIO):
    """Passes bytes on, counts and digests them."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._out.write(data)
        self._digest.update(data)
        self.size += len(data)
        return len(data)

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.size

    def flush(self) -> None:
        if not self._out.closed:  # it is the opener's to close
            self._out.flush()

    @property
    def sha256(self) -> str:
        """Digest of what was written so far, in hex."""
        return self._digest.hexdigest()


@contextlib.contextmanager
def output(path: Path | None) -> Iterator[Sink]:
    """A sink into `path`, or into standard output; CannotWriteError where that cannot be, and `path` is as before."""
    if path is None:
        sink = Sink(sys.stdout.buffer)
        yield sink
        sink.flush()
        return
    try:
        if path.exists() and not path.is_file():  # a pipe or a device is written to as it is
            with open(path, "wb") as out:
                yield Sink(out)
        else:
            with _whole(path) as out:
                yield Sink(out)
    except OSError as error:
        raise CannotWriteError(f"{path}: cannot be written: {error.strerror or error}") from error


@contextlib.contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """Write beside, flush to the disk, then rename over."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(temporary, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
