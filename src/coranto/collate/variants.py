"""What the tellings of one event say of each field, side by side, and where they exclude each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import combinations

from coranto.collate.score import apart, countries
from coranto.collate.words import near_trigger
from coranto.model import Amount, Certainty, Dispute, DisputeKind, Part, Report, Stance, Status, Variant, When

Value = tuple[str, str]
COUNTED = ("killed", "injured", "missing", "arrested", "displaced", "troops", "weapons", "demonstrators", "money")
# An act and its denial share at least the words for what was done and with what ("sent … soldiers").
SHARED_WORDS = 2
STRENGTH = {Certainty.POSSIBLE: 1, Certainty.PROBABLE: 2, Certainty.CERTAIN: 3}
BOX = (Part.KEY_POINT,)
BODY = (Part.PARAGRAPH, Part.STANDFIRST)


def days(time: When | None) -> str:
    """Give the inclusive days of a time as "2024-11-05" or "2024-11-02..2024-11-03"; "" where it has none."""
    if not time or not time.since or not time.until:
        return ""
    first, last = time.since.date(), (time.until - timedelta(microseconds=1)).date()
    return first.isoformat() if first == last else f"{first}..{last}"


def number(value: float) -> str:
    """Give a number as a person writes it: no decimal point where there is nothing behind it."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def quantity(amount: Amount) -> str:
    """Give an amount in words: "12", "10,000 to 12,000", "at least 5", "up to 300"."""
    unit = f" {amount.unit}" if amount.unit else ""
    if amount.low is None and amount.high is None:
        return f"an unstated number{unit}"
    if amount.low is None or amount.high is None:
        lead, bound = ("up to", amount.high) if amount.low is None else ("at least", amount.low)
        return f"{lead} {number(bound or 0)}{unit}"
    if amount.low == amount.high:
        return number(amount.low) + unit
    return f"{number(amount.low)} to {number(amount.high)}{unit}"


def _values(report: Report) -> Iterable[Value]:
    act = report.claim.act
    if days(act.time):
        yield "date", days(act.time)
    if act.place:
        yield "place", act.place.name
    if act.mode:
        yield "mode", act.mode
    for role, codes in (("actors", act.actor_codes), ("recipients", act.recipient_codes)):
        if codes:
            yield role, " ".join(sorted(codes))
    for amount in act.amounts:
        yield amount.what, quantity(amount)


def variants(reports: Sequence[Report]) -> tuple[Variant, ...]:
    """Give every value that some telling gives a field, with its claims and holders, in order of first telling."""
    found: dict[Value, list[Report]] = defaultdict(list)
    for report in reports:
        for value in dict.fromkeys(_values(report)):
            found[value].append(report)
    return tuple(_variant(name, value, told) for (name, value), told in found.items())


def _variant(field: str, value: str, told: Sequence[Report]) -> Variant:
    holders = dict.fromkeys(holder for report in told for holder in _holders(report))
    return Variant(field, value, tuple(dict.fromkeys(report.claim.id for report in told)), tuple(holders))


def _holders(report: Report) -> tuple[str, ...]:
    """Who stands behind a telling: its voice, of a denial whoever denies, or else the outlet."""
    denier = tuple(code for code in report.claim.act.actor_codes if code != "UNK")
    return (denier if report.claim.act.type == "DENY" else ()) or report.claim.holders or (report.outlet,)


def disputes(reports: Sequence[Report], others: Sequence[Report]) -> tuple[Dispute, ...]:
    """Find where tellings of one event exclude, answer or outrun each other.

    `others` are the denials and non-answers among all other tellings: they are acts of their own.
    """
    kinds = (_numbers, _days, _drift, _coverage)
    inside = [dispute for kind in kinds for dispute in kind(reports)]
    return (*inside, *_answers(reports, others))


def _numbers(reports: Sequence[Report]) -> Iterable[Dispute]:
    """Two counts of one thing by which no number could be right."""
    told: dict[tuple[str, str], list[tuple[Amount, Report]]] = defaultdict(list)
    for report in reports:
        for amount in report.claim.act.amounts:
            if amount.what in COUNTED:
                told[amount.what, amount.unit].append((amount, report))
    for (what, _), rows in told.items():
        if any(_exclude(a, b) for (a, _), (b, _) in combinations(rows, 2)):
            sides = _sides(what, [(quantity(amount), report) for amount, report in rows])
            yield Dispute(DisputeKind.VALUE, what, sides, f"{len(sides)} different counts of {what}")


