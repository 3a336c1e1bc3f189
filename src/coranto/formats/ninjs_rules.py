"""Where an item departs from the ninjs standard, told property by property."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from coranto.formats import geojson

NEWEST: Mapping[int, tuple[int, int]] = {1: (1, 6), 2: (2, 2), 3: (3, 1)}
"""The newest version of each generation that the tables in `data/ninjs.toml` describe."""
_MOST = 20
"""Faults told of one item: who mends them needs no more at a time."""
_MOMENT = re.compile(
    r"-?(?:[1-9]\d*)?\d{4}(?:-(?:1[0-2]|0[1-9])(?:-(?:3[01]|0[1-9]|[12]\d)"
    r"(?:T(?:2[0-3]|[01]\d):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:2[0-3]|[01]\d):[0-5]\d)?)?)?)?"
)
"""XML Schema's dates, whole or cut short from the right (ninjs 3.0, expectedStartDate)."""
_NAME = re.compile(r"[A-Za-z0-9_]")
_Rules = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """One departure: `path` names the property ("associations/logo/type"); `extra` if the standard lacks it only."""

    path: str
    message: str
    extra: bool = False


def version_of(item: Mapping[str, object]) -> tuple[int, int]:
    """The version that an item says it has, else the newest one of the generation that it fits best.

    A version told in the property of another generation ("$standard" is the first one's) is a leftover and not taken.
    """
    said = item.get("standard", item.get("$standard"))
    told = " ".join(str(said.get(name, "")) for name in ("version", "schema")) if isinstance(said, dict) else ""
    found = re.search(r"(?<![\d.])([123])\.(\d)(?!\d)", told)
    if found and (int(found[1]) > 1) == ("$standard" not in item):
        return int(found[1]), int(found[2])
    return min(NEWEST.values(), key=lambda version: len(faults(item, version)))


def faults(item: object, version: tuple[int, int]) -> tuple[Fault, ...]:
    """What of a parsed item the standard does not allow in a version; empty for a valid one."""
    found: list[Fault] = []
    for fault in _table(item, "item", version, ""):
        found.append(fault)
        if len(found) == _MOST:
            break
    return tuple(found)


@cache
def _tables() -> Mapping[str, Mapping[str, _Rules]]:
    file = resources.files("coranto.formats") / "data" / "ninjs.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _rules(name: str, generation: int) -> _Rules:
    table = _tables()[str(generation)][name]
    like = table.get("_like")
    return {**_rules(str(like), generation), **table} if like else table


@cache
def _known(name: str, version: tuple[int, int]) -> Mapping[str, str]:
    """The properties that a table has in a version, with their kinds."""
    rules = _rules(name, version[0])
    return {key: kind for key in rules if not key.startswith("_") and (kind := _kind(str(rules[key]), version))}


def _table(value: object, name: str, version: tuple[int, int], path: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(path, "is no object")
        return
    rules, known = _rules(name, version[0]), _known(name, version)
    yield from (
        Fault(_at(path, key), "is missing") for key, kind in known.items() if kind.startswith("!") and key not in value
    )
    for key, one in value.items():
        kind = known.get(key) or _family(key, known)
        if kind:
            yield from _value(one, kind.removeprefix("!"), version, _at(path, key))
        elif not rules.get("_open"):
            yield Fault(_at(path, key), f"is no property of ninjs {version[0]}.{version[1]}", extra=True)
    yield from _choices(value, rules, path)


def _choices(value: Mapping[str, object], rules: _Rules, path: str) -> Iterator[Fault]:
    """Properties of which exactly one must stand."""
    one, either = rules.get("_one"), rules.get("_any")
    groups: Sequence[Sequence[str]] = [one] if isinstance(one, list) else either if isinstance(either, list) else []
    if groups and not any(sum(name in value for name in group) == 1 for group in groups):
        yield Fault(path, "must hold exactly one of " + ", or one of ".join(" and ".join(group) for group in groups))


def _at(path: str, key: str) -> str:
    return f"{path}/{key[:60]}" if path else key[:60]


def _kind(written: str, version: tuple[int, int]) -> str:
    """The kind that holds in a version, "" where the property is not there yet."""
    holds = ""
    for kind in written.split(" | "):
        what, _, since = kind.partition(" @")
        if not since or tuple(map(int, since.split("."))) <= version:
            holds = what
    return holds


def _family(key: str, known: Mapping[str, str]) -> str:
    for family, kind in known.items():
        front = family.removesuffix("*")
        if front != family and key.startswith(front) and _NAME.match(key, len(front)):
            return kind
    return ""


def _value(value: object, kind: str, version: tuple[int, int], path: str) -> Iterator[Fault]:
    head, _, rest = kind.partition(" of ")
    if head == "list" and rest:
        if not isinstance(value, list):
            yield Fault(path, "is no list")
            return
        for number, one in enumerate(value):
            yield from _value(one, rest, version, f"{path}/{number}")
    elif head == "names" and rest:
        yield from _named(value, rest, version, path)
    elif kind.split(" ", 1)[0] in _PLAIN:
        told = _PLAIN[kind.split(" ", 1)[0]](value, kind)
        if told:
            yield Fault(path, told)
    else:
        yield from _table(value, kind, version, path)


def _named(value: object, kind: str, version: tuple[int, int], path: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(path, "is no object")
        return
    for key, one in value.items():
        if _NAME.match(key):
            yield from _value(one, kind, version, _at(path, key))
        else:
            yield Fault(_at(path, key), "is no name", extra=True)


def _number(value: object, _kind: str) -> str:
    return "" if isinstance(value, (int, float)) and not isinstance(value, bool) else "is no number"


def _whole(value: object, kind: str) -> str:
    if not (isinstance(value, int) or (isinstance(value, float) and value.is_integer())) or isinstance(value, bool):
        return "is no whole number"
    bounds = [int(bound) for bound in kind.split()[1:]]
    return f"is not from {bounds[0]} to {bounds[1]}" if bounds and not bounds[0] <= value <= bounds[1] else ""


def _text(value: object, _kind: str) -> str:
    return "" if isinstance(value, str) else "is no text"


def _listed(value: object, kind: str) -> str:
    listed = kind.split()[2:]
    return "" if isinstance(value, str) and value in listed else f"is none of {', '.join(listed)}"


def _moment(value: object, _kind: str) -> str:
    return "" if isinstance(value, str) and _MOMENT.fullmatch(value) else "is no date, whole or cut short"


_PLAIN: Mapping[str, Callable[[object, str], str]] = {
    "text": _text,
    "number": _number,
    "whole": _whole,
    "one": _listed,
    "moment": _moment,
    "any": lambda _value, _kind: "",
    "object": lambda value, _kind: "" if isinstance(value, dict) else "is no object",
    "geojson": lambda value, _kind: geojson.fault(value),
}
"""How a value of each plain kind is checked: what is wrong with it, or ""."""
