"""The words and line patterns that news pages use around their news: `codebook/data/cues/page.toml`, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

LONGEST_LINE = 400
"""Code points of a line that a pattern may still match whole; longer lines are prose, and patterns stay quick."""


@cache
def lists() -> Mapping[str, tuple[str, ...]]:
    """Every list of the file by its key."""
    file = resources.files("coranto.codebook") / "data" / "cues" / "page.toml"
    table: dict[str, list[str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return {key: tuple(words) for key, words in table.items()}


@cache
def whole(key: str) -> re.Pattern[str]:
    """One pattern that is any of a list's patterns; meant for `fullmatch` or `search`, without regard to case."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in lists()[key]), re.IGNORECASE)


@cache
def plain(key: str) -> str:
    """A list of plain words as one alternation, longest first, for use inside a larger pattern."""
    return "|".join(re.escape(word) for word in sorted(lists()[key], key=len, reverse=True))


@cache
def known(key: str) -> frozenset[str]:
    """A list of plain words, folded, to look words up in."""
    return frozenset(word.casefold() for word in lists()[key])


def credited(line: str) -> bool:
    """Whether a line begins as credits do: "Photo: …"."""
    return re.match(rf"(?:{plain('credit_heads')})\s*:\s*\S", line, re.IGNORECASE) is not None


def matches(key: str, line: str) -> bool:
    """Whether a whole line is one of a list's patterns."""
    return len(line) <= LONGEST_LINE and whole(key).fullmatch(line) is not None
