from __future__ import annotations

import json

import pytest
from article_checks import check

from coranto.formats import decode
from coranto.model import Article, Part, Raw

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Lorn Wire (sample)</title><language>en-us</language>
<item><title>Storm &amp;amp; tide close port</title><link>https://lorn.example/1</link>
<guid isPermaLink="false">n1</guid>
<pubDate>Tue, 05 Nov 2024 10:03:00 +0900</pubDate><dc:creator>Ada Quill</dc:creator><category>Merrow</category>
<category>merrow</category><description>&lt;p&gt;A short word on it.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>MERROW, Nov. 5 (Xinhua) — The port was closed on Tuesday, its master said in a note.</p>
<script>alert(1)</script><p>Ships wait &amp; wait.</p>]]></content:encoded></item>
<item><title>No link</title><link>javascript:alert(1)</link><pubDate>soon</pubDate></item>
<item></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Lorn Wire (sample)</title>
<entry><title type="html">Storm</title>
<id>tag:lorn.example,2024:1</id><link rel="self" href="https://lorn.example/x"/><link href="https://lorn.example/1"/>
<updated>2024-11-06T00:00:00Z</updated><published>2024-11-05T10:03:00+09:00</published>
<author><name>Ada Quill</name></author>
<category term="Merrow"/><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>The port was closed.</p></div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Lorn Wire (sample)</title></channel><item rdf:about="n1"><title>Storm</title><link>https://lorn.example/1</link>
<dc:date>2024-11-05T10:03:00+09:00</dc:date><dc:creator>Ada Quill</dc:creator><dc:subject>Merrow</dc:subject>
<description>The port was closed.</description></item></rdf:RDF>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Lorn Wire (sample)",
        "items": [
            {
                "id": "n1",
                "url": "https://lorn.example/1",
                "title": "Storm",
                "content_text": "The port was closed.",
                "date_published": "2024-11-05T10:03:00+09:00",
                "authors": [{"name": "Ada Quill"}],
                "tags": ["Merrow"],
            }
        ],
    }
)


def first(body: str) -> Article:
    article = decode(Raw(body.encode())).articles[0]
    check(article)
    return article


@pytest.mark.parametrize("body", [RSS, ATOM, RDF, JSON], ids=["rss", "atom", "rdf", "json"])
def test_every_kind_of_feed_says_the_same(body: str) -> None:
    article = first(body)
    assert (article.address, article.published.at.isoformat()) == (
        "https://lorn.example/1",
        "2024-11-05T10:03:00+09:00",
    )
    assert (article.published.origin, article.source.text) == ("feed", "Lorn Wire (sample)")
    assert (article.dateline.byline.text, [tag.text for tag in article.tags]) == ("Ada Quill", ["Merrow"])
    assert article.ref in {"n1", "tag:lorn.example,2024:1"}


def test_an_items_markup_is_stripped_and_its_dateline_found() -> None:
    article = first(RSS)
    assert article.headline.text == "Storm & tide close port"
    assert (article.dateline.place.text, article.credit.text) == ("MERROW", "Xinhua")
    paragraphs = [block.span.of(article.text) for block in article.blocks if block.part == Part.PARAGRAPH]
    assert paragraphs == ["The port was closed on Tuesday, its master said in a note.", "Ships wait & wait."]
    assert article.standfirst.text == "A short word on it."
    assert "alert" not in article.text


def test_what_an_item_lacks_is_told() -> None:
    found = decode(Raw(RSS.encode()))
    assert [problem.code for problem in found.problems] == ["formats.empty"]
    assert [problem.code for problem in found.articles[1].problems] == ["formats.unsafe-link", "formats.bad-date"]


@pytest.mark.parametrize(
    "body",
    [
        RSS.replace("</item>\n<item></item></channel></rss>", ""),
        RSS.replace("&amp;amp;", "& "),
        RSS.replace("Storm ", "Storm \x0b\x00"),
        RSS.replace("</title><language>", "&nbsp;&eacute;</title><language>"),
    ],
)
def test_a_feed_that_is_not_quite_xml_is_recovered(body: str) -> None:
    assert first(body).published is not None


def test_a_document_type_that_defines_nothing_is_left_out() -> None:
    found = decode(
        Raw(RSS.replace("<rss version", '<!DOCTYPE rss SYSTEM "http://lorn.example/rss.dtd"><rss version', 1).encode())
    )
    assert len(found.articles) == 2
    assert "formats.document-type" in [problem.code for problem in found.problems]
