"""What a text says: who did what to whom, when, where, according to whom and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coranto.model.article import digest
from coranto.model.place import Where
from coranto.model.span import Span
from coranto.model.time import When


class Kind(StrEnum):
    """What sort of thing a mention names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    PLACE = "place"
    NATIONALITY = "nationality"
    FACILITY = "facility"
    WEAPON = "weapon"
    EVENT = "event"
    OTHER = "other"
    GROUP = "group"
    PRONOUN = "pronoun"


class Status(StrEnum):
    """Whether an act took place. Only the first, second and last may ever be shown as having happened."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    THREATENED = "threatened"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    HISTORICAL = "historical"

    @property
    def took_place(self) -> bool:
        """Whether somebody says that the act is a fact: happened, ongoing or historical."""
        return self in (Status.HAPPENED, Status.ONGOING, Status.HISTORICAL)


class Stance(StrEnum):
    """What a voice does with the content it is tied to. To decline to answer is never a denial."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    ASKS = "asks"
    DECLINES = "declines to answer"
    PASSES_ON = "passes on"


class Certainty(StrEnum):
    """How surely the innermost voice puts it."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a party, and who they were taken to be.

    `actor` is an actor code ("PRK.MIL", "IGO.UN", "UNK") or None where nobody could be told; `name` the canonical
    name of a known person or body. Mentions with the same `chain` are the same party in this article. `token` is the
    head token's index in `Reading.tokens`. `score` is 0 to 1. One mention may stand for several parties ("the two
    leaders"): then `others` holds their codes beside `actor`.
    """

    span: Span
    kind: Kind
    actor: str | None
    chain: int
    token: int
    score: float
    why: str
    name: str | None = None
    others: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """All actor codes that this mention stands for; ("UNK",) where it could not be told."""
        return ((self.actor,) if self.actor else ("UNK",)) + self.others


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that counts something. `low` or `high` is None where that side is open ("at least", "dozens").

    `what` is killed, injured, missing, arrested, displaced, troops, weapons, demonstrators, money, distance or
    other; `unit` a currency or measure, or "". `token` is the index of the counted noun (or of the number).
    """

    span: Span
    what: str
    low: float | None
    high: float | None
    unit: str
    token: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """A voice, the words that make it one, and what it says.

    `source`, `cue` and `content` are spans, each possibly in pieces. `actors` are codes of the source: empty where
    the text names nobody whom it could be tied to, ("UNK",) for "reportedly" and unnamed sources. `inside` is the
    index in `Reading.attributions` of the voice that passes this one on, or None.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    actors: tuple[str, ...]
    stance: Stance
    direct: bool
    inside: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Something done, planned, demanded or denied, as one place in the text tells it.

    `token` is the trigger's head token, `trigger` its words. `type` is a PLOVER type, STATE or DENY, or None for an
    act that no type fits (collation can still match it). `evidence` is the sentence, two at most. `about` holds the
    indices in `Reading.acts` of the acts that this one speaks of (a demanded withdrawal inside a demand). `voices`
    holds indices in `Reading.attributions`, outermost first; empty for the reporter's own voice.
    """

    trigger: Span
    token: int
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    status: Status
    evidence: tuple[Span, ...]
    score: float
    why: str
    time: When | None = None
    place: Where | None = None
    amounts: tuple[Amount, ...] = ()
    about: tuple[int, ...] = ()
    voices: tuple[int, ...] = ()

    @property
    def actor_codes(self) -> tuple[str, ...]:
        """The actors' codes, each once, in order."""
        return tuple(dict.fromkeys(code for mention in self.actors for code in mention.codes))

    @property
    def recipient_codes(self) -> tuple[str, ...]:
        """The recipients' codes, each once, in order."""
        return tuple(dict.fromkeys(code for mention in self.recipients for code in mention.codes))


@dataclass(frozen=True, slots=True)
class Claim:
    """One voice's telling of one act: appended to the record and never edited.

    `said_by` runs from the outermost voice to the innermost; empty is the reporter's own voice. `certainty` is that
    of the innermost voice, None where the text gives no ground. `about` holds the ids of claims inside this one.
    """

    id: str
    version: str
    act: Act
    said_by: tuple[Attribution, ...]
    certainty: Certainty | None
    about: tuple[str, ...]
    evidence: tuple[Span, ...]

    @property
    def holders(self) -> tuple[str, ...]:
        """Codes of those who vouch for it: the innermost voice's; () for the reporter, ("UNK",) for an unnamed one."""
        return (self.said_by[-1].actors or ("UNK",)) if self.said_by else ()


def claim_id(version: str, act: Act) -> str:
    """The hash of version, evidence, type, roles and status: what was said, not who noticed."""
    spans = ",".join(f"{span.start}-{span.end}" for span in act.evidence)
    roles = f"{' '.join(sorted(act.actor_codes))}>{' '.join(sorted(act.recipient_codes))}"
    return digest("claim", version, spans, act.type or f"{act.trigger.start}", roles, act.status)


class LinkKind(StrEnum):
    """How one claim stands to another."""

    RESPONSE = "response"
    CAUSE = "cause"
    PART = "part"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True)
class Link:
    """What answers, follows, causes or is part of what, and who says so.

    `first` is the id of the claim that came first (the cause, the whole, the act answered), `then` of the other.
    `holders` as in a claim. `possible` is False where the dates rule it out, None where they do not tell.
    """

    first: str
    then: str
    kind: LinkKind
    holders: tuple[str, ...]
    possible: bool | None
    span: Span


@dataclass(frozen=True, slots=True)
class Forecast:
    """A statement about the future that the record can follow.

    `claim` is the id of the claim foretold; `kind` is forecast, intention, commitment, risk or scheduled. `due` is
    the time by which it must have come true, or None for an open horizon; `test` says in words what would show it.
    """

    claim: str
    kind: str
    holders: tuple[str, ...]
    due: When | None
    test: str
    span: Span
