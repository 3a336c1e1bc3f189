"""When was it written: inferred only where the page's own words leave one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto import nlp
from coranto.codebook import Codebook
from coranto.model import Article, Block, Capture, Cell, Dateline, Grain, Moment, Part, Reading, Sentence, Span
from coranto.read import published
from coranto.settings import Settings

FETCHED = datetime(2026, 6, 1, 12, tzinfo=UTC)


def page(*parts: tuple[Part, str]) -> Reading:
    """A page of parts, one a line, fetched long after it was written."""
    text = "\n".join(words for _, words in parts)
    blocks, at = [], 0
    for part, words in parts:
        blocks.append(Block(part, Span(at, at + len(words))))
        at += len(words) + 1
    article = Article("a", "v", text, tuple(blocks), Capture(FETCHED, None, "text", "0"))
    read = (Part.HEADLINE, Part.STANDFIRST, Part.PARAGRAPH, Part.CAPTION)
    cut = [(b.part, s) for b in blocks if b.part in read for s in nlp.sentences(text, b.span.start, b.span.end)]
    return Reading(article, sentences=tuple(Sentence(Span(*span), part, 0, 0) for part, span in cut))


def story(*paragraphs: str) -> Reading:
    return page(*((Part.PARAGRAPH, words) for words in paragraphs))


def infer(reading: Reading, codebook: Codebook) -> tuple[date | None, str, str]:
    """The day, where it was read, and the problem's code."""
    moment, problem = published.infer(reading, codebook.cues)
    return (moment.at.date() if moment else None), (moment.origin if moment else ""), (problem.code if problem else "")


INFERRED = [
    # weekday of the news + a law-fixed event just ahead + a past date without its year + the page's newest year
    (("Guards opened fire on Tuesday, just before the U.S. presidential election.",
      "The truce of November 2 had failed.", "Talks in 2024 brought nothing."), "2024-11-05"),
    # an agency's dateline without a year + a year + the weekday of the news
    (("CAIRO, Jan. 11 (XYZ) — Gunmen stormed a bank on Thursday.", "The branch was opened in 2023."), "2024-01-11"),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "day"), INFERRED)
def test_one_day_fits(paragraphs: tuple[str, ...], day: str, codebook: Codebook) -> None:
    assert infer(story(*paragraphs), codebook) == (date.fromisoformat(day), "inferred", "")


STATED = [
    ("CAIRO, Jan. 11, 2024 (XYZ) — Gunmen stormed a bank on Thursday.", "2024-01-11"),
    ("NEW DELHI, 3 March 2023 — A bridge fell.", "2023-03-03"),
]


@pytest.mark.parametrize(("lead", "day"), STATED)
def test_a_full_date_in_the_dateline_is_the_pages_own_word(lead: str, day: str, codebook: Codebook) -> None:
    assert infer(story(lead), codebook) == (date.fromisoformat(day), "text", "")


def test_a_line_that_says_published_is_the_pages_own_word(codebook: Codebook) -> None:
    reading = page((Part.FURNITURE, "Published: 5 November 2024"), (Part.PARAGRAPH, "A bridge fell on Monday."))
    assert infer(reading, codebook) == (date(2024, 11, 5), "text", "")


def test_the_strips_edition_is_the_pages_own_word(codebook: Codebook) -> None:
    reading = page((Part.DATELINE, "Evening Edition, 5 November 2024"), (Part.PARAGRAPH, "A bridge fell."))
    strip = Dateline(edition=Cell(reading.article.text[:32], Span(0, 32)))
    dated = replace(reading, article=replace(reading.article, dateline=strip))
    assert infer(dated, codebook) == (date(2024, 11, 5), "text", "")


UNKNOWN = [
    ("A bridge fell on Tuesday.",),
    ("A bridge fell.",),
    # Monday's news may be printed on Tuesday, election day itself: two days fit.
    (
        "Guards fired on Monday, days before the U.S. presidential election.",
        "The truce of October 30 had failed in 2020.",
    ),
    ("A bridge fell on Tuesday.", "It was built in 1980."),
    ("A bridge fell on Tuesday.", "Another fell on October 31."),
    ("The bridge that fell on 31 October 2024 was old.",),
    ("Guards opened fire as the U.S. presidential election nears.",),
    ("The bridge will open on Tuesday, 5 November 2024.",),
    ("Tension grew before the election.", "A bridge fell on Tuesday.", "It was built in 2024."),
]


@pytest.mark.parametrize("paragraphs", UNKNOWN)
def test_too_little_evidence_gives_no_day(paragraphs: tuple[str, ...], codebook: Codebook) -> None:
    assert infer(story(*paragraphs), codebook) == (None, "", "published.unknown")


CONTRADICTION = (
    "Guards opened fire on Tuesday, just before the U.S. presidential election.",
    "The truce of May 2 had failed.",
    "Talks in 2024 brought nothing.",
)


def test_evidence_that_excludes_itself_gives_no_day(codebook: Codebook) -> None:
    assert infer(story(*CONTRADICTION), codebook) == (None, "", "published.contradiction")


def test_two_stated_days_give_none(codebook: Codebook) -> None:
    reading = page(
        (Part.FURNITURE, "Published: 5 November 2024"),
        (Part.FURNITURE, "Posted: 9 November 2024"),
        (Part.PARAGRAPH, "A bridge fell on Monday."),
    )
    assert infer(reading, codebook) == (None, "", "published.contradiction")


def test_a_pictures_day_is_never_the_day_of_writing(codebook: Codebook) -> None:
    reading = page(
        (Part.CAPTION, "FILE – A bridge on Tuesday, March 5, 2024."), (Part.PARAGRAPH, "A bridge fell on Tuesday.")
    )
    assert infer(reading, codebook)[0] is None


def test_a_given_day_is_kept(codebook: Codebook) -> None:
    known = Moment(datetime(2020, 1, 1, tzinfo=UTC), Grain.DAY, "given")
    reading = replace(story("CAIRO, Jan. 11, 2024 (XYZ) — A bridge fell."), published=known)
    tools = SimpleNamespace(codebook=codebook, settings=Settings())
    assert published.published(reading, tools) == reading  # type: ignore[arg-type]


def test_the_reasons_are_in_words(codebook: Codebook) -> None:
    moment, _ = published.infer(story(*INFERRED[0][0]), codebook.cues)
    assert moment is not None
    assert "Tuesday" in moment.why
    assert "presidential election" in moment.why


def test_the_step_fills_its_layer_and_touches_no_other(codebook: Codebook) -> None:
    before = story("A bridge fell on Tuesday.")
    after = published.published(before, SimpleNamespace(codebook=codebook, settings=Settings()))  # type: ignore[arg-type]
    assert [problem.code for problem in after.problems] == ["published.unknown"]
    assert replace(after, problems=()) == before


WORDS = ["A", "bridge", "fell", "on", "Tuesday", "October", "31", "2024", "CAIRO,", "Nov.", "5", "(XYZ)", "—", "just", "before", "the", "U.S.", "presidential", "election", "in", "2019", "Monday", "will"]  # fmt: skip  # noqa: E501


@settings(max_examples=80, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=16))
def test_never_the_day_of_the_fetch_and_always_a_reason(codebook: Codebook, words: list[str]) -> None:
    moment, problem = published.infer(story(" ".join(words)), codebook.cues)
    assert (moment is None) != (problem is None)
    if moment:
        assert moment.at.date() != FETCHED.date()
        assert moment.why
