"""Archives of the web: whole, packed in every way, cut, broken and hostile."""

from __future__ import annotations

import gzip
import io
import random
import resource
import zlib
from datetime import UTC, datetime

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.formats import archive, decode, unpack, warc
from coranto.model import Problem, Raw

PAGE = "<html><body><p>The café at the pier closed on Tuesday, the harbour office said.</p></body></html>"
HTML = "Content-Type: text/html; charset=iso-8859-1\r\n"


def record(kind: str, address: str, block: bytes, declared: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{zlib.crc32(address.encode()):032x}>\r\n"
        f"WARC-Date: 2024-11-05T10:03:00Z\r\nWARC-Target-URI: {address}\r\nContent-Type: {declared}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes, headers: str = HTML, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body


def in_chunks(body: bytes) -> bytes:
    return b"".join(
        b"%x;a=b\r\n%b\r\n" % (len(body[at : at + 7]), body[at : at + 7]) for at in range(0, len(body), 7)
    ) + (b"0\r\n\r\n")


ONE = record("response", "https://lorn.example/1", answer(PAGE.encode("latin-1")))
TWO = record(
    "response",
    "<https://lorn.example/2>",
    answer(
        in_chunks(gzip.compress(PAGE.encode("latin-1"))),
        HTML + "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
    ),
)
THREE = record("resource", "https://lorn.example/3.txt", b"The pier closed on Tuesday.", "text/plain; charset=utf-8")
AGAIN = record("revisit", "https://lorn.example/1", answer(b""))
ABOUT = record("metadata", "https://lorn.example/1", b"via: https://lorn.example/", "application/warc-fields")
ALL = (record("warcinfo", "", b"software: x", "application/warc-fields"), ONE, TWO, AGAIN, ABOUT, THREE)


def found(data: bytes) -> tuple[list[Raw], list[str]]:
    items = list(warc.read_warc(io.BytesIO(data)))
    return [one for one in items if isinstance(one, Raw)], [one.code for one in items if isinstance(one, Problem)]


@pytest.mark.parametrize(
    "data",
    [b"".join(ALL), b"".join(map(gzip.compress, ALL)), gzip.compress(b"".join(ALL))],
    ids=["plain", "packed by record", "packed whole"],
)
def test_pages_come_with_address_time_and_characters(data: bytes) -> None:
    assert archive.kind(io.BytesIO(data)) == "warc"
    raws, problems = found(data)
    assert [raw.url for raw in raws] == [f"https://lorn.example/{name}" for name in ("1", "2", "3.txt")]
    assert {raw.at for raw in raws} == {datetime(2024, 11, 5, 10, 3, tzinfo=UTC)}
    assert problems == ["formats.records-left-out"]
    for raw in raws[:2]:
        (article,) = decode(raw).articles
        assert "The café at the pier closed" in article.text
        assert article.address == raw.url
        assert article.capture.at == raw.at


def test_an_archive_may_be_larger_than_memory() -> None:
    """A page comes before the ones behind it are read."""
    noise = random.Random(8).randbytes(400_000)  # noqa: S311 - not for secrets
    file = io.BytesIO(b"".join(record("resource", f"https://a.example/{n}", noise, "text/plain") for n in range(10)))
    pages = warc.read_warc(file)
    for number in (0, 1, 2):
        assert isinstance(next(pages), Raw)
        assert file.tell() < (number + 2) * 401_000


def test_what_is_left_out_is_counted_by_reason() -> None:
    gone = record("response", "https://lorn.example/4", answer(b"no", status="404 Not Found"))
    image = record("response", "https://lorn.example/5", answer(b"\x89PNG", "Content-Type: image/png\r\n"))
    *_, told = warc.read_warc(io.BytesIO(b"".join((*ALL, gone, image))))
    assert isinstance(told, Problem)
    for reason in ("2 about the crawl", "1 images", "1 redirects", "1 the same as at an earlier visit"):
        assert reason in told.message


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body, wbits=-15)),
        ("br", brotli.compress),
        ("zstd", zstandard.compress),
        ("gzip, br", lambda body: brotli.compress(gzip.compress(body))),
        ("identity", bytes),
        ("gzip", bytes),
    ],
)
def test_every_packing_is_undone(coding: str, pack) -> None:  # type: ignore[no-untyped-def]
    body = PAGE.encode("latin-1")
    raws, problems = found(
        record("response", "https://a.example/", answer(pack(body), f"{HTML}Content-Encoding: {coding}\r\n"))
    )
    assert [raw.body for raw in raws] == [body]
    assert problems == []


