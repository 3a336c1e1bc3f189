from __future__ import annotations

import json
import time

import pytest
from article_checks import check

from coranto.formats import decode, parse_feed
from coranto.formats.entries import Feed, Other, Person, Shape, Text
from coranto.formats.feed import MOST_ITEMS
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


def feed(body: str | bytes, **given: object) -> Feed:
    found, _ = parse_feed(Raw(body if isinstance(body, bytes) else body.encode(), "feed", **given))
    return found


def rss(item: str, head: str = "", marks: str = "") -> str:
    return f'<rss version="2.0" {marks}><channel>{head}<item>{item}</item></channel></rss>'


def atom(entry: str, marks: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {marks}><entry>{entry}</entry></feed>'


@pytest.mark.parametrize(
    ("body", "version"),
    [
        ('<rss version="0.91"/>', "rss091u"),
        ('<!DOCTYPE rss SYSTEM "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"/>', "rss091n"),
        ('<rss version="0.92"/>', "rss092"),
        ('<rss version="2.0"/>', "rss20"),
        (RDF, "rss10"),
        ('<feed version="0.3" xmlns="http://purl.org/atom/ns#"/>', "atom03"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"/>', "atom10"),
        ("<CHANNEL HREF='https://lorn.example/'/>", "cdf"),
        (JSON, "json11"),
    ],
)  # fmt: skip
def test_a_feed_says_which_dialect_it_is(body: str, version: str) -> None:
    assert feed(body).version == version


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('<content type="html">&lt;b&gt;a&lt;/b&gt; &amp;amp; b</content>', Text("<b>a</b> &amp; b", "text/html")),
        ('<content type="text">1 &lt; 2</content>', Text("1 < 2")),
        ("<content>Words</content>", Text("Words")),
        (
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a &lt; <b>c</b><br/></div></content>',
            Text("a &lt; <b>c</b><br />", "application/xhtml+xml"),
        ),
        ('<content type="image/x-a">PGI+YTwvYj4=</content>', Text("<b>a</b>", "image/x-a")),
        ('<content src="https://lorn.example/m.mp4" type="video/mp4"/>',
         Text("", "video/mp4", src="https://lorn.example/m.mp4")),
    ],
)  # fmt: skip
def test_content_is_what_its_type_says(content: str, told: Text) -> None:
    assert feed(atom(content)).entries[0].contents == (told,)


def test_addresses_are_told_from_the_nearest_base_and_the_feeds_own() -> None:
    marks = 'xml:base="/news/"'
    entry = (
        '<id>tag:lorn.example,2024:1</id><link href="1"/><link rel="enclosure" type="image/png" href="/p.png"/>'
        '<author><name>Ada</name><uri>ada</uri></author><content type="html" xml:base="story/">'
        "&lt;a title='x' href='2'&gt;a&lt;/a&gt; href=\"3\" &lt;img src=\"https://o.example/\"&gt;</content>"
    )
    found = feed(atom(entry, marks), url="https://lorn.example/feeds/all").entries[0]
    assert [link.href for link in found.links] == ["https://lorn.example/news/1", "https://lorn.example/p.png"]
    assert found.authors == (Person("Ada", "", "https://lorn.example/news/ada"),)
    assert found.contents[0].value == (
        '<a title=\'x\' href="https://lorn.example/news/story/2">a</a> href="3" <img src="https://o.example/">'
    )


def test_a_base_that_is_no_web_address_is_not_taken() -> None:
    found = feed(atom('<link href="1"/>', 'xml:base="javascript:alert(1)"'), url="https://lorn.example/").entries[0]
    assert found.link == "https://lorn.example/1"


