"""A release: the record's tables with the versions of code, codebook and model, hashes and a page of columns.

Nothing in it comes from a clock: the same rows give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coranto.model import Run
from coranto.publish.columns import TABLES, Column
from coranto.publish.exports import BETWEEN, Row, jsonl
from coranto.publish.parquet import parquet

MANIFEST, README = "MANIFEST.json", "README.md"


@dataclass(frozen=True, slots=True)
class Release:
    """What a release is made of.

    `tables` holds rows by level ("reports", "events", "articles"); `asked` is the question in words that chose them;
    `runs` are the runs whose versions are known; `stamp` is a date or time to print in it, or "".
    """

    tables: Mapping[str, Sequence[Row]]
    asked: str
    code: str
    runs: tuple[Run, ...]
    stamp: str = ""


def files(given: Release) -> dict[str, bytes]:
    """Give the files of a release by name: each table as Parquet and JSON lines, README.md and MANIFEST.json.

    The manifest holds the SHA-256 of every other file.
    """
    made: dict[str, bytes] = {}
    for level, rows in given.tables.items():
        made[f"{level}.parquet"] = parquet(rows, TABLES[level])
        made[f"{level}.jsonl"] = jsonl(rows)
    made[README] = _readme(given).encode()
    return made | {MANIFEST: _manifest(given, made)}


def runs_of(given: Release) -> list[dict[str, str | None]]:
    """Give every run that read a claim of the release, with its versions where they are known."""
    known = {run.id: run for run in given.runs}
    used = sorted({str(row["run"]) for row in given.tables["reports"] if row["run"]})
    return [_run(name, known.get(name)) for name in used]


def _run(name: str, run: Run | None) -> dict[str, str | None]:
    return {
        "id": name,
        "code": run.code if run else None,
        "codebook": run.codebook if run else None,
        "weights": run.weights if run else None,
    }


def _until(given: Release) -> str | None:
    """The last publication in it: the only date that the data themselves give."""
    return max((str(row["published"])[:10] for row in given.tables["articles"] if row["published"]), default=None)


def _manifest(given: Release, made: Mapping[str, bytes]) -> bytes:
    rows = {f"{level}.{form}": len(table) for level, table in given.tables.items() for form in ("parquet", "jsonl")}
    found = {
        "made_by": f"coranto {given.code}",
        "stamp": given.stamp or None,
        "published_until": _until(given),
        "asked": given.asked,
        "runs": runs_of(given),
        "files": {
            name: {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body), "rows": rows.get(name)}
            for name, body in sorted(made.items())
        },
    }
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def _readme(given: Release) -> str:
    """The page of the release: what is in it, by whom it was read, what each column means."""
    about = [f"Made by coranto {given.code}{f', {given.stamp}' if given.stamp else ''}: {given.asked}."]
    if until := _until(given):
        about.append(f"The newest article in it was published on {until}.")
    parts = ["# A release of a coranto record", " ".join(about), _INTRODUCTION, _runs(given)]
    parts += [_table(level, len(rows), TABLES[level]) for level, rows in given.tables.items()]
    return "\n\n".join(parts) + "\n"


_INTRODUCTION = f"""\
`reports` has a row for each claim that an article makes, `events` one for each event that the claims were brought
into, `articles` one for each article, without the text unless it is the publisher's own. Each table is there twice,
as Parquet with typed columns and as JSON lines, with the same values; instants are UTC in Parquet, and keep their zone
in JSON. In CSV, which `coranto export csv` writes, lists have `{BETWEEN}` between their members.

Count only rows whose `status` is happened, ongoing or historical as acts that somebody says took place. `sources`
counts independent sources, `articles` all of them. Nothing in here is verified: it is what reports say.

`MANIFEST.json` holds the SHA-256 of every file. The same record gives the same bytes."""


def _runs(given: Release) -> str:
    lines = ["## Runs", "", "Code, codebook and weights that read the articles:", ""]
    lines += ["| run | code | codebook | weights |", "|---|---|---|---|"]
    lines += ["| " + " | ".join(value or "not known here" for value in run.values()) + " |" for run in runs_of(given)]
    return "\n".join(lines)


def _table(level: str, rows: int, columns: Sequence[Column]) -> str:
    return f"## {level}\n\n{rows} rows.\n\n{column_table(columns)}"


def column_table(columns: Sequence[Column]) -> str:
    """Give the columns of a table as a table in Markdown; docs/exports.md holds the same."""
    lines = ["| column | holds | meaning |", "|---|---|---|"]
    return "\n".join(lines + [f"| `{column.name}` | {column.form} | {column.meaning} |" for column in columns])
