"""A corpus as a stream of units: lines of JSON, rows of Parquet, records of the web's archives.

A unit is the least that can be read alone. It has a number, counted from 1 in the order of the input, by which
shards are cut and messages name it; nothing of it depends on who reads it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Literal, cast

import pyarrow as pa
import pyarrow.parquet as pq

from coranto import formats
from coranto.errors import InputError
from coranto.model import Article, Problem, Raw

Kind = Literal["jsonl", "parquet", "warc"]
Unit = bytes | Raw | Problem
"""A line of JSON, a page, or what was found instead of one."""

COLUMNS = ("id", "text", "title", "published", "source", "url", "language")
"""Fields of a JSON line, and so the columns of a Parquet file, that are read."""
LONGEST_LINE = 20_000_000
"""Bytes of a line: as many as one input may have."""
AT_ONCE = 512
"""Rows of a Parquet file held at a time."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file of articles and what kind it is: JSON lines (also packed with gzip), Parquet or WARC."""

    path: Path
    kind: Kind


@dataclass(frozen=True, slots=True)
class Measure:
    """What is known of a corpus before it is read: its bytes' SHA-256 and its number of units."""

    sha256: str
    units: int


def open_corpus(path: Path, kind: Kind) -> Corpus:
    """The corpus in a file; raises InputError for a file that is not there or not of that kind."""
    if not path.is_file():
        raise InputError("no such file", where=str(path), remedy=_WANTED[kind])
    if kind == "parquet":
        _check_columns(path)
    if kind == "warc":
        with path.open("rb") as file:
            if formats.kind_of_archive(file) != "warc":
                raise InputError("not a WARC file", where=str(path), remedy=_WANTED[kind])
    return Corpus(path, kind)


_WANTED = {
    "jsonl": 'give a file of JSON lines: {"id": …, "text": …}',
    "parquet": f"give a Parquet file with a column text, and any of {', '.join(COLUMNS)}",
    "warc": "give a WARC file, plain or packed with gzip",
}


def _check_columns(path: Path) -> None:
    try:
        names = pq.read_schema(path).names
    except (pa.ArrowInvalid, OSError) as fault:
        raise InputError(f"not a Parquet file: {fault}", where=str(path), remedy=_WANTED["parquet"]) from fault
    if "text" not in names:
        raise InputError("it has no column text", where=str(path), remedy=_WANTED["parquet"])


def measure(corpus: Corpus) -> Measure:
    """Read a corpus through once without understanding it."""
    with corpus.path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if corpus.kind == "parquet":
        return Measure(sha256, pq.read_metadata(corpus.path).num_rows)
    if corpus.kind == "warc":
        return Measure(sha256, sum(1 for _ in units(corpus)))
    with _opened(corpus.path) as file:
        return Measure(sha256, _count_lines(file))


def _count_lines(file: BinaryIO) -> int:
    count, last = 0, b"\n"
    while block := file.read(1 << 20):
        count += block.count(b"\n")
        last = block[-1:]
    return count + (last != b"\n")


def units(corpus: Corpus) -> Iterator[Unit]:
    """All units of a corpus in its order, read as they are asked for."""
    if corpus.kind == "parquet":
        yield from _rows(corpus.path)
    elif corpus.kind == "warc":
        with corpus.path.open("rb") as file:
            yield from formats.read_archive(file, ())
    else:
        with _opened(corpus.path) as file:
            yield from lines(file)


def _opened(path: Path) -> BinaryIO:
    """A file of lines, unpacked as it is read where it is packed."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast(BinaryIO, gzip.open(path)) if packed else path.open("rb")


def lines(file: BinaryIO) -> Iterator[Unit]:
    """The lines of an open file; one that is too long is passed over with a Problem, and never held."""
    while row := file.readline(LONGEST_LINE):
        if len(row) < LONGEST_LINE or row.endswith(b"\n"):
            yield row
            continue
        while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield Problem("formats.too-large", f"a line of more than {LONGEST_LINE:,} bytes")


def _rows(path: Path) -> Iterator[bytes]:
    with pq.ParquetFile(path) as file:
        wanted = [name for name in COLUMNS if name in file.schema_arrow.names]
        for batch in file.iter_batches(batch_size=AT_ONCE, columns=wanted):
            for row in batch.to_pylist():
                yield _line(row)


def _line(row: dict[str, object]) -> bytes:
    """A row as a line of JSON, so that both are one article; what is empty or no text, number or time is left out."""
    told = {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in row.items()}
    kept = {name: value for name, value in told.items() if isinstance(value, str | int)}
    return json.dumps(kept, ensure_ascii=False).encode()


def articles(unit: Unit, number: int, at: datetime) -> Iterator[Article | Problem]:
    """What a unit holds: one article for a line, none or more for a record.

    Of an article that may not be shown at the zoned time `at` (killed, withheld, under embargo) only why.
    """
    if isinstance(unit, Problem):
        yield unit
    elif isinstance(unit, Raw):
        found = formats.decode(unit)
        for one in found.articles:
            yield from one.problems if one.barred(at) else (one,)
        yield from found.problems
    else:
        yield from formats.stream_jsonl([unit], Raw(b"", form="jsonl"), number)


@dataclass(frozen=True, slots=True)
class Job:
    """Units that are read together by one process: `first` is the number of the first.

    `at` is the zoned time by which embargoes are judged, one for all jobs of a run however often it was broken.
    `left_out` are numbers of units that have killed their reader and are not to be tried again.
    """

    number: int
    first: int
    units: tuple[Unit, ...]
    at: datetime
    left_out: frozenset[int] = frozenset()

    @property
    def last(self) -> int:
        """The number of the last unit."""
        return self.first + len(self.units) - 1

    def numbered(self) -> Iterator[tuple[int, Unit]]:
        """Units with their numbers."""
        return enumerate(self.units, self.first)


def cut(given: Iterable[Unit], size: int, at: datetime) -> Iterator[Job]:
    """Units in jobs of one size, by order alone; the last may be smaller."""
    waiting: list[Unit] = []
    number = 0
    for unit in given:
        waiting.append(unit)
        if len(waiting) == size:
            yield Job(number, number * size + 1, tuple(waiting), at)
            number, waiting = number + 1, []
    if waiting:
        yield Job(number, number * size + 1, tuple(waiting), at)
