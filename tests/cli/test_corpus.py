"""`coranto read` on archives and corpora."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from coranto import cli, desk
from coranto.cli import corpus
from coranto.cli import read as read_module
from coranto.errors import InputError, UsageError
from coranto.model import Problem, Raw

PAGE = (
    b"<html><head><title>Launch</title></head><body><article><h1>Launch</h1><p>North Korea fired two ballistic "
    b"missiles into the sea on Tuesday, South Korea's military said.</p><p>Japan condemned North Korea.</p></article>"
    b"</body></html>"
)


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(cli.cli, list(arguments), input=given)


def warc(path: Path, *pages: bytes) -> Path:
    made = b""
    for number, page in enumerate(pages):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{number}>\r\nWARC-Date: 2024-11-05T10:00:00Z\r\n"
            f"WARC-Target-URI: https://lorn.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        made += gzip.compress(head.encode() + block + b"\r\n\r\n")
    path.write_bytes(made)
    return path


def zipped(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("pages/launch.html", PAGE)
        made.writestr("pages/broken.zip", b"no")
    return path


@pytest.mark.parametrize("make", [zipped, lambda path: warc(path, PAGE)], ids=["zip", "warc"])
def test_an_archive_is_read_like_its_pages(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    done = run("read", str(make(tmp_path / "archive")), "--as", "claims")
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert {claim["event"] for claim in claims} >= {"MOBILIZE", "ACCUSE"}
    assert done.exit_code == 0


def test_what_is_broken_in_an_archive_is_told(tmp_path: Path) -> None:
    assert "formats.broken-archive" in run("read", str(zipped(tmp_path / "a.zip"))).stderr


def test_archives_in_a_folder_are_found_and_added(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip")
    warc(tmp_path / "b.warc.gz", PAGE)
    found = list(desk.raws([str(tmp_path)], lambda: b""))
    assert [one.url for one in found if isinstance(one, Raw)] == [None, "https://lorn.example/0"]
    assert [one.code for one in found if isinstance(one, Problem)] == ["formats.broken-archive"]
    with desk.open_desk(desk.settings.Settings(reader="fast"), str(tmp_path / "record.db")) as here:
        taken = desk.take_in(here, desk.raws([str(tmp_path / "b.warc.gz")], lambda: b""))
    assert (taken.articles, taken.new) == (1, 1)
    assert taken.claims > 1


def test_the_same_comes_out_of_several_processes(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc.gz", *[PAGE] * 3)
    one, two = (run("read", "--fast", "--from-warc", str(path), "--as", "reading", "--workers", n) for n in "12")
    assert one.exit_code == two.exit_code == 0
    assert one.stdout == two.stdout
    assert len(one.stdout.splitlines()) == 3


def test_a_corpus_goes_into_a_folder_and_a_second_call_adds_nothing(tmp_path: Path) -> None:
    path, folder = warc(tmp_path / "a.warc.gz", PAGE, PAGE), tmp_path / "out"
    call = ("read", "--fast", "--from-warc", str(path), "--to", str(folder), "--workers", "1")
    first, second = run(*call), run(*call)
    assert first.exit_code == second.exit_code == 0
    assert first.stdout == second.stdout
    assert "2 of 2 (100%)" in first.stderr
    record = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert record["finished"]
    assert record["digest"] in first.stdout
    articles = pq.read_table(folder / "articles").to_pylist()
    assert [row["url"] for row in articles] == ["https://lorn.example/0", "https://lorn.example/1"]
    assert {row["captured"] for row in articles} == {"2024-11-05T10:00:00+00:00"}
    assert pq.read_table(folder / "claims").num_rows == record["counts"]["claims"] > 2
    other = run("read", "--from-warc", str(path), "--to", str(folder))
    assert isinstance(other.exception, InputError)
    assert "another" in str(other.exception)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from-jsonl", "a", "--from-warc", "b"),
        ("page.html", "--from-jsonl", "a"),
        ("page.html", "--to", "folder"),
        ("--from-jsonl", "-", "--to", "folder"),
        ("--from-parquet", "nothing.parquet"),
    ],
)
def test_wrong_calls_say_what_to_do(arguments: tuple[str, ...]) -> None:
    done = run("read", *arguments)
    assert isinstance(done.exception, UsageError)
    assert done.exception.remedy


def test_a_flood_of_problems_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_module, "MOST_PROBLEMS", 2)
    done = run("read", "--from-jsonl", "-", "--as", "line", given="no\n" * 5)
    assert done.stderr.splitlines()[-1] == "formats.bad-line: 3 more"
    assert done.exit_code == 2


@pytest.mark.parametrize(("seconds", "words"), [(5.4, "5 s"), (600, "0 h 10 min"), (86_400 * 2 + 300, "48 h 05 min")])
def test_the_time_left_is_in_plain_words(seconds: float, words: str) -> None:
    assert corpus._in_words(seconds) == words
