"""The codebook's files: the package's own, with a user's overlay folder laid over them.

A file's name is its path under the codebook ("actors/KOR.toml"); an overlay has the same layout. Of every name the
package's file comes first and the overlay's after it, so that a reader that adds in order lets the overlay win.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import platformdirs

FOLDERS: Mapping[str, tuple[str, ...]] = {
    "actors": (".toml",),
    "places": (".csv", ".csv.gz"),
    "cues": (".toml",),
    "plover": (".toml",),
}
"""Folders of the codebook and the endings that are read in each; everything else there is left alone."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file: `name` under the codebook, `where` for people, its bytes, and whether a user laid it over."""

    name: str
    where: str
    body: bytes
    overlay: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One TOML file, parsed. `name` is the path under the codebook, `where` the file for messages."""

    name: str
    where: str
    data: Mapping[str, object]
    overlay: bool = False

    @property
    def stem(self) -> str:
        """The file's name without folder and ending: "KOR", "hedges"."""
        return self.name.rpartition("/")[2].removesuffix(".toml")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one file; `line` counts from 1, 0 where it is not known."""

    where: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        """The fault on one line: file, line, what is wrong, what to do."""
        place = f"{self.where}:{self.line}" if self.line else self.where
        return f"{place}: {self.message} ({self.remedy})"


def gather(overlay: Path | None = None) -> tuple[Source, ...]:
    """All files of the codebook in a fixed order: the package's by name, then the overlay's by name."""
    own = _folder(resources.files("coranto.codebook") / "data", overlay=False)
    return own + (_folder(overlay, overlay=True) if overlay is not None else ())


def _folder(root: Traversable | Path, *, overlay: bool) -> tuple[Source, ...]:
    found = []
    for folder, endings in FOLDERS.items():
        place = root / folder
        files = sorted(place.iterdir(), key=lambda file: file.name) if place.is_dir() else []
        found += [
            Source(
                f"{folder}/{file.name}", str(file) if overlay else f"{folder}/{file.name}", file.read_bytes(), overlay
            )
            for file in files
            if file.name.endswith(endings)
        ]
    return tuple(found)


def digest(sources: Iterable[Source]) -> str:
    """The first 128 bits of SHA-256 over all names and contents, in hex: the version of the codebook."""
    made = hashlib.sha256()
    for source in sources:
        made.update(f"{source.name}\0{int(source.overlay)}\0{len(source.body)}\0".encode())
        made.update(source.body)
    return made.hexdigest()[:32]


def documents(sources: Sequence[Source]) -> tuple[tuple[Document, ...], tuple[Fault, ...]]:
    """All TOML files, parsed, and the faults of those that are no TOML.

    Two hundred files take a second to parse, so what was parsed is kept as JSON in the user's cache folder under the
    hash of the files; a cache that cannot be read or written is done without.
    """
    files = [source for source in sources if source.name.endswith(".toml")]
    kept = _cache_file(digest(files))
    tables = _recall(kept, len(files))
    if tables is not None:
        return tuple(map(_document, files, tables)), ()
    parsed = [_parse(source) for source in files]
    faults = tuple(found for found in parsed if isinstance(found, Fault))
    if not faults:
        _keep(kept, parsed)
    pairs = zip(files, parsed, strict=True)
    return tuple(_document(source, table) for source, table in pairs if isinstance(table, dict)), faults


def _document(source: Source, table: dict[str, object]) -> Document:
    return Document(source.name, source.where, table, source.overlay)


def _parse(source: Source) -> dict[str, object] | Fault:
    try:
        return tomllib.loads(source.body.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        line = re.search(r"line (\d+)", str(fault))
        return Fault(source.where, int(line[1]) if line else 0, f"not a TOML file: {fault}", "mend the file")


def _cache_file(version: str) -> Path:
    home = os.environ.get("CORANTO_HOME")
    folder = Path(home) / "cache" if home else Path(platformdirs.user_cache_dir("coranto", appauthor=False))
    return folder / f"codebook-{version}.json"


def _recall(kept: Path, count: int) -> list[dict[str, object]] | None:
    with suppress(OSError, ValueError):
        tables = json.loads(kept.read_text(encoding="utf-8"))
        if isinstance(tables, list) and len(tables) == count:
            return tables
    return None


def _keep(kept: Path, tables: Sequence[object]) -> None:
    """Write beside and move into place, so that two readers at once never see half a file."""
    with suppress(OSError, TypeError):
        text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = kept.with_suffix(f".{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(kept)
