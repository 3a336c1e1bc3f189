"""What a party is called on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from coranto.model.claim import Mention
from coranto.publish.tables import TABLES

UNKNOWN = "UNK"

# A longer quotation in the place of a name would make the sentence around it unreadable.
LONGEST_QUOTED_NAME = 60


def name(code: str, names: Mapping[str, str]) -> str:
    """A code in words: the name given for it, else one made of its country and sector, else the code itself."""
    if code == UNKNOWN:
        return TABLES.unknown["party"]
    if code in names:
        return _with_article(names[code])
    head, _, sector = code.partition(".")
    pattern = TABLES.sectors.get(sector)
    if pattern and head in names:
        return pattern.format(c=_with_article(names[head]), p=_possessive(_with_article(names[head])))
    return sector if head == "IGO" and sector else code


def party(mention: Mention, text: str, names: Mapping[str, str]) -> str:
    """A mention in words: the known person or body, else its codes' names, else its own words in quotation marks."""
    if mention.name:
        return _with_article(mention.name)
    known = [code for code in mention.codes if code != UNKNOWN]
    if known:
        return listed(name(code, names) for code in known)
    words = " ".join(mention.span.of(text).split())
    return f"“{words}”" if 0 < len(words) <= LONGEST_QUOTED_NAME else TABLES.unknown["party"]


def listed(items: Iterable[str]) -> str:
    """Items as "a", "a and b", "a, b and c", each once."""
    once = list(dict.fromkeys(items))
    return " and ".join(part for part in (", ".join(once[:-1]), once[-1]) if part) if once else ""


def capital(sentence: str) -> str:
    """The sentence with its first letter large."""
    return sentence[:1].upper() + sentence[1:]


def _with_article(words: str) -> str:
    bare = re.split("['’]", words, maxsplit=1)[0]
    set_well = words.replace("'", "’")
    return f"the {set_well}" if bare in TABLES.the else set_well


def _possessive(words: str) -> str:
    return f"{words}’" if words.endswith("s") else f"{words}’s"
