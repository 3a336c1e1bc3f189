"""NITF documents: words, data of the document, kills that name another document, embargo and correction."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from article_checks import check
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.formats import decode, guess_form
from coranto.model import Article, Part, Problem, Raw, Standing


def nitf(data: str = "", attributes: str = "", content: str = "") -> str:
    """A NITF document with more in its `docdata`."""
    paragraphs = content or (
        "<p>Two boats of the coast guard collided with a trawler off the <location>island</location> on Tuesday.</p>"
        "<hl2>Who was first</hl2><p>The ministry asked for an inquiry.</p>"
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf xml:lang="en">
<head><title>BOATS</title>
<tobject><tobject.subject tobject.subject.refnum="03000000" tobject.subject.type="Disaster"/></tobject>
<docdata {attributes}><doc-id regsrc="EX" id-string="ex-boats"/><urgency ed-urg="2"/>{data}
<date.issue norm="20241105T100000+0900"/><du-key key="boats" version="3"/><key-list><keyword key="trawler"/></key-list>
</docdata><pubdata name="Example Wire"/></head>
<body><body.head><hedline><hl1>Boats collide off the <em>island</em></hl1></hedline><byline>By <person>Ann Lee</person>
<byttl>Staff</byttl></byline><distributor>Example</distributor><dateline><location><city>SEOUL</city></location>,
<story.date>Nov. 5</story.date></dateline><abstract><p>Two coast guards blame each other.</p></abstract></body.head>
<body.content><media media-type="image"><media-reference source="https://wire.example/l.jpg" mime-type="image/jpeg"/>
<media-caption>A coast guard boat on Monday.</media-caption><media-producer>Kim Park</media-producer></media>
{paragraphs}
<table><tr><td>17</td><td>boats</td></tr></table></body.content></body></nitf>"""


def read(text: str) -> tuple[list[Article], list[Problem]]:
    raw = Raw(text.encode(), at=datetime(2024, 11, 5, tzinfo=UTC))
    assert guess_form(raw) == "nitf"
    decoded = decode(raw)
    for article in decoded.articles:
        check(article)
    return list(decoded.articles), list(decoded.problems)


def one(text: str) -> Article:
    articles, problems = read(text)
    assert (len(articles), problems) == (1, [])
    return articles[0]


def test_a_document_is_read_whole() -> None:
    article = one(nitf())
    assert [(block.part, block.span.of(article.text)) for block in article.blocks] == [
        (Part.HEADLINE, "Boats collide off the island"),
        (Part.STANDFIRST, "Two coast guards blame each other."),
        (Part.DATELINE, "SEOUL, Nov. 5"),
        (Part.PARAGRAPH, "Two boats of the coast guard collided with a trawler off the island on Tuesday."),
        (Part.HEADING, "Who was first"),
        (Part.PARAGRAPH, "The ministry asked for an inquiry."),
        (Part.CAPTION, "A coast guard boat on Monday."),
    ]
    assert (article.ref, article.revision, article.urgency, article.language) == ("ex-boats", "3", 2, "en")
    assert article.dateline.byline is not None
    assert article.dateline.byline.text == "Ann Lee"
    assert article.dateline.place is not None
    assert article.dateline.place.text == "SEOUL"
    assert article.dateline.day is not None
    assert article.credit is not None
    assert article.credit.text == "Example"
    assert [(subject.scheme, subject.code) for subject in article.subjects] == [("subjectcode", "03000000")]
    assert [tag.text for tag in article.tags] == ["trawler"]
    assert [cell.text for cell in article.pictures[0].credit] == ["Kim Park"]
    assert article.published is not None
    assert article.published.at.isoformat() == "2024-11-05T10:00:00+09:00"


@pytest.mark.parametrize("correction", ['<correction info="The number of boats"/>', '<correction-info info="Boats"/>'])
def test_a_correction_is_marked(correction: str) -> None:
    assert one(nitf(correction)).correction is not None
    assert one(nitf('<ed-msg info="CORRECTS number of boats"/>')).correction is not None
    assert one(nitf('<ed-msg info="Adds a quotation"/>')).correction is None


def test_a_release_after_the_issue_is_an_embargo() -> None:
    later = one(nitf('<date.release norm="20241105T120000Z"/>'))
    assert later.embargo is not None
    assert later.embargo.at == datetime(2024, 11, 5, 12, tzinfo=UTC)
    assert one(nitf('<date.release norm="20241105T000000Z"/>')).embargo is None


def test_status_is_honoured() -> None:
    assert one(nitf(attributes='management-status="canceled"')).standing is Standing.CANCELED
    assert one(nitf(attributes='management-status="withheld"')).standing is Standing.WITHHELD
    assert one(nitf(attributes='management-status="embargoed"')).standing is Standing.WITHHELD


def test_a_document_can_kill_another() -> None:
    kill = 'management-doc-idref="ex-boats" management-idref-status="canceled"'
    articles, _ = read(nitf(attributes=kill).replace('id-string="ex-boats"', 'id-string="ex-kill"'))
    killing, killed = articles
    assert (killing.ref, killing.standing) == ("ex-kill", Standing.USABLE)
    assert (killed.standing, killed.id) == (Standing.CANCELED, one(nitf()).id)


def test_other_xml_is_refused() -> None:
    for body in (b"", b"<html/>", b"<!DOCTYPE nitf [<!ENTITY a 'b'>]><nitf>&a;</nitf>"):
        decoded = decode(Raw(body, form="nitf"))
        assert decoded.articles == ()
        assert decoded.problems[-1].code in {"formats.not-nitf", "formats.entities"}


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_cut_or_changed_document_raises(data: st.DataObject) -> None:
    whole = bytearray(nitf('<date.release norm="20241105T120000Z"/><correction info="a"/>').encode())
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    decoded = decode(Raw(bytes(whole[: data.draw(st.integers(0, len(whole)))]), form="nitf"))
    for article in decoded.articles:
        check(article)
    assert decoded.articles or decoded.problems