def test_languages_are_inherited_and_taken_away() -> None:
    entry = '<title>a</title><summary xml:lang="fr">b</summary><content xml:lang="">c</content>'
    found = feed(atom(entry, 'xml:lang="en_GB"')).entries[0]
    assert [text.language for text in (found.title, found.summary, found.contents[0])] == ["en-GB", "fr", None]


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("ada@lorn.example (Ada Quill)", Person("Ada Quill", "ada@lorn.example")),
        ("Ada Quill &lt;ada@lorn.example&gt;", Person("Ada Quill", "ada@lorn.example")),
        ("ada@lorn.example", Person("", "ada@lorn.example")),
        ("Ada Quill", Person("Ada Quill")),
    ],
)
def test_an_authors_address_is_told_from_the_name_and_never_a_byline(written: str, person: Person) -> None:
    body = rss(f"<title>a</title><author>{written}</author>")
    assert feed(body).entries[0].authors == (person,)
    byline = first(body).dateline.byline
    assert (byline.text if byline else "") == person.name


def test_only_atom_and_json_hand_the_feeds_author_down() -> None:
    head = "<managingEditor>Bo Reed</managingEditor>"
    assert first(rss("<title>a</title>", head)).dateline.byline is None
    body = '<feed xmlns="http://www.w3.org/2005/Atom"><author><name>Bo</name></author><entry><title>a</title></entry></feed>'
    assert first(body).dateline.byline.text == "Bo"


def test_a_summary_and_a_description_are_both_kept() -> None:
    found = feed(rss("<summary>short</summary><description>long</description>")).entries[0]
    assert (found.summary.value, [text.value for text in found.contents]) == ("short", ["long"])


@pytest.mark.parametrize(
    ("item", "point"),
    [
        ("<georss:point>12.5 33.1</georss:point>", (33.1, 12.5)),
        ("<geo:lat>12.5</geo:lat><geo:long>33.1</geo:long>", (33.1, 12.5)),
        ("<georss:where><gml:Point><gml:pos>12.5 33.1</gml:pos></gml:Point></georss:where>", (33.1, 12.5)),
        ('<georss:where><gml:Point srsName="EPSG:26913"><gml:pos>12 33</gml:pos></gml:Point></georss:where>', None),
        ("<georss:point>95 33.1</georss:point>", None),
        ("<georss:point>12.5</georss:point>", None),
    ],
)
def test_a_place_is_read_in_degrees_or_not_at_all(item: str, point: tuple[float, ...] | None) -> None:
    marks = (
        'xmlns:georss="http://www.georss.org/georss" xmlns:gml="http://www.opengis.net/gml" '
        'xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"'
    )
    shape = feed(rss(item, marks=marks)).entries[0].shape
    assert shape == (Shape("Point", (point,)) if point else None)


def test_what_has_no_field_is_kept_under_its_name() -> None:
    item = '<w:comment>https://lorn.example/c</w:comment><odd:grade of="storm"><odd:mark>3</odd:mark></odd:grade>'
    marks = 'xmlns:w="http://wellformedweb.org/CommentAPI/" xmlns:odd="https://odd.example/ns"'
    assert feed(rss(item, marks=marks)).entries[0].others == (
        Other("wfw_comment", "https://lorn.example/c"),
        Other("odd_grade", "", (("of", "storm"),), (Other("odd_mark", "3"),)),
    )


@pytest.mark.parametrize(
    ("body", "declared", "charset"),
    [
        (rss("<title>Prié</title>").encode("utf-16"), None, "utf-16-le"),
        (rss("<title>Prié</title>").encode("utf-32"), None, "utf-32-le"),
        (rss("<title>Prié</title>").encode("utf-32-be"), None, "utf-32-be"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>' + rss("<title>Prié</title>").encode("latin-1"), None, "cp1252"),
        (rss("<title>Prié</title>").encode("iso8859-15"), "iso-8859-15", "iso8859-15"),
        (rss("<title>Prié</title>").encode(), "iso-8859-1", "utf-8"),
    ],
)
def test_the_character_set_is_found_and_named(body: bytes, declared: str | None, charset: str) -> None:
    found = feed(body, charset=declared)
    assert (found.entries[0].title.value, found.charset) == ("Prié", charset)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a &eacute; &hellip; b", "a é … b"),
        ("<![CDATA[R&D]]>", "R&D"),
        ("AT&T & co", "AT&T & co"),
        ("don&#146;t", "don’t"),
        ("&#X41;&#xD800;&#0;b &nosuch; c", "Ab &nosuch; c"),
    ],
)
def test_references_are_the_characters_that_are_meant(written: str, read: str) -> None:
    assert feed(rss(f"<title>{written}</title>")).entries[0].title.value == read


