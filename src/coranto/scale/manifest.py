"""`manifest.json`: what a folder of shards was made of, by whom, and what is in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from coranto import __version__
from coranto.errors import InputError, UsageError
from coranto.model import digest
from coranto.read import Tools
from coranto.scale.corpus import Corpus, Measure
from coranto.scale.rows import TABLES
from coranto.scale.shards import Shard, save, sweep

NAME = "manifest.json"
Record = dict[str, object]


def marks(tools: Tools) -> tuple[str, str, str]:
    """The maker of a run: version of the code, digests of codebook and weights."""
    return __version__, tools.codebook.digest, digest("weights", tools.pipeline.digest, tools.coder.digest)


def check_maker(expected: tuple[str, str, str], tools: Tools) -> None:
    """Raise UsageError where a process has loaded something else than the one that began the run."""
    if marks(tools) != expected:
        raise UsageError(
            "code, codebook or weights were changed during the run",
            where="--to",
            remedy="undo the change and run the same command again, or give a new folder",
        )


def plan(corpus: Corpus, known: Measure, tools: Tools, size: int) -> Record:
    """What decides every byte of the shards. The number of processes is not in it: it decides nothing."""
    code, codebook, weights = marks(tools)
    given = tools.settings
    return {
        "input": {"kind": corpus.kind, "sha256": known.sha256, "units": known.units},
        "run": {"id": digest("run", code, codebook, weights), "code": code, "codebook": codebook, "weights": weights},
        "settings": {"reader": given.reader, "zone": given.zone, "steps": list(given.steps)},
        "writer": f"pyarrow {pa.__version__}",
        "units_a_shard": size,
    }


def begin(folder: Path, planned: Record) -> datetime:
    """Take a folder for a plan, or take it up again, and give the time when that was done first.

    Raises InputError for one that holds anything else.
    """
    path = folder / NAME
    if not path.exists():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError("the folder holds something else", where=str(folder), remedy="give a new or empty folder")
        now = datetime.now(UTC).replace(microsecond=0)
        try:
            save(path, {**planned, "begun": now.isoformat(), "finished": False})
        except OSError as fault:
            raise InputError(
                f"cannot be written to: {fault.strerror}", where=str(folder), remedy="give another folder"
            ) from fault
        return now
    there = _load(path)
    different = _differences(there, planned)
    if different:
        raise InputError(
            f"the folder was begun with another {' and another '.join(different)}",
            where=str(path),
            remedy="give a new folder, or the same input, settings and version as before",
        )
    return datetime.fromisoformat(str(there["begun"]))


def _load(path: Path) -> Mapping[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise InputError(f"not a manifest: {fault}", where=str(path), remedy="give a new folder") from fault
    return found if isinstance(found, dict) else {}


def _differences(there: Mapping[str, object], planned: Record) -> list[str]:
    names = {"run": "run (code, codebook or weights)", "units_a_shard": "number of units a shard"}
    return [names.get(name, name) for name, value in planned.items() if there.get(name) != value]


def finish(folder: Path, planned: Record, begun: datetime, shards: Sequence[Shard], failed: Sequence[str]) -> Record:
    """Write down what is in the folder; it is finished if no shard failed."""
    counts = {name: sum(shard.rows[name] for shard in shards) for name in TABLES}
    record = {
        **planned,
        "begun": begun.isoformat(),
        "finished": not failed,
        "counts": counts,
        "digest": whole(shards) if not failed else None,
        "failed": list(failed),
        "shards": [
            {"number": shard.number, "first": shard.first, "units": shard.units, "sha256": dict(shard.sha256)}
            for shard in shards
        ],
    }
    if not failed:
        sweep(folder)
    save(folder / NAME, record)
    return record


def whole(shards: Sequence[Shard]) -> str:
    """One SHA-256 over those of all shards' files, in their order."""
    together = "".join(shard.sha256[name] for shard in shards for name in TABLES)
    return hashlib.sha256(together.encode()).hexdigest()
