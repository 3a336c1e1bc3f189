"""What stands after the running text: titles of the neighbouring articles, tags, page machinery."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coranto.formats.lines import trimmed
from coranto.formats.looks import Look
from coranto.formats.outline import Page
from coranto.model import Part, Span


def neighbour(page: Page, number: int) -> Part | None:
    """Previous or next article's title: the line after such a label."""
    above = page.looks[number - 1] if number else None
    if page.looks[number] in {Look.SHORT, Look.PROSE} and above in {Look.PREVIOUS, Look.NEXT}:
        return Part.PREVIOUS if above == Look.PREVIOUS else Part.NEXT
    return None


def marked_above(page: Page, number: int) -> bool:
    """Whether something above in the tail already says that page machinery begins there."""
    marks = {Look.FURNITURE, Look.TAIL, Look.PREVIOUS, Look.NEXT, Look.TAGS, Look.RATING}
    return any(page.looks[n] in marks for n in range(page.tail, number))


def tag_spans(page: Page, number: int) -> list[Span]:
    """Tags on a line: listed after "Tags:", on the line after that label, or one phrase printed over and over."""
    span = page.lines[number].span
    listed = re.compile(r"(?:tags?|topics?|keywords|filed under)\s*:\s*(?=\S)", re.IGNORECASE).match(
        page.text, span.start, span.end
    )
    if listed:
        return _listed(page.text, listed.end(), span.end)
    if page.looks[number] in {Look.SHORT, Look.KICKER, Look.BULLET} and _under_tags(page, number):
        return _listed(page.text, span.start, span.end)
    again = _over_and_over(page.text, span)
    return [again] if again else []


def _under_tags(page: Page, number: int) -> bool:
    above = number - 1
    while above > page.tail and number - above <= 30 and page.looks[above] in {Look.SHORT, Look.KICKER, Look.BULLET}:
        above -= 1
    return above >= page.tail and page.looks[above] == Look.TAGS


def _listed(text: str, start: int, end: int) -> list[Span]:
    repeated = _over_and_over(text, Span(start, end))
    if repeated:
        return [repeated]
    cuts = [match.span() for match in re.compile(r"\s*[,;|•·#]\s*").finditer(text, start, end)]
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    found = [trimmed(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [span for span in found if span.start < span.end]


def _over_and_over(text: str, span: Span) -> Span | None:
    """The phrase that fills a line by being printed twice or more ("Dam BurstsDam Bursts" is left alone)."""
    said = list(re.compile(r"[^\s,;|•·#]+").finditer(text, span.start, min(span.end, span.start + 600)))
    names = [match[0].casefold() for match in said]
    for size in range(1, len(names) // 2 + 1):
        if len(names) % size == 0 and names == names[:size] * (len(names) // size) and size * len(names[0]) > 3:
            return Span(said[0].start(), said[size - 1].end())
    return None


def tag_parts(text: str, spans: Sequence[Span]) -> list[tuple[Part, Span]]:
    """Tags as parts, each once; one printed again is furniture."""
    seen: set[str] = set()
    made: list[tuple[Part, Span]] = []
    for span in spans:
        made.append((Part.FURNITURE if span.of(text).casefold() in seen else Part.TAG, span))
        seen.add(span.of(text).casefold())
    return made
