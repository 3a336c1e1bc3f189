"""One claim on one line, for people: tests, logs, the command line, the docs.

    MOBILIZE/weapons; actor PRK.MIL; date 2024-11-05; status happened; certain; per KOR.MIL "confirmed"

A line holds everything but ids, spans, scores and reasons. Disputes, links and forecasts have lines of their own kind.
`docs/notation.md` holds the grammar. Of every field, None means left out (`match` does not compare it), an empty
value means "there is none" and is written `none` (for voices: `narrator`).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from coranto.errors import InputError
from coranto.model.claim import Amount, Attribution, Certainty, Claim, Forecast, Link, LinkKind, Stance, Status
from coranto.model.event import Dispute, DisputeKind
from coranto.model.place import Precision, Where
from coranto.model.time import When

T = TypeVar("T")
Parsed = tuple[T, int]

WORD = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TYPE = re.compile(r"([A-Z]+)(?:/([a-z0-9-]+))?")
RESERVED = frozenset({"none", "nobody", "narrator"})
"""Bare words with a meaning of their own; a value that happens to read like one is put in quotes."""


class NotationError(InputError, ValueError):
    """A line that is not in the notation. `column` counts from 1; the message shows the line with a caret below it."""

    def __init__(self, message: str, text: str, at: int) -> None:
        super().__init__(f"{message} (column {at + 1})", remedy=f"{text}\n  {' ' * at}^")
        self.column = at + 1


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, inclusive; None on an open side. Both None: there is no date."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place by name, with country and precision where they are told. An empty name: there is no place."""

    name: str = ""
    country: str | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted, from `low` to `high` (None: open on that side), and the unit or ""."""

    what: str
    low: float | None
    high: float | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks (empty: nobody who could be told), what they do with it, and the words that say so."""

    codes: tuple[str, ...]
    stance: Stance = Stance.ASSERTS
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One voice's telling of one act. `mode` "" and `type` "" mean none; voices run from the outermost inwards."""

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] | None = None
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    date: Days | None = None
    place: Place | None = None
    amounts: tuple[Count, ...] | None = None
    status: Status | None = None
    certainty: Certainty | None = None
    voices: tuple[Voice, ...] | None = None
    about: tuple[ClaimLine, ...] | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: its value and who holds it."""

    value: str
    holders: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """Values of one field that exclude each other, side by side."""

    kind: DisputeKind
    field: str
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkLine:
    """What came first, what answers or follows, who says so, and whether the dates allow it (None: do not tell)."""

    kind: LinkKind
    first: ClaimLine
    then: ClaimLine
    holders: tuple[str, ...] | None = None
    possible: bool | None = None


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """A claim about the future, who holds it, by when it is due, and in words what would show it."""

    kind: str
    of: ClaimLine
    holders: tuple[str, ...] | None = None
    due: Days | None = None
    test: str | None = None


Line = ClaimLine | DisputeLine | LinkLine | ForecastLine


# -- records to lines -------------------------------------------------------------------------------------------------


def of_claim(claim: Claim, text: str, others: Mapping[str, Claim] | None = None) -> ClaimLine:
    """The line of a claim; `text` is the article's, `others` the claims by id, for those that this one is about."""
    act, known = claim.act, others or {}
    return ClaimLine(
        type=act.type or "",
        mode=act.mode or None,
        contexts=act.contexts or None,
        actors=act.actor_codes or None,
        recipients=act.recipient_codes or None,
        date=_days(act.time),
        place=_place(act.place),
        amounts=tuple(_count(amount) for amount in act.amounts) or None,
        status=act.status,
        certainty=claim.certainty,
        voices=tuple(_voice(voice, text) for voice in claim.said_by) or None,
        about=tuple(of_claim(known[i], text) for i in claim.about if i in known and i != claim.id) or None,
    )


def of_dispute(dispute: Dispute) -> DisputeLine:
    """The line of a dispute; the claims behind each side are ids and stay behind."""
    return DisputeLine(dispute.kind, dispute.field, tuple(Side(s.value, s.holders) for s in dispute.sides))


def of_link(link: Link, text: str, claims: Mapping[str, Claim]) -> LinkLine:
    """The line of a link between two of `claims`."""
    first, then = (of_claim(claims[i], text) for i in (link.first, link.then))
    return LinkLine(link.kind, first, then, link.holders, link.possible)


