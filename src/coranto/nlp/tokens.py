"""Tokens by rule, as Universal Dependencies cuts English, with exact offsets.

The conventions are those of the English Web Treebank as UD keeps them: "do n't", "the army 's", "U.S. - led" in three,
"$ 5 m", "50 %", "10,000", "14:00" whole. One regular expression finds the pieces, and a few rules cut or join them.
Every repeat in it that could be tried again from the next character is bounded, so time grows with the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coranto.nlp.words import ABBREVIATIONS, JOINED, NUMBERED, PREFIXES, UNITS, WHOLE

Span = tuple[int, int]

INVISIBLE = "\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Characters that are no token and part of none: controls, zero-width spaces, marks of direction, byte order marks."""

_LETTER = r"[^\W\d_]"
# Accents, vowel signs and joiners that `\w` leaves out, and the soft hyphen: all live inside words.
_MARK = (
    r"\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f"
    r"\u200c\u200d\u20d0-\u20f0"
)
_INNER = rf"[\w{_MARK}]"
_DOMAIN = (
    r"(?:com|org|net|gov|edu|mil|int|info|biz|eu|uk|us|ru|ua|de|fr|cn|il|ir|tr|jp|in|io|tv|me|co|au|ca|kr"
    r"|doc|docx|xls|pdf|html?|txt)"
)
_PATTERN = re.compile(
    rf"""
      (?P<address> (?<!\w)(?:(?:https?|ftp)://|www\.)[^\s<>"“”{INVISIBLE}]{{1,2000}}
                 | (?<!\w)[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,6}}
                 | (?<![\w.])(?:[A-Za-z0-9-]{{1,40}}\.){{1,4}}{_DOMAIN}\b(?![.-]?\w)(?:/[^\s<>"“”]{{0,2000}})? )
    | (?P<letters> (?<!\w)(?:{_LETTER}\.){{2,}}(?:{_LETTER}(?!\w))? )
    | (?P<pair>    (?<!\w)(?:[A-Z]{{1,3}}&[A-Z]{{1,3}}|[A-Za-z]/[A-Za-z])(?![\w&/]) | (?<!\w)[A-Z]{{1,3}}\$ )
    | (?P<word>    {_LETTER}{_INNER}*(?:['’`]{_INNER}+)*(?:(?<=[\w{_MARK}])\.(?![.\w]))? )
    | (?P<whole>   (?<![\w-])(?:\d{{4}}-\d\d-\d\d|\d\d?-\d\d?-\d{{2,4}}|(?:\d{{3}}-)?\d{{3}}-\d{{4}})(?![\w-])
                 | (?<!\w)['’]\d\ds?\b
                 | (?<!\w)['’](?:em|til|cause|tis|twas)\b
                 | (?<!\S)[:;=]-?[()DPp](?=\s|$)
                 | (?<!\w)(?:[@\#]{_LETTER}{_INNER}{{1,100}}) )
    | (?P<number>  (?:(?<![\w.])\.|\+(?=\d{{6}}))?\d+(?:[.,:/]\d+)*
                   (?:(?:st|nd|rd|th|['’]?s)\b|{_INNER}+(?:['’]s\b)?)?(?:\.m\.)? )
    | (?P<mark>    \.{{2,}}[?!]*|[?!]{{2,}}|…+|-{{2,}}|–{{2,}}|—{{2,}}|={{2,}}|\*{{2,}}|_{{2,}}|~{{2,}}|<{{2,}}|>{{2,}}
                 | ''|``|’’|‘’|[\U0001f1e6-\U0001f1ff]{{2}}
                 | [\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*
                   (?:\u200d[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*)*
                 | [^\s{INVISIBLE}] )
    """,
    re.VERBOSE,
)

