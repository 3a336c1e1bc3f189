"""An archive of the web (WARC, ISO 28500): each stored page, feed or text with its address and capture time.

An archive may be larger than memory: it is a stream of `Raw`, read from a file as it is asked for. FastWARC finds the
records; what the server packed (chunks, gzip, brotli, zstandard) is unpacked here, within a limit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from coranto.formats import unpack
from coranto.formats.guard import LARGEST
from coranto.model import Problem, Raw

Found = Raw | Problem

MOST_FRESH_STARTS = 1_000
"""Broken records of one archive after which it is read no further: it is some other kind of file by then."""

_HOLDING = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_LEFT_OUT = {
    int(WarcRecordType.revisit): "the same as at an earlier visit",
    int(WarcRecordType.metadata): "about the crawl",
    int(WarcRecordType.request): "about the crawl",
    int(WarcRecordType.warcinfo): "about the crawl",
    int(WarcRecordType.continuation): "the rest of a record cut in pieces",
}
_READABLE = re.compile(r"text/|application/(?:[\w.+-]*\+)?(?:xml|json)\Z|application/x-ndjson\Z", re.IGNORECASE)
_UNREADABLE = re.compile(r"text/(?:css|javascript|x-|vtt|calendar|vcard|csv)", re.IGNORECASE)
"""Text, but of programs and tables: most of what a crawl keeps beside its pages."""
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_PACKED_START = b"\x1f\x8b\x08"
_PLAIN_START = b"\nWARC/1."
_FORMS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/feed+json": "feed",
    "application/x-ndjson": "jsonl",
}
"""What a type says for sure. Plain text is not here: servers give that name to anything."""


def is_warc(head: bytes) -> bool:
    """Whether a file that begins so is a WARC file that is not packed; of a packed one, look at what comes out."""
    return head.startswith(b"WARC/")


def read_warc(file: BinaryIO) -> Iterator[Found]:
    """All pages, feeds and texts of an archive in its order, and a Problem for each record that is broken.

    `file` can be sought in. It may be plain, packed record by record, or packed whole. After a broken record reading
    goes on at the next that can be found (in a file packed whole there is none). Records that hold no news (images,
    redirects, pages not found, requests) are counted in one Problem at the end.
    """
    left: Counter[str] = Counter()
    file.seek(0)
    at: int | None = 0
    packed = file.read(2) == b"\x1f\x8b"
    for _ in range(MOST_FRESH_STARTS):
        if at is None:
            break
        at = yield from _run(file, at, packed, left)
    else:
        yield Problem(
            "formats.broken-record", f"more than {MOST_FRESH_STARTS:,} records are broken; the rest is unread"
        )
    if left:
        told = "; ".join(f"{count:,} {why}" for why, count in sorted(left.items()))
        yield Problem("formats.records-left-out", f"records of the archive that hold no news: {told}")


def _run(file: BinaryIO, at: int, packed: bool, left: Counter[str]) -> Generator[Found, None, int | None]:
    """Records from the byte `at` on; gives back where to begin afresh after a broken one, None at the end."""
    file.seek(at)
    last, seen = at, at == 0
    try:
        for record in ArchiveIterator(file, parse_http=False, fsspec_args=False):
            last, seen = record.stream_pos, True
            _check_headers(record)
            if not record.record_type & _HOLDING:
                left[_LEFT_OUT.get(int(record.record_type), "of an unknown kind")] += 1
            elif record.content_length > LARGEST:
                yield Problem("formats.too-large", f"{_named(record)}: more than {LARGEST:,} bytes")
                if packed and _begins_packed(file, last):  # go round what it would unpack to
                    return _next_start(file, last + 1, packed)
            else:
                yield from _record(record, left)
    except OSError as fault:
        if seen:
            yield Problem("formats.broken-record", f"at byte {last:,} or after: {fault}")
        return _next_start(file, last + 1, packed)
    return None


def _check_headers(record: WarcRecord) -> None:
    """Raise OSError for what has no header of a record: an archive cut off looks like one without any."""
    if record.headers.get("WARC-Type") is None or record.headers.get("Content-Length") is None:
        raise OSError("the record has no kind or no length")


def _begins_packed(file: BinaryIO, at: int) -> bool:
    """Whether a packed member begins at a byte: records that are packed together begin nowhere."""
    here = file.tell()
    file.seek(at)
    found = file.read(len(_PACKED_START)) == _PACKED_START
    file.seek(here)
    return found


def _next_start(file: BinaryIO, at: int, packed: bool) -> int | None:
    """The first byte from `at` on at which a record may begin."""
    mark = _PACKED_START if packed else _PLAIN_START
    file.seek(at)
    before = b""
    while block := file.read(1 << 20):
        found = (before + block).find(mark)
        if found >= 0:
            return at - len(before) + found + (0 if packed else 1)
        at += len(block)
        before = (before + block)[1 - len(mark) :]
    return None


def _record(record: WarcRecord, left: Counter[str]) -> Iterator[Found]:
    """The news in a record. Raises OSError where the record ends early."""
    declared = record.headers.get("Content-Type") or ""
    if declared.lower().startswith("application/http"):
        try:
            record.parse_http(auto_decode="none")
        except OSError as fault:
            yield Problem("formats.broken-record", f"{_named(record)}: {fault}")
            return
        yield from _answer(record, left)
    elif record.record_type == WarcRecordType.response:
        left["not fetched from the web (names of hosts and such)"] += 1
    else:
        yield from _given(record, declared, _whole(record), left)


def _answer(record: WarcRecord, left: Counter[str]) -> Iterator[Found]:
    """A server's answer: its body unpacked, if it is the page that was asked for."""
    headers = record.http_headers
    if headers is None or headers.status_code != 200:
        left["redirects, pages not found and other answers without a page"] += 1
        return
    body = _whole(record)
    kind = headers.get("Content-Type") or record.headers.get("WARC-Identified-Payload-Type") or ""
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        body = unpack.chunked(body)
    try:
        body = unpack.unpacked(body, headers.get("Content-Encoding") or "", LARGEST)
    except unpack.TooLargeError as fault:
        yield Problem("formats.too-large", f"{_named(record)}: {fault}")
    except ValueError as fault:
        yield Problem("formats.broken-record", f"{_named(record)}: {fault}")
    else:
        yield from _given(record, kind, body, left)