def of_forecast(forecast: Forecast, text: str, claims: Mapping[str, Claim]) -> ForecastLine:
    """The line of a forecast of one of `claims`."""
    told = of_claim(claims[forecast.claim], text)
    return ForecastLine(forecast.kind, told, forecast.holders, _days(forecast.due), forecast.test)


def _days(when: When | None) -> Days | None:
    days = Days(*when.days) if when else Days()
    return None if days == Days() else days


def _place(where: Where | None) -> Place | None:
    return Place(where.name, where.country, where.precision) if where else None


def _count(amount: Amount) -> Count:
    return Count(amount.what, amount.low, amount.high, amount.unit)


def _voice(voice: Attribution, text: str) -> Voice:
    cues = (" ".join(span.of(text).split()) for span in voice.cue)
    return Voice(voice.actors, voice.stance, tuple(cue for cue in cues if cue))


# -- lines to text ----------------------------------------------------------------------------------------------------


def write(line: Line) -> str:
    """The line as text; `parse` gives the same line back."""
    if isinstance(line, ClaimLine):
        return "; ".join(_claim_fields(line))
    if isinstance(line, DisputeLine):
        return "; ".join((f"dispute {line.kind} {_quoted(line.field)}", *(_side(side) for side in line.sides)))
    parts = _link_fields(line) if isinstance(line, LinkLine) else _forecast_fields(line)
    return "; ".join(parts)


def _claim_fields(line: ClaimLine) -> Iterable[str]:
    yield (line.type or "none") + ("" if line.mode is None else f"/{line.mode or 'none'}")
    yield from _listed("context", line.contexts)
    yield from _listed("actor", line.actors)
    yield from _listed("recipient", line.recipients)
    yield from () if line.date is None else (f"date {_day_words(line.date)}",)
    yield from () if line.place is None else (f"place {_place_words(line.place)}",)
    yield from _listed("amount", line.amounts, _count_words)
    yield from () if line.status is None else (f"status {line.status}",)
    yield from () if line.certainty is None else (line.certainty.value,)
    yield from () if line.voices is None else ("per " + (" > ".join(map(_voice_words, line.voices)) or "narrator"),)
    yield from _listed("about", line.about, _nested)


def _link_fields(line: LinkLine) -> Iterable[str]:
    yield f"link {line.kind}"
    yield f"first {_nested(line.first)}"
    yield f"then {_nested(line.then)}"
    yield from _holders(line.holders)
    yield from () if line.possible is None else (f"possible {'yes' if line.possible else 'no'}",)


def _forecast_fields(line: ForecastLine) -> Iterable[str]:
    yield f"forecast {_word(line.kind)}"
    yield f"of {_nested(line.of)}"
    yield from _holders(line.holders)
    yield from () if line.due is None else (f"due {_day_words(line.due)}",)
    yield from () if line.test is None else (f"test {_quoted(line.test)}",)


def _side(side: Side) -> str:
    return " ".join((f"side {_quoted(side.value)}", *_holders(side.holders)))


def _holders(holders: tuple[str, ...] | None) -> tuple[str, ...]:
    return () if holders is None else ("per " + (", ".join(map(_word, holders)) or "narrator"),)


def _nested(line: ClaimLine) -> str:
    return f"[{write(line)}]"


def _word(value: str) -> str:
    return value if WORD.fullmatch(value) and value not in RESERVED else _quoted(value)


def _listed(name: str, values: tuple[T, ...] | None, words: Callable[[T], str] = _word) -> tuple[str, ...]:  # type: ignore[assignment]  # of words, unless told otherwise
    return () if values is None else (f"{name} " + (", ".join(map(words, values)) or "none"),)


def _quoted(value: str) -> str:
    """As a JSON string; characters that a line cannot show (line breaks of every sort, controls) as escapes."""
    return json.dumps(value, ensure_ascii=not value.isprintable())


def _day_words(days: Days) -> str:
    if days == Days():
        return "none"
    if days.since == days.until and days.since:
        return days.since.isoformat()
    return "..".join(day.isoformat() if day else "" for day in (days.since, days.until))


def _place_words(place: Place) -> str:
    if not place.name:
        return "none"
    country = place.country and (_quoted if place.country in set(Precision) else _word)(place.country)
    parts = (_quoted(place.name), country, place.precision)
    return " ".join(part for part in parts if part)


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _count_words(count: Count) -> str:
    low, high = ("" if side is None else _number(side) for side in (count.low, count.high))
    span = low if count.low == count.high and low else f"{low}..{high}"
    return " ".join((_word(count.what), span, *([_quoted(count.unit)] if count.unit else [])))