_CLITIC = re.compile(r"(?:n['’`]t|['’`](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_NUMBER = re.compile(r"[+.]?\d+(?:[.,:/]\d+)*")
_TRAILING = ".,;:!?'’)]}»*…-–—"


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Tokens of `text[start:end]` as (start, end) in code points of `text`, in order, none empty, none overlapping.

    Every visible character belongs to exactly one token; white space and `INVISIBLE` characters belong to none. What
    lies outside `start` and `end` plays no part. Time grows with the length of the text, whatever is in it.
    """
    part = text[start:end]
    begin = min(max(start if start >= 0 else start + len(text), 0), len(text))
    return [(begin + a, begin + b) for a, b in _joined(part, _cut(part))]


def _cut(text: str) -> Iterator[Span]:
    """Spans of the pieces, words cut in two where the treebank does."""
    for match in _PATTERN.finditer(text):
        a, b = match.span()
        kind = match.lastgroup
        if kind == "word":
            word = match.group()
            if word.isalpha() and word.lower() not in JOINED:
                yield a, b
            else:
                yield from _word(text, a, b)
        elif kind == "number":
            yield from _number(text, a, b)
        elif kind == "address":
            yield from _address(text, a, b)
        else:
            yield a, b


def _word(text: str, a: int, b: int) -> Iterator[Span]:
    """A word with a stop, an apostrophe or a second word in it."""
    stop = text[b - 1] == "." and not _keeps_stop(text, a, b)
    last = b - 1 if stop else b
    clitic = _CLITIC.search(text, max(a, last - 4), last)
    half = JOINED.get(text[a:last].lower())
    cut = clitic.start() if clitic is not None else a + half if half is not None else a
    if cut > a:
        yield a, cut
        yield cut, last
    else:
        yield a, last
    if stop:
        yield last, b


def _keeps_stop(text: str, a: int, b: int) -> bool:
    """Whether the stop at the end of a word belongs to it: an abbreviation or an initial."""
    word = text[a : b - 1]
    following = text[b : b + 8].lstrip()
    if word in NUMBERED or word in ("Sat", "Sun", "Wed"):
        return following[:1].isdigit()
    if len(word) == 1:
        # "J. Smith", but "Plan B." at the end.
        return word.isupper() and bool(following) and not following[0].islower()
    return word in ABBREVIATIONS


def _number(text: str, a: int, b: int) -> Iterator[Span]:
    """A number, with its unit cut off: "5 pm", "35 mm", "10 bn"; "1990s", "21st" and "3D" stay whole."""
    match = _NUMBER.match(text, a, b)
    last = b if match is None else match.end()
    unit = text[last:b].lower().rstrip(".")
    if unit in UNITS:
        yield a, last
        yield last, b
    else:
        yield a, b


def _address(text: str, a: int, b: int) -> Iterator[Span]:
    """An address without the punctuation of the sentence around it."""
    last = a + len(text[a:b].rstrip(_TRAILING))
    if text[last : last + 1] == ")" and "(" in text[a:last]:
        last += 1
    last = last if last > a else b
    yield a, last
    yield from ((i, i + 1) for i in range(last, b))


def _joined(text: str, spans: Iterator[Span]) -> list[Span]:
    """Spans with prefixes joined to what follows their hyphen: "anti-war", "co-operate", "mid-August"."""
    found: list[Span] = []
    for a, b in spans:
        if len(found) > 1 and text[a - 1] == "-" and found[-1] == (a - 1, a) and found[-2][1] == a - 1:
            first = found[-2][0]
            if _is_prefix(text, first, a, b):
                found[-2:] = [(first, b)]
                continue
        found.append((a, b))
    return found


def _is_prefix(text: str, first: int, a: int, b: int) -> bool:
    """Whether `text[first:a]`, a word and a hyphen, stays with the word `text[a:b]`."""
    if a - first > 12 or not (text[a].isalpha() or text[a].isdigit()):
        return False
    before = text[first : a - 1].lower()
    return (before in PREFIXES and (len(before) > 1 or before == "e")) or f"{before}-{text[a:b].lower()}" in WHOLE
