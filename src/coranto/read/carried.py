"""Quotations that run over the end of a sentence, and those whose speaker is named in another one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import replace

from coranto.model import Reading, Span
from coranto.read.quotes import Quote
from coranto.read.scene import Voice

NEAR = 2
"""Sentences that a speaker may stand away from words of his that nobody is named for."""

Places = dict[int, list[int]]
"""Sentence number -> voices that are heard in it."""


def carried_on(reading: Reading, marked: tuple[Quote, ...], found: list[Voice]) -> list[Voice]:
    """The voices, each with the quoted sentences that go on from it or that it is named right after."""
    made, places = list(found), defaultdict(list)
    for index, voice in enumerate(found):
        places[voice.sentence].append(index)
    for quote in marked:
        at = sentences_in(reading, quote.span)
        speaker = _owner(reading, made, places, quote, at)
        if speaker is None:
            continue
        pieces = {n: _piece(reading, n, quote.span) for n in at}
        rest = {n: piece for n, piece in pieces.items() if not _has(reading, made[speaker], piece)}
        made[speaker] = replace(made[speaker], spans=(*made[speaker].spans, *rest.values()), direct=True)
        for number in rest:
            places[number].append(speaker)
    return made


def sentences_in(reading: Reading, span: Span) -> range:
    """The numbers of the sentences that overlap a stretch of text."""
    first = bisect_right(reading.sentences, span.start, key=lambda one: one.span.end)
    return range(first, bisect_left(reading.sentences, span.end, key=lambda one: one.span.start))


def whole(reading: Reading, quote: Quote) -> bool:
    """Whether a quotation is its first sentence (or begins it and runs on), and not words picked out of one."""
    at = sentences_in(reading, quote.span)
    if not at:
        return False
    span = reading.sentences[at.start].span
    return quote.span.start <= span.start + 1 and quote.span.end >= span.end - 2


def _owner(reading: Reading, made: list[Voice], places: Places, quote: Quote, at: range) -> int | None:
    """Who speaks a quotation: the voice that has part of it already, but is not itself spoken of in it."""
    here = [n for number in range(at.start - 1, at.stop + 1) for n in places.get(number, ())]
    taken = [n for n in here if _has(reading, made[n], quote.span) and not _within(reading, made[n], quote.span)]
    if taken:
        return taken[-1] if whole(reading, quote) or len(at) > 1 else None
    return _speaker(made, places, at) if whole(reading, quote) else None


def _speaker(made: list[Voice], places: Places, at: range) -> int | None:
    """The voice of a loose quotation: one without content right before or after it, else the last quoted one."""
    for number in (at.start - 1, at.stop):
        empty = [n for n in places.get(number, ()) if made[n].speech and not (made[n].content or made[n].spans)]
        if empty:
            return empty[0]
    close = [n for number in range(at.start - NEAR, at.start + 1) for n in places.get(number, ()) if made[n].direct]
    return close[-1] if close else None


def _within(reading: Reading, voice: Voice, span: Span) -> bool:
    return span.holds(reading.tokens.span(voice.cue[0]))


def _piece(reading: Reading, number: int, span: Span) -> Span:
    sentence = reading.sentences[number].span
    return Span(max(sentence.start, span.start), min(sentence.end, span.end))


def _has(reading: Reading, voice: Voice, span: Span) -> bool:
    """Whether a voice already has words in a stretch of text, as what it says or as who it is."""
    tokens = reading.tokens
    own = (*(tokens.span(t) for t in (*voice.content, *voice.source)), *voice.spans)
    return any(span.overlaps(one) for one in own)
