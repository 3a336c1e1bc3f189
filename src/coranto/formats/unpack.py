"""What a server packed for the way, unpacked within a limit: chunks, then gzip, deflate, brotli and zstandard."""

from __future__ import annotations

import zlib

import brotli
import zstandard


class TooLargeError(ValueError):
    """More comes out than the limit allows."""


def chunked(body: bytes) -> bytes:
    """A body without its chunk sizes (RFC 9112, 7.1); one that is not in chunks comes back as it is.

    Crawlers often store the body already joined and leave the header that says otherwise. A body that ends within
    a chunk comes back up to there.
    """
    parts: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 1024)
        size = _size(body[at:end]) if end >= 0 else None
        if size is None:
            return b"".join(parts) if parts else body
        if size == 0:
            break
        parts.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(parts)


def _size(line: bytes) -> int | None:
    digits = line.partition(b";")[0].strip()
    try:
        return int(digits, 16) if digits.isalnum() and len(digits) <= 16 else None
    except ValueError:
        return None


def unpacked(body: bytes, coding: str, largest: int) -> bytes:
    """A body as its author wrote it; `coding` is the Content-Encoding header, several with commas between.

    Raises TooLargeError before more than `largest` bytes are held, and ValueError for a coding that is not known or
    bytes that are not in it. A body that is not packed although the header says so comes back as it is.
    """
    for name in reversed([one.strip().lower() for one in coding.split(",") if one.strip()]):
        if name in {"identity", "none"}:
            continue
        reader = _READERS.get(name.removeprefix("x-"))
        if reader is None:
            raise ValueError(f"packed as {name[:40]!r}, which is not known")
        body = reader(body, largest)
    if len(body) > largest:
        raise TooLargeError(f"more than {largest:,} bytes")
    return body


def _gzip(body: bytes, largest: int) -> bytes:
    return _inflated(body, 31, largest) if body.startswith(b"\x1f\x8b") else body


def _deflate(body: bytes, largest: int) -> bytes:
    """Servers send deflate with zlib's frame, as the standard says, or without."""
    framed = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] * 256 + body[1]) % 31 == 0
    return _inflated(body, 15 if framed else -15, largest)


def _inflated(body: bytes, window: int, largest: int) -> bytes:
    inflate = zlib.decompressobj(window)
    try:
        out = inflate.decompress(body, largest + 1)
    except zlib.error as fault:
        raise ValueError(str(fault)) from fault
    if len(out) > largest:
        raise TooLargeError(f"more than {largest:,} bytes")
    if not inflate.eof:
        raise ValueError("what was packed ends early")
    return out


def _brotli(body: bytes, largest: int) -> bytes:
    unpacker = brotli.Decompressor()
    parts: list[bytes] = []
    given, left = body, largest + 1
    while left > 0:
        try:
            parts.append(unpacker.process(given, output_buffer_limit=left))
        except brotli.error as fault:
            raise ValueError(str(fault)) from fault
        if not parts[-1]:
            return b"".join(parts)
        given, left = b"", left - len(parts[-1])
    raise TooLargeError(f"more than {largest:,} bytes")


def _zstd(body: bytes, largest: int) -> bytes:
    if not body.startswith(b"\x28\xb5\x2f\xfd"):
        return body
    with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(body, read_across_frames=True) as reader:
        try:
            out = reader.read(largest + 1)
        except zstandard.ZstdError as fault:
            raise ValueError(str(fault)) from fault
    if len(out) > largest:
        raise TooLargeError(f"more than {largest:,} bytes")
    return out


_READERS = {"gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd}
