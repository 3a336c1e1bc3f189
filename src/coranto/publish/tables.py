"""The wordings of pages, read once from words.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Phrase:
    """How one kind of act is worded: `label` for a box, `base` and `past` verb forms, and what follows the verb."""

    label: str
    base: str
    past: str
    rest: str
    narrow: tuple[tuple[tuple[str, ...], str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tables:
    """words.toml, by its own headings."""

    the: frozenset[str]
    unknown: Mapping[str, str]
    sectors: Mapping[str, str]
    statuses: Mapping[str, str]
    speech: Mapping[str, str]
    certainties: Mapping[str, str]
    disputes: Mapping[str, str]
    forecasts: Mapping[str, str]
    links: Mapping[str, str]
    acts: Mapping[str, Phrase]


def _phrase(table: Mapping[str, Any]) -> Phrase:
    narrow = tuple(
        (tuple(row["stems"]), row["base"], row["past"], row.get("rest", table["rest"]))
        for row in table.get("narrow", ())
    )
    return Phrase(table["label"], table["base"], table["past"], table["rest"], narrow)


def _read() -> Tables:
    raw = tomllib.loads((files("coranto.publish") / "words.toml").read_text(encoding="utf-8"))
    plain = {key: raw[key] for key in raw if key not in ("the", "acts")}
    return Tables(the=frozenset(raw["the"]), acts={key: _phrase(row) for key, row in raw["acts"].items()}, **plain)


TABLES = _read()
