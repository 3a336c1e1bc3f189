"""Readings as the rows of three Parquet tables: claims, articles, problems.

Claims have the fields of `coranto read --as claims`; the claims that one is about are given by id, since they have
rows of their own, and `event_id` is empty, since a shard does not know the others' events.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from coranto.model import Article, Problem, Reading
from coranto.model.forms import claim_form

Row = Mapping[str, object]

_TEXT = pa.string()
_TEXTS = pa.list_(_TEXT)
_EVIDENCE = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", _TEXT)])
_PLACE = pa.struct(
    [("name", _TEXT), ("country", _TEXT), ("lat", pa.float64()), ("lon", pa.float64()), ("precision", _TEXT)]
)
_AMOUNT = pa.struct([("what", _TEXT), ("low", pa.float64()), ("high", pa.float64()), ("unit", _TEXT)])

CLAIMS = pa.schema(
    [
        ("unit", pa.int64()), ("article", _TEXT), ("version", _TEXT), ("claim", _TEXT),
        ("evidence", pa.list_(_EVIDENCE)),
        ("event", _TEXT), ("mode", _TEXT), ("contexts", _TEXTS), ("actors", _TEXTS), ("recipients", _TEXTS),
        ("status", _TEXT), ("date", _TEXTS), ("place", _PLACE), ("amounts", pa.list_(_AMOUNT)), ("hedge", _TEXT),
        ("holders", _TEXTS), ("about", _TEXTS), ("event_id", _TEXT), ("text", _TEXT),
    ]
)  # fmt: skip
ARTICLES = pa.schema(
    [
        ("unit", pa.int64()), ("article", _TEXT), ("id", _TEXT), ("version", _TEXT), ("title", _TEXT),
        ("source", _TEXT), ("url", _TEXT), ("published", _TEXT), ("published_origin", _TEXT), ("captured", _TEXT),
        ("language", _TEXT), ("credit", _TEXT), ("characters", pa.int32()),
        ("claims", pa.int32()), ("problems", pa.int32()),
    ]
)  # fmt: skip
PROBLEMS = pa.schema(
    [
        ("unit", pa.int64()), ("article", _TEXT), ("version", _TEXT), ("code", _TEXT), ("message", _TEXT),
        ("start", pa.int32()), ("end", pa.int32()),
    ]
)  # fmt: skip
TABLES = {"claims": CLAIMS, "articles": ARTICLES, "problems": PROBLEMS}


def claim_rows(unit: int, reading: Reading) -> list[Row]:
    """One row a claim, in text order."""
    article = reading.article
    return [
        {**claim_form(claim, reading), "about": list(claim.about), "unit": unit, "version": article.version}
        for claim in reading.claims
    ]


def article_row(unit: int, reading: Reading) -> Row:
    """What identifies an article and what came of it; its text is the corpus's own business."""
    article, published = reading.article, reading.published
    return {
        "unit": unit,
        "article": article.ref or article.id,
        "id": article.id,
        "version": article.version,
        "title": article.headline.text if article.headline else None,
        "source": article.source.text if article.source else None,
        "url": article.address,
        "published": published.at.isoformat() if published else None,
        "published_origin": published.origin if published else None,
        "captured": article.capture.at.isoformat() if article.capture.at else None,
        "language": article.language,
        "credit": article.credit.text if article.credit else None,
        "characters": len(article.text),
        "claims": len(reading.claims),
        "problems": len(reading.problems) + len(article.problems),
    }


def problem_rows(unit: int, problems: Sequence[Problem], article: Article | None = None) -> list[Row]:
    """What could not be known, of an article or instead of one."""
    known = {"article": article.ref or article.id, "version": article.version} if article else {}
    return [
        {
            "unit": unit,
            **known,
            "code": one.code,
            "message": one.message,
            "start": one.span.start if one.span else None,
            "end": one.span.end if one.span else None,
        }
        for one in problems
    ]


def table(name: str, rows: Sequence[Row]) -> pa.Table:
    """Rows under a table's schema; half character pairs, which UTF-8 cannot hold, stand as U+FFFD."""
    try:
        return pa.Table.from_pylist(list(rows), schema=TABLES[name])
    except UnicodeEncodeError:
        return pa.Table.from_pylist([_whole(row) for row in rows], schema=TABLES[name])


def _whole(value: object) -> object:
    """A value whose texts can be written as UTF-8."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {key: _whole(one) for key, one in value.items()}
    return [_whole(one) for one in value] if isinstance(value, list | tuple) else value
