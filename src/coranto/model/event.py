"""What we believe happened, made from claims and people's judgements, and made again whenever these change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coranto.model.claim import Status
from coranto.model.place import Where


class DisputeKind(StrEnum):
    """What sort of disagreement stands side by side."""

    VALUE = "value"
    FRAME = "frame"
    DRIFT = "drift"
    COVERAGE = "coverage"
    TIME = "time"
    DENIAL = "denial"
    NO_ANSWER = "no answer"


@dataclass(frozen=True, slots=True)
class Variant:
    """One value that some claims give a field of an event ("killed" "12"), with those claims' ids and their holders."""

    field: str
    value: str
    claims: tuple[str, ...]
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Variants that exclude each other, or claims that answer each other; both sides are kept and shown."""

    kind: DisputeKind
    field: str
    sides: tuple[Variant, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """Reports of one act, together.

    `claims` are claim ids, in order of publication. `articles` counts articles, `sources` independent sources (one
    agency's copy on forty sites is one). `since` and `until` are zoned and half-open as in `When`, None where no
    claim gives a day. `score` is 0 to 1, `why` says what the merge rests on. `status` is the best-supported status:
    an act that no claim says took place never has one that says so.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    claims: tuple[str, ...]
    variants: tuple[Variant, ...]
    disputes: tuple[Dispute, ...]
    articles: int
    sources: int
    since: datetime | None
    until: datetime | None
    place: Where | None
    score: float
    why: str


class Verdict(StrEnum):
    """What a person decided about one claim or event, or two."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision about `left`, or `left` and `right`: claim ids, or "version:start-end" for a passage.

    Judgements are only ever added: `replaces` names the one that this undoes.
    """

    id: str
    left: str
    right: str | None
    verdict: Verdict
    by: str
    at: datetime
    note: str = ""
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Who made a reading: the code's version and the hashes of codebook and weights. `at` is when it ended."""

    id: str
    code: str
    codebook: str
    weights: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Copies:
    """Articles that are copies of one text: `members` are version ids, `why` says what showed it."""

    id: str
    members: tuple[str, ...]
    why: str
