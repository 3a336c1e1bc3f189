"""A shard: what one job gave, as files that are written whole or not at all.

A shard's three tables are written under other names, forced to disk and renamed; the note that names their SHA-256
comes last in the same way, and makes the shard finished. Two programs that write the same shard write the same bytes,
so that neither can hurt the other.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow.parquet as pq

from coranto.errors import InputError
from coranto.model import Reading
from coranto.read import Tools
from coranto.scale.corpus import Job
from coranto.scale.reading import Note, readings
from coranto.scale.rows import TABLES, Row, article_row, claim_rows, problem_rows, table

NOTES = "shards"
"""The folder of the notes on finished shards, beside those of the tables."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A finished shard: `first` and `units` say which part of the corpus it is, `sha256` has a value for each table."""

    number: int
    first: int
    units: int
    rows: Mapping[str, int]
    sha256: Mapping[str, str]


def write(job: Job, tools: Tools, note: Note, folder: Path) -> Shard:
    """Read a job and write its shard; raises InputError where the folder cannot be written to."""
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    for unit, found in readings(job, tools, note):
        if isinstance(found, Reading):
            tables["claims"] += claim_rows(unit, found)
            tables["articles"].append(article_row(unit, found))
            tables["problems"] += problem_rows(unit, (*found.article.problems, *found.problems), found.article)
        else:
            tables["problems"] += problem_rows(unit, (found,))
    try:
        return _written(job, tables, folder)
    except OSError as fault:
        raise InputError(
            f"cannot write shard {job.number}: {fault.strerror or fault}",
            where=str(folder),
            remedy="make room there and run the same command again: finished shards are kept",
        ) from fault


def _written(job: Job, tables: Mapping[str, Sequence[Row]], folder: Path) -> Shard:
    sha256 = {}
    for name, rows in tables.items():
        path = _table_path(folder, name, job.number)
        unfinished = _beside(path)
        pq.write_table(table(name, rows), unfinished, compression="zstd")
        sha256[name] = _sealed(unfinished, path)
    counts = {name: len(rows) for name, rows in tables.items()}
    shard = Shard(job.number, job.first, len(job.units), counts, sha256)
    save(_note_path(folder, job.number), asdict(shard))
    return shard


def save(path: Path, record: Mapping[str, object]) -> None:
    """Write a record as JSON, whole or not at all."""
    unfinished = _beside(path)
    unfinished.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _sealed(unfinished, path)


def _beside(path: Path) -> Path:
    """A name that no other process uses, in a folder that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f".{path.name}.{os.getpid()}")


def _sealed(unfinished: Path, path: Path) -> str:
    """Force a file to disk and give it its name; its SHA-256."""
    with unfinished.open("rb+") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    unfinished.replace(path)
    _force_folder(path.parent)
    return found


def _force_folder(folder: Path) -> None:
    """Force a rename to disk, where the system lets a folder be opened (Windows does not, and needs none)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def kept(folder: Path, number: int) -> Shard | None:
    """A finished shard whose files are still what they were, or None: it is to be made again."""
    try:
        told = json.loads(_note_path(folder, number).read_text(encoding="utf-8"))
        shard = Shard(**told)
        same = all(_sha256(_table_path(folder, name, number)) == shard.sha256[name] for name in TABLES)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return shard if same and shard.number == number else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sweep(folder: Path) -> None:
    """Take away what processes that died left unfinished."""
    for name in (*TABLES, NOTES):
        for path in folder.joinpath(name).glob(".*.*.*"):
            path.unlink(missing_ok=True)


def _table_path(folder: Path, name: str, number: int) -> Path:
    return folder / name / f"part-{number:06d}.parquet"


def _note_path(folder: Path, number: int) -> Path:
    return folder / NOTES / f"{number:06d}.json"
