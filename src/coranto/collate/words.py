"""The words of a telling that say which act it is: what is left when the function words are taken away."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from coranto.model import Report

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")

# Enough of English inflection to let "missiles" meet "missile" and "fired" meet "fires"; tried shortest-safe first.
ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Give a lower-cased word without its commonest endings; at least four letters stay."""
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return (word[: -len(ending)] + instead).rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


@lru_cache(maxsize=1)
def empty() -> frozenset[str]:
    """Give the words that are left out, from `empty.txt` beside this file."""
    lines = resources.files("coranto.collate").joinpath("empty.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def content(text: str) -> frozenset[str]:
    """Give the stems of the words that carry the matter of a text."""
    found = (word.lower() for word in WORD.findall(text))
    return frozenset(stem(word) for word in found if word not in empty() and len(word) > 2)


def near_trigger(report: Report, reach: int = 60) -> frozenset[str]:
    """Give the content words around the trigger, where its object stands.

    A long sentence tells several acts; the words that tell them apart stand close to each act's own trigger.
    `reach` is in code points: about ten English words on either side.
    """
    start = report.claim.evidence[0].start
    trigger = report.claim.act.trigger
    low, high = max(0, trigger.start - start - reach), max(0, trigger.end - start) + reach
    while low and not report.text[low - 1 : low].isspace():
        low -= 1
    return content(report.text[low:high])
