"""The nouns of the house: frozen records of tuples and plain values. Imports nothing of ours but itself."""

from __future__ import annotations

from coranto.model.article import (
    Article,
    Block,
    Capture,
    Dateline,
    KeyPoint,
    KeyPoints,
    Part,
    Picture,
    Rating,
    Raw,
    article_id,
    digest,
    version_id,
)
from coranto.model.claim import (
    Act,
    Amount,
    Attribution,
    Certainty,
    Claim,
    Forecast,
    Kind,
    Link,
    LinkKind,
    Mention,
    Stance,
    Status,
    claim_id,
)
from coranto.model.event import Copies, Dispute, DisputeKind, Event, Judgement, Run, Variant, Verdict
from coranto.model.place import Precision, Use, Where
from coranto.model.problem import Problem
from coranto.model.reading import Argument, Assurance, Predicate, Reading, Sentence, Tokens
from coranto.model.report import Report
from coranto.model.span import Cell, Span
from coranto.model.time import Grain, Moment, When

__all__ = [
    "Act",
    "Amount",
    "Argument",
    "Article",
    "Assurance",
    "Attribution",
    "Block",
    "Capture",
    "Cell",
    "Certainty",
    "Claim",
    "Copies",
    "Dateline",
    "Dispute",
    "DisputeKind",
    "Event",
    "Forecast",
    "Grain",
    "Judgement",
    "KeyPoint",
    "KeyPoints",
    "Kind",
    "Link",
    "LinkKind",
    "Mention",
    "Moment",
    "Part",
    "Picture",
    "Precision",
    "Predicate",
    "Problem",
    "Rating",
    "Raw",
    "Reading",
    "Report",
    "Run",
    "Sentence",
    "Span",
    "Stance",
    "Status",
    "Tokens",
    "Use",
    "Variant",
    "Verdict",
    "When",
    "Where",
    "article_id",
    "claim_id",
    "digest",
    "version_id",
]
