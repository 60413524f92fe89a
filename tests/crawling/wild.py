"""Answers that break the rules of HTTP on the wire: endless, cut, slow, lying."""

from __future__ import annotations

import contextlib
import gzip
import socket
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
from backports import zstd
from hostile import Answer, Asked

MIB = 2**20
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def gzip_bomb(size: int = 32 * MIB) -> bytes:
    return gzip.compress(bytes(size))


def packed(name: str, size: int = 32 * MIB) -> Answer:
    """Zeros of `size`, packed as `name` says (comma-separated: innermost first)."""
    body = bytes(size)
    for one in name.split(", "):
        body = {
            "gzip": lambda data: gzip.compress(data, 6),
            "br": lambda data: brotli.compress(data, quality=1),
            "zstd": zstd.compress,
            "deflate": zlib.compress,
        }[one](body)
    return Answer(body, headers=(("Content-Encoding", name),))


def until_gone(
    head: bytes, piece: bytes, *, pause: float = 0.0, most: float = 12.0
) -> Callable[[socket.socket, Asked], None]:
    """Send `head`, then `piece` again and again until the other side leaves or `most` seconds have passed."""

    def reply(connection: socket.socket, asked: Asked) -> None:
        end = time.monotonic() + most
        with contextlib.suppress(OSError):
            connection.sendall(head)
            while time.monotonic() < end:
                connection.sendall(piece)
                if pause:
                    time.sleep(pause)

    return reply


def sent(data: bytes) -> Callable[[socket.socket, Asked], None]:
    """Send exactly these bytes and hang up."""

    def reply(connection: socket.socket, asked: Asked) -> None:
        connection.sendall(data)

    return reply


def silent(seconds: float = 12.0) -> Callable[[socket.socket], None]:
    """Accept, and say nothing."""

    def raw(connection: socket.socket) -> None:
        time.sleep(seconds)

    return raw


def hanging(connection: socket.socket, asked: Asked) -> None:
    """Take the request and never answer."""
    time.sleep(12)


def reset(connection: socket.socket, asked: Asked) -> None:
    """Slam the door: RST instead of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def to(target: str, status: int = 302) -> Answer:
    """A redirect."""
    return Answer(b"", status, headers=(("Location", target),))


def certificates(folder: Path, host: str) -> Iterator[tuple[str, Path, Path]]:
    """Self-made certificates for `host`, none of which anybody should trust: (name, certificate, key)."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    now = datetime.now(UTC)
    for name, subject, ends in (
        ("selfsigned", host, now + timedelta(days=30)),
        ("expired", host, now - timedelta(days=1)),
        ("wrongname", "elsewhere.example", now + timedelta(days=30)),
    ):
        key = ec.generate_private_key(ec.SECP256R1())
        named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)])
        made = (
            x509.CertificateBuilder()
            .subject_name(named)
            .issuer_name(named)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=10))
            .not_valid_after(ends)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(subject)]), critical=False)
            .sign(key, hashes.SHA256())
        )
        certificate, secret = folder / f"{name}.pem", folder / f"{name}.key"
        certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        secret.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        yield name, certificate, secret
