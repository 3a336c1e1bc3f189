"""Which day and place belong to an act, and which words are its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coranto.codebook.plover import SPEECH
from coranto.model import Act, Part, Reading, Status, Tokens, When, Where
from coranto.read.grammar import (
    ancestors,
    children,
    dependents,
    is_relation,
    marked,
    sentence_of,
    subtree,
    tokens_in,
)
from coranto.read.status import definite
from coranto.read.told_before import Draft
from coranto.read.where import FINEST, place_of

NESTED = ("ccomp", "advcl", "acl", "parataxis", "csubj")
RESULTING = frozenset(("result", "leave", "cause", "lead", "claim"))
THREAD = 2
"""Sentences after which a speaker may be on another occasion."""
CARRYING = frozenset(("begin", "start", "continue", "manage"))


def own_words(tokens: Tokens, draft: Draft, others: frozenset[int]) -> frozenset[int]:
    """The words that belong to an act and to no other act inside it; `others` are the words that tell other acts."""
    found, waiting = {draft.token, *draft.also}, [draft.token, *draft.also]
    while waiting:
        here = waiting.pop()
        for child in children(tokens, here):
            if child not in others and child not in found and not _other_clause(tokens, child):
                found.add(child)
                waiting.append(child)
    return frozenset(found)


def _other_clause(tokens: Tokens, token: int) -> bool:
    """Whether a word heads a clause that tells something else; "a raid that left five dead" still tells the raid."""
    verb = tokens.upos[token] in ("VERB", "AUX")
    if is_relation(tokens, token, "acl", "advcl") and tokens.lemma[token].lower() in RESULTING:
        return False
    if is_relation(tokens, token, *NESTED):
        return verb or bool(dependents(tokens, token, "cop"))
    return is_relation(tokens, token, "conj") and verb


def time_of(reading: Reading, draft: Draft, own: frozenset[int], others: frozenset[int]) -> When | None:
    """The time in the act's own words, else that of the clause which only carries the act ("began on Monday to …").

    A verb that tells another act carries none: "condemned on Monday the raid" does not date the raid.
    """
    tokens = reading.tokens
    found = _nearest(reading, draft.token, own) or _trailing(reading, draft.token) or _meeting(reading, draft, others)
    here = draft.token
    while found is None and tokens.head[here] >= 0 and _carried(tokens, here) and tokens.head[here] not in others:
        here = tokens.head[here]
        words = _around(tokens, here, without=draft.token)
        found = _nearest(reading, draft.token, words - own)
    return found or _shared(reading, draft.token)


def _around(tokens: Tokens, verb: int, *, without: int) -> frozenset[int]:
    """The words of a clause that stand around its verb."""
    around = [c for c in dependents(tokens, verb, "obl", "advmod", "nmod", "obj", "dep") if c != without]
    return frozenset(word for child in around for word in subtree(tokens, child, without=NESTED))


def _meeting(reading: Reading, draft: Draft, others: frozenset[int]) -> When | None:
    """The day of the occasion that something was said or done at: "at a meeting in Geneva on Monday, she asked"."""
    tokens = reading.tokens
    for child in dependents(tokens, draft.token, "obl"):
        if child in others and tokens.upos[child] == "NOUN" and marked(tokens, child) & {"at", "during"}:
            return _nearest(reading, draft.token, frozenset(subtree(tokens, child, without=NESTED)))
    return None


def _shared(reading: Reading, token: int) -> When | None:
    """The day that stands before the first of two joined verbs: "on Monday condemned it and called for talks"."""
    tokens = reading.tokens
    first = tokens.head[token]
    if first < 0 or not is_relation(tokens, token, "conj") or dependents(tokens, token, "nsubj"):
        return None
    if tokens.upos[token] != "VERB":
        return None
    before = {
        word for child in children(tokens, first) if child < first for word in subtree(tokens, child, without=NESTED)
    }
    return _nearest(reading, token, frozenset(before))


def _trailing(reading: Reading, token: int) -> When | None:
    """The day right behind an act's noun that the parse gave to a noun further out: "an answer to their test today"."""
    tokens = reading.tokens
    if tokens.upos[token] != "NOUN":
        return None
    end = max(tokens.ends[one] for one in subtree(tokens, token))
    outer = {one for one in ancestors(tokens, token) if tokens.upos[one] == "NOUN"}
    for when in reading.times:
        behind = when.type == "DATE" and 0 < when.span.start - end <= len(" on ")
        if behind and (when.since or when.until):
            return when if outer & {tokens.head[one] for one in tokens_in(tokens, when.span)} else None
    return None


