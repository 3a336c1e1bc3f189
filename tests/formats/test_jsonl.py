from __future__ import annotations

import json

import pytest
from article_checks import check
from hypothesis import given
from hypothesis import strategies as st

from coranto.formats import decode, stream_jsonl
from coranto.model import Article, Problem, Raw


def test_the_text_is_kept_exactly_and_the_fields_are_read() -> None:
    text = "\ufeff Storm nears \n\r\n\tThe port of Merrow closed on Tuesday 🌊 after a warning.  "
    row = {
        "id": 7,
        "text": text,
        "title": "Another title",
        "published": "2024-11-05T10:00:00+09:00",
        "source": "Lorn Wire (sample)",
        "url": "https://lorn.example/a?utm_source=x#top",
        "language": "en-GB",
    }
    (article,) = decode(Raw(json.dumps(row).encode(), "jsonl")).articles
    check(article)
    assert (article.text, article.ref, article.language) == (text, "7", "en")
    assert article.address == "https://lorn.example/a"
    assert (article.source.text, article.source.origin) == ("Lorn Wire (sample)", "given")
    assert article.published.at.isoformat() == "2024-11-05T10:00:00+09:00"


def test_order_is_kept_and_a_bad_line_is_named() -> None:
    rows = ['{"id": "a", "text": "One."}', "", "{nonsense", '{"id": "b"}', "[]", '{"id": "c", "text": "Two."}']
    found = decode(Raw("\n".join(rows).encode(), "jsonl"))
    assert [article.ref for article in found.articles] == ["a", "c"]
    assert [problem.message.split(":")[0] for problem in found.problems] == ["line 3", "line 4", "line 5"]
    assert {problem.code for problem in found.problems} == {"formats.bad-line"}


def test_a_corpus_is_read_line_by_line() -> None:
    rows = [b'{"id": "a", "text": "One."}\n', b"\n", b"no\n", b'{"id": "b", "text": "Two."}']
    found = list(stream_jsonl(rows, Raw(b"", "jsonl", source="Lorn Wire (sample)")))
    assert [type(one) for one in found] == [Article, Problem, Article]
    assert isinstance(found[1], Problem)
    assert found[1].message.startswith("line 3")


@pytest.mark.parametrize(
    "row",
    [
        "[" * 100_000,
        '{"text": ' + "[" * 100_000,
        '{"text": ' + "9" * 5000 + "}",
        '{"a":' * 50_000,
        '{"text": null}',
        "\x00",
        "NaN",
    ],
)
def test_hostile_lines_are_refused(row: str) -> None:
    found = decode(Raw(row.encode(), "jsonl"))
    assert found.articles == ()
    assert [problem.code for problem in found.problems] == ["formats.bad-line"]


def test_an_empty_text_keeps_its_place_among_the_others() -> None:
    found = decode(Raw(b'{"id": "a", "text": ""}\n{"id": "b", "text": "The port was closed."}', "jsonl"))
    assert [article.ref for article in found.articles] == ["a", "b"]
    assert found.articles[0].text == ""


def test_half_a_character_pair_is_kept_and_told() -> None:
    (article,) = decode(Raw(b'{"text": "A \\ud83d word."}', "jsonl")).articles
    assert article.text == "A \ud83d word."
    assert [problem.code for problem in article.problems] == ["formats.lone-surrogate"]


def test_a_bad_date_and_a_bad_address_are_told() -> None:
    (article,) = decode(
        Raw(b'{"text": "A word.", "published": "soon", "url": "javascript:alert(1)"}', "jsonl")
    ).articles
    assert (article.published, article.address) == (None, None)
    assert [problem.code for problem in article.problems] == ["formats.bad-date", "formats.unsafe-link"]


@given(st.text(min_size=1).filter(lambda text: text.strip() != ""))
def test_any_text_comes_through_unchanged(text: str) -> None:
    (article,) = decode(Raw(json.dumps({"text": text}).encode(), "jsonl")).articles
    assert article.text == text
    check(article)
