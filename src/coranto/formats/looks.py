"""What a line of a page is by its own words, whatever stands around it."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum
from functools import cache

from coranto.formats import dates, words
from coranto.formats.lines import LONG_WORDS, PROSE_WORDS, Line, count, ends
from coranto.formats.roles import is_day, is_name
from coranto.model import Moment, Part, Rating, Span


class Look(StrEnum):
    """What a line is by its own words."""

    PROSE = "prose"
    SHORT = "short"
    BULLET = "bullet"
    FURNITURE = "furniture"
    TAIL = "tail"
    STRIP = "strip"
    CAPTION = "caption"
    BYLINE = "byline"
    DATE = "date"
    KICKER = "kicker"
    KEYS = "keys"
    PREVIOUS = "previous"
    NEXT = "next"
    TAGS = "tags"
    RATING = "rating"
    CREDIT = "credit"
    MARKED = "marked"


MARKED = frozenset({Part.KICKER, Part.SECTION, Part.HEADLINE, Part.STANDFIRST, Part.CAPTION, Part.TAG})
"""What a page's own markup is believed about; its paragraphs and headings are looked at once more."""
_RATING = re.compile(
    r"(?:average\s+)?(?:rating|score)\W{0,3}(?P<value>\d(?:[.,]\d+)?)?\s*(?:(?:/|out of)\s*\d{1,2})?.{0,20}?"
    r"\b(?:vote(?:s| count)?|ratings?)\W{0,3}(?P<votes>\d{1,7})\b.{0,10}",
    re.IGNORECASE,
)
_NO_VOTES = re.compile(r"(?:no|0) (?:votes|ratings)\b.{0,60}", re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Whether a line is page machinery whatever stands around it."""
    return words.matches("furniture_patterns", line)


def is_byline(line: str) -> bool:
    """Whether a line says who wrote it, where or when, and nothing else. Its page's markup calls it so already."""
    pieces = [piece.strip() for piece in re.split(r"\s*[|\\•·]\s*|\s+[-–—]\s+", line)]
    return all(is_name(piece) or words.matches("edition_patterns", piece) or _signs(piece) for piece in pieces if piece)


def _signs(piece: str) -> bool:
    if words.matches("byline_patterns", piece) and not is_prose(piece):
        return True
    return is_day(piece) or moments(piece, None) != (None, None)


def look_of(text: str, line: Line) -> Look:
    """What a line is by its own words, and by the page's markup where that is believed."""
    if line.hint in MARKED:
        return Look.MARKED
    said = line.span.of(text)
    if line.hint == Part.DATELINE:
        return Look.DATE if moments(said, None) != (None, None) else Look.BYLINE
    if len(said) <= words.LONGEST_LINE:
        known = _known_look(said)
        if known is not None:
            return known
    if line.bullet and line.hint is None:
        return Look.BULLET
    if line.hint is None and _is_caption(said):
        return Look.CAPTION
    return Look.PROSE if line.hint == Part.PARAGRAPH or is_prose(said) else Look.SHORT


_BY_WORDS: tuple[tuple[str, Look], ...] = (
    ("previous_patterns", Look.PREVIOUS),
    ("next_patterns", Look.NEXT),
    ("tag_patterns", Look.TAGS),
    ("key_points_patterns", Look.KEYS),
    ("tail_patterns", Look.TAIL),
    ("furniture_patterns", Look.FURNITURE),
    ("byline_patterns", Look.BYLINE),
)


def _known_look(said: str) -> Look | None:
    if kicker(said) is not None:
        return Look.KICKER
    for key, look in _BY_WORDS:
        if words.matches(key, said):
            return look
    if _RATING.fullmatch(said) or _NO_VOTES.fullmatch(said):
        return Look.RATING
    return Look.DATE if moments(said, None) != (None, None) else None


def is_prose(said: str) -> bool:
    """Whether words are running text: long, or a whole sentence."""
    size = count(said)
    return size >= LONG_WORDS or (size >= PROSE_WORDS and ends(said)) or (size >= 5 and said[0] in '“"' and ends(said))


def _is_caption(said: str) -> bool:
    """Only the line's front and end are looked at: captions are long, and the patterns need not be."""
    front, back = said[:120], said[-160:]
    if len(said) > 1500:
        return False
    return words.matches("caption_patterns", front + (" " + back if len(said) > 280 else said[120:]))


@cache
def _kicker_pattern() -> re.Pattern[str]:
    between = r"\s*[|:·•/>»\\–—-]?\s*"
    section = words.plain("sections")
    return re.compile(
        rf"(?:(?P<kicker>{words.plain('kickers')}){between})?(?P<section>{section})?(?:{between}(?:{section}))*",
        re.IGNORECASE,
    )


def kicker(said: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None] | None:
    """Offsets of the kicker and the section in a line that is nothing else ("Top StoryWorld"), or None."""
    found = _kicker_pattern().fullmatch(said) if 2 <= len(said) <= 80 else None
    if found is None or not (found["kicker"] or found["section"]) or not said[0].isupper():
        return None
    place = found.span("section") if found["section"] else None
    if found["kicker"] is None and place is not None:
        # "News > World > Asia": home and news say nothing, the first real section does
        for match in re.finditer(words.plain("sections"), said, re.IGNORECASE):
            if match[0].casefold() not in {"home", "news"}:
                return None, match.span()
    return (found.span("kicker") if found["kicker"] else None), place


def moments(said: str, base: Span | None) -> tuple[Moment | None, Moment | None]:
    """Publication and change as a line prints them: "Published 5 November 2024, 10:03 GMT", or only a date."""
    if len(said) > 120 or not any(letter.isdigit() for letter in said):
        return None, None
    published = _after("published_patterns", said)
    modified = _after("modified_patterns", said) if published is None else None
    bare = dates.printed(said, "text") if published is None and modified is None else None
    made = [replace(at, span=base) if at else None for at in (published or bare, modified)]
    return made[0], made[1]


def _after(key: str, said: str) -> Moment | None:
    found = words.whole(key).match(said)
    if found is None:
        return None
    return dates.printed(
        re.split(r"\s[|•·]\s|\b(?:last )?updated\b", said[found.end() :], flags=re.IGNORECASE)[0], "text"
    )


def rating(said: str) -> Rating:
    """Readers' votes as printed. No votes is no average, whatever figure stands beside."""
    found = _RATING.fullmatch(said)
    votes = int(found["votes"]) if found else 0
    value = found["value"] if found else None
    return Rating(float(value.replace(",", ".")) if value and votes else None, votes)