def _whole(record: WarcRecord) -> bytes:
    """The block as it was stored."""
    length = record.content_length
    block: bytes = record.reader.read(length)
    if len(block) < length:
        raise OSError(f"the record ends after {len(block):,} of {length:,} bytes")
    return block


def _given(record: WarcRecord, declared: str, body: bytes, left: Counter[str]) -> Iterator[Found]:
    kind, _, rest = declared.partition(";")
    kind = kind.strip().lower()
    if kind and (_UNREADABLE.match(kind) or not _READABLE.match(kind)):
        left["images, programs and other things without news"] += 1
        return
    if not body.strip():
        left["answers without a page"] += 1
        return
    if record.headers.get("WARC-Truncated"):
        reason = record.headers.get("WARC-Truncated")
        yield Problem("formats.cut-short", f"{_named(record)}: the crawler kept only a part of it ({reason})")
    charset = _CHARSET.search(rest)
    yield Raw(body, _FORMS.get(kind), _address(record), at=_captured(record), charset=charset[1] if charset else None)


def _address(record: WarcRecord) -> str | None:
    """The address it was fetched from; WARC 1.0 writes it between angle brackets."""
    found = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    return found if found.startswith(("http://", "https://")) else None


def _captured(record: WarcRecord) -> datetime | None:
    """When it was fetched, or None where the record gives no time that can be read."""
    try:
        return datetime.fromisoformat((record.headers.get("WARC-Date") or "").strip()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _named(record: WarcRecord) -> str:
    return (
        f"record {(record.headers.get('WARC-Target-URI') or 'without an address')[:200]} at byte {record.stream_pos:,}"
    )