def _voice_words(voice: Voice) -> str:
    codes = ", ".join(map(_word, voice.codes)) or "nobody"
    stance = () if voice.stance is Stance.ASSERTS else (voice.stance.value,)
    return " ".join((codes, *stance, *map(_quoted, voice.cues)))


# -- text to lines ----------------------------------------------------------------------------------------------------
# Every reader takes the text and a column (from 0) and gives back what it read and the column after it.


def parse(text: str) -> Line:
    """The line that `text` holds. Raises NotationError that shows the column where it goes wrong."""
    line, at = _line(text, 0)
    if at < len(text):
        raise NotationError(f"nothing may follow here, found {text[at : at + 12]!r}", text, at)
    return line


def _line(text: str, at: int) -> Parsed[Line]:
    word, after = _bare(text, at, "a line")
    readers: dict[str, Callable[[str, int], Parsed[Line]]] = {
        "dispute": _read_dispute,
        "link": _read_link,
        "forecast": _read_forecast,
    }
    return readers[word](text, after) if word in readers else _read_claim(text, at)


def _read_claim(text: str, at: int) -> Parsed[ClaimLine]:
    found = TYPE.match(text, at)
    if not found and not text.startswith("none", at):
        raise NotationError("a claim begins with its type, as in MOBILIZE/weapons", text, at)
    kind, mode = found.groups() if found else ("", None)
    at = found.end() if found else at + len("none")
    if not found and text.startswith("/", at):
        mode, at = _bare(text, at + 1, "a mode")
    values, at = _fields(text, at, CLAIM_FIELDS)
    return ClaimLine(kind, "" if mode == "none" else mode, **values), at  # type: ignore[arg-type]  # each reader gives its field's kind


def _read_dispute(text: str, at: int) -> Parsed[DisputeLine]:
    kind, at = _one_of(text, at, DisputeKind)
    field, at = _string(text, at)
    sides = []
    while text.startswith("; side ", at):
        side, at = _read_side(text, at + len("; side "))
        sides.append(side)
    return DisputeLine(kind, field, tuple(sides)), at


def _read_side(text: str, at: int) -> Parsed[Side]:
    value, at = _string(text, at)
    if not text.startswith(" per ", at):
        return Side(value), at
    holders, at = _read_holders(text, at + len(" per "))
    return Side(value, holders), at


def _read_link(text: str, at: int) -> Parsed[LinkLine]:
    kind, at = _one_of(text, at, LinkKind)
    values, after = _fields(text, at, LINK_FIELDS)
    for name in ("first", "then"):
        if name not in values:
            raise NotationError(f"a link needs the field {name!r}", text, after)
    return LinkLine(kind, **values), after  # type: ignore[arg-type]


def _read_forecast(text: str, at: int) -> Parsed[ForecastLine]:
    kind, at = _value(text, _gap(text, at))
    values, after = _fields(text, at, FORECAST_FIELDS)
    if "of" not in values:
        raise NotationError("a forecast needs the field 'of'", text, after)
    return ForecastLine(kind, **values), after  # type: ignore[arg-type]


Reader = Callable[[str, int], Parsed[object]]


def _fields(text: str, at: int, known: Mapping[str, tuple[str, Reader]]) -> Parsed[dict[str, object]]:
    """Fields in any order, each at most once, up to the end of the line or of the brackets."""
    values: dict[str, object] = {}
    while text.startswith(";", at):
        start = _gap(text, at + 1)
        word, after = _bare(text, start, "a field")
        if word not in known:
            raise NotationError(f"no field {word!r}; known: {', '.join(known)}", text, start)
        name, reader = known[word]
        if name in values:
            raise NotationError(f"{name} is given twice", text, start)
        values[name], at = reader(text, start if reader is _read_certainty else _gap(text, after))
    return values, at