def test_a_feed_that_is_not_well_formed_says_so() -> None:
    found = decode(Raw(b"<rss><channel><title>t</title><item><title>a</item></channel></rss>"))
    assert [problem.code for problem in found.problems] == ["formats.not-well-formed"]
    assert found.articles[0].headline.text == "a"


def test_all_of_ten_thousand_items_are_read_and_of_more_than_the_most_the_first() -> None:
    item = "<item><title>a %d</title><link>https://lorn.example/%d</link></item>"
    body = "<rss><channel>" + "".join(item % (n, n) for n in range(MOST_ITEMS + 1)) + "</channel></rss>"
    found = feed(body)
    assert (len(found.entries), found.more) == (20_000, True)
    assert found.entries[-1].link == "https://lorn.example/19999"


def test_a_media_group_tells_of_its_entry() -> None:
    group = (
        '<m:group><m:title>Storm</m:title><m:thumbnail url="https://lorn.example/t.jpg"/>'
        "<m:description>The port was closed.</m:description></m:group>"
    )
    entry = feed(atom(group, 'xmlns:m="http://search.yahoo.com/mrss/"')).entries[0]
    assert (entry.title.value, entry.summary.value) == ("Storm", "The port was closed.")
    assert entry.image == "https://lorn.example/t.jpg"


def test_a_feed_says_where_it_went_and_until_when_it_holds() -> None:
    head = (
        "<i:new-feed-url>https://lorn.example/new</i:new-feed-url>"
        "<d:valid>start=2024-11-05;end=2024-11-06T10:00Z;scheme=W3C-DTF</d:valid>"
    )
    marks = 'xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:d="http://purl.org/dc/terms/"'
    found = feed(rss("<title>a</title>", head, marks))
    assert found.moved == "https://lorn.example/new"
    assert (found.about.valid_since, found.about.valid_until) == ("2024-11-05", "2024-11-06T10:00Z")
    redirect = "<rss><redirect><newLocation>https://lorn.example/new</newLocation></redirect></rss>"
    assert feed(redirect).moved == "https://lorn.example/new"


def test_links_keep_the_documents_order_and_enclosures_are_no_page() -> None:
    item = '<enclosure url="https://lorn.example/a.mp3" type="audio/mpeg"/><link>https://lorn.example/1</link>'
    entry = feed(rss(item)).entries[0]
    assert [link.rel for link in entry.links] == ["enclosure", "alternate"]
    assert entry.link == "https://lorn.example/1"


@pytest.mark.parametrize("name", ["link", "category", "author", "odd", "media:group", "summary", "enclosure"])
def test_an_item_with_very_many_elements_costs_little(name: str) -> None:
    start = time.process_time()
    found = decode(Raw(rss(f"<title>a</title>{f'<{name}>https://a.example/</{name}>' * 200_000}").encode(), "feed"))
    assert time.process_time() - start < 3
    assert len(found.articles) == 1


def test_a_reference_to_what_nobody_defined_is_words() -> None:
    body = (
        b'<rss a="<![CDATA["><channel><title>t</title>&nbsp;<item>&nbsp;<title>a</title>'
        b"<description>x <i>y &nbsp; z</i></description></item></channel></rss>"
    )
    found = decode(Raw(body, "feed"))
    assert found.articles[0].headline.text == "a"
    assert "x y" in found.articles[0].text


@pytest.mark.parametrize("half", ["&#xD8\x0000;", "&#xD&#1;800;", "&#55\x01296;"])
def test_half_a_pair_that_appears_when_other_faults_are_taken_out_is_no_text(half: str) -> None:
    body = f"<rss><channel><item><title>Ferry sinks {half} off Fiji</title><link>https://a.example/1</link></item></channel></rss>"
    for article in decode(Raw(body.encode(), "feed")).articles:
        article.text.encode("utf-8")
