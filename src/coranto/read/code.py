"""One of PLOVER's 16 types for a sentence whose two parties are given: always an answer, always with its reason.

The ladder, first rung that answers wins:
1. an act whose actor and recipient are the two given parties;
2. an act in which one of them stands in its own role;
3. an act anywhere in the sentence, nearest to the path between them;
4. a word that could tell an act if more stood with it, nearest to that path;
5. the type that the learned vote speaks for most between the two. On higher rungs it was tried too and lost: root
   macro-F1 59 to 62 where it could overrule the codebook, 64 where it could not;
6. for a bare statement: REJECT where it says what will not be, AGREE where it says what will be, else ACCUSE;
7. CONSULT, the most frequent type of world news, for a sentence that holds none of our words.
A cooperative act that is only planned is AGREE, a retreat announced CONCEDE, one refused REJECT (PLOVER 2.3, 3.1, 3.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coranto.model import Article, Capture, Kind, Mention, Reading, Span, Status, article_id, digest, version_id
from coranto.read.grammar import ancestors, tokens_in
from coranto.read.roles import clauses
from coranto.read.sentences import sentences, tokens
from coranto.read.status import status_of
from coranto.read.told_before import Draft
from coranto.read.tools import Tools
from coranto.read.triggers import loose_trigger
from coranto.read.votes import Ballot, ballot_on
from coranto.read.what import drafts
from coranto.read.where import where
from coranto.read.who import who

ACTOR, RECIPIENT = "XAA", "XRR"  # codes that ISO 3166 keeps free for users
COOPERATIVE = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
YIELDING = frozenset(("RETREAT",))


@dataclass(frozen=True, slots=True)
class Coding:
    """A PLOVER type, its mode or None, and why."""

    root: str
    mode: str | None
    why: str


def code(sentence: str, actor: str, recipient: str, tools: Tools) -> Coding:
    """The type of what `actor` does to `recipient` in a sentence; both are words that stand in it.

    A party that is not found in the sentence counts as not given.
    """
    reading = _read(sentence, actor, recipient, tools)
    ballots = [ballot_on(reading, one, tools.coder) for one in reading.sentences]
    found = [draft for ballot in ballots for draft in drafts(reading, tools.codebook.types, ballot)]
    ranked = sorted(found, key=lambda draft: _rank(reading, draft), reverse=True)
    if ranked and ranked[0].type != "STATE":
        return _coding(reading, ranked[0], tools)
    return _loose(reading, tools, ballots, said=ranked[0] if ranked else None)


def _by_vote(polled: Mapping[str, tuple[float, str | None, str]]) -> Coding | None:
    """The type that the vote speaks for most, where it speaks at all."""
    best = max(polled, key=lambda name: polled[name][0], default=None)
    if best is None:
        return None
    _, mode, word = polled[best]
    return Coding(best, mode, f"“{word}” tells {best} by vote, and no word of ours says more")


def _polled(reading: Reading, ballots: Sequence[Ballot]) -> dict[str, tuple[float, str | None, str]]:
    """For each type how much the vote speaks for it between the given parties, with mode and word of its likeliest."""
    found: dict[str, tuple[float, str | None, str]] = {}
    for ballot in ballots:
        for vote, share in ballot.between(_words_of(reading, ACTOR), _words_of(reading, RECIPIENT)):
            root, mode = _as_promised(vote.type, vote.mode, vote.status, willing=True)
            total, known, word = found.get(root, (0.0, None, ""))
            told = reading.tokens.span(vote.token).of(reading.article.text)
            found[root] = (total + share, known, word) if total > share else (total + share, mode, told)
    return found


def _words_of(reading: Reading, name: str) -> frozenset[int]:
    """The words of a given party."""
    return frozenset(t for one in reading.mentions if one.actor == name for t in tokens_in(reading.tokens, one.span))


def _read(sentence: str, actor: str, recipient: str, tools: Tools) -> Reading:
    capture = Capture(None, None, "text", digest(sentence))
    article = Article(article_id(None, None, sentence), version_id(sentence), sentence, (), capture)
    reading = Reading(article)
    for step in (sentences, tokens, who, where):
        reading = step(reading, tools)
    given = tuple(_given(reading, actor, ACTOR)) + tuple(_given(reading, recipient, RECIPIENT))
    others = tuple(m for m in reading.mentions if not any(m.span.overlaps(one.span) for one in given))
    return replace(reading, mentions=given + others)


def _given(reading: Reading, words: str, name: str) -> Iterator[Mention]:
    """The given party as a mention that heads its words."""
    at = reading.article.text.lower().find(words.strip().lower()) if words.strip() else -1
    if at < 0:
        return
    span = Span(at, at + len(words.strip()))
    covered = tokens_in(reading.tokens, span)
    heads = [one for one in covered if reading.tokens.head[one] not in covered]
    if heads:
        yield Mention(span, Kind.GROUP, name, 0 if name == ACTOR else 1, heads[0], 1.0, "given")


def _rank(reading: Reading, draft: Draft) -> tuple[float, int, int]:
    """Right roles first, then nearness to the words between the parties, then exactness."""
    actors = {code for mention in draft.actors for code in mention.codes}
    recipients = {code for mention in draft.recipients for code in mention.codes}
    roles = 3.0 * (ACTOR in actors) + 3.0 * (RECIPIENT in recipients or (RECIPIENT in actors and ACTOR in actors))
    roles -= 7.0 * (draft.type == "STATE") + 0.5 * (ACTOR in recipients and RECIPIENT in actors)
    return roles, -_distance(reading, draft.token), draft.trigger.weight


def _distance(reading: Reading, token: int) -> int:
    """How many steps a word is from the path between the given parties."""
    marks = [mention.token for mention in reading.mentions if mention.actor in (ACTOR, RECIPIENT)]
    path = {token for mark in marks for token in (mark, *ancestors(reading.tokens, mark))}
    for steps, here in enumerate((token, *ancestors(reading.tokens, token))):
        if here in path:
            return steps
    return len(reading.tokens)


def _coding(reading: Reading, draft: Draft, tools: Tools) -> Coding:
    status, reason = status_of(reading, draft.token, tools.codebook.cues["status"])
    root, mode = _as_promised(draft.type, draft.mode, status, willing="under" in reason)
    word = reading.tokens.span(draft.token).of(reading.article.text)
    why = f"“{word}” tells {draft.type}"
    return Coding(root, mode, why if root == draft.type else f"{why}, {status} ({reason}): {root}")


def _as_promised(kind: str, mode: str | None, status: Status, *, willing: bool) -> tuple[str, str | None]:
    """A type by what became of the act: what is planned is agreed, what is refused is rejected."""
    if kind == "DENY":
        return "REJECT", None
    if status is Status.NEGATED and kind in COOPERATIVE | YIELDING | {"AGREE", "CONCEDE"}:
        return "REJECT", None
    if status is Status.PLANNED and kind in COOPERATIVE:
        return "AGREE", None
    if status is Status.PLANNED and kind in YIELDING:
        return ("AGREE" if willing else "CONCEDE"), None
    return kind, mode


def _said(reading: Reading, draft: Draft, tools: Tools) -> Coding:
    """What a statement amounts to between two parties: a refusal, a promise, or words against the other."""
    cues = tools.codebook.cues["status"]
    for clause in clauses(reading.tokens, draft.token):
        status, reason = status_of(reading, clause, cues)
        if status is Status.NEGATED:
            return Coding("REJECT", None, f"a statement that something will not be ({reason})")
        if status is Status.PLANNED:
            return Coding("AGREE", None, f"a statement of intent ({reason})")
    return Coding("ACCUSE", "disapprove", "a statement about the other party, and nothing in it that says more")


def _loose(reading: Reading, tools: Tools, ballots: Sequence[Ballot], said: Draft | None) -> Coding:
    """Rungs 4 to 7."""
    found = [(_distance(reading, token), token) for token in range(len(reading.tokens))]
    for _, token in sorted(found):
        trigger = loose_trigger(reading, tools.codebook.types, token)
        if trigger is not None and trigger.type not in ("STATE", "DENY"):
            word = reading.tokens.span(token).of(reading.article.text)
            return Coding(
                trigger.type, trigger.mode, f"“{word}” may tell {trigger.type}; nothing in the sentence says more"
            )
    voted = _by_vote(_polled(reading, ballots))
    if voted is not None:
        return voted
    if said is not None:
        return _said(reading, said, tools)
    return Coding("CONSULT", None, "no word of the sentence tells an act: the most frequent type")
