"""Sentences by rule, with exact offsets.

A line break ends a sentence. Within a line a sentence ends after `.`, `!`, `?` or `…` and the quotes or brackets that
close after it, where white space follows, unless the words around say that it goes on: a title ("Gen. Smith"), an
initial ("J. K. Rowling"), an abbreviation before a name ("U.S. President"), an hour ("10 a.m. Tuesday"), a number
("No. 5"), a list mark at the start of the line ("1. Kyiv"), or a word in lower case.
"""

from __future__ import annotations

import re

from coranto.nlp.words import (
    ABBREVIATIONS,
    AFTER_HOUR,
    AFTER_STATE,
    DAYS,
    FINITE,
    MONTHS,
    NUMBERED,
    STARTERS,
    STATES,
    TITLES,
)

Span = tuple[int, int]

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CLOSERS = "\"'”’»)\\]}"
_OPENERS = "\"'“‘«([{—–-•*"
# Possessive, and never begun inside a run: a megabyte of dots is read once, not once from each dot.
_STOP = re.compile(
    rf"(?<![.!?…])[.!?…]++[{_CLOSERS}]{{0,8}}+(?:\s?\[\d{{1,3}}\]){{0,8}}(?=\s|$)|[。！？]++[”’」』）]{{0,4}}"
)
_WORD = re.compile(r"[^\W_][\w.’'-]{0,40}")
_LAST = re.compile(r"(?:[^\W_]|[.’'&-])+$")
_LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_SUBJECT = re.compile(r"(?P<name>[A-Z][\w’'-]{1,30})(?: [A-Z][\w’'-]{0,30}){0,3} (?P<verb>[a-z]{2,15})\b")
_MARK = re.compile(r"\s*[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})$")

LOOK_BACK = 40
"""Code points looked at before a stop: no abbreviation or number is longer."""


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Sentences of `text[start:end]` as (start, end) in code points of `text`, in order, white space trimmed.

    Every visible character belongs to exactly one sentence; none is empty. What lies outside `start` and `end` plays
    no part. Time grows with the length of the text.
    """
    part = text[start:end]
    begin = min(max(start if start >= 0 else start + len(text), 0), len(text))
    found: list[Span] = []
    for line in _LINE.finditer(part):
        found.extend(_in_line(line.group(), begin + line.start()))
    return found


def _in_line(line: str, offset: int) -> list[Span]:
    """Sentences of one line that stands at `offset`."""
    found: list[Span] = []
    begin = 0
    for match in _STOP.finditer(line):
        if _ends(line, begin, match):
            found.append((begin, match.end()))
            begin = match.end()
    found.append((begin, len(line)))
    return [(offset + a, offset + b) for a, b in (_trimmed(line, a, b) for a, b in found) if a < b]


def _trimmed(line: str, a: int, b: int) -> Span:
    """The span without white space at its ends."""
    piece = line[a:b]
    left = len(piece) - len(piece.lstrip())
    return (a + left, a + left + len(piece.strip()))


def _ends(line: str, begin: int, match: re.Match[str]) -> bool:
    """Whether a sentence that began at `begin` ends with this stop."""
    stop = match.group()
    if stop[0] in "。！？":
        return True
    after = line[match.end() : match.end() + 120].lstrip()
    following = after.lstrip(_OPENERS + " ")
    if not following:
        return after != "" and after[0] not in "—–-"
    if following[0].islower() or after[0] in "—–-&":
        return False
    if stop[0] != "." or stop.startswith(".."):
        return True
    return _plain_stop(
        line[max(begin, match.start() - LOOK_BACK) : match.start()], following, quoted=len(stop) > 1, opened=after[0]
    )


def _plain_stop(before: str, following: str, *, quoted: bool, opened: str) -> bool:
    """Whether a single full stop ends the sentence that ran up to `before`."""
    if _MARK.fullmatch(before):
        return False
    found = _LAST.search(before)
    word = found.group().lstrip(".’'&-") if found is not None else ""
    if quoted and (len(word) > 1 or opened in '"“'):
        return True
    match = _WORD.match(following)
    following_word = match.group().rstrip(".’'-") if match is not None else ""
    if word in STATES and _begins_with_subject(following):
        return True
    return _word_ends(word, following_word.removesuffix("’s").removesuffix("'s"))


def _begins_with_subject(following: str) -> bool:
    """Whether "U.S." is followed by somebody and a verb ("Song vowed"), not by the rest of a name ("Senate voted")."""
    match = _SUBJECT.match(following)
    return match is not None and match["verb"] in FINITE and match["name"] not in AFTER_STATE


def _word_ends(word: str, following: str) -> bool:
    """Whether a sentence ends between a word with its stop and the word that follows."""
    number = following[:1].isdigit()
    if word in TITLES:
        return False
    if word in NUMBERED or word in MONTHS:
        return not number if word in NUMBERED else following in STARTERS
    if word.lower() in ("a.m", "p.m"):
        return not number and following not in AFTER_HOUR
    if (len(word) == 1 and word.isalpha()) or _LETTERS.fullmatch(word):
        return following in STARTERS
    if word in ABBREVIATIONS or word in DAYS:
        return following in STARTERS and not number
    return True
