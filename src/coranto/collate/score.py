"""How likely two tellings are of one act, and why, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from coranto.collate.words import content, near_trigger
from coranto.model import Grain, Mention, Report, Status, When

# Two undated tellings published further apart than this are not one act without stronger grounds: news of an act is
# told within days, a series (monthly tests) repeats within weeks.
NEWS_SPAN = timedelta(days=4)

# Weights of the grounds, which add up to 1 over those that can be told; set by hand on the sample wire and the
# reasoning beside each, not fitted: the parties identify a news act most, then the day, then the matter.
WEIGHTS = {"actors": 0.3, "recipients": 0.15, "day": 0.25, "words": 0.2, "mode": 0.1}
JOIN = 0.6
# Other parties in a role, or news of another week, are another act, however alike the words are.
DECISIVE = ("actors", "recipients", "day", "words")
# Types whose matter is what is said, and the share of content words by which two statements are one (by the sample
# wire: reprints share all words, other statements of the same voice less than a third).
SPOKEN = ("STATE", "DENY")
SAME_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Score:
    """From 0 (surely two acts) to 1 (surely one), with the grounds in words.

    `excluded` says that a ground rules out one act: no third telling may bring the two together.
    """

    value: float
    why: str
    excluded: bool = False


def side(status: Status) -> str:
    """Give the side of the record on which an act stands; tellings never merge across sides.

    Merging a demanded withdrawal with one that took place would show the demand as done.
    """
    if status is Status.HISTORICAL:
        return "historical"
    if status.took_place:
        return "took place"
    return "negated" if status is Status.NEGATED else "did not happen (yet)"


def country(code: str) -> str:
    """Give the country or the international body of an actor code."""
    parts = code.split(".")
    return ".".join(parts[:2]) if parts[0] == "IGO" else parts[0]


def countries(mentions: tuple[Mention, ...]) -> frozenset[str]:
    """Give the countries of a role's parties; nobody known gives the empty set."""
    return frozenset(country(code) for mention in mentions for code in mention.codes) - {"UNK"}


def instant(report: Report) -> datetime | None:
    """Give the time at which a telling was published, where that is known."""
    return report.published.at if report.published else None


def apart(left: When | None, right: When | None) -> bool:
    """Whether two times exclude each other; an open side excludes nothing."""
    if not left or not right:
        return False
    pairs = ((left.until, right.since), (right.until, left.since))
    return any(until is not None and since is not None and until <= since for until, since in pairs)


def foretold(left: Report, right: Report) -> bool:
    """Whether either was published before the other's act began: what took place is not told beforehand."""
    return any(
        side(told.claim.act.status) == "took place"
        and (at := _out_by(told))
        and act.time
        and act.time.since
        and at <= act.time.since
        for told, act in ((left, right.claim.act), (right, left.claim.act))
    )


def _out_by(report: Report) -> datetime | None:
    """Give the instant by which a telling was certainly out: for a day without a time, the day's end."""
    moment = report.published
    if not moment:
        return None
    return moment.at + timedelta(days=1) if moment.grain is Grain.DAY else moment.at


def score(left: Report, right: Report) -> Score:
    """Weigh every ground that both tellings give; a ground that either lacks neither helps nor hurts."""
    bar = _bar(left, right)
    if bar:
        return Score(0.0, bar, excluded=True)
    grounds = _grounds(left, right)
    if "actors" not in grounds and "recipients" not in grounds:
        return Score(0.0, "no party that both name")
    for ground in DECISIVE:
        if grounds.get(ground) == 0:
            return Score(0.0, f"{ground}: nothing in common", excluded=True)
    total = sum(WEIGHTS[name] for name in grounds)
    value = sum(WEIGHTS[name] * share for name, share in grounds.items()) / total
    words = ", ".join(f"{name} {share:.2f}" for name, share in sorted(grounds.items()))
    return Score(value, words)


def _bar(left: Report, right: Report) -> str:
    """Say what rules out that two tellings are of one act; "" where nothing does."""
    a, b = left.claim.act, right.claim.act
    if a.type != b.type or side(a.status) != side(b.status):
        return "another type or status"
    if a.mode and b.mode and a.mode != b.mode:
        return f"{a.mode} and {b.mode}"
    if foretold(left, right):
        return "one was told before the other began"
    return "days that exclude each other" if apart(a.time, b.time) else ""


def _grounds(left: Report, right: Report) -> dict[str, float]:
    a, b = left.claim.act, right.claim.act
    found = {"words": _matter(left, right)}
    for name, ours, theirs in (("actors", a.actors, b.actors), ("recipients", a.recipients, b.recipients)):
        share = _shared(countries(ours), countries(theirs))
        if share is not None:
            found[name] = share
    if a.mode and b.mode:
        found["mode"] = 1.0
    day = _day(left, right)
    return found if day is None else {**found, "day": day}


def _matter(left: Report, right: Report) -> float:
    """Give how far two tellings speak of the same matter.

    A statement's matter is in what is said, anywhere in its sentence, and one voice says many things a day: there
    the words decide. An act's matter stands close to its trigger.
    """
    if left.claim.act.type in SPOKEN:
        ours, theirs = content(left.text), content(right.text)
        share = len(ours & theirs) / max(1, min(len(ours), len(theirs)))
        return share if share >= SAME_WORDS else 0.0
    return _overlap(near_trigger(left), near_trigger(right))


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """Give the share of the smaller set that the other has: a short telling may lie wholly inside a long one."""
    smaller = min(len(left), len(right))
    return min(1.0, 2 * len(left & right) / smaller) if smaller else 0.0


def _shared(left: frozenset[str], right: frozenset[str]) -> float | None:
    if not left or not right:
        return None
    return len(left & right) / min(len(left), len(right))


def _day(left: Report, right: Report) -> float | None:
    a, b = left.claim.act.time, right.claim.act.time
    if a and b and a.since and b.since and a.until and b.until:
        return 1.0  # they overlap: `score` has ruled out the rest
    one, other = instant(left), instant(right)
    if left.version == right.version:
        return None
    if one and other:
        return 0.7 if abs(one - other) <= NEWS_SPAN else 0.0
    return None
