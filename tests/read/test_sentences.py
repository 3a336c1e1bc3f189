"""What is read of a page, and what is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coranto.model import Article, Block, Capture, Cell, KeyPoint, KeyPoints, Part, Picture, Reading, Span
from coranto.model.article import article_id, version_id
from coranto.read.sentences import foreign, sentences, tokens
from coranto.read.tools import Tools


def article(text: str, *blocks: tuple[Part, str]) -> Article:
    cut = tuple(Block(part, Span(text.index(told), text.index(told) + len(told))) for part, told in blocks)
    return Article(article_id(None, None, text), version_id(text), text, cut, Capture(None, None, "text", "0" * 64))


def cell(text: str, part: str) -> Cell:
    return Cell(part, Span(text.index(part), text.index(part) + len(part)))


def told(one: Article, tools: Tools) -> list[str]:
    return [sentence.span.of(one.text) for sentence in sentences(Reading(one), tools).sentences]


def test_a_text_without_parts_is_read_whole(tools: Tools) -> None:
    assert told(article("Kenya sent police. They arrived on Monday."), tools) == [
        "Kenya sent police.",
        "They arrived on Monday.",
    ]


def test_only_parts_that_tell_news_are_read(tools: Tools) -> None:
    text = "World\nEnvoys meet in Oslo\nThe envoys met.\nMore from Oslo"
    page = article(
        text,
        (Part.KICKER, "World"),
        (Part.HEADLINE, "Envoys meet in Oslo"),
        (Part.PARAGRAPH, "The envoys met."),
        (Part.FURNITURE, "More from Oslo"),
    )
    assert told(page, tools) == ["Envoys meet in Oslo", "The envoys met."]


def test_the_label_of_a_key_point_is_no_sentence(tools: Tools) -> None:
    text = "Border talks: Two ministers met at the crossing."
    page = article(text, (Part.KEY_POINT, text))
    point = KeyPoint(cell(text, "Border talks"), cell(text, "Two ministers met at the crossing."))
    page = replace(page, key_points=KeyPoints(None, (point,)))
    assert told(page, tools) == ["Two ministers met at the crossing."]


def test_the_marks_and_credit_of_a_caption_are_not_read(tools: Tools) -> None:
    text = "FILE – Soldiers parade in the capital. (State Agency via AP, File)"
    picture = Picture(None, None, cell(text, text), (cell(text, "State Agency"), cell(text, "AP")), cell(text, "FILE"))
    page = replace(article(text, (Part.CAPTION, text)), pictures=(picture,))
    assert told(page, tools) == ["Soldiers parade in the capital."]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("SEOUL, Nov. 5 (Yonhap) -- The army fired.", "The army fired."),
        ("MOSCOW — Police closed a square.", "Police closed a square."),
        ("NEW DELHI (Reuters) - India tested a rocket.", "India tested a rocket."),
        ("Cairo (AFP) – Egypt opened a crossing.", "Egypt opened a crossing."),
        ("The minister - a former judge - resigned.", "The minister - a former judge - resigned."),
        ("Iran — and its allies — refused.", "Iran — and its allies — refused."),
    ],
)
def test_an_agency_dateline_is_not_read(tools: Tools, text: str, sentence: str) -> None:
    assert told(article(text), tools) == [sentence]


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [
        ("El presidente llegó el lunes a la capital para reunirse con los ministros de la región.", True),
        ("Die Bundesregierung hat am Montag weitere Hilfe für die Ukraine zugesagt.", True),
        ("北朝鮮が日本海に向けて弾道ミサイルを発射した。", True),
        ("Kim Jong Un meets Putin in Vladivostok", False),
        ("Zelenskyy, Macron, Scholz and Erdogan spoke by telephone on Sunday.", False),
        ("Police", False),
        ("2024", False),
    ],
)
def test_language(text: str, is_foreign: bool) -> None:
    assert (foreign(text) is not None) == is_foreign


def test_a_foreign_text_becomes_a_problem_and_no_sentences(tools: Tools) -> None:
    one = article("Le gouvernement a annoncé lundi que les négociations reprendraient à Genève la semaine prochaine.")
    reading = tokens(sentences(Reading(one), tools), tools)
    assert [problem.code for problem in reading.problems] == ["read.not-english"]
    assert reading.sentences == ()
    assert len(reading.tokens) == 0


def test_an_empty_text_becomes_a_problem(tools: Tools) -> None:
    assert [problem.code for problem in sentences(Reading(article("  \n ")), tools).problems] == ["read.empty"]


def test_tokens_and_predicates_hang_together(tools: Tools) -> None:
    one = article("Kenya sent police. Haiti thanked Kenya for them.")
    reading = tokens(sentences(Reading(one), tools), tools)
    columns = reading.tokens
    assert reading.sentences[-1].last == len(columns)
    for sentence in reading.sentences:
        inside = range(sentence.first, sentence.last)
        assert all(columns.head[token] in inside or columns.head[token] == -1 for token in inside)
        assert sum(columns.head[token] == -1 for token in inside) == 1
    assert {columns.lemma[predicate.token] for predicate in reading.predicates} >= {"send", "thank"}


@given(st.text(alphabet=st.characters(), max_size=120))
def test_any_text_is_survived(tools: Tools, text: str) -> None:
    reading = sentences(Reading(article(text)), tools)
    ends = [0, *(sentence.last for sentence in reading.sentences)]
    assert all(sentence.first == before for sentence, before in zip(reading.sentences, ends, strict=False))
    assert all(0 <= s.span.start < s.span.end <= len(text) for s in reading.sentences)


def test_a_lone_surrogate_is_survived(tools: Tools) -> None:
    reading = tokens(sentences(Reading(article("Kenya sent police \ud83d to the border.")), tools), tools)
    assert len(reading.tokens) > 4
