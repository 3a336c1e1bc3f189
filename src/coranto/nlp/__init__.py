"""Tokens, sentences, tags, heads, names and predicates: what the work is done with.

`tokenize` and `sentences` cut text by rule; `load` opens the shipped English reader, a `Pipeline` that turns the
tokens of each sentence into a `Parse`.
"""

from __future__ import annotations

from functools import cache

from coranto.nlp.parse import Parse, Pipeline, Predicate, Tier
from coranto.nlp.sentences import sentences
from coranto.nlp.tokens import tokenize

__all__ = ["Parse", "Pipeline", "Predicate", "Tier", "load", "sentences", "tokenize"]


@cache
def load(threads: int = 1, tier: Tier = "full") -> Pipeline:
    """A shipped English reader, opened once in each process; `threads` sentences are read at a time.

    Raises `ValueError` for fewer than one thread.
    """
    if threads < 1:
        raise ValueError(f"threads must be 1 or more, not {threads}")
    # Here and not above: whoever only cuts sentences need not wait for the network's library.
    from coranto.nlp.onnx import open_pipeline

    return open_pipeline(threads, tier)
