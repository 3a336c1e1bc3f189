"""Where does a sentence name a time? The expression grammar of the cue file `time`, compiled once.

A rule is "name: template"; `<class>` in a template stands for a word list or a pattern of the same file. What is
found carries the rule's name and the words of each class; what they mean is worked out in `resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from coranto.read import numerals
from coranto.read.grammar import kept
from coranto.read.numerals import Words, alternatives

Cues = Mapping[str, Words]
HINTS = ("dayname", "month", "part", "unit", "season", "adverb", "clockword", "decadename", "past", "present", "future")
CLASS = re.compile(r"(?<!\?P)<(\w+)(?::(\d))?>")
BRACKET = re.compile(r"\((?:[^()\\]|\\.)*\)[?*]?")
"""A bracket that holds no other, with the sign that makes it optional."""
WORD = re.compile(r"[^\W_]+")
ESCAPE = re.compile(r"\\(?:x[0-9a-f]{2}|.)")
LITERAL = re.compile(r"(?<![\w\0\[])[a-z]{3,}(?![\w\0?*{\]])")
"""A word of a template that stands for itself, whole and not optional."""
DIGIT = re.compile(r"\d")
NUMBER = "#"
"""Stands among a text's words for any digit."""
DIGITS = ("(?:3[01]", "(?:1[0-9]|20)", "(?:1[0-2]", r"\d{1,2}", r"\d\d", r"\d", "(?:[01]?", "[0-5]")
"""How the patterns of the cue file begin that match no word."""
LEVEL = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "‑": "-", "\n": " "})
"""Typographic signs that mean the same as plain ones; one for one, so that offsets hold."""
LEFT = r"(?<![\w$£€#@])(?<![\d][.,/:])(?<!\w[-–/])"
RIGHT = r"(?![\w])(?![.,:/]\d)(?!-\d)"


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of text that a rule matched: the rule's name, where, and the words of its classes, lower-cased."""

    rule: str
    start: int
    end: int
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule. `needs`: of each of these sets of words, a text that it matches holds at least one."""

    name: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled rules, in file order; `hint` matches wherever any rule could, `names` what must be left alone."""

    hint: re.Pattern[str]
    rules: tuple[Rule, ...]
    names: re.Pattern[str]


@kept
def level(text: str) -> str:
    """The text with plain apostrophes and blanks; as long as it was."""
    return text.translate(LEVEL)


@lru_cache(maxsize=4)
def grammar(entries: tuple[tuple[str, Words], ...]) -> Grammar:
    """Compile the rules of a cue table, given as sorted items so that the result can be kept."""
    cues = dict(entries)
    patterns = dict(entry.split("=", 1) for entry in cues["class"])
    rules = tuple(_compile(rule, cues, patterns) for rule in cues["rules"])
    vague = tuple(_vague(name, cues[name]) for name in ("past", "present", "future"))
    named = tuple(_vague(name, _names(cues[name])) for name in ("anniversary", "holiday"))
    return Grammar(
        _hint(cues),
        rules + vague + named,
        re.compile("|".join(rf"\b(?:{name})\b" for name in cues["names"])),
    )


def _hint(cues: Cues) -> re.Pattern[str]:
    """One quick look that spares most sentences the rules: a digit, or a word of one of the lists."""
    listed = [word for name in HINTS for word in (numerals.lookup(cues[name]) if "=" in cues[name][0] else cues[name])]
    words = "|".join(map(re.escape, sorted({*listed, *cues["hint"]}, key=len, reverse=True)))
    return re.compile(rf"\d|\b(?:{words})", re.IGNORECASE)


def _names(entries: Words) -> Words:
    return tuple(name for entry in entries for name in entry.partition("=")[2].split("/"))


def _vague(name: str, words: Words) -> Rule:
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return Rule(name, re.compile(rf"{LEFT}(?P<{name}>{listed}){RIGHT}", re.IGNORECASE), (_openings(words),))


def _compile(rule: str, cues: Cues, patterns: Mapping[str, str]) -> Rule:
    name, _, template = rule.partition(": ")

    def expand(match: re.Match[str]) -> str:
        kind, number = match[1], match[2] or ""
        body = patterns[kind] if kind in patterns else alternatives(cues[kind])
        return f"(?P<{kind}{number}>{body})"

    spaced = template.replace(" ", r"\s+").replace("~", r"[\s-]+")
    needs = tuple(_needed(template, cues, patterns))
    return Rule(name, re.compile(LEFT + CLASS.sub(expand, spaced) + RIGHT, re.IGNORECASE), needs)


def _needed(template: str, cues: Cues, patterns: Mapping[str, str]) -> Iterator[frozenset[str]]:
    """What a text must hold for a template to match: of each list or word outside all brackets, a word.

    Most rules need no look at most sentences: of 89, a sentence with some word of time in it meets the needs of ten.
    """
    plain = template
    while (stripped := BRACKET.sub(_blank, plain)) != plain:
        plain = stripped
    if "|" in plain:
        return
    for match in CLASS.finditer(plain):
        if match[1] in cues and match[1] not in patterns:
            listed = cues[match[1]]
            yield _openings(numerals.lookup(listed) if "=" in listed[0] else listed)
        elif patterns.get(match[1], "").startswith(DIGITS):
            yield frozenset((NUMBER,))
    for word in LITERAL.findall(CLASS.sub("\0", ESCAPE.sub("\0", plain))):
        yield frozenset((word,))


def _blank(match: re.Match[str]) -> str:
    """What stands for a bracket that is left out: a blank where it ends with one, so that a new word begins there."""
    return " " if match[0].rstrip("?*)").endswith((" ", "~")) else "\0"


def _openings(words: Iterable[str]) -> frozenset[str]:
    """The first word of each entry of a list."""
    return frozenset(WORD.findall(entry.lower())[0] for entry in words)


def find(text: str, start: int, end: int, rules: Grammar) -> tuple[Found, ...]:
    """Every time named in a stretch of levelled text, without overlaps, in text order."""
    return _found(text, rules)(start, end) if rules.hint.search(text, start, end) else ()


@kept
def _found(text: str, rules: Grammar) -> Callable[[int, int], tuple[Found, ...]]:
    """What finds the times of one text: two questions ask for the same sentences, and the rules are many."""
    return cache(partial(_find, text, rules))


def _find(text: str, rules: Grammar, start: int, end: int) -> tuple[Found, ...]:
    taken = [match.span() for match in rules.names.finditer(text, start, end)]
    words = frozenset(WORD.findall(text[start:end].lower()))
    if DIGIT.search(text, start, end):
        words |= {NUMBER}
    candidates = [
        (match.start(), -match.end(), order, rule.name, match)
        for order, rule in enumerate(rules.rules)
        if not any(map(words.isdisjoint, rule.needs))
        for match in rule.pattern.finditer(text, start, end)
    ]
    candidates.sort(key=lambda candidate: candidate[:3])
    return tuple(_choose(candidates, taken))


def _choose(
    candidates: list[tuple[int, int, int, str, re.Match[str]]], taken: list[tuple[int, int]]
) -> Iterator[Found]:
    """The first, of these the longest, of these the first rule; nothing inside a name that is left alone."""
    reached = -1
    for start, minus_end, _, name, match in candidates:
        if start < reached or any(a < -minus_end and start < b for a, b in taken):
            continue
        reached = -minus_end
        words = {key: " ".join(word.lower().split()) for key, word in match.groupdict().items() if word}
        yield Found(name, start, reached, words)
