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
from typing import Any

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
class Fault:
    """One thing wrong in one file; `line` and `column` count from 1, 0 where they are not known.

    `text` is the line itself, empty where it is not known.
    """

    where: str
    line: int
    message: str
    remedy: str
    column: int = 0
    text: str = ""

    def __str__(self) -> str:
        """File, line, column, what is wrong and what to do; then the line with a caret under the place, if known."""
        told = f"{self.place}: {self.message} ({self.remedy})"
        return "\n".join((told, *self.picture()))

    @property
    def place(self) -> str:
        """File, line and column, as far as they are known: "plover/AID.toml:12:4"."""
        return ":".join((self.where, *(str(number) for number in (self.line, self.column) if number)))

    def picture(self) -> tuple[str, ...]:
        """The line with a caret under the place; of a long line only what stands around it. Empty where not known."""
        if not self.column or not self.text:
            return ()
        start = max(0, self.column - 1 - BEFORE)
        shown = self.text[start : start + WIDTH].replace("\t", " ")
        before, after = "…" if start else "", "…" if start + WIDTH < len(self.text) else ""
        return f"    {before}{shown}{after}", " " * (4 + len(before) + self.column - 1 - start) + "^"


WIDTH, BEFORE = 96, 60
"""Of a long line a fault shows so many letters, so many of them before the place: together they fit a terminal."""


def fault_at(where: str, text: str, at: int, message: str, remedy: str) -> Fault:
    """A fault at an offset of a file's text; where the offset is negative, a fault without a place."""
    if at < 0:
        return Fault(where, 0, message, remedy)
    begin = text.rfind("\n", 0, at) + 1
    line = text[begin:].partition("\n")[0].rstrip("\r")
    return Fault(where, text.count("\n", 0, at) + 1, message, remedy, at - begin + 1, line)


@dataclass(frozen=True, slots=True)
class Document:
    """One TOML file, parsed. `name` is the path under the codebook, `where` the file for messages, `body` its bytes."""

    name: str
    where: str
    data: Mapping[str, object]
    overlay: bool = False
    body: bytes = b""

    @property
    def stem(self) -> str:
        """The file's name without folder and ending: "KOR", "hedges"."""
        return self.name.rpartition("/")[2].removesuffix(".toml")

    def find(self, *patterns: str) -> int:
        """The offset of the last pattern, each looked for behind the one before it; a missing one is passed over.

        So "[modes.phone]", then "verbs", then a string is that string of that list. -1 where none is found.
        """
        text, found, at = self.body.decode("utf-8"), -1, 0
        for pattern in patterns:
            match = re.compile(pattern, re.MULTILINE).search(text, at)
            if match:
                found, at = match.start(), match.end()
        return found

    def fault(self, message: str, remedy: str, *patterns: str, column: int = 0) -> Fault:
        """A fault of this file, `column` letters behind the place that `find` gives."""
        at = self.find(*patterns)
        return fault_at(self.where, self.body.decode("utf-8"), at + column if at >= 0 else at, message, remedy)


def key(name: str) -> str:
    """A pattern for `find`: where a key of TOML is given its value."""
    return rf"(?<![\w-]){re.escape(name)}(?=[\"']?\s*=)"


def quoted(text: str) -> str:
    """A pattern for `find`: a string, without its quotes."""
    return rf"(?<=[\"']){re.escape(text)}(?=[\"'])"


def table(name: str) -> str:
    """A pattern for `find`: where a table begins."""
    return rf"(?<=^\[){re.escape(name)}(?=\])"


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
    kept = cache_file("codebook", digest(files))
    tables = recall(kept, len(files))
    if tables is not None:
        return tuple(map(_document, files, tables)), ()
    parsed = [_parse(source) for source in files]
    faults = tuple(found for found in parsed if isinstance(found, Fault))
    if not faults:
        keep(kept, parsed)
    pairs = zip(files, parsed, strict=True)
    return tuple(_document(source, table) for source, table in pairs if isinstance(table, dict)), faults


def _document(source: Source, table: dict[str, object]) -> Document:
    return Document(source.name, source.where, table, source.overlay, source.body)


def _parse(source: Source) -> dict[str, object] | Fault:
    try:
        return tomllib.loads(source.body.decode("utf-8"))
    except UnicodeDecodeError as fault:
        return Fault(source.where, source.body.count(b"\n", 0, fault.start) + 1, "not UTF-8", "save the file as UTF-8")
    except tomllib.TOMLDecodeError as fault:
        text = source.body.decode("utf-8")
        return fault_at(source.where, text, _offset(text, str(fault)), f"not a TOML file: {fault}", "mend the file")


def _offset(text: str, told: str) -> int:
    """Where in a file a fault of TOML is, which the standard library says only in words."""
    place = re.search(r"line (\d+), column (\d+)", told)
    if place is None:
        return max(0, len(text.rstrip()) - 1)  # "at end of document"
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: int(place[1]) - 1])) + int(place[2]) - 1


def cache_file(kind: str, version: str) -> Path:
    """The file of the user's cache folder in which what was made of the codebook's files is kept under their hash."""
    home = os.environ.get("CORANTO_HOME")
    folder = Path(home) / "cache" if home else Path(platformdirs.user_cache_dir("coranto", appauthor=False))
    return folder / f"{kind}-{version}.json"


def recall(kept: Path, count: int) -> list[Any] | None:
    """So many rows that `keep` wrote; None where there is no such file, or it is broken."""
    with suppress(OSError, ValueError):
        rows = json.loads(kept.read_text(encoding="utf-8"))
        if isinstance(rows, list) and len(rows) == count:
            return rows
    return None


def keep(kept: Path, rows: Sequence[object]) -> None:
    """Write beside and move into place, so that two readers at once never see half a file."""
    with suppress(OSError, TypeError):
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = kept.with_suffix(f".{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(kept)
