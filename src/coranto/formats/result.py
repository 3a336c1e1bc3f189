"""What decoding gives back."""

from __future__ import annotations

from dataclasses import dataclass

from coranto.model import Article, Problem


@dataclass(frozen=True, slots=True)
class Decoded:
    """The articles found in one input, in its order, and the problems of what yielded none.

    Problems of an article that was read are in `Article.problems`.
    """

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()


def refused(code: str, message: str) -> Decoded:
    """Nothing but one Problem: the input cannot be used."""
    return Decoded((), (Problem(code, message),))
