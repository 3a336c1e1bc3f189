"""Mentions in the making: what a mention is before its chain is known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coranto.model import Kind, Reading, Span, Tokens
from coranto.read.grammar import dependents, tokens_in


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention before its chain is known. `key` names the party: equal keys are one chain.

    `noun` is the lemma of an agent noun and `sector` its sector, `former` whether that is over; `others` as in
    `Mention`.
    """

    span: Span
    token: int
    kind: Kind
    code: str | None
    key: str
    score: float
    why: str
    name: str | None
    noun: str | None = None
    sector: str | None = None
    others: tuple[str, ...] = ()
    former: bool = False


LETTERS = re.compile(r"[A-Z][A-Z0-9&-]{2,9}")
"""A body's name in letters: "SNAI". Two letters are as often a person's or a place's."""


@dataclass(frozen=True, slots=True)
class Told:
    """The drafts so far, with the reading they belong to and the cue words for parties."""

    reading: Reading
    cues: Mapping[str, tuple[str, ...]]
    drafts: Sequence[Draft]
    by_token: Mapping[int, Draft]

    @property
    def tokens(self) -> Tokens:
        """The reading's tokens."""
        return self.reading.tokens


def by_token(tokens: Tokens, told: Sequence[Draft]) -> dict[int, Draft]:
    """Which draft a token stands in: the longest of several, since "officials" holds "South Korean" in its phrase."""
    found: dict[int, Draft] = {}
    for draft in sorted(told, key=lambda draft: draft.span.end - draft.span.start):
        found.update(dict.fromkeys(tokens_in(tokens, draft.span), draft))
    found.update({draft.token: draft for draft in sorted(told, key=lambda draft: draft.noun is not None)})
    return found


def letters(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Bodies' letters tied to the body that brings them in ("the prison service (SNAI)"), here and further on.

    Within the article the letters then mean that body, whoever else is known by them.
    """
    text, met = reading.article.text, dict[str, Draft]()
    for found in re.finditer(rf"\s\(({LETTERS.pattern})\)", text):
        bodies = [one for one in drafts if one.span.end == found.start() and one.kind is Kind.ORGANISATION]
        if bodies:
            met.setdefault(found[1], max(bodies, key=lambda one: one.span.end - one.span.start))
    return [_tied(draft, met.get(draft.span.of(text))) for draft in drafts]


def _tied(draft: Draft, body: Draft | None) -> Draft:
    if body is None or body.span.start > draft.span.start:
        return draft
    return replace(
        body, span=draft.span, token=draft.token, score=min(0.8, body.score), why=f"letters of a body; {body.why}"
    )


def has_the(tokens: Tokens, token: int) -> bool:
    """Whether a noun is a known one: "the", "this", "that", "these"."""
    return any(
        tokens.lemma[child].lower() in ("the", "this", "that", "these") for child in dependents(tokens, token, "det")
    )
