"""A claim together with the article that makes it: what collation, watching and publishing work on."""

from __future__ import annotations

from dataclasses import dataclass

from coranto.model.article import Part
from coranto.model.claim import Claim
from coranto.model.time import Moment


@dataclass(frozen=True, slots=True)
class Report:
    """One article's telling of one act.

    `article` and `version` are ids, `outlet` the publisher's name, `source` the key of the independent source behind
    it: the same for all copies of one agency's text, and for all articles of one outlet. `text` is the words of the
    evidence as stored (one sentence, two at most), `part` where on the page they stand, `published` the article's
    time, which may be inferred or None.
    """

    claim: Claim
    article: str
    version: str
    outlet: str
    source: str
    published: Moment | None
    part: Part
    text: str
