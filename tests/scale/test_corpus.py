"""Corpora cut into units and jobs, from lines, rows and records."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coranto import scale
from coranto.errors import InputError
from coranto.model import Article, Problem, Raw
from coranto.scale import corpus

NOW = datetime(2024, 11, 5, tzinfo=UTC)
ROWS = [
    {"id": "a", "text": "One.", "title": "First", "published": "2024-11-05", "source": "Lorn Wire", "language": "en"},
    {"id": "b", "text": "Two.", "url": "https://lorn.example/b"},
    {"id": "c"},
]


def jsonl(path: Path) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def found(given: scale.Corpus) -> list[Article | Problem]:
    return [one for number, unit in enumerate(scale.units(given), 1) for one in corpus.articles(unit, number, NOW)]


def test_lines_and_rows_are_the_same_articles(tmp_path: Path) -> None:
    table = tmp_path / "corpus.parquet"
    columns = {name: [row.get(name) for row in ROWS] for name in corpus.COLUMNS}
    pq.write_table(pa.table({**columns, "extra": [1, 2, 3]}), table)
    lines = found(scale.open_corpus(jsonl(tmp_path / "corpus.jsonl"), "jsonl"))
    rows = found(scale.open_corpus(table, "parquet"))
    assert [(one.id, one.version, one.ref, one.published) for one in lines[:2]] == [
        (one.id, one.version, one.ref, one.published) for one in rows[:2]
    ]
    assert lines[2] == rows[2]
    assert isinstance(lines[2], Problem)
    assert lines[2].message.startswith("line 3")


def test_days_of_a_parquet_file_are_days(tmp_path: Path) -> None:
    path = tmp_path / "days.parquet"
    pq.write_table(pa.table({"text": ["One."], "published": [date(2024, 11, 5)]}), path)
    (article,) = found(scale.open_corpus(path, "parquet"))
    assert isinstance(article, Article)
    assert article.published is not None
    assert (article.published.at.date(), str(article.published.grain)) == (date(2024, 11, 5), "day")


def test_packed_lines_are_the_same_corpus(tmp_path: Path) -> None:
    plain = jsonl(tmp_path / "corpus.jsonl")
    packed = tmp_path / "corpus.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    one, other = (scale.open_corpus(path, "jsonl") for path in (plain, packed))
    assert list(scale.units(one)) == list(scale.units(other))
    assert scale.measure(one).units == scale.measure(other).units == 3


@pytest.mark.parametrize("text", [b"", b"\n", b"a", b"a\n", b"a\nb", b"a\n\nb\n"])
def test_units_are_counted_as_they_are_read(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(text)
    given = scale.open_corpus(path, "jsonl")
    assert scale.measure(given).units == len(list(scale.units(given)))


def test_a_line_that_is_too_long_is_one_unit_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "LONGEST_LINE", 10)
    long, short = scale.lines(io.BytesIO(b"x" * 35 + b"\nshort\n"))
    assert isinstance(long, Problem)
    assert long.code == "formats.too-large"
    assert short == b"short\n"


def test_jobs_are_cut_by_order_alone() -> None:
    jobs = list(corpus.cut([b"a", b"b", b"c", b"d", b"e"], 2, NOW))
    assert [(job.number, job.first, job.last, job.units) for job in jobs] == [
        (0, 1, 2, (b"a", b"b")),
        (1, 3, 4, (b"c", b"d")),
        (2, 5, 5, (b"e",)),
    ]


def test_a_record_may_hold_several_articles() -> None:
    items = b"<item><title>A port closed</title></item><item><title>It reopened</title></item>"
    feed = b"<rss><channel>" + items + b"</channel></rss>"
    assert [type(one) for one in corpus.articles(Raw(feed, "feed"), 7, NOW)] == [Article, Article]


@pytest.mark.parametrize("kind", ["jsonl", "parquet", "warc"])
def test_a_file_that_is_missing_or_another_is_refused_with_a_remedy(tmp_path: Path, kind: scale.Kind) -> None:
    with pytest.raises(InputError) as missing:
        scale.open_corpus(tmp_path / "nothing", kind)
    assert missing.value.remedy
    if kind != "jsonl":
        with pytest.raises(InputError) as other:
            scale.open_corpus(jsonl(tmp_path / "corpus.jsonl"), kind)
        assert "corpus.jsonl" in other.value.where


def test_a_parquet_file_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"body": ["One."]}), path)
    with pytest.raises(InputError, match="no column text"):
        scale.open_corpus(path, "parquet")