def _exclude(left: Amount, right: Amount) -> bool:
    low = max(left.low or 0.0, right.low or 0.0)
    highs = [amount.high for amount in (left, right) if amount.high is not None]
    return bool(highs) and low > min(highs)


def _days(reports: Sequence[Report]) -> Iterable[Dispute]:
    rows = [(days(r.claim.act.time), r) for r in reports if days(r.claim.act.time)]
    times = [report.claim.act.time for _, report in rows]
    if any(a and b and a.until and b.since and (a.until <= b.since) for a in times for b in times):
        yield Dispute(DisputeKind.VALUE, "date", _sides("date", rows), "days that exclude each other")


def _sides(field: str, rows: Iterable[tuple[str, Report]]) -> tuple[Variant, ...]:
    found: dict[str, list[Report]] = defaultdict(list)
    for value, report in rows:
        found[value].append(report)
    return tuple(_variant(field, value, told) for value, told in found.items())


def _drift(reports: Sequence[Report]) -> Iterable[Dispute]:
    """One article that puts the same act more surely in one place than in another."""
    for version in dict.fromkeys(report.version for report in reports):
        rows = [
            (certainty, report)
            for report in reports
            if report.version == version and (certainty := report.claim.certainty)
        ]
        levels = [STRENGTH[certainty] for certainty, _ in rows]
        if levels and max(levels) > min(levels):
            sides = _sides("certainty", [(str(certainty), report) for certainty, report in rows])
            yield Dispute(DisputeKind.DRIFT, "certainty", sides, "one article puts it more and less surely")


def _coverage(reports: Sequence[Report]) -> Iterable[Dispute]:
    """A box that says what the body of its article does not."""
    for version in dict.fromkeys(report.version for report in reports):
        told = [report for report in reports if report.version == version]
        if any(report.part in BOX for report in told) and not any(report.part in BODY for report in told):
            sides = _sides("part", [("only in the key points", report) for report in told])
            yield Dispute(DisputeKind.COVERAGE, "part", sides, "the box says it, the body does not")


def _answers(reports: Sequence[Report], others: Sequence[Report]) -> Iterable[Dispute]:
    """Denials of this event, and questions about it that somebody declined to answer: two different things."""
    act = reports[0].claim.act
    if not act.status.took_place or act.type == "DENY":  # a second denial is no denial of the first
        return
    tests: tuple[tuple[DisputeKind, Callable[[Report], bool], str], ...] = (
        (DisputeKind.DENIAL, denies, "somebody denies it"),
        (DisputeKind.NO_ANSWER, declines, "somebody was asked and did not answer"),
    )
    for kind, test, why in tests:
        answers = [other for other in others if test(other) and _speaks_of(other, reports)]
        if answers:
            told = _variant("account", "says it happened", reports)
            yield Dispute(kind, "account", (told, _variant("account", str(kind), answers)), why)


def denies(report: Report) -> bool:
    """Whether a telling denies: an act of denial, or an act of which an inner voice says that it did not happen."""
    act, voices = report.claim.act, report.claim.said_by
    inner = bool(voices) and voices[-1].stance is Stance.DENIES
    return act.type == "DENY" or (inner and act.status is Status.NEGATED)


def declines(report: Report) -> bool:
    """Whether a telling is of a question that was not answered."""
    voices = report.claim.said_by
    return bool(voices) and voices[-1].stance is Stance.DECLINES


def _speaks_of(other: Report, reports: Sequence[Report]) -> bool:
    """Whether an answer is about this event: it says so, or it tells the same act as not having happened."""
    if {report.claim.id for report in reports} & set(other.claim.about):
        return True
    return any(_same_act(other, report) for report in reports)


def _same_act(other: Report, report: Report) -> bool:
    """Whether two tellings are of one act, whatever each says of whether it took place."""
    mine, theirs = report.claim.act, other.claim.act
    return (
        mine.type == theirs.type
        and mine.mode == theirs.mode
        and bool(countries(mine.actors) & countries(theirs.actors))
        and not apart(mine.time, theirs.time)
        and len(near_trigger(report) & near_trigger(other)) >= SHARED_WORDS
    )
