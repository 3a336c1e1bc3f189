"""What an article takes up again: "the launch" is the launch told before, and so its doers are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coranto.codebook.plover import Trigger, Types
from coranto.model import Mention, Part, Reading
from coranto.read.grammar import dependents, is_relation, sentence_of
from coranto.read.roles import fillers
from coranto.read.status import definite
from coranto.read.votes import Vote

RESUMPTIVE = frozenset(("such", "this", "these", "that", "those", "the"))
COMING = frozenset(("happen", "occur", "follow", "come", "proceed", "take", "go"))
ASKING = frozenset(("REQUEST", "ACCUSE", "THREATEN"))
ASSUMED = "taken up from what the article told before; its doers are assumed to be the same"
NEAR = 3  # sentences: an answer stands close after what it answers


@dataclass(frozen=True, slots=True)
class Draft:
    """An act while it is put together.

    `also` are trigger words of the same act that were merged into it; `assumed` says what was taken from elsewhere;
    `vote` is what the learned vote says of the word, `cast` which parties were taken from elsewhere in the article,
    `trust` the share of acts like it that are right.
    """

    token: int
    trigger: Trigger
    actors: tuple[Mention, ...] = ()
    recipients: tuple[Mention, ...] = ()
    also: tuple[int, ...] = ()
    assumed: str = ""
    vote: Vote | None = None
    cast: str = ""
    trust: float = 0.5

    @property
    def type(self) -> str:
        """The type that the trigger tells."""
        return self.trigger.type

    @property
    def mode(self) -> str | None:
        """The mode that the trigger tells, or None."""
        return self.trigger.mode


def known_doers(reading: Reading, draft: Draft, earlier: Sequence[Draft]) -> tuple[Mention, ...]:
    """Who did what the text takes up with "the attack": the doers of all such acts told so far, if always the same."""
    if reading.tokens.upos[draft.token] != "NOUN" or not definite(reading.tokens, draft.token):
        return ()
    same = [one for one in earlier if (one.type, one.mode) == (draft.type, draft.mode) and one.actors]
    doers = {tuple(code for mention in one.actors for code in mention.codes) for one in same}
    return same[-1].actors if len(doers) == 1 else ()


def taken_up(reading: Reading, types: Types, noun: int, earlier: Sequence[Draft]) -> tuple[Mention, ...]:
    """Who did what a bare noun takes up: the launchers for "condemned the launches", if they are always the same."""
    tokens = reading.tokens
    if tokens.upos[noun] != "NOUN" or not _resumed(reading, noun):
        return ()
    lemma = tokens.lemma[noun].lower()
    telling = {trigger.type for trigger in types.triggers("noun", lemma)}
    alike = [one for one in earlier if one.type in telling and lemma in _words(reading, one)]
    return _sole_doers(reading, alike or [one for one in earlier if one.type in telling])


def _resumed(reading: Reading, noun: int) -> bool:
    words = dependents(reading.tokens, noun, "det", "amod")
    return any(reading.tokens.lemma[word].lower() in RESUMPTIVE for word in words)


def _words(reading: Reading, draft: Draft) -> frozenset[str]:
    """The words that an act was told with: its trigger's, and its object's."""
    tokens = reading.tokens
    near = (draft.token, *draft.also, *fillers(reading, draft.token, "obj"))
    return frozenset(tokens.lemma[one].lower() for one in near)


def _sole_doers(reading: Reading, acts: Iterable[Draft]) -> tuple[Mention, ...]:
    """The doers of these acts, if always the same; headlines, whose parse is less sure, only where nothing else is."""
    known = [one for one in acts if any(mention.codes for mention in one.actors)]
    body = [one for one in known if sentence_of(reading, one.token).part is not Part.HEADLINE]
    chosen = body or known
    doers = {tuple(code.removesuffix(".GOV") for m in one.actors for code in m.codes) for one in chosen}
    return chosen[-1].actors if len(doers) == 1 else ()


def foreseen(reading: Reading, types: Types, noun: int, earlier: Sequence[Draft]) -> Draft | None:
    """An act that only a bare noun tells, with an event verb: "a test could follow", after "their missile test".

    It is what the same word told before, by the same doers; the caller keeps it only where it did not take place.
    """
    tokens = reading.tokens
    verb = tokens.head[noun]
    if tokens.upos[noun] != "NOUN" or verb < 0 or not is_relation(tokens, noun, "nsubj"):
        return None
    if tokens.lemma[verb].lower() not in COMING or not types.triggers("noun", tokens.lemma[noun].lower()):
        return None
    lemma = tokens.lemma[noun].lower()
    same = [one for one in earlier if tokens.lemma[one.token].lower() == lemma and one.actors]
    doers = _sole_doers(reading, same)
    return Draft(noun, same[-1].trigger, doers, assumed=ASSUMED) if doers else None


def assumed(reading: Reading, draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """A test that "could follow", with nobody named: by whoever did all such acts told so far, said to be assumed."""
    tokens = reading.tokens
    verb = tokens.head[draft.token]
    coming = verb >= 0 and is_relation(tokens, draft.token, "nsubj") and tokens.lemma[verb].lower() in COMING
    if draft.actors or draft.type != "MOBILIZE" or not coming:
        return draft
    doers = _sole_doers(reading, [one for one in earlier if (one.type, one.mode) == (draft.type, draft.mode)])
    return replace(draft, actors=doers, assumed=ASSUMED) if doers else draft


def with_asker(reading: Reading, draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """A refusal without an addressee answers whoever put something to the refuser just before."""
    if draft.type != "REJECT" or draft.recipients or not draft.actors:
        return draft
    here = reading.sentences.index(sentence_of(reading, draft.token))
    for one in reversed(earlier):
        gap = here - reading.sentences.index(sentence_of(reading, one.token))
        if one.type in ASKING and one.actors and 0 <= gap <= NEAR and _shared(one.recipients, draft.actors):
            return replace(draft, recipients=one.actors)
    return draft


def _shared(some: Iterable[Mention], others: Iterable[Mention]) -> bool:
    """Whether the two name one country or body."""
    return bool(_countries(some) & _countries(others))


def _countries(mentions: Iterable[Mention]) -> frozenset[str]:
    return frozenset(code.partition(".")[0] for mention in mentions for code in mention.codes) - {"UNK", "IGO"}