BROKEN = {
    "garbage between": (ONE + b"garbage\r\n" + THREE, 2),
    "length too large": (ONE + TWO.replace(b"Content-Length: ", b"Content-Length: 9") + THREE, 2),
    "no length": (ONE.replace(b"Content-Length: ", b"X-Length: ") + THREE, 1),
    "endless header": (ONE.replace(b"WARC-Type", b"X: " + b"y" * 100_000 + b"\r\nWARC-Type") + THREE, 1),
    "cut off": (ONE + THREE[:-20], 1),
    "cut off, packed": (gzip.compress(ONE) + gzip.compress(THREE)[:-30], 1),
    "a member damaged": (gzip.compress(ONE) + gzip.compress(TWO)[:40] + b"\xff" * 60 + gzip.compress(THREE), 2),
    "not what it is packed as": (
        record("response", "https://a.example/", answer(b"\x1f\x8bno", HTML + "Content-Encoding: gzip\r\n")) + THREE,
        1,
    ),
    "an unknown packing": (
        record("response", "https://a.example/", answer(b"x", HTML + "Content-Encoding: rot13\r\n")) + THREE,
        1,
    ),
}


@pytest.mark.parametrize(("data", "left"), BROKEN.values(), ids=BROKEN)
def test_a_broken_record_is_told_and_the_others_are_read(data: bytes, left: int) -> None:
    raws, problems = found(data)
    assert len(raws) == left
    assert "formats.broken-record" in problems


def test_what_the_crawler_cut_is_told() -> None:
    cut = ONE.replace(b"WARC-Type", b"WARC-Truncated: length\r\nWARC-Type")
    raws, problems = found(cut)
    assert (len(raws), problems) == (1, ["formats.cut-short"])


ZEROS = b"\0" * 200_000_000
BOMBS = {
    "gzip": record("response", "https://a.example/", answer(gzip.compress(ZEROS), HTML + "Content-Encoding: gzip\r\n")),
    "br": record(
        "response", "https://a.example/", answer(brotli.compress(ZEROS, quality=1), HTML + "Content-Encoding: br\r\n")
    ),
    "zstd": record(
        "response", "https://a.example/", answer(zstandard.compress(ZEROS), HTML + "Content-Encoding: zstd\r\n")
    ),
    "a member": gzip.compress(record("response", "https://a.example/", answer(ZEROS))),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_stopped_in_time_and_room(name: str) -> None:
    data = gzip.compress(ONE) + BOMBS[name] + gzip.compress(THREE) if name == "a member" else ONE + BOMBS[name] + THREE
    before = resource.getrusage(resource.RUSAGE_SELF)
    raws, problems = found(data)
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert (len(raws), problems) == (2, ["formats.too-large"])
    assert after.ru_utime - before.ru_utime < 1
    assert after.ru_maxrss - before.ru_maxrss < 200_000


def test_more_broken_records_than_an_archive_can_have_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_FRESH_STARTS", 5)
    _, problems = found(ONE + b"\nWARC/1.x\n" * 50)
    assert problems[-1] == "formats.broken-record"
    assert len(problems) < 8


def test_a_body_that_is_not_in_chunks_stays_as_it_is() -> None:
    assert unpack.chunked(b"<p>The pier</p>") == b"<p>The pier</p>"
    assert unpack.chunked(b"5\r\nThe p\r\n9\r\nier") == b"The pier"
    assert unpack.chunked(b"") == b""


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 2000), st.booleans())
def test_no_bytes_raise(noise: bytes, at: int, packed: bool) -> None:
    data = b"".join(map(gzip.compress, ALL)) if packed else b"".join(ALL)
    for one in warc.read_warc(io.BytesIO(data[:at] + noise + data[at + len(noise) :])):
        if isinstance(one, Raw):
            decode(one)
