"""Archives: a zip file of pages, or an archive of the web, as a stream of what they hold."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from coranto.formats.guard import LARGEST
from coranto.formats.warc import Found, is_warc, read_warc
from coranto.model import Problem, Raw

MOST_MEMBERS = 200_000
"""Files of one zip file, also those in zip files inside it."""
MOST_BYTES = 8_000_000_000
"""Bytes that all of a zip file may unpack to: 400 of the largest inputs."""
MOST_TIMES = 300
"""How often larger a member may become. Pages shrink to a tenth, tables of zeros to a thousandth: those are bombs."""
SMALL = 1_000_000
"""Bytes below which nobody is harmed, however well they were packed."""
DEEPEST = 3
"""Zip files inside each other."""
_HEAD = 512
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError)
"""What Python's reader raises for broken files (NotImplementedError is a RuntimeError)."""
_FORMS = {".jsonl": "jsonl", ".ndjson": "jsonl"}


@dataclass(slots=True)
class _Room:
    """What is wanted of a whole archive, and what it may still use up; when that is gone, reading ends."""

    suffixes: tuple[str, ...]
    members: int
    size: int


def kind(file: BinaryIO) -> str | None:
    """What kind of archive a file is by its first bytes, "zip" or "warc", or None; the file stands at its start."""
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"\x1f\x8b"):
        head = _unpacked_head(head)
    return "warc" if is_warc(head) else None


def _unpacked_head(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 16)
    except zlib.error:
        return b""


def read_archive(file: BinaryIO, suffixes: tuple[str, ...]) -> Iterator[Found]:
    """What an archive holds, in its order: the members of a zip file that end so, the pages of a WARC file.

    The file must be one that `kind` knows. Nothing is written to disk, so that a member's name cannot do harm.
    """
    if kind(file) == "zip":
        yield from _zip(file, _Room(suffixes, MOST_MEMBERS, MOST_BYTES), 1, "")
    else:
        yield from read_warc(file)


def _zip(file: BinaryIO, room: _Room, depth: int, inside: str) -> Iterator[Found]:
    if depth > DEEPEST:
        yield Problem("formats.hostile-archive", f"{inside}: zip files stand more than {DEEPEST} deep in each other")
        return
    try:
        with zipfile.ZipFile(file) as archive:
            for member in sorted(archive.infolist(), key=lambda one: one.filename):
                room.members -= 1
                if room.members < 0 or room.size < 0:
                    yield Problem("formats.hostile-archive", _used_up(room, inside + member.filename))
                    return
                if not member.filename.endswith("/"):  # `is_dir` fails on a name without letters
                    yield from _member(archive, member, room, depth, inside)
    except _FAULTS as fault:
        yield Problem("formats.broken-archive", f"{inside or 'the zip file'}: {fault or 'it ends early'}")


def _used_up(room: _Room, name: str) -> str:
    what = f"{MOST_MEMBERS:,} files" if room.members < 0 else f"{MOST_BYTES:,} bytes"
    return f"more than {what} would come out; nothing from {name[:200]} on was read"


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: _Room, depth: int, inside: str) -> Iterator[Found]:
    """What one file of a zip file holds; those of other kinds (pictures, style sheets) are passed over."""
    name = inside + member.filename
    endings = tuple(suffix.lower() for suffix in PurePosixPath(member.filename).suffixes[-2:])
    last = endings[-1] if endings else ""
    packed = last in {".zip", ".warc"} or endings == (".warc", ".gz")
    if not packed and last not in room.suffixes:
        return
    body = _body(archive, member, room, name)
    if isinstance(body, Problem):
        yield body
    elif last == ".zip":
        yield from _zip(io.BytesIO(body), room, depth + 1, f"{name}/")
    elif packed:
        yield from read_warc(io.BytesIO(body))
    else:
        yield Raw(body, _FORMS.get(last))


def _body(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: _Room, name: str) -> bytes | Problem:
    """A member unpacked, never more than it may be: what its entry says of its size is not believed."""
    if member.flag_bits & 0x1:
        return Problem("formats.broken-archive", f"{name}: it is locked with a password")
    most = min(LARGEST, max(SMALL, member.compress_size * MOST_TIMES))
    try:
        with archive.open(member) as file:
            body = file.read(most + 1)
    except _FAULTS as fault:
        return Problem("formats.broken-archive", f"{name}: {fault or 'it ends early'}")
    room.size -= len(body)
    if len(body) > LARGEST:
        return Problem("formats.too-large", f"{name}: more than {LARGEST:,} bytes")
    if len(body) > most:
        return Problem("formats.hostile-archive", f"{name}: it would become more than {MOST_TIMES} times as large")
    return body
