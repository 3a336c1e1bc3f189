"""What is where: countries, regions, cities, seas and the lines, straits, bases and lands that news speaks of.

The long lists come from GeoNames and ISO 3166-2 (see ATTRIBUTION.md); `areas.csv` is our own.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coranto.codebook.sources import Fault, Source
from coranto.model import Precision

COLUMNS = ("name", "aliases", "country", "region", "lat", "lon", "precision", "population")
"""Columns of a places file. `aliases` are parted by "|"; `country` is ISO 3166 alpha-3, parted by ";" where several
share it; `region` is the ISO 3166-2 or GeoNames code of the first-level region; `lat` and `lon` may be empty."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `countries` is empty for the high seas; `lat` and `lon` are both None where no centre is known."""

    name: str
    countries: tuple[str, ...]
    region: str
    lat: float | None
    lon: float | None
    precision: Precision
    population: int

    @property
    def country(self) -> str | None:
        """The country, where there is exactly one."""
        return self.countries[0] if len(self.countries) == 1 else None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places files; they are indexed when the first name is looked up, since that takes most of a second's half."""

    sources: tuple[Source, ...]

    def find(self, name: str) -> tuple[Place, ...]:
        """All places of this name, accents, case and punctuation aside: an overlay's first, then by file and people."""
        return self.of_words(_WORD.findall(name))

    def of_words(self, words: Sequence[str]) -> tuple[Place, ...]:
        """As `find`, for a name already cut into words."""
        return tuple(map(_place, _index(self.sources).get(_key(words), ())))

    def count(self) -> int:
        """How many places are listed."""
        return sum(1 for source in self.sources for _ in _rows(source, []))

    def knows(self, words: Sequence[str]) -> bool:
        """Whether some place has this name."""
        return _key(words) in _index(self.sources)


LONGEST = 6
"""Words of the longest place name worth looking for in a text: longer ones are official titles that no news writes."""


def _name_key(name: str) -> str:
    # The long lists hold most names as they are compared; sparing these the search halves the time of loading.
    return name if name.isascii() and name.islower() and name.replace(" ", "").isalpha() else _key(_WORD.findall(name))


def _key(words: Sequence[str]) -> str:
    return _plain(" ".join(words).casefold())


def _plain(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _place(row: tuple[str, ...]) -> Place:
    name, _, countries, region, lat, lon, precision, population = row
    return Place(
        name,
        tuple(filter(None, countries.split(";"))),
        region,
        float(lat) if lat else None,
        float(lon) if lon else None,
        Precision(precision),
        int(population or 0),
    )


def read_gazetteer(sources: Sequence[Source]) -> tuple[Gazetteer, tuple[Fault, ...]]:
    """All places files. A place of an overlay goes before the package's places of the same name.

    Hand-written files are checked at once; the packed list was checked when it was made, and waits for its first use.
    """
    faults: list[Fault] = []
    for source in sources:
        if source.overlay or not source.name.endswith(".gz"):
            for _ in _rows(source, faults):
                pass
    return Gazetteer(tuple(sources)), tuple(faults)


@lru_cache(maxsize=4)
def _index(sources: tuple[Source, ...]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Rows by name: a row is made a `Place` when it is asked for, since most never are."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for source in sorted(sources, key=lambda source: (not source.overlay, source.name)):
        for row in _rows(source, []):
            for name in dict.fromkeys((row[0], *filter(None, row[1].split("|")))):
                rows.setdefault(_name_key(name), []).append(row)
    return {key: tuple(dict.fromkeys(found)) for key, found in rows.items()}


def _rows(source: Source, faults: list[Fault]) -> Iterator[tuple[str, ...]]:
    body = gzip.decompress(source.body) if source.name.endswith(".gz") else source.body
    reader = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    head = next(reader, [])
    if tuple(head) != COLUMNS:
        faults.append(Fault(source.where, 1, f"columns are {head}", f"write {','.join(COLUMNS)}"))
        return
    for row in reader:
        wrong = _wrong(row)
        if wrong:
            faults.append(Fault(source.where, reader.line_num, *wrong))
        else:
            yield tuple(row)


def _wrong(row: Sequence[str]) -> tuple[str, str] | None:
    if len(row) != len(COLUMNS):
        return f"{len(row)} cells", f"{len(COLUMNS)} cells: {','.join(COLUMNS)}"
    if row[6] not in _PRECISIONS:
        return f"{row[6]!r} is no precision", f"one of {', '.join(sorted(_PRECISIONS))}"
    if bool(row[4]) != bool(row[5]):
        return "one coordinate without the other", "give both or neither"
    return None


_PRECISIONS = frozenset(precision.value for precision in Precision)
