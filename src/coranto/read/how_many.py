"""How many: every number that counts something, with its bounds and what it counts.

"At least 12" is open above, "up to 12" below, "dozens" is at least 24 and open, "no casualties" is zero. Dates,
ages, scores, article numbers and the names of weapons count nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from coranto.model import Amount, Reading, Span
from coranto.read import grammar, numerals, timex
from coranto.read.numerals import Words
from coranto.read.when import stretches

if TYPE_CHECKING:
    from coranto.read.tools import Tools

FATES = ("killed", "injured", "missing", "arrested", "displaced")
GROUPS = ("troops", "weapons", "demonstrators")
WORD = re.compile(r"[A-Za-z][\w'.-]*[\w]|[A-Za-z]|[,;:()%]|\d[\d,.]*")
FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
LEFT = r"(?<![\w.,:/#@-])"
RIGHT = r"(?!\w)(?![.,:/]\d)(?!-[A-Z\d])"
Cues = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Count:
    """A number in the text: where, its bounds, and the unit that its own words give (a currency, %)."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled number grammar of a pair of cue tables."""

    number: re.Pattern[str]
    vague: re.Pattern[str]
    none: re.Pattern[str]
    nobody: re.Pattern[str]
    ordinal: re.Pattern[str]
    single: re.Pattern[str]
    bound: re.Pattern[str]


def how_many(reading: Reading, tools: Tools) -> Reading:
    """Fill `amounts`."""
    cues = tools.codebook.cues
    return replace(reading, amounts=find(reading, cues["amounts"], cues["numbers"]))


@dataclass(frozen=True, slots=True)
class Page:
    """What every step of counting looks at."""

    reading: Reading
    text: str
    patterns: Patterns
    cues: Cues
    numbers: Cues


def find(reading: Reading, cues: Cues, numbers: Cues) -> tuple[Amount, ...]:
    """All amounts of a reading, in text order."""
    patterns = _patterns(tuple(sorted(cues.items())), tuple(sorted(numbers.items())))
    page = Page(reading, timex.level(reading.article.text), patterns, cues, numbers)
    amounts = (_amount(count, sentence, page) for sentence in stretches(reading) for count in _counts(sentence, page))
    return tuple(amount for amount in amounts if amount)


@lru_cache(maxsize=4)
def _patterns(cue_items: tuple[tuple[str, Words], ...], number_items: tuple[tuple[str, Words], ...]) -> Patterns:
    cues, numbers = dict(cue_items), dict(number_items)
    words = numerals.alternatives
    return Patterns(
        number=_compiled(_number(cues, numbers)),
        vague=_compiled(rf"\b(?P<open>{words(cues['open'])})\b|\b(?P<exact>{words(cues['exact'])})\b"),
        none=_compiled(rf"\b(?:{_any(cues['none'])})\s+(?:\w+\s+){{0,2}}?(?P<harm>{words(cues['harm'])})\b"),
        nobody=_compiled(rf"\b(?:{_any(cues['nobodies'])})\b(?:\s+\w+){{0,2}}?\s+(?P<fate>{words(cues['nobody'])})\b"),
        ordinal=_compiled(rf"\b(?P<ordinal>{words(numbers['ordinal'])}|\d+(?:st|nd|rd|th))\s+(?=[a-z])"),
        single=_compiled(_single(cues)),
        bound=_compiled(
            rf"\b(?:(?P<least>{_any(cues['least'])})|(?P<most>{_any(cues['most'])}))\s+(?:(?:{_any(cues['about'])})\s+)?$"
        ),
    )


def _single(cues: Cues) -> str:
    """A or an and one craft or missile, where that noun heads its phrase: not "a missile test"."""
    heads = rf"(?:{_any(cues['alone'])})\b(?!\s+(?!(?:{_any(cues['ends'])})\b)[a-z])"
    return rf"\b(?:{_any(cues['single'])})\b(?=(?:\s+[\w.-]+){{0,3}}?\s+{heads})"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _number(cues: Cues, numbers: Cues) -> str:
    """A number or a range of two, in digits or words, with a currency before or behind it."""
    names = sorted(numerals.lookup(numbers["unit"]).keys() - {"a", "an"}, key=lambda name: (-len(name), name))
    units, scales = "|".join(names), numerals.alternatives(numbers["scale"])
    first = rf"(?:(?:an?|half an?)[ ](?=(?:{scales})\b)|(?:{units})\b[ -]?)"
    spoken = rf"{first}(?:(?:and[ ])?(?:a half|{units}|{scales})\b[ -]?)*(?<![ -])"
    one = rf"(?:(?:{FIGURE})(?:[ -]?(?:{scales})\b)?|{spoken})"
    symbols, currencies = numerals.alternatives(cues["symbol"]), numerals.alternatives(cues["currency"])
    joint = r"\s*(?:-|–|\bto\b|\band\b)\s*"
    return (
        rf"{LEFT}(?:(?P<symbol>{symbols})\s?)?(?P<low>{one})(?:{joint}(?:{symbols})?(?P<high>{one}))?{RIGHT}"
        rf"(?:[\s-](?P<currency>{currencies})\b)?"
    )


