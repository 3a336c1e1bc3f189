"""Reading: from an article to who did what to whom, when, where, according to whom and how surely.

One tuple of steps, read from top to bottom. Each step is `(Reading, Tools) -> Reading`, answers one question, fills
its own layer and touches no other (a test proves it). Claims are assembled last.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from coranto import codebook, nlp
from coranto.errors import SettingError
from coranto.model import Article, Reading
from coranto.nlp.coder import open_coder
from coranto.read import (
    claims,
    forward,
    how_many,
    how_sure,
    in_reply,
    naming,
    published,
    says_who,
    sentences,
    what,
    when,
    where,
    who,
)
from coranto.read.tools import Step, Tools
from coranto.settings import HELP, Settings

__all__ = ["STEPS", "Step", "Tools", "own_steps", "read", "tools"]

STEPS: tuple[Step, ...] = (
    sentences.sentences,
    published.published,
    sentences.tokens,
    naming.naming,
    who.who,
    when.when,
    where.where,
    how_many.how_many,
    says_who.says_who,
    what.what,
    how_sure.how_sure,
    in_reply.in_reply,
    forward.forward,
    claims.claims,
)


def tools(settings: Settings) -> Tools:
    """The codebook (with the user's overlay laid over it) and the parser, loaded once for many articles.

    Raises SettingError for a reader that cannot be opened.
    """
    return Tools(
        codebook=codebook.load(Path(settings.overlay) if settings.overlay else None),
        pipeline=_pipeline(settings),
        coder=open_coder(),
        settings=settings,
    )


def _pipeline(settings: Settings) -> nlp.Pipeline:
    kind, _, name = settings.reader.partition(":")
    if kind == "spacy" and name:
        # Here and not above: few have a pipeline of their own.
        from coranto.nlp.spacy_pipeline import open_spacy

        return open_spacy(name)
    if settings.reader not in ("full", "fast"):
        raise SettingError(f"reader cannot be {settings.reader!r}", where="reader", remedy=HELP["reader"])
    return nlp.load(settings.threads, "fast") if settings.reader == "fast" else nlp.load(settings.threads)


def read(article: Article, given: Tools) -> Reading:
    """Everything that can be read in one article: `STEPS`, then the user's own steps."""
    reading = Reading(article, published=article.published)
    for step in (*STEPS, *own_steps(given.settings)):
        reading = step(reading, given)
    return reading


def own_steps(settings: Settings) -> tuple[Step, ...]:
    """The steps that the setting `steps` names, as "package.module:function" or "package.module.function".

    Raises SettingError for a path that names nothing that can be called.
    """
    return tuple(_step(path) for path in settings.steps)


def _step(path: str) -> Step:
    module, _, name = path.partition(":") if ":" in path else path.rpartition(".")
    try:
        step = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as fault:
        raise SettingError(
            f"no step at {path!r}: {fault}", where="steps", remedy="write package.module:name"
        ) from fault
    if not callable(step):
        raise SettingError(f"{path!r} is not a function", where="steps", remedy="write package.module:name")
    return step  # type: ignore[no-any-return]  # what it takes and returns is the user's word
