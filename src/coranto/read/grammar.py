"""Ways through the parse that several questions need: children, subtrees, clauses, ancestors.

Tokens are indices into `Reading.tokens`. Relations are Universal Dependencies relations; a name without a subtype
("nsubj") matches every subtype, a name with one ("nsubj:pass") only that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec, TypeVar

from coranto.model import Reading, Sentence, Span, Tokens

CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "parataxis", "conj", "root", "csubj")


NEGATIONS = frozenset(("not", "n't", "never", "neither", "nor", "hardly", "scarcely"))

P = ParamSpec("P")
R = TypeVar("R")


def kept(function: Callable[P, R]) -> Callable[P, R]:
    """Keep the last few answers of a pure function, told apart by the very objects that it was given.

    The columns of an article are long tuples: hashing them at each question, as `lru_cache` would, costs more than
    most of the questions.
    """
    answers: list[tuple[tuple[object, ...], R]] = []

    @wraps(function)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        if len(args) == 1:  # most questions by far: without a generator they cost a third
            for known, found in answers:
                if known[0] is args[0]:
                    return found
        else:
            for known, found in answers:
                if len(known) == len(args) and all(left is right for left, right in zip(known, args, strict=True)):
                    return found
        found = function(*args, **kwargs)
        answers.insert(0, (args, found))
        del answers[8:]
        return found

    return answer


@kept
def _table(head: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """The children of every token; kept for the few articles in hand, since every question asks for it."""
    found: list[list[int]] = [[] for _ in head]
    for token, governor in enumerate(head):
        if governor >= 0:
            found[governor].append(token)
    return tuple(tuple(row) for row in found)


def is_relation(tokens: Tokens, token: int, *names: str) -> bool:
    """Whether a token's relation is one of the names."""
    relation = tokens.relation[token]
    return relation in names or relation.partition(":")[0] in names


def children(tokens: Tokens, token: int) -> tuple[int, ...]:
    """The tokens that a token governs directly, in text order."""
    return _table(tokens.head)[token]


def dependents(tokens: Tokens, token: int, *names: str) -> tuple[int, ...]:
    """The children that stand in one of these relations."""
    found = children(tokens, token)
    # Written out and not asked of `is_relation`: this is the question asked most, ten times for each word.
    relation = tokens.relation
    return tuple([c for c in found if relation[c] in names or relation[c].partition(":")[0] in names]) if found else ()


def subtree(tokens: Tokens, token: int, *, without: tuple[str, ...] = ()) -> tuple[int, ...]:
    """A token and all that hangs from it, in text order; branches in the relations `without` are left out."""
    found, waiting = [], [token]
    while waiting:
        here = waiting.pop()
        found.append(here)
        waiting.extend(c for c in children(tokens, here) if not (without and is_relation(tokens, c, *without)))
    return tuple(sorted(found))


def ancestors(tokens: Tokens, token: int) -> Iterator[int]:
    """The governors of a token, nearest first, up to the root."""
    here = tokens.head[token]
    while here >= 0:
        yield here
        here = tokens.head[here]


def steps(tokens: Tokens, one: int, other: int) -> int:
    """How far apart two words stand in the parse, through their lowest common governor: 1 for a word and its head.

    A word and itself count as 1; words of different trees are as far apart as there are words.
    """
    up = {token: count for count, token in enumerate((one, *ancestors(tokens, one)))}
    for count, token in enumerate((other, *ancestors(tokens, other))):
        if token in up:
            return max(1, count + up[token])
    return max(1, len(tokens))


def clause_head(tokens: Tokens, token: int) -> int:
    """The head of the smallest clause that a token stands in (itself, where it heads one)."""
    if is_relation(tokens, token, *CLAUSES) and tokens.upos[token] in ("VERB", "AUX", "ADJ", "NOUN"):
        return token
    for here in ancestors(tokens, token):
        if is_relation(tokens, here, *CLAUSES):
            return here
    return token


def sentence_of(reading: Reading, token: int) -> Sentence:
    """The sentence that a token stands in."""
    low, high = 0, len(reading.sentences) - 1
    while low < high:
        middle = (low + high) // 2
        if reading.sentences[middle].last <= token:
            low = middle + 1
        else:
            high = middle
    return reading.sentences[low]


def token_at(tokens: Tokens, offset: int) -> int | None:
    """The token that covers a text offset, or None between tokens."""
    token = bisect_right(tokens.ends, offset)
    return token if token < len(tokens) and tokens.starts[token] <= offset else None


def tokens_in(tokens: Tokens, span: Span) -> range:
    """The tokens that overlap a stretch of text."""
    first = bisect_right(tokens.ends, span.start)
    return range(first, max(first, bisect_left(tokens.starts, span.end)))


def negated(tokens: Tokens, token: int) -> bool:
    """Whether a word is denied: "not", "never" or "n't" hangs from it, or the determiner "no"."""
    return any(
        tokens.lemma[child].lower() in NEGATIONS for child in dependents(tokens, token, "advmod", "cc:preconj")
    ) or any(tokens.lemma[child].lower() in ("no", "neither") for child in dependents(tokens, token, "det"))


def passive(tokens: Tokens, token: int) -> bool:
    """Whether a verb is in the passive: "was fired", or a bare past participle that hangs from its noun.

    A "passive subject" alone is no proof: the parser gives one to "Armenia accused Azerbaijan" now and then.
    """
    if dependents(tokens, token, "aux:pass"):
        return True
    bare = tokens.xpos[token] == "VBN" and not dependents(tokens, token, "aux", "obj", "nsubj")
    if bare or (tokens.xpos[token] in ("VBN", "VBD") and dependents(tokens, token, "nsubj:pass")):
        return not dependents(tokens, token, "obj") and not is_relation(tokens, token, "aux")
    return False


def marked(tokens: Tokens, token: int) -> frozenset[str]:
    """The lower-case prepositions and subordinators of a word: "to", "of", "if", "after"; fixed ones joined by "_"."""
    found = set()
    for child in dependents(tokens, token, "case", "mark"):
        fixed = dependents(tokens, child, "fixed")
        found.add("_".join(tokens.lemma[part].lower() for part in (child, *fixed)))
        found.add(tokens.lemma[child].lower())
    return frozenset(found)


def behind(tokens: Tokens, token: int) -> tuple[int, ...]:
    """Phrases that stand directly behind a noun though the parser hangs them from the word above it.

    Which of the two a phrase belongs to the parser often guesses; where the noun asks for one, it is the noun's:
    "(expelled) in retaliation for the arrest", "(condemned) the killings in Mali".
    """
    above = tokens.head[token]
    if above < 0:
        return ()
    last = max(subtree(tokens, token), default=token)
    return tuple(
        one for one in dependents(tokens, above, "obl") if one > last and min(subtree(tokens, one)) == last + 1
    )


def together(tokens: Tokens, token: int) -> tuple[int, ...]:
    """A word and those coordinated with it, in text order."""
    return (token, *(other for child in dependents(tokens, token, "conj") for other in together(tokens, child)))