def place_for(reading: Reading, draft: Draft, owned: Mapping[int, frozenset[int]]) -> Where | None:
    """Where an act is done: what its clause says, but for what an act inside it says; an attack is where it strikes.

    `owned` gives each act's own words by its token.
    """
    tokens = reading.tokens
    found = place_of(reading, draft.token)
    if found is not None:
        words = frozenset(tokens_in(tokens, found.span))
        inner = (
            own for token, own in owned.items() if token != draft.token and draft.token in ancestors(tokens, token)
        )
        return None if any(words <= own for own in inner) and not words <= owned[draft.token] else found
    return _struck(reading, draft, owned[draft.token]) if draft.type == "ASSAULT" else None


def _struck(reading: Reading, draft: Draft, own: frozenset[int]) -> Where | None:
    """The place that an attack's noun names as struck: "the shelling of the city of Goma", "strikes on Sudan"."""
    tokens = reading.tokens
    if tokens.upos[draft.token] != "NOUN":
        return None
    for child in dependents(tokens, draft.token, "nmod", "obl"):
        if child not in own or not marked(tokens, child) & {"on", "of", "against", "in", "at", "near"}:
            continue
        words = subtree(tokens, child, without=NESTED)
        inside = [one for one in reading.places if set(tokens_in(tokens, one.span)) & set(words) and one.country]
        if inside:
            return min(inside, key=lambda place: FINEST.index(place.precision))
    return None


def _carried(tokens: Tokens, token: int) -> bool:
    """Whether a word only continues the clause of its governor: a noun in it, an infinitive."""
    governor = tokens.head[token]
    if tokens.upos[token] in ("NOUN", "PROPN"):
        return is_relation(tokens, token, "obj", "nsubj", "obl", "conj") and tokens.upos[governor] == "VERB"
    return is_relation(tokens, token, "xcomp") and tokens.lemma[governor].lower() in CARRYING


def _nearest(reading: Reading, token: int, words: frozenset[int]) -> When | None:
    """The resolved time among these words that stands nearest."""
    spans = {reading.tokens.starts[word] for word in words}
    known = [
        when
        for when in reading.times
        if when.type in ("DATE", "TIME")
        and (when.since or when.until)
        and any(when.span.start <= at < when.span.end for at in spans)
    ]
    start = reading.tokens.starts[token]
    return min(known, key=lambda when: abs(when.span.start - start), default=None)


def inherited(reading: Reading, acts: list[Act]) -> list[Act]:
    """Dates for acts told again, and for what a speaker adds.

    "The launches" without a date take that of their first telling. What the same party says further on, without a day
    of its own, was said on the day of what it said last: "condemned the raid on Monday. It also called for talks".
    """
    done: list[Act] = []
    for act in acts:
        done.append(_dated(reading, act, done))
    return done


def _dated(reading: Reading, act: Act, done: list[Act]) -> Act:
    if act.time is not None or not act.status.took_place:
        return act
    if _points_back(reading, act):
        first, why = next((one for one in done if _first_telling(reading, one, act)), None), "told again"
    else:
        first, why = _said_last(reading, act, done), "said by the same party further on"
    if first is None or first.time is None:
        return act
    words = first.trigger.of(reading.article.text)
    return replace(act, time=replace(first.time, inherited=True, why=f"{why}: the date of “{words}”"))


def _said_last(reading: Reading, act: Act, done: list[Act]) -> Act | None:
    """What the same party said last, if that has a day and stands not far above; only for what is said.

    What is ongoing or long past is never dated so.
    """
    if act.type not in SPEECH or act.status is not Status.HAPPENED or not act.actor_codes:
        return None
    same = [one for one in done if one.type in SPEECH and set(one.actor_codes) & set(act.actor_codes)]
    last = same[-1] if same else None
    if last is None or last.time is None or last.status is not Status.HAPPENED or last.time.type != "DATE":
        return None
    numbers = [reading.sentences.index(sentence_of(reading, one.token)) for one in (last, act)]
    return last if 0 <= numbers[1] - numbers[0] <= THREAD else None


def _points_back(reading: Reading, act: Act) -> bool:
    """Whether an act's word takes it as known: a noun with "the" or "this"."""
    tokens = reading.tokens
    if sentence_of(reading, act.token).part is Part.CAPTION:
        return False
    return tokens.upos[act.token] == "NOUN" and definite(tokens, act.token)


def _first_telling(reading: Reading, earlier: Act, act: Act) -> bool:
    if earlier.time is None or earlier.time.inherited or earlier.type != act.type or earlier.mode != act.mode:
        return False
    if not earlier.status.took_place or sentence_of(reading, earlier.token).part is Part.CAPTION:
        return False
    tokens = reading.tokens
    words = {tokens.lemma[one].lower() for one in tokens_in(tokens, earlier.trigger)}
    same_word = tokens.lemma[act.token].lower() in words
    shared = {code.partition(".")[0] for code in earlier.actor_codes} & {
        code.partition(".")[0] for code in act.actor_codes
    }
    return same_word and bool(shared)
