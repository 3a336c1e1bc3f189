"""Event tables of others, read for comparison only: GDELT's event files and PLOVER's JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coranto.codebook.cameo import COUNTRIES, GROUPS, type_of
from coranto.codebook.plover import PLOVER, STATEMENTS, Type
from coranto.model import Problem, Status
from coranto.publish import gdelt


@dataclass(frozen=True, slots=True)
class Foreign:
    """One event as another data set has it, as far as the two can be compared.

    `id` is theirs, `type` PLOVER's, `pairs` countries or bodies as actor and recipient ("PRK", "IGO.UN", "" for
    nobody named).
    """

    id: str
    day: date
    type: str
    pairs: tuple[tuple[str, str], ...]


def read_gdelt(lines: Iterable[str], types: Mapping[str, Type]) -> tuple[list[Foreign], list[Problem]]:
    """Give the events of a file of GDELT 1.0 (57 or 58 columns) or 2.0 (61), and what could not be used."""
    found: list[Foreign] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = gdelt.read_tsv(line)
        if row is None:
            problems.append(_bad(number, f"it has {line.count(chr(9)) + 1} columns, not 57, 58 or 61"))
        elif row["GLOBALEVENTID"] != "GLOBALEVENTID":  # some tools write a header
            _keep(_of_gdelt(row, types), number, found, problems)
    return found, problems


def read_plover(lines: Iterable[str]) -> tuple[list[Foreign], list[Problem]]:
    """Give the events of PLOVER's JSON lines (manual 2.0, table 6.1), our own among them, and what could not be used.

    A party may be an object with `code` and `sector`, or a code; `event` one type or a list, of which each is an event.
    PLOVER has no `status`, our own tables do: what it says did not happen is left out, as it is from GDELT's table.
    """
    found: list[Foreign] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            for one in _of_plover(line, number):
                _keep(one, number, found, problems)
    return found, problems


def land(code: str) -> str:
    """The country of a party code, or the body itself: "PRK" of "PRK.MIL", "IGO.UN", "" of "UNK"."""
    country, _, rest = code.partition(".")
    if country == "UNK":
        return ""
    return ".".join(filter(None, (country, rest.partition(".")[0]))) if country == "IGO" else country


def _keep(one: Foreign | str, number: int, found: list[Foreign], problems: list[Problem]) -> None:
    if isinstance(one, Foreign):
        found.append(one)
    else:
        problems.append(_bad(number, one))


def _bad(number: int, why: str) -> Problem:
    return Problem("publish.bad-line", f"line {number} is left out: {why}")


def _of_gdelt(row: Mapping[str, str], types: Mapping[str, Type]) -> Foreign | str:
    """One event, or why the row is none."""
    day, kind = _day(row["SQLDATE"]), type_of(types, row["EventCode"])
    if day is None:
        return f"{row['SQLDATE']!r} is no day"
    if kind is None:
        return f"{row['EventCode']!r} is no CAMEO code that a type takes over"
    return Foreign(row["GLOBALEVENTID"], day, kind, ((_party(row, "Actor1"), _party(row, "Actor2")),))


def _party(row: Mapping[str, str], side: str) -> str:
    country, group = row[f"{side}CountryCode"], row[f"{side}KnownGroupCode"]
    return _LANDS.get(country, country) or _BODIES.get(group, group)


_NO_FACTS = frozenset(status.value for status in Status if not status.took_place)
_LANDS = {theirs: ours for ours, theirs in COUNTRIES.items()}
_BODIES = {theirs: ours for ours, theirs in GROUPS.items()}


def _day(written: object) -> date | None:
    """The day of "20241105" or "2024-11-05"; None for anything else."""
    try:
        return date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None


def _of_plover(line: str, number: int) -> list[Foreign | str]:
    """The events of a line, one a type, or why it has none."""
    try:
        row = json.loads(line)
    except ValueError:
        return ["it is no JSON"]
    if not isinstance(row, dict):
        return ["it is no JSON object"]
    day, last = _day(row.get("date")), _day(row.get("enddate"))
    if day is None or (last or day) != day:
        return [f"its date {row.get('date')!r} is no day" if day is None else f"{day} to {last} is not one day"]
    if row.get("status", "") in _NO_FACTS:
        return [f"it is {row['status']}: it did not happen, or not yet"]
    kinds = [str(kind).upper() for kind in _list(row.get("event") or row.get("event_type"))]
    unknown = [kind for kind in kinds if kind not in (*PLOVER, *STATEMENTS)]
    if unknown or not kinds:
        return [f"its event {row.get('event')!r} is no PLOVER type"]
    name = str(row.get("id") or f"line {number}")
    sides = (_codes(row.get("actor")), _codes(row.get("recipient")))
    return [Foreign(name, day, kind, gdelt.pairs_of(kind, *sides)) for kind in kinds]


def _list(value: object) -> Sequence[object]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _codes(value: object) -> tuple[str, ...]:
    """The countries or bodies of a list of parties, each once, in order."""
    given = (one.get("code") if isinstance(one, dict) else one for one in _list(value))
    return tuple(dict.fromkeys(land(str(code)) or "UNK" for code in given if code))
