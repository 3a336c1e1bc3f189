"""JSON lines: one article a line, its text kept exactly as given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from coranto.formats import charset, dates
from coranto.formats.assemble import About, address, language
from coranto.formats.result import Decoded
from coranto.formats.text import from_text, unfit
from coranto.model import Article, Cell, Moment, Problem, Raw

MOST_LINES = 20_000
"""Lines of one input read at once; a larger corpus is read line by line with `stream`."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DEEPEST = 64
"""Brackets open at once in a line; the form needs one, and the parser's stack is finite."""


def read_jsonl(raw: Raw) -> Decoded:
    """All articles of an input, in order, and a Problem naming the line for each line that is none."""
    text, noted = charset.characters(raw.body, raw.charset)
    rows = text.split("\n", MOST_LINES)
    articles: list[Article] = []
    problems = list(noted)
    for number, row in enumerate(rows[:MOST_LINES], 1):
        if row.strip():
            found = _article(row, number, raw)
            (articles if isinstance(found, Article) else problems).append(found)  # type: ignore[arg-type]  # each to its own
    if len(rows) > MOST_LINES:
        problems.append(Problem("formats.too-many-lines", f"only the first {MOST_LINES:,} lines were read"))
    if not articles and not problems:
        problems.append(Problem("formats.empty", "there is no line in it"))
    return Decoded(tuple(articles), tuple(problems))


def stream(rows: Iterable[bytes], raw: Raw, first: int = 1) -> Iterator[Article | Problem]:
    """A corpus of any size, line by line: an article or a Problem for each line that holds anything.

    `raw` says what holds for all lines (charset, source, when they were taken in); its body is not read. `first` is
    the number of the first line, by which Problems name a line.
    """
    for number, row in enumerate(rows, first):
        text, _ = charset.characters(row, raw.charset)
        if text.strip():
            yield _article(text, number, raw)


def _article(row: str, number: int, raw: Raw) -> Article | Problem:
    fields = _fields(row)
    if isinstance(fields, str):
        return Problem("formats.bad-line", f"line {number}: {fields}")
    text = fields.get("text")
    if not isinstance(text, str):
        return Problem("formats.bad-line", f'line {number}: "text" is missing or no text')
    fault = unfit(text)
    if fault:
        return Problem("formats.too-long", f"line {number}: {fault}")
    own = Raw(body=row.encode("utf-8", "surrogatepass"), form="jsonl", url=_word(fields, "url") or raw.url, at=raw.at,
              published=raw.published, source=_word(fields, "source") or raw.source, ours=raw.ours)  # fmt: skip
    return from_text(own, "jsonl", text, _about(fields, own, raw, text))


def _fields(row: str) -> Mapping[str, object] | str:
    """The line's object, or what is wrong with it."""
    if row.count("[") + row.count("{") > _DEEPEST and _depth(row) > _DEEPEST:
        return f"brackets are open more than {_DEEPEST} deep"
    try:
        found = json.loads(row)
    except json.JSONDecodeError as fault:
        return f"not JSON: {fault.msg} at column {fault.colno}"
    except (ValueError, RecursionError) as fault:  # a number with more figures than Python reads
        return f"not JSON that can be read: {fault}"
    return found if isinstance(found, dict) else "not a JSON object"


def _depth(row: str) -> int:
    """How deep brackets are open outside strings."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*+"', "", row)
    deepest = depth = 0
    for bracket in re.findall(r"[\[\]{}]", bare):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _word(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip() else None


def _about(fields: Mapping[str, object], own: Raw, raw: Raw, text: str) -> About:
    title = _word(fields, "title")
    published, noted = _published(fields)
    place, unsafe = address(own.url)
    odd = (Problem("formats.lone-surrogate", "the text holds half of a character pair; it cannot be stored as UTF-8"),)
    return About(
        ref=_word(fields, "id") or raw.ref,
        headline=Cell(title.strip(), None, "given") if title else None,
        address=place,
        published=published,
        language=language(fields.get("language")),
        problems=(*noted, *unsafe, *(odd if _SURROGATE.search(text) else ())),
    )


def _published(fields: Mapping[str, object]) -> tuple[Moment | None, tuple[Problem, ...]]:
    value = _word(fields, "published")
    found = dates.moment(value, "given") if value else None
    if value and found is None:
        return None, (Problem("formats.bad-date", f'"published" is no date that can be read: {value[:60]!r}'),)
    return found, ()
