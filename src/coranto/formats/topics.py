"""IPTC's Media Topics: what a code means, and under which broader topics it stands."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from coranto.model import Subject

MEDIA_TOPICS, SUBJECT_CODES = "medtop", "subjectcode"

_SCHEMES: Mapping[str, str] = {
    **dict.fromkeys(("medtop", "mediatopic", "mediatopics"), MEDIA_TOPICS),
    **dict.fromkeys(("subj", "subjectcode", "iptcsubjectcode", "iptcsubjectcodes"), SUBJECT_CODES),
}
"""The last words of the addresses and the usual short names of the two lists (IPTC's standard catalog)."""
_CODE = re.compile(r"(?:medtop:|subj:)?(\d{8})")


def subject(scheme: str, code: str, label: str | None = None) -> Subject | None:
    """A subject from its list, its code and its given name; None where there is neither code nor name.

    `scheme` is an alias ("medtop") or an address ("http://cv.iptc.org/newscodes/mediatopic/"). Eight digits without a
    scheme are a Media Topic where that list has them under the given name or has them at all and no name is given:
    the older Subject Codes are eight digits too.
    """
    scheme, code = scheme.strip(), code.strip()
    label = (label or "").strip() or None
    if not code and not label:
        return None
    digits = _CODE.fullmatch(code)
    listed = _SCHEMES.get(re.sub(r"[\W_]", "", scheme.rstrip("/#:").rpartition("/")[2]).lower(), scheme)
    bare = digits[1] if digits else code
    if not scheme and digits:
        known = _topics().get(bare)
        fits = known is not None and (label is None or label.casefold() == known[0].casefold())
        listed = MEDIA_TOPICS if fits else SUBJECT_CODES
    return Subject(listed, bare, label or (name(bare) if listed == MEDIA_TOPICS else None))


def name(code: str) -> str | None:
    """The English name of a Media Topic, None where the list (of October 2023, with retired codes) has none such."""
    known = _topics().get(code)
    return known[0] if known else None


def above(code: str) -> Iterator[str]:
    """The codes of the topics over a Media Topic, the nearest first."""
    while (known := _topics().get(code)) is not None and known[1]:
        code = known[1]
        yield code


@cache
def _topics() -> Mapping[str, tuple[str, str]]:
    file = resources.files("coranto.formats") / "data" / "topics.csv"
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return {row["code"]: (row["label"], row["parent"]) for row in rows}