def _gap(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at


def _bare(text: str, at: int, wanted: str) -> Parsed[str]:
    found = WORD.match(text, at)
    if not found:
        raise NotationError(f"expected {wanted}", text, at)
    return found.group(), found.end()


def _string(text: str, at: int) -> Parsed[str]:
    at = _gap(text, at)
    if not text.startswith('"', at):
        raise NotationError("expected words in double quotes", text, at)
    try:
        value, end = json.JSONDecoder().raw_decode(text, at)
    except json.JSONDecodeError as fault:
        raise NotationError(f"quotes that do not close or a wrong escape: {fault.msg}", text, at) from fault
    return value, end


def _value(text: str, at: int) -> Parsed[str]:
    return _string(text, at) if text.startswith('"', at) else _bare(text, at, "a word or words in double quotes")


def _one_of(text: str, at: int, kinds: type[T]) -> Parsed[T]:
    """A member of an enumeration by its words, the longest first, since some have several words."""
    at = _gap(text, at)
    for kind in sorted(kinds, key=lambda k: -len(str(k))):  # type: ignore[call-overload]  # always one of our enumerations
        if text.startswith(str(kind), at):
            return kind, at + len(str(kind))
    raise NotationError(f"expected one of: {', '.join(map(str, kinds))}", text, at)  # type: ignore[call-overload]


def _many(text: str, at: int, one: Callable[[str, int], Parsed[T]], none: str = "none") -> Parsed[tuple[T, ...]]:
    if _is_bare(text, at, none):
        return (), at + len(none)
    value, at = one(text, at)
    values = [value]
    while text.startswith(",", at):
        value, at = one(text, _gap(text, at + 1))
        values.append(value)
    return tuple(values), at


def _is_bare(text: str, at: int, word: str) -> bool:
    found = WORD.match(text, at)
    return bool(found) and found.group() == word  # type: ignore[union-attr]  # bool(found) has looked


def _read_words(text: str, at: int) -> Parsed[tuple[str, ...]]:
    return _many(text, at, _value)


def _read_holders(text: str, at: int) -> Parsed[tuple[str, ...]]:
    return _many(text, at, _value, "narrator")


def _read_days(text: str, at: int) -> Parsed[Days]:
    if _is_bare(text, at, "none"):
        return Days(), at + len("none")
    since, after = _read_day(text, at)
    if not text.startswith("..", after):
        if since is None:
            raise NotationError("expected a day as in 2024-11-05, or two with .. between", text, at)
        return Days(since, since), after
    until, after = _read_day(text, after + 2)
    return Days(since, until), after


def _read_day(text: str, at: int) -> Parsed[date | None]:
    found = DAY.match(text, at)
    if not found:
        return None, at
    try:
        return date.fromisoformat(found.group()), found.end()
    except ValueError as fault:
        raise NotationError(f"no such day: {fault}", text, at) from fault


def _read_place(text: str, at: int) -> Parsed[Place]:
    if _is_bare(text, at, "none"):
        return Place(), at + len("none")
    name, at = _string(text, at)
    country: str | None = None
    precision: Precision | None = None
    while text.startswith(" ", at):
        start = _gap(text, at)
        value, at = _value(text, start)
        if value in set(Precision) and text[start] != '"':
            precision = Precision(value)
        else:
            country = value
    return Place(name, country, precision), at


def _read_amounts(text: str, at: int) -> Parsed[tuple[Count, ...]]:
    return _many(text, at, _read_count)


def _read_count(text: str, at: int) -> Parsed[Count]:
    what, at = _value(text, at)
    start = _gap(text, at)
    low, at = _read_number(text, start)
    high = low
    if text.startswith("..", at):
        high, at = _read_number(text, at + 2)
    elif low is None:
        raise NotationError("expected a number, or two with .. between", text, start)
    unit, at = _string(text, at) if text.startswith('"', _gap(text, at)) else ("", at)
    return Count(what, low, high, unit), at


def _read_number(text: str, at: int) -> Parsed[float | None]:
    found = NUMBER.match(text, at)
    return (float(found.group()), found.end()) if found else (None, at)


def _read_status(text: str, at: int) -> Parsed[Status]:
    return _one_of(text, at, Status)


def _read_certainty(text: str, at: int) -> Parsed[Certainty]:
    return _one_of(text, at, Certainty)


def _read_voices(text: str, at: int) -> Parsed[tuple[Voice, ...]]:
    if _is_bare(text, at, "narrator"):
        return (), at + len("narrator")
    voice, at = _read_voice(text, at)
    voices = [voice]
    while text.startswith(" > ", at):
        voice, at = _read_voice(text, at + 3)
        voices.append(voice)
    return tuple(voices), at


def _read_voice(text: str, at: int) -> Parsed[Voice]:
    codes, at = _many(text, at, _value, "nobody")
    stance, cues = Stance.ASSERTS, []
    ahead = _gap(text, at)
    if WORD.match(text, ahead):
        stance, at = _one_of(text, ahead, Stance)
    while text.startswith('"', _gap(text, at)):
        cue, at = _string(text, at)
        cues.append(cue)
    return Voice(codes, stance, tuple(cues)), at


def _read_nested(text: str, at: int) -> Parsed[ClaimLine]:
    if not text.startswith("[", at):
        raise NotationError("expected a claim in square brackets", text, at)
    line, after = _read_claim(text, at + 1)
    if not text.startswith("]", after):
        raise NotationError("expected a closing square bracket", text, after)
    return line, after + 1


def _read_about(text: str, at: int) -> Parsed[tuple[ClaimLine, ...]]:
    return _many(text, at, _read_nested)


def _read_possible(text: str, at: int) -> Parsed[bool]:
    word, after = _bare(text, at, "yes or no")
    if word not in ("yes", "no"):
        raise NotationError("expected yes or no", text, at)
    return word == "yes", after


CLAIM_FIELDS: Mapping[str, tuple[str, Reader]] = {
    "context": ("contexts", _read_words),
    "actor": ("actors", _read_words),
    "recipient": ("recipients", _read_words),
    "date": ("date", _read_days),
    "place": ("place", _read_place),
    "amount": ("amounts", _read_amounts),
    "status": ("status", _read_status),
    "certain": ("certainty", _read_certainty),
    "probable": ("certainty", _read_certainty),
    "possible": ("certainty", _read_certainty),
    "per": ("voices", _read_voices),
    "about": ("about", _read_about),
}
LINK_FIELDS: Mapping[str, tuple[str, Reader]] = {
    "first": ("first", _read_nested),
    "then": ("then", _read_nested),
    "per": ("holders", _read_holders),
    "possible": ("possible", _read_possible),
}
FORECAST_FIELDS: Mapping[str, tuple[str, Reader]] = {
    "of": ("of", _read_nested),
    "per": ("holders", _read_holders),
    "due": ("due", _read_days),
    "test": ("test", _string),
}


# -- comparing --------------------------------------------------------------------------------------------------------


def match(expected: ClaimLine, given: ClaimLine) -> tuple[str, ...]:
    """Names of the fields in which `given` differs from what was expected.

    A field left out in `expected` is not compared, nor is a part of one (a place's country, an amount's unit, a
    voice's cue words). The order of codes and amounts does not matter; that of voices does.
    """
    names = (field.name for field in fields(ClaimLine))
    return tuple(name for name in names if not _agrees(name, getattr(expected, name), getattr(given, name)))


def _agrees(name: str, expected: object, given: object) -> bool:
    if expected is None:
        return True
    if isinstance(expected, Place):
        return _place_agrees(expected, given if isinstance(given, Place) else Place())
    if isinstance(expected, Days):
        return expected == (given or Days())
    if isinstance(expected, tuple):
        return _tuples_agree(name, expected, given if isinstance(given, tuple) else ())
    return expected == (given or "")


def _place_agrees(expected: Place, given: Place) -> bool:
    parts = ((expected.country, given.country), (expected.precision, given.precision))
    return expected.name.casefold() == given.name.casefold() and all(a in (None, b) for a, b in parts)


def _tuples_agree(name: str, expected: tuple[object, ...], given: tuple[object, ...]) -> bool:
    if name == "voices":
        return len(expected) == len(given) and all(map(_voice_agrees, expected, given))
    if name == "about":
        return all(any(not match(a, b) for b in given) for a in expected) and bool(expected) >= bool(given)  # type: ignore[arg-type]  # about holds lines
    if name == "amounts":
        return len(expected) == len(given) and all(any(_count_agrees(a, b) for b in given) for a in expected)
    return set(expected) == set(given)


def _voice_agrees(expected: object, given: object) -> bool:
    if not isinstance(expected, Voice) or not isinstance(given, Voice):
        return False
    same = set(expected.codes) == set(given.codes) and expected.stance is given.stance
    return same and (not expected.cues or expected.cues == given.cues)


def _count_agrees(expected: object, given: object) -> bool:
    if not isinstance(expected, Count) or not isinstance(given, Count):
        return False
    values = all(_close(a, b) for a, b in ((expected.low, given.low), (expected.high, given.high)))
    return values and expected.what == given.what and expected.unit in ("", given.unit)


def _close(a: float | None, b: float | None) -> bool:
    return a is b if a is None or b is None else math.isclose(a, b)
