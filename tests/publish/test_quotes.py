"""Quotes are the stored text to the letter, and of other people's articles never more than is needed to check."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coranto.model import Span
from coranto.publish.quotes import LONGEST_QUOTE, away, evidence, passage, quote_length, web, window
from coranto.publish.record import Index


@pytest.mark.parametrize(
    "address",
    ["https://news.example/a", "http://news.example:8080/a?b=c&d=e#f", "https://news.example"],
)
def test_a_plain_web_address_is_linked(address: str) -> None:
    assert web(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://a.example",
        "https://a.example\n",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//a.example",
        "/story/1",
        "https:a.example",
        "ftp://a.example",
        "file:///etc/passwd",
        "https://a.example/\u202egpj.exe",
        'https://a.example/"onload=x',
        "https://user:pw@a.example/",
        "https://a.example\\@b.example",
        "https://",
        "http://[::1",
        "https://a.example/<script>",
        "",
        None,
    ],
)
def test_anything_else_is_not(address: str | None) -> None:
    assert web(address) is None
    assert away(address, "the original") is None


@given(st.text(), st.integers(0, 200), st.integers(0, 200), st.integers(1, 60))
def test_a_window_lies_in_its_sentence_and_is_no_longer_than_asked(text: str, a: int, b: int, count: int) -> None:
    whole = Span(0, len(text))
    focus = Span(min(a, b, len(text)), min(max(a, b), len(text)))
    kept = window(text, whole, focus, count)
    assert whole.holds(kept)
    assert len(kept.of(text).split()) <= count
    assert kept.of(text) == kept.of(text).strip()


def test_a_long_sentence_is_cut_around_its_trigger(shelf: Index) -> None:
    article = next(each for each in shelf.articles.values() if not each.ours)
    text = " ".join(f"word{n}" for n in range(100))
    focus = Span(text.index("word70"), text.index("word70") + 6)
    shown = passage(replace(article, text=text), Span(0, len(text)), focus)
    assert len(shown.quote.split()) == LONGEST_QUOTE
    assert "word70" in shown.quote
    assert shown.more_before
    assert shown.more_after
    assert shown.quote == text[shown.start : shown.end]


def test_the_editors_own_sentences_are_quoted_whole(shelf: Index) -> None:
    article = next(each for each in shelf.articles.values() if each.ours)
    text = " ".join(f"word{n}" for n in range(100))
    assert passage(replace(article, text=text), Span(0, len(text)), Span(0, 5)).quote == text


def test_every_quote_equals_the_stored_text(shelf: Index) -> None:
    assert shelf.claims
    for claim in shelf.claims.values():
        for each in evidence(shelf, claim):
            assert each.quote == shelf.versions[each.version].text[each.start : each.end]
            assert each.notation


def test_an_article_that_would_be_reprinted_is_quoted_more_closely(shelf: Index) -> None:
    lengths = {
        article.source.text: quote_length(shelf, article) for article in shelf.articles.values() if article.source
    }
    assert lengths["Capital Post (sample)"] < LONGEST_QUOTE
    assert lengths["coranto desk (sample)"] == LONGEST_QUOTE
