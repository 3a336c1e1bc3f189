"""Which words of the page are read, in sentences and tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, chain

from coranto import nlp
from coranto.model import Article, Block, Part, Predicate, Problem, Reading, Sentence, Span, Tokens
from coranto.model.reading import Argument
from coranto.read.tools import Tools

READ = frozenset((Part.HEADLINE, Part.STANDFIRST, Part.KEY_POINT, Part.PARAGRAPH, Part.CAPTION, Part.HEADING))
"""Parts that tell news. The others are labels, strips and ways to other pages."""

FEWEST_LETTERS = 40
"""Letters below which a text in Latin script gets no verdict on its language: names alone mislead the identifier."""

SUREST = 0.8
"""Probability from which another language is believed; English news full of foreign names stays below 0.3."""

DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][^\W\d_]*(?:[ .,/'’-]{1,2}[^\W\d_]+\.?){0,5}?)"
    r"(?:,\s*(?:\w{3,9}\.?\s+\d{1,2}|\d{1,2}\s+\w{3,9}\.?)(?:,?\s+\d{4})?)?"
    r"\s*(?:\([^()\n]{2,60}\)\s*[-–—:]+|[—–]|\s-{1,2}\s)\s*(?=[“\"'‘]?\w)"
)
"""An agency's dateline at the head of a paragraph: "SEOUL, Nov. 5 (Yonhap) -- ", "CAIRO (AP) — ", "MOSCOW — "."""

_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def sentences(reading: Reading, tools: Tools) -> Reading:
    """Fill `sentences`; none, and the Problem "read.not-english", where the text is in another language."""
    del tools
    article = reading.article
    ranges = [(part, span) for part, whole in _parts(article) for span in _told(article, part, whole)]
    words = "\n".join(span.of(article.text) for _, span in ranges)
    language = foreign(words)
    if language:
        problem = Problem("read.not-english", f"the text is not English (it looks like {language}): it was not read")
        return replace(reading, problems=(*reading.problems, problem))
    if not words.strip():
        problem = Problem("read.empty", "the article has no text that could be read")
        return replace(reading, problems=(*reading.problems, problem))
    cut = [(part, Span(*span)) for part, told in ranges for span in nlp.sentences(article.text, told.start, told.end)]
    return replace(reading, sentences=tuple(_counted(article.text, cut)))


def _counted(text: str, cut: list[tuple[Part, Span]]) -> Iterator[Sentence]:
    sizes = [len(nlp.tokenize(text, span.start, span.end)) for _, span in cut]
    lasts = accumulate(sizes)
    for (part, span), size, last in zip(cut, sizes, lasts, strict=True):
        if size:
            yield Sentence(span, part, last - size, last)


def _parts(article: Article) -> Iterator[tuple[Part, Span]]:
    """The parts that are read; the whole text as one paragraph where the page has no parts."""
    if not article.blocks:
        yield Part.PARAGRAPH, Span(0, len(article.text))
    for block in article.blocks:
        if block.part in READ and not _repeated(article, block):
            yield block.part, block.span


def _repeated(article: Article, block: Block) -> bool:
    """Whether a page prints its headline once more: it is still one headline."""
    if block.part is not Part.HEADLINE or article.headline is None or article.headline.span is None:
        return False
    return not block.span.overlaps(article.headline.span)


def _told(article: Article, part: Part, whole: Span) -> Iterator[Span]:
    """What of a part is told in sentences: a key point without its label, a caption without its marks and credit."""
    if part is Part.KEY_POINT and article.key_points is not None:
        inside = [point.text.span for point in article.key_points.points if point.text.span is not None]
        yield from [span for span in inside if whole.holds(span)] or [whole]
    elif part is Part.CAPTION:
        yield _caption(article, whole)
    elif part is Part.PARAGRAPH:
        yield from _paragraphs(article.text, whole)
    else:
        yield whole


def _caption(article: Article, whole: Span) -> Span:
    start, end = whole.start, whole.end
    for picture in article.pictures:
        if picture.file is not None and picture.file.span is not None and picture.file.span.start == start:
            start = picture.file.span.end
        suppliers = [cell.span for cell in picture.credit if cell.span is not None and whole.holds(cell.span)]
        if suppliers:
            opened = article.text.rfind("(", start, suppliers[0].start + 1)
            end = min(end, opened if opened >= 0 else suppliers[0].start)
    while start < end and not article.text[start].isalnum() and article.text[start] not in "“\"‘'(":
        start += 1
    return Span(start, end)


def _paragraphs(text: str, whole: Span) -> Iterator[Span]:
    """A paragraph without the agency's dateline at its head."""
    for line in re.finditer(r"[^\n]+", whole.of(text)):
        start, end = whole.start + line.start(), whole.start + line.end()
        strip = dateline(text, start, end)
        yield Span(strip.end() if strip else start, end)


def dateline(text: str, start: int, end: int) -> re.Match[str] | None:
    """The agency dateline at the head of a paragraph: its capitals or its bracket must mark it as one."""
    found = DATELINE.match(text, start, min(end, start + 120))
    if found is None:
        return None
    marked = "(" in found[0] or found["place"].isupper()
    return found if marked else None


def foreign(text: str) -> str | None:
    """The code of the language that a text is written in, where that is surely not English; else None.

    A short text gets a verdict only from its script: most of its letters are not Latin.
    """
    sample = text[:5000].encode("utf-8", "replace").decode("utf-8")
    letters = _LETTER.findall(sample)
    if not letters:
        return None
    latin = sum(1 for letter in letters if _LATIN.match(letter))
    if len(letters) < FEWEST_LETTERS:
        return "another script" if latin * 2 < len(letters) else None
    language, probability = _identifier().classify(sample)
    return language if language != "en" and probability >= SUREST else None


@lru_cache(maxsize=1)
def _identifier():  # type: ignore[no-untyped-def]  # py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def tokens(reading: Reading, tools: Tools) -> Reading:
    """Fill `tokens` and `predicates`: all sentences in one call to the parser."""
    if not reading.sentences:
        return reading
    text = reading.article.text
    spans = [nlp.tokenize(text, one.span.start, one.span.end) for one in reading.sentences]
    forms = [[text[start:end] for start, end in row] for row in spans]
    parses = tools.pipeline.parse(forms)
    firsts = [one.first for one in reading.sentences]
    flat = list(chain.from_iterable(spans))
    columns = Tokens(
        starts=tuple(start for start, _ in flat),
        ends=tuple(end for _, end in flat),
        upos=tuple(chain.from_iterable(parse.upos for parse in parses)),
        xpos=tuple(chain.from_iterable(parse.xpos for parse in parses)),
        lemma=tuple(chain.from_iterable(parse.lemma for parse in parses)),
        head=tuple(
            h + first if h >= 0 else -1 for first, parse in zip(firsts, parses, strict=True) for h in parse.head
        ),
        relation=tuple(chain.from_iterable(parse.relation for parse in parses)),
        entity=tuple(chain.from_iterable(parse.entity for parse in parses)),
    )
    return replace(reading, tokens=columns, predicates=tuple(_predicates(firsts, parses)))


def _predicates(firsts: list[int], parses: list[nlp.Parse]) -> Iterator[Predicate]:
    for first, parse in zip(firsts, parses, strict=True):
        for one in parse.predicates:
            arguments = tuple(Argument(role, token + first) for role, token in one.arguments)
            yield Predicate(one.token + first, one.sense, arguments)
