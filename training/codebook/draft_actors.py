"""Draft the country files of the codebook from two compact tables.

    python training/codebook/draft_actors.py OUT_FOLDER

Reads `countries.txt` and `parties.txt` beside this script and writes one TOML file a country, and one each for `@igo`,
`@groups` and `@agencies`, into OUT_FOLDER. The TOML files in `src/coranto/codebook/data/actors` are the source from
then on and are edited by hand; this script is kept to show where they came from, and never writes over a file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
KEYS = ("code", "name", "names", "adjectives", "people", "government")


def rows(path: Path) -> Iterator[str]:
    """Lines that say something."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def cell(text: str) -> str:
    """A value as TOML: JSON's strings and lists are TOML's."""
    return json.dumps(text, ensure_ascii=False)


def head(line: str) -> Iterator[str]:
    """`code|name|names|adjectives|people|seats` as TOML."""
    for key, value in zip(KEYS, line.split("|"), strict=True):
        items = [item.strip() for item in value.split(",") if item.strip()]
        if key in ("code", "name"):
            yield f"{key} = {cell(items[0])}"
        elif items:
            yield f"{key} = [{', '.join(map(cell, items))}]"


def names(text: str) -> Iterator[str]:
    """`Name;alias;alias` as TOML."""
    first, *others = [item.strip() for item in text.split(";")]
    yield f"name = {cell(first)}"
    if others:
        yield f"aliases = [{', '.join(map(cell, others))}]"


def body(line: str) -> Iterator[str]:
    """`B Name;alias|SECTOR`, or with a full code, or with terms `CODE since until`."""
    name, *terms = line[2:].split("|")
    yield "\n[[body]]"
    yield from names(name)
    yield from held(terms) if " " in terms[0] else [coded(terms[0])]


def person(line: str) -> Iterator[str]:
    """`P Name;alias|office SECTOR since until|office …`; `-` stands for an open end."""
    name, *terms = line[2:].split("|")
    yield "\n[[person]]"
    yield from names(name)
    yield from held(terms)


def coded(code: str) -> str:
    """A sector of the file's country, or a full code."""
    return f"{'code' if '.' in code or code == 'UNK' else 'sector'} = {cell(code)}"


def held(terms: list[str]) -> Iterator[str]:
    """Terms as a TOML list of tables."""
    yield "terms = ["
    for term in terms:
        *office, code, since, until = term.split()
        parts = [f"office = {cell(' '.join(office))}"] if office else []
        parts += [
            coded(code),
            *(f"{key} = {cell(day)}" for key, day in (("since", since), ("until", until)) if day != "-"),
        ]
        yield f"  {{ {', '.join(parts)} }},"
    yield "]"


def parties() -> dict[str, list[str]]:
    """TOML lines of each country's bodies and people."""
    found: dict[str, list[str]] = {}
    country = ""
    for line in rows(HERE / "parties.txt"):
        if line.startswith("@"):
            country = line[1:].strip()
        else:
            found.setdefault(country, []).extend(body(line) if line.startswith("B ") else person(line))
    return found


def main(out: Path) -> None:
    """Write every country that has no file yet."""
    extra = parties()
    for line in rows(HERE / "countries.txt"):
        code = line.partition("|")[0]
        path = out / f"{code}.toml"
        if path.exists():
            print(f"kept {path}")
        else:
            path.write_text("\n".join([*head(line), *extra.pop(code, ())]) + "\n", encoding="utf-8")
    for name, lines in extra.items():  # igo, groups, agencies: of no one country
        (out / f"{name}.toml").write_text("\n".join(lines).lstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
