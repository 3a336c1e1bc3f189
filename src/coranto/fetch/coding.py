"""Content codings, unpacked piece by piece: what comes out at a time is bounded, however little went in.

A few hundred bytes can stand for gigabytes; the caller counts what comes out and stops where he likes.
"""

from __future__ import annotations

import http.client
import itertools
import zlib
from collections.abc import Generator, Iterator, Sequence

import brotli
import zstandard

_MOST = 1 << 20
"""Bytes that one step of gzip, deflate or brotli gives at most (brotli, which grows its buffer by doubling: twice)."""
_SLICE = 128
"""Bytes of zstd unpacked in one step. Four bytes of it stand for 128 KiB at most (RFC 8878, a block of one repeated
byte), so a step gives 4 MiB at most."""
_WINDOW = 8 << 20
"""The window that RFC 9659 allows zstd as a content coding."""
_BROKEN = (zlib.error, brotli.error, zstandard.ZstdError)


def named(headers: Sequence[str]) -> str | None:
    """The one coding that Content-Encoding names, "" for none; None for one that we cannot unpack, or several."""
    said = [name.strip() for name in ",".join(headers).lower().split(",")]
    names = [name.removeprefix("x-") for name in said if name not in {"", "identity"}]
    if len(names) > 1:
        return None
    return next((name if name in CODINGS else None for name in names), "")


def unpacked(coding: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes that packed pieces stand for, in bounded pieces of their own; nothing stands for nothing.

    `coding` is one of CODINGS or "". Raises http.client.IncompleteRead where the pieces end before what they pack does,
    ValueError where they are not packed as named.
    """
    first = next(pieces, b"")
    if not first:
        return
    pieces = itertools.chain((first,), pieces)
    try:
        yield from CODINGS[coding](pieces) if coding else pieces
    except _BROKEN as fault:
        raise ValueError(f"it is not packed as {coding}: {fault}") from fault


def _gzip(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """One or more members, one after the other (RFC 1952); what follows them and is none is left, as browsers do."""
    rest = next(pieces)
    while True:
        rest = yield from _inflated(zlib.decompressobj(wbits=31), itertools.chain((rest,), pieces))
        while len(rest := rest.lstrip(b"\0")) < 2:
            more = next(pieces, b"")
            if not more:
                return
            rest += more
        if not rest.startswith(b"\x1f\x8b"):
            return


def _deflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The zlib format as RFC 9110 has it, or bare deflate as many servers send it: the first byte tells."""
    first = next(pieces)
    wrapped = first[0] & 0x8F == 0x08
    yield from _inflated(zlib.decompressobj(wbits=15 if wrapped else -15), itertools.chain((first,), pieces))


def _inflated(member: zlib._Decompress, pieces: Iterator[bytes]) -> Generator[bytes, None, bytes]:
    """What one member packs; returns what of the last piece comes after it."""
    for piece in pieces:
        held, more = piece, True
        while more:
            out = member.decompress(held, _MOST)
            if out:
                yield out
            if member.eof:
                return member.unused_data
            held = member.unconsumed_tail
            more = bool(held) or len(out) == _MOST
    raise http.client.IncompleteRead(b"")


def _brotli(pieces: Iterator[bytes]) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    for piece in pieces:
        out = stream.process(piece, output_buffer_limit=_MOST)
        while out or not stream.can_accept_more_data():
            yield out
            out = stream.process(b"", output_buffer_limit=_MOST)
        if stream.is_finished():
            return
    raise http.client.IncompleteRead(b"")


def _zstd(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """One or more frames, one after the other."""
    opened = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    frame = opened.decompressobj()
    for piece in pieces:
        for start in range(0, len(piece), _SLICE):
            held = piece[start : start + _SLICE]
            while held:
                frame = opened.decompressobj() if frame.eof else frame
                yield frame.decompress(held)
                held = frame.unused_data if frame.eof else b""
    if not frame.eof:
        raise http.client.IncompleteRead(b"")


CODINGS = {"gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd}
