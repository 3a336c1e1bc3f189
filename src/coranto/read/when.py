"""When: every time expression of an article, and the days it means.

The grammar finds the words (`timex`), `resolve` counts the days, and here the two meet the text: which way the verb
points, which day it is where the act happens, which words open or close a stretch. A text that gives no day gets
none; the day on which a page was fetched is never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coranto.model import Grain, Kind, Mention, Moment, Part, Problem, Reading, Span, When
from coranto.read import grammar, timex
from coranto.read.calendar import DAY, Stretch
from coranto.read.resolve import RESOLVERS, Answer, Frame, said
from coranto.read.timex import Found

if TYPE_CHECKING:
    from coranto.read.tools import Tools

Words = Mapping[str, tuple[str, ...]]
Cues = Mapping[str, Words]

READ = (Part.HEADLINE, Part.STANDFIRST, Part.KEY_POINT, Part.PARAGRAPH, Part.CAPTION)
PLACES = (Kind.PLACE, Kind.COUNTRY, Kind.FACILITY)
NAMED = ("dayname", "daynames", "weekday", "month")
"""Classes of words that are names, which English writes with a capital letter."""
SURE = 3
"""Words between a time and the verb before it, up to which the verb is taken to be the time's own."""
BESIDE = 2
"""Words up to which it is so whatever the parse says: "said on Tuesday"."""
WORD = re.compile(r"[\w'$£€¥.-]*[\w$£€¥]|[(),–—-]")
RANGE = re.compile(r"\s*(?:,? (and|to|through|until|till)|-|–)(?: the| on)?\s*", re.IGNORECASE)
SIDE = re.compile(r"\s+(after|before)\b", re.IGNORECASE)
NEAR = re.compile(r"[^.,;:()]{1,40}")
DAYS = re.compile(r"P(\d+)([DW])")
MESSAGES: Mapping[str, str] = {
    "when.no-anchor": "{words!r} is counted from the day of writing, which the text does not give",
    "when.ambiguous": "{words!r} can be read as two days",
    "when.no-event": "{words!r} is counted from something whose day the text does not give",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What every step of finding times looks at: the reading, its text levelled, the cues, the home zone."""

    reading: Reading
    text: str
    cues: Cues
    home: ZoneInfo

    @property
    def words(self) -> Words:
        """The cue file `time`."""
        return self.cues["time"]


@dataclass(frozen=True, slots=True)
class Hit:
    """An expression in its sentence: what was found, what it means, the zone that counts, the sentence."""

    found: Found
    answer: Answer
    zone: ZoneInfo
    sentence: Span

    @property
    def stretch(self) -> Stretch | None:
        """The days it covers, where it gives both ends and is no mere length of time."""
        given = self.answer
        if given.first is None or given.after is None or given.type == "DURATION":
            return None
        return Stretch(given.first, given.after, given.value[:10])


def when(reading: Reading, tools: Tools) -> Reading:
    """Fill `times`; expressions that could not be settled keep their value and are named in `problems`."""
    times, problems = find(reading, tools.codebook.cues, tools.settings.zone)
    return replace(reading, times=times, problems=reading.problems + problems)


def find(reading: Reading, cues: Cues, zone: str = "UTC") -> tuple[tuple[When, ...], tuple[Problem, ...]]:
    """All times of a reading, and what could not be settled. `zone` counts where nothing else tells one."""
    page = Page(reading, timex.level(reading.article.text), cues, _home(reading.published, zone))
    hits = _joined(_counted_from(_hits(page), page.text), page.text)
    times = _ranges([(hit, _when(hit, page)) for hit in hits], page.text)
    return times, tuple(_problem(hit, reading) for hit in hits if hit.answer.problem)


def stretches(reading: Reading) -> Iterator[Span]:
    """The sentences that are read for claims; the whole text where sentences have not been cut yet."""
    refused = any(problem.code.startswith("read.") for problem in reading.problems)
    if not reading.sentences and not refused:
        yield Span(0, len(reading.article.text))
    for sentence in reading.sentences:
        if sentence.part in READ:
            yield sentence.span


def _home(published: Moment | None, zone: str) -> ZoneInfo:
    """The zone of the publication time where it is a place's; a plain offset names no place."""
    return ZoneInfo(getattr(published.at.tzinfo, "key", None) or zone) if published else ZoneInfo(zone)


def _hits(page: Page) -> list[Hit]:
    rules = timex.grammar(tuple(sorted(page.words.items())))
    hits: list[Hit] = []
    for sentence in stretches(page.reading):
        for found in timex.find(page.text, sentence.start, sentence.end, rules):
            hit = _resolve(found, sentence, hits, page) if allowed(found, page.text, page.words) else None
            if hit:
                hits.append(hit)
    return hits


# --- is it a time at all -----------------------------------------------------------------------------------------


def allowed(found: Found, text: str, cues: Words) -> bool:
    """Whether the words are a time here: May the month, 1953 the year, no "may", no "2000 troops"."""
    if any(name in found.words for name in NAMED) and not _capital(found, text[found.start : found.end]):
        return False
    if found.rule == "year" and found.words.keys() == {"year"}:
        return _is_year(found, text, cues)
    if found.rule == "month" and found.words.keys() == {"month"}:
        return _is_month(found, text, cues)
    return True


def _capital(found: Found, words: str) -> bool:
    """Whether names of days and months are written as names; "may", "march" and "sat" are not."""
    names = [found.words[name] for name in NAMED if name in found.words]
    return all(re.search(rf"\b{re.escape(name)}\b", words) is None for name in names)


def before(text: str, start: int, reach: int = 30) -> list[str]:
    """The words before an offset in its line, nearest first, lower-cased."""
    line = text[max(0, start - reach) : start]
    return [word.lower() for word in WORD.findall(line.rpartition("\n")[2])][::-1]


def behind(text: str, end: int, reach: int = 30) -> list[str]:
    """The words after an offset, nearest first, lower-cased."""
    return [word.lower() for word in WORD.findall(text[end : end + reach].partition("\n")[0])]


def _is_year(found: Found, text: str, cues: Words) -> bool:
    """Four digits are a year unless something shows that they count or number a thing."""
    left, right = before(text, found.start), behind(text, found.end)
    if (left and left[0].rstrip(".") in cues["quantity"]) or (right and right[0] in cues["counted"]):
        return False
    return bool(left and left[0] in cues["lead"]) or 1900 <= int(found.words["year"]) <= 2050


def _is_month(found: Found, text: str, cues: Words) -> bool:
    """A bare month needs a word before it that goes with times; May, March and April are also names and verbs."""
    left = before(text, found.start)
    short = len(found.words["month"]) <= 4 and found.words["month"] not in cues["fullmonth"]
    return not short and bool(left) and left[0] in cues["monthlead"]


# --- what it means here ------------------------------------------------------------------------------------------


def _resolve(found: Found, sentence: Span, hits: list[Hit], page: Page) -> Hit | None:
    zone = _zone(found, sentence, page)
    last = _last(found, sentence, hits)
    left = before(page.text, found.start)
    tense_, sure = tense(found, sentence, page)
    frame = Frame(
        day=local_day(page.reading.published, zone),
        tense=tense_,
        sure=sure,
        before=last.stretch if last else None,
        before_grain=last.answer.grain if last else None,
        quarter=next((hit.stretch for hit in reversed(hits) if hit.found.rule == "quarter"), None),
        cues=page.words,
        numbers=page.cues["numbers"],
        bare=left[0] if left else "",
    )
    answer = RESOLVERS[found.rule](found, frame)
    return Hit(found, answer, zone, sentence) if answer else None


def local_day(published: Moment | None, zone: ZoneInfo) -> date | None:
    """The day of writing where the act happened: a minute has another day elsewhere, a bare day is taken as it is."""
    if published is None:
        return None
    return published.at.astimezone(zone).date() if published.grain == Grain.MINUTE else published.at.date()


def _last(found: Found, sentence: Span, hits: list[Hit]) -> Hit | None:
    """The last stretch resolved before this one; an hour belongs to a day of its own sentence only."""
    last = next((hit for hit in reversed(hits) if hit.stretch and hit.answer.grain != Grain.VAGUE), None)
    return None if last and found.rule == "clock" and last.sentence != sentence else last


ENDS = frozenset(("end", "close", "late", "later"))
"""Words for the last part of a stretch of time."""


def tense(found: Found, sentence: Span, page: Page) -> tuple[str, bool]:
    """Which way the verb points that a time goes with ("past", "future", or ""), and whether that is sure.

    A verb that stands beside the time tells it ("said on Tuesday"), else the parse, else the nearest words.
    """
    left = before(page.text, found.start, min(70, found.start - sentence.start))[:10]
    if left[:1] == ["since"]:
        return "past", True
    points, distance = _nearest_points(found, sentence, left, page)
    bound = bool(set(left[:4]) & set(page.words["closes"]))
    if points and distance < BESIDE:
        return points, not bound
    parsed, own = _parsed(found, page)
    return (parsed, own and not bound) if parsed else (points, distance < SURE and not bound)


def _nearest_points(found: Found, sentence: Span, left: list[str], page: Page) -> tuple[str, int]:
    """The first word that points, those before the time first, and how many words lie between."""
    if page.text[found.end : found.end + 2] == "'s":
        left = []  # "get around Wednesday's ruling": the verb before a possessive does not date what it possesses
    right = behind(page.text, found.end, min(70, sentence.end - found.end))[:9]
    pairs = (*zip(left, ["", *left], strict=False), *pairwise((*right, "")))
    for distance, (word, following) in enumerate(pairs):
        if points := _word_points(word, following, page.words):
            # "will be struck in January": the form is a participle, and what stands before it is what points.
            passive = set(left[distance + 1 : distance + 4]) & {"will", "shall", "be", "'ll"}
            return ("future" if passive else points), distance if distance < len(left) else distance + SURE
    return "", len(pairs)


def _word_points(word: str, following: str, cues: Words) -> str:
    """Which way one word points; "to" only before a verb."""
    if word == "to" and (following in cues["noverb"] or not following.isalpha()):
        return ""
    if word in cues["ahead"]:
        return "future"
    return "past" if word in cues["behind"] or (word.endswith("ed") and len(word) > 4) else ""


def _parsed(found: Found, page: Page) -> tuple[str, bool]:
    """The tense of the verb above a time, and whether the time hangs from that verb itself."""
    tokens = page.reading.tokens
    here = grammar.token_at(tokens, found.start) if len(tokens) else None
    if here is None or page.text[found.end : found.end + 2] == "'s":
        return "", False
    while tokens.head[here] >= 0 and found.start <= tokens.starts[tokens.head[here]] < found.end:
        here = tokens.head[here]
    verbs = [above for above in grammar.ancestors(tokens, here) if tokens.upos[above] in ("VERB", "AUX", "ADJ")]
    pointed = next(((points, verb) for verb in verbs[:2] if (points := _points(page, verb))), ("", -1))
    return pointed[0], tokens.head[here] == pointed[1]


def _points(page: Page, verb: int) -> str:
    """Future under will or after to, and in the present ("meets on Friday"); past in a past form or with have.

    A participle without a helper ("announced Wednesday") tells of what was done.
    """
    tokens = page.reading.tokens
    helpers = grammar.dependents(tokens, verb, "aux", "cop")
    forms = {tokens.xpos[verb], *(tokens.xpos[helper] for helper in helpers)}
    words = {tokens.span(c).of(page.text).lower() for c in (*helpers, *grammar.dependents(tokens, verb, "mark"))}
    if words & {"will", "shall", "'ll"} or tokens.span(verb).of(page.text).lower() in page.words["ahead"]:
        return "future"
    if forms & {"VBD"} or words & {"has", "have", "had", "having"} or (forms == {"VBN"} and not helpers):
        return "past"
    return "future" if words & {"would", "to", "must", "should"} or forms & {"VBZ", "VBP"} else ""


def _zone(found: Found, sentence: Span, page: Page) -> ZoneInfo:
    """The zone of the place that the sentence names for its act: "in Seoul", else its first country's."""
    table = zones(page.cues["zones"]["zone"]) if "zones" in page.cues else {}
    inside = [m for m in page.reading.mentions if sentence.holds(m.span) and (m.actor or "")[:3] in table]
    placed = [m for m in inside if m.kind in PLACES and _stands_at(m, page)]
    chosen = min(placed, key=lambda m: abs(m.span.start - found.start)) if placed else inside[0] if inside else None
    return ZoneInfo(table[(chosen.actor or "")[:3]]) if chosen else page.home


def zones(entries: Iterable[str]) -> Mapping[str, str]:
    """The zone of each country code, from "KOR=Asia/Seoul" entries."""
    return dict(entry.split("=", 1) for entry in entries)


def _stands_at(mention: Mention, page: Page) -> bool:
    left = [word for word in before(page.text, mention.span.start) if word != "the"]
    return bool(left) and left[0] in page.words["at"]


# --- joined, opened, closed --------------------------------------------------------------------------------------


def _counted_from(hits: list[Hit], text: str) -> list[Hit]:
    """A length of time after or before a named day is a day; "two days after the test" waits for the test's day."""
    out = []
    for hit, following in pairwise((*hits, None)):
        side = SIDE.match(text, hit.found.end) if hit and hit.found.rule == "duration" else None
        out.append(_from_date(hit, following, side[1].lower(), text) if hit and side else hit)
    return [hit for hit in out if hit]


def _from_date(hit: Hit, base: Hit | None, side: str, text: str) -> Hit:
    """A length of time counted from the day named right behind it, or the problem that none is."""
    waits = replace(hit.answer, why="counted from something whose day is not known", problem="when.no-event")
    near = base is not None and NEAR.fullmatch(text[hit.found.end : base.found.start]) is not None
    count = DAYS.fullmatch(hit.answer.value)
    if not near or not count or base is None or base.stretch is None or base.answer.grain != Grain.DAY:
        return replace(hit, answer=waits)
    step = DAY * int(count[1]) * (7 if count[2] == "W" else 1) * (1 if side == "after" else -1)
    there = base.stretch.first + step
    why = f"{said(there)}: {hit.answer.value} {side} {base.stretch.value}"
    answer = Answer("DATE", there.isoformat(), Grain.DAY, there, there + DAY, anchor=base.stretch.value, why=why)
    return replace(hit, answer=answer)


def _joined(hits: list[Hit], text: str) -> list[Hit]:
    """Hours joined to their days: "9 a.m. Tuesday", "Tuesday at 9 a.m." are one expression each."""
    out: list[Hit] = []
    for hit in hits:
        one = _as_one(out[-1], hit, text) if out else None
        out = [*out[:-1], one] if one else [*out, hit]
    return out


def _as_one(first: Hit, last: Hit, text: str) -> Hit | None:
    """An hour and a day that stand together, as one."""
    gap = text[first.found.end : last.found.start]
    clock, day = (first, last) if first.found.rule == "clock" else (last, first)
    joints = (" ", " on ", ", ", " of ") if clock is first else (" at ", ", ", " ", ", at ")
    if clock.found.rule != "clock" or day.answer.type != "DATE" or day.answer.grain != Grain.DAY or gap not in joints:
        return None
    time = clock.answer.value.partition("T")[2]
    hour = int(time[:2]) + int(time[3:5]) / 60
    answer = replace(
        day.answer,
        type="TIME",
        value=f"{day.answer.value}T{time}",
        grain=Grain.MINUTE,
        hours=(hour, hour + 1 / 60) if day.answer.first else None,
        why=f"{day.answer.why}, at {time}",
    )
    return Hit(Found("clock", first.found.start, last.found.end, clock.found.words), answer, day.zone, day.sentence)


def _when(hit: Hit, page: Page) -> When:
    """The record, with the instants of its zone; "since April" is open at the end, "by Friday" at the start."""
    answer = hit.answer
    low, high = instants(answer, hit.zone)
    # "Before the end of November" reaches to its end, "before November" to its beginning.
    ends = ENDS.intersection(hit.found.words.get("edge", "").split())
    since, until = {
        "opens": (low, None),
        "closes": (None, high),
        "before": (None, high if ends else low),
        "after": (high, None),
    }.get(_edge(hit, page), (low, high))
    why = f"{answer.why}, in {hit.zone.key}" if since or until else answer.why
    span = Span(hit.found.start, hit.found.end)
    return When(span, answer.type, answer.value, answer.grain, since, until, answer.anchor, why)


def _edge(hit: Hit, page: Page) -> str:
    """Which side the word before an expression opens; "before Friday's talks" names the talks and no bound."""
    possessive = page.text[hit.found.end : hit.found.end + 2] == "'s"
    if possessive or hit.answer.type not in ("DATE", "TIME") or hit.answer.grain == Grain.VAGUE:
        return ""
    left = before(page.text, hit.found.start)
    lead = {" ".join(left[:size][::-1]) for size in (1, 2, 3)}
    return next((name for name in ("opens", "closes", "before", "after") if lead & set(page.words[name])), "")


def instants(answer: Answer, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """First instant, and first instant after, of an answer's local days or hours."""
    if answer.hours and answer.first:
        return _at(answer.first, answer.hours[0], zone), _at(answer.first, answer.hours[1], zone)
    return (
        _at(answer.first, 0, zone) if answer.first else None,
        _at(answer.after, 0, zone) if answer.after else None,
    )


def _at(day: date, hours: float, zone: ZoneInfo) -> datetime:
    minutes = round(hours * 60)
    day += DAY * (minutes // 1440)
    return datetime(day.year, day.month, day.day, minutes % 1440 // 60, minutes % 60, tzinfo=zone)


def _ranges(pairs: list[tuple[Hit, When]], text: str) -> tuple[When, ...]:
    """Both ends of "from X to Y" carry the whole stretch, each with its own value, since that is when it happened."""
    times = [time for _, time in pairs]
    for i, ((a, left), (b, right)) in enumerate(pairwise(pairs)):
        if a.sentence == b.sentence and _spans(a, b, text):
            whole = {
                "since": instants(a.answer, a.zone)[0],
                "until": instants(b.answer, b.zone)[1],
                "why": f"from {left.value} to {right.value}, as one stretch",
            }
            times[i], times[i + 1] = replace(left, **whole), replace(right, **whole)  # type: ignore[arg-type]
    return tuple(times)


def _spans(a: Hit, b: Hit, text: str) -> bool:
    """Whether two times are the ends of one stretch: from/between X to/and Y, X-Y, or years that follow each other."""
    joint = RANGE.fullmatch(text[a.found.end : b.found.start])
    if not joint or not a.stretch or not b.stretch or a.stretch.first >= b.stretch.first:
        return False
    left = before(text, a.found.start)
    if (left and left[0] in ("from", "between")) or (joint[1] or "-").lower() != "and":
        return True
    return a.answer.grain == b.answer.grain == Grain.YEAR and a.stretch.after == b.stretch.first


def _problem(hit: Hit, reading: Reading) -> Problem:
    code = hit.answer.problem or ""
    span = Span(hit.found.start, hit.found.end)
    return Problem(code, MESSAGES[code].format(words=span.of(reading.article.text)), span)
