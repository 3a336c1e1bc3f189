"""What number do these words or digits say? Used for dates, durations and counts alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

Words = tuple[str, ...]
FRACTION = re.compile(r"(?:(\d+)[ -])?(\d+)/(\d+)")
DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
GLYPHS = str.maketrans({"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3"})


@lru_cache(maxsize=64)
def lookup(entries: Words) -> Mapping[str, str]:
    """`("1=one/a", "2=two")` as `{"one": "1", "a": "1", "two": "2"}`: how every cue list writes values."""
    table: dict[str, str] = {}
    for entry in entries:
        key, _, names = entry.partition("=")
        table.update(dict.fromkeys(names.split("/"), key))
    return table


def alternatives(entries: Words) -> str:
    """The words of a cue list as one regular expression, longest first, so that no word hides a longer one."""
    words = sorted(lookup(entries), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


def value(text: str, cues: Mapping[str, Words]) -> float | None:
    """The number that digits ("1,200", "2 1/2"), words ("twenty-five") or both ("1.2 million") say, or None."""
    text = text.translate(GLYPHS).strip().lower()
    fraction = FRACTION.fullmatch(text)
    if fraction and int(fraction[3]):
        return int(fraction[1] or 0) + int(fraction[2]) / int(fraction[3])
    return _words(re.findall(r"[\d.,]*\d|[a-z]+", re.sub(r"\b(?:a half|half an?)\b", "half", text)), cues)


def _words(words: list[str], cues: Mapping[str, Words]) -> float | None:
    """Sum of groups: a group is closed by a scale of a thousand or more ("two hundred thousand and five")."""
    units, scales = lookup(cues["unit"]), lookup(cues["scale"])
    total = group = 0.0
    seen = False
    for word in words:
        if word in scales:
            scale = float(scales[word])
            group = (group or 1.0) * scale
            if scale >= 1000:
                total, group = total + group, 0.0
        elif word == "half" or word in units or DIGITS.fullmatch(word):
            group += 0.5 if word == "half" else float(units[word] if word in units else word.replace(",", ""))
        elif word not in ("and", "of"):
            return None
        seen = seen or word not in ("and", "of")
    return total + group if seen else None