def _any(words: Words) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _counts(sentence: Span, page: Page) -> Iterator[Count]:
    """Numbers first, then words for many, none and one; what overlaps something found before is left."""
    taken = [time.span for time in page.reading.times if time.span.overlaps(sentence)]
    found: list[Count] = []
    for make in (_zeros, _figures, _vague, _ordinals, _singles):
        fresh = [c for c in make(sentence, page) if not any(Span(c.start, c.end).overlaps(t) for t in taken)]
        found += fresh
        taken += [Span(count.start, count.end) for count in fresh]
    yield from sorted(found, key=lambda count: count.start)


def _zeros(sentence: Span, page: Page) -> Iterator[Count]:
    """No casualties (nobody killed, nobody injured); nobody was hurt; without causing damage."""
    patterns, cues = page.patterns, page.cues
    for pattern, name, entries in ((patterns.none, "harm", "harm"), (patterns.nobody, "fate", "nobody")):
        for match in pattern.finditer(page.text, sentence.start, sentence.end):
            what = numerals.lookup(cues[entries])[" ".join(match[name].lower().split())]
            for one in ("killed", "injured") if what == "casualties" else (what,):
                yield Count(match.start(), match.end(), 0.0, 0.0, "", one)


def _figures(sentence: Span, page: Page) -> Iterator[Count]:
    """Digits and number words, alone or as a range, with a currency before or behind."""
    for match in page.patterns.number.finditer(page.text, sentence.start, sentence.end):
        low = numerals.value(match["low"], page.numbers)
        high = numerals.value(match["high"], page.numbers) if match["high"] else None
        if low is not None and not _is_no_count(match, page):
            yield from _ranged(match, low, high, page) if high is not None else _bounded(match, low, page)


def _ranged(match: re.Match[str], low: float, high: float, page: Page) -> Iterator[Count]:
    """Both numbers of a range as its bounds; of "12 and 30" the two are two counts, of "3-2" none."""
    low = _same_scale(match["low"], match["high"], low, high)
    joint = page.text[match.end("low") : match.start("high")].strip().lower()
    reach = max(0, match.start() - 9)
    between = re.search(r"\b(?:between|from)\s+$", page.text[reach : match.start()], re.IGNORECASE)
    if low < high and (joint != "and" or between):
        start = reach + between.start() if between else match.start()
        yield Count(start, match.end(), low, high, _currency(match, page.cues))
    elif joint == "and":
        yield from _bounded(match, low, page)
        yield Count(match.start("high"), match.end(), high, high, _currency(match, page.cues))


def _bounded(match: re.Match[str], low: float, page: Page) -> Iterator[Count]:
    """At least, up to, nearly: the words before a number say which side is open."""
    start, reach = match.start(), max(0, match.start() - 30)
    lead = page.patterns.bound.search(page.text[reach:start])
    end = match.end("low") if match["high"] else match.end()
    if not lead:
        yield Count(start, end, low, low, _currency(match, page.cues))
        return
    most = lead["most"] is not None and lead["most"].lower() not in page.cues["near"]
    least = lead["least"] is not None
    yield Count(reach + lead.start(), end, None if most else low, None if least else low, _currency(match, page.cues))


def _same_scale(first: str, second: str, low: float, high: float) -> float:
    """In "10 to 12 thousand" the scale belongs to both."""
    if re.fullmatch(r"[\d.,]+", first) and not re.fullmatch(r"[\d.,]+", second):
        figure = re.match(r"[\d.,]*\d", second)
        if figure and float(figure[0].replace(",", "")):
            return low * high / float(figure[0].replace(",", ""))
    return low


def _currency(match: re.Match[str], cues: Cues) -> str:
    if match["symbol"]:
        return numerals.lookup(cues["symbol"])[match["symbol"].lower()]
    if match["currency"]:
        return numerals.lookup(cues["currency"])[" ".join(match["currency"].lower().split())]
    return ""


def _is_no_count(match: re.Match[str], page: Page) -> bool:
    """Whether it is an age, a score, or the number of an article."""
    text, cues = page.text, page.cues
    before = [word.lower() for word in WORD.findall(text[max(0, match.start() - 25) : match.start()])]
    if before and before[-1].rstrip(".") in cues["label"] and not match["symbol"]:
        return True
    rest = text[match.end() : match.end() + 15].lower().lstrip(" -")
    if any(rest.startswith(age.lstrip("-")) for age in cues["age"]):
        return True
    return bool(match["high"]) and any(word in cues["score"] for word in before[-3:])


def _vague(sentence: Span, page: Page) -> Iterator[Count]:
    """Dozens of, several, tens of thousands; a couple of."""
    for match in page.patterns.vague.finditer(page.text, sentence.start, sentence.end):
        name = "open" if match["open"] else "exact"
        number = float(numerals.lookup(page.cues[name])[" ".join(match[name].lower().split())])
        yield Count(match.start(), match.end(), number, number if name == "exact" else None)


