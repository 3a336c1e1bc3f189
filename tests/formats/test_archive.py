"""Zip files of pages: nested, broken, and made to harm."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.formats import archive
from coranto.model import Problem, Raw

SUFFIXES = (".html", ".txt", ".jsonl")
WARC = (
    b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x>\r\nWARC-Date: 2024-11-05T10:00:00Z\r\n"
    b"WARC-Target-URI: https://lorn.example/a\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nThe pier.\r\n\r\n"
)


def zipped(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in members:
            made.writestr(name, body)
    return file.getvalue()


def found(data: bytes) -> tuple[list[bytes], list[Problem]]:
    items = list(archive.read_archive(io.BytesIO(data), SUFFIXES))
    return [one.body for one in items if isinstance(one, Raw)], [one for one in items if isinstance(one, Problem)]


def test_members_come_by_name_also_from_archives_inside() -> None:
    inner = zipped(("deep.txt", b"deep"), ("web.warc", WARC))
    data = zipped(
        ("z.html", b"last"),
        ("a/b/c.html", b"first"),
        ("m.zip", inner),
        ("p.png", b"x"),
        ("w.warc.gz", gzip.compress(WARC)),
    )
    bodies, problems = found(data)
    assert bodies == [b"first", b"deep", b"The pier.", b"The pier.", b"last"]
    assert problems == []


def test_lines_of_a_corpus_are_known_by_their_name() -> None:
    (raw,) = archive.read_archive(io.BytesIO(zipped(("c.jsonl", b'{"text": "One."}'))), SUFFIXES)
    assert isinstance(raw, Raw)
    assert raw.form == "jsonl"


def test_a_name_that_climbs_out_is_only_a_name() -> None:
    assert found(zipped(("../../etc/passwd.txt", b"words"))) == ([b"words"], [])


@pytest.mark.parametrize(("size", "code"), [(9_000_000, "formats.hostile-archive"), (300_000_000, "formats.too-large")])
def test_bombs_are_passed_over_and_the_others_are_read(size: int, code: str) -> None:
    bodies, problems = found(zipped(("a.txt", b"one"), ("bomb.txt", b"\0" * size)))
    assert bodies == [b"one"]
    assert [problem.code for problem in problems] == [code]


def test_a_member_that_is_too_large_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 1_000)
    bodies, problems = found(zipped(("a.txt", b"one"), ("b.txt", b"two " * 1_000)))
    assert bodies == [b"one"]
    assert [problem.code for problem in problems] == ["formats.too-large"]


def test_text_that_packs_well_is_no_bomb() -> None:
    assert found(zipped(("a.txt", b"The pier closed. " * 50_000))) == ([b"The pier closed. " * 50_000], [])


def test_archives_in_each_other_without_end_are_stopped() -> None:
    data = zipped(("a.txt", b"one"))
    for _ in range(6):
        data = zipped(("more.zip", data))
    bodies, problems = found(data)
    assert (bodies, [problem.code for problem in problems]) == ([], ["formats.hostile-archive"])


@pytest.mark.parametrize(("bound", "most", "read"), [("MOST_MEMBERS", 20, 20), ("MOST_BYTES", 50, 13)])
def test_the_whole_may_not_grow_without_end(monkeypatch: pytest.MonkeyPatch, bound: str, most: int, read: int) -> None:
    """Also where each zip file inside is small: what is used up in one is gone for the next."""
    inner = zipped(*((f"{n}.txt", b"word") for n in range(8)))
    monkeypatch.setattr(archive, bound, most)
    if bound == "MOST_MEMBERS":
        bodies, problems = found(zipped(*((f"{n}.zip", inner) for n in range(5))))
        assert len(bodies) < read
    else:
        bodies, problems = found(zipped(*((f"{n:03}.txt", b"word") for n in range(30))))
        assert len(bodies) == read
    assert {problem.code for problem in problems} == {"formats.hostile-archive"}


@pytest.mark.parametrize("data", [b"PK\x03\x04", zipped(("a.txt", b"one"))[:-30], b"PK\x03\x04" + b"\0" * 200])
def test_a_broken_zip_file_is_told(data: bytes) -> None:
    assert archive.kind(io.BytesIO(data)) == "zip"
    bodies, problems = found(data)
    assert (bodies, [problem.code for problem in problems]) == ([], ["formats.broken-archive"])


@pytest.mark.parametrize("data", [b"", b"<html>", b"\x1f\x8b", gzip.compress(b"<html>"), b"WAR"])
def test_what_is_no_archive_is_none(data: bytes) -> None:
    assert archive.kind(io.BytesIO(data)) is None


@settings(max_examples=150, deadline=None)
@given(st.binary(min_size=1, max_size=30), st.integers(0, 400))
def test_no_bytes_raise(noise: bytes, at: int) -> None:
    data = zipped(("a.txt", b"one"), ("in.zip", zipped(("b.txt", b"two"))), ("c.html", b"<p>three"))
    found(data[:at] + noise + data[at + len(noise) :])
