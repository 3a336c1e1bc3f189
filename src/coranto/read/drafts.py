"""Mentions in the making: what a mention is before its chain is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coranto.model import Kind, Reading, Span, Tokens
from coranto.read.grammar import dependents, tokens_in


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention before its chain is known. `key` names the party: equal keys are one chain.

    `noun` is the lemma of an agent noun and `sector` its sector; `others` as in `Mention`.
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


def has_the(tokens: Tokens, token: int) -> bool:
    """Whether a noun is a known one: "the", "this", "that", "these"."""
    return any(
        tokens.lemma[child].lower() in ("the", "this", "that", "these") for child in dependents(tokens, token, "det")
    )