def _ordinals(sentence: Span, page: Page) -> Iterator[Count]:
    """Its seventh nuclear test: the seventh of a series."""
    for match in page.patterns.ordinal.finditer(page.text, sentence.start, sentence.end):
        word = match["ordinal"].lower()
        following = WORD.findall(page.text[match.end() : match.end() + 40])[:1]
        if following and following[0].lower() not in page.cues["unseries"]:
            number = float(numerals.lookup(page.numbers["ordinal"]).get(word) or re.sub(r"\D", "", word) or 0)
            yield Count(match.start(), match.end("ordinal"), number, number, "ordinal", "other")


def _singles(sentence: Span, page: Page) -> Iterator[Count]:
    """A bomber; an intercontinental missile."""
    for match in page.patterns.single.finditer(page.text, sentence.start, sentence.end):
        yield Count(match.start(), match.end(), 1.0, 1.0)


# --- what is counted ---------------------------------------------------------------------------------------------


def _amount(count: Count, sentence: Span, page: Page) -> Amount | None:
    right = _words(page.text, count.end, sentence.end)
    left = _words(page.text, max(sentence.start, count.start - 60), count.start)[::-1]
    what, unit, end = _what(count, left, right, page.cues)
    if not what:
        return None
    span = Span(count.start, max(end, count.end))
    return Amount(span, what, count.low, count.high, unit, _token(span, page.reading))


def _words(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Words of a stretch with the offset where each ends."""
    return [(match[0], match.end()) for match in WORD.finditer(text, start, min(end, start + 90))]


def _what(count: Count, left: list[tuple[str, int]], right: list[tuple[str, int]], cues: Cues) -> tuple[str, str, int]:
    """What is counted, in which unit, and where the counted noun ends; "" where nothing is."""
    noun, end = _noun(count, right, cues)
    if count.what:
        return count.what, count.unit, end if count.unit == "ordinal" else count.end
    if count.unit:
        return "money", count.unit, count.end
    for name in ("distance", "measure", "currency"):
        unit, unit_end = _unit(right, cues[name])
        if unit:
            return {"distance": "distance", "measure": "other", "currency": "money"}[name], unit, unit_end
    fate = _fate(left, right, cues) or numerals.lookup(cues["held"]).get(noun.lower(), "")
    if fate:
        return fate, "", end
    group = next((name for name in GROUPS if noun and noun.lower() in _lower(cues[name])), "")
    if group or noun:
        return group or "other", "", end
    return "", "", count.end


@lru_cache(maxsize=64)
def _lower(words: Words) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


def _unit(right: list[tuple[str, int]], entries: Words) -> tuple[str, int]:
    table = numerals.lookup(entries)
    for size in (2, 1):
        name = " ".join(word.lower() for word, _ in right[:size])
        if len(right) >= size and name in table:
            return table[name], right[size - 1][1]
    return "", 0


def _noun(count: Count, right: list[tuple[str, int]], cues: Cues) -> tuple[str, int]:
    """The counted noun: the first listed one, else the first plural, among the words up to the phrase's end."""
    listed = frozenset[str]().union(*(_lower(cues[name]) for name in (*GROUPS, "people")))
    phrase = list(takewhile(lambda pair: _inside(pair[0], cues), right[:5]))
    for place, (word, end) in enumerate(phrase):
        following = phrase[place + 1][0] if place + 1 < len(phrase) else ""
        if word.lower() in listed and (_plural(word) or not _plural(following)):
            return word, end
        if _plural(word) or (count.unit == "ordinal" and word.islower() and not following.islower()):
            return word, end
    return "", count.end


def _inside(word: str, cues: Cues) -> bool:
    """Whether a word can stand between a number and the noun that it counts, or be that noun."""
    return word.lower() not in cues["stop"] and word not in ",;:()%" and not word[0].isdigit()


def _plural(word: str) -> bool:
    """Whether a word looks like a plural: "tests", "service-members"; not "famous", "less", "army's"."""
    last = word.rpartition("-")[2]
    return last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "'s"))


def _fate(left: list[tuple[str, int]], right: list[tuple[str, int]], cues: Cues) -> str:
    """What befell those counted: the verb before them ("killing at least 12"), else the one behind ("12 dead")."""
    skip = {word for name in ("least", "most", "about") for phrase in cues[name] for word in phrase.split()}
    nearest = next((word.lower() for word, _ in left if word.lower() not in skip), "")
    for name in FATES:
        if nearest in cues[name]:
            return name
    alone = not right or right[0][0] in cues["stop"] or not right[0][0].isalpha()
    if alone and any(word.lower() in cues["toll"] for word, _ in left[:7]):
        return "killed"
    for word, _ in right[:8]:
        if word in ",;:()" or word[0].isdigit():
            return ""
        named = next((name for name in FATES if word.lower() in cues[name]), "")
        if named:
            return named
    return ""


def _token(span: Span, reading: Reading) -> int:
    """The counted noun's token, else the number's; 0 where the text has no tokens yet."""
    if not len(reading.tokens):
        return 0
    inside = grammar.tokens_in(reading.tokens, span)
    return inside[-1] if len(inside) else 0
