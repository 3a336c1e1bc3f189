"""NewsML-G2 and NewsML 1.2: messages, packages, kills, embargoes, corrections, and what is no report."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from article_checks import check
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.formats import decode, guess_form, topics
from coranto.model import Article, Part, Problem, Raw, Standing, Subject

XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
    "</head><body><p>Two boats of the coast guard collided with a trawler<br/>off the island on Tuesday.</p>"
    "<table><tr><td>17</td></tr></table><p>The ministry asked for an <em>inquiry</em>.</p></body></html></inlineXML>"
)
NITF = (
    '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head>'
    "<hedline><hl1>Boats collide off the island</hl1></hedline><byline>By Ann Lee, <byttl>Staff</byttl></byline>"
    "<dateline><location>SEOUL</location>, <story.date>Nov. 5</story.date></dateline></body.head><body.content>"
    "<p>Two boats of the coast guard collided with a trawler off the island on Tuesday.</p></body.content></body>"
    "</nitf></inlineXML>"
)


def news(
    content: str = XHTML, meta: str = "", about: str = "", guid: str = "urn:newsml:wire.example:20241105:boats"
) -> str:
    """A news item of NewsML-G2."""
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="3" standard="NewsML-G2"
  standardversion="2.35" xml:lang="en-GB">
  <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_32.xml"/>
  <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:EX"><name>Example Wire</name></provider>
    <versionCreated>2024-11-05T10:30:00+09:00</versionCreated><firstCreated>2024-11-05T08:00:00+09:00</firstCreated>
    {meta or '<pubStatus qcode="stat:usable"/>'}</itemMeta>
  <contentMeta><urgency>2</urgency><located qcode="city:1"><name>Seoul</name></located>
    <creator><name>Ann Lee</name></creator><creditline>Example/Lee</creditline><language tag="en"/>
    <subject qcode="medtop:20000146">
    <name xml:lang="de">Seeunfall</name><name xml:lang="en">sea accident</name></subject>
    <subject uri="http://cv.iptc.org/newscodes/mediatopic/16000000"/>
    <subject qcode="subj:03010000"><name>old</name></subject>
    <keyword>trawler</keyword><headline role="hld:short">Boats</headline>
    <headline>Boats collide off the island</headline>
    <description role="drol:summary">Two coast guards blame each other for a collision.</description>
    {about}</contentMeta>
  <contentSet>{content}</contentSet></newsItem>"""


def picture(guid: str = "urn:picture:1") -> str:
    """A picture item with its caption."""
    return (
        f'<newsItem guid="{guid}" version="1"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentMeta>'
        "<creditline>Example/Kim</creditline>"
        '<description role="drol:caption">A coast guard boat on Monday.</description>'
        '</contentMeta><contentSet><remoteContent href="https://wire.example/l.jpg" contenttype="image/jpeg"/>'
        "</contentSet></newsItem>"
    )


def message(*items: str) -> str:
    """A message that carries these items."""
    inner = "".join(items)
    return f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{inner}</itemSet></newsMessage>'


def read(text: str, at: datetime | None = None) -> tuple[list[Article], list[Problem]]:
    raw = Raw(text.encode(), at=at)
    assert guess_form(raw) == "newsml"
    decoded = decode(raw)
    for article in decoded.articles:
        check(article)
    return list(decoded.articles), list(decoded.problems)


def one(text: str) -> Article:
    articles, problems = read(text)
    assert (len(articles), problems) == (1, [])
    return articles[0]


def codes(problems: object) -> list[str]:
    return [problem.code for problem in problems]  # type: ignore[attr-defined]


def body(article: Article) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.part == Part.PARAGRAPH]


def test_an_item_is_read_whole() -> None:
    article = one(news())
    assert article.headline is not None
    assert article.headline.text == "Boats collide off the island"
    assert article.headline.span is not None
    assert article.standfirst is not None
    assert article.standfirst.text == "Two coast guards blame each other for a collision."
    assert body(article) == [
        "Two boats of the coast guard collided with a trawler off the island on Tuesday.",
        "The ministry asked for an inquiry.",
    ]
    assert (article.urgency, article.revision, article.language) == (2, "3", "en")
    assert article.subjects == (
        Subject("medtop", "20000146", "sea accident"),
        Subject("medtop", "16000000", "conflict, war and peace"),
        Subject("subjectcode", "03010000", "old"),
    )
    assert [tag.text for tag in article.tags] == ["trawler"]
    assert article.credit is not None
    assert article.credit.text == "Example/Lee"
    assert article.source is not None
    assert article.source.text == "Example Wire"
    assert article.published is not None
    assert article.published.at.isoformat() == "2024-11-05T08:00:00+09:00"
    assert article.modified is not None
    assert article.dateline.place is not None
    assert article.dateline.place.text == "Seoul"


def test_nitf_inside_gives_its_own_headline_byline_and_dateline() -> None:
    article = one(news(NITF))
    assert body(article) == ["Two boats of the coast guard collided with a trawler off the island on Tuesday."]
    assert article.dateline.byline is not None
    assert article.dateline.byline.text == "Ann Lee"
    assert article.dateline.place is not None
    assert article.dateline.place.text == "SEOUL"
    assert article.dateline.place.span is not None
    assert article.dateline.day is not None
    assert article.dateline.day.text == "Nov. 5"
    assert article.subjects[0].code == "20000146"


def test_plain_and_marked_up_inline_data() -> None:
    plain = one(
        news('<inlineData contenttype="text/plain">The first one says this.\n\nThe second says that.</inlineData>')
    )
    marked = one(news('<inlineData contenttype="text/html">&lt;p&gt;The first one says this.&lt;/p&gt;'
                      "&lt;p&gt;The second says that.&lt;/p&gt;</inlineData>"))  # fmt: skip
    assert body(plain) == body(marked) == ["The first one says this.", "The second says that."]


@pytest.mark.parametrize(
    ("meta", "standing", "code"),
    [
        ('<pubStatus qcode="stat:canceled"/>', Standing.CANCELED, "formats.canceled"),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', Standing.CANCELED, "formats.canceled"),
        ('<pubStatus qcode="stat:withheld"/>', Standing.WITHHELD, "formats.withheld"),
        ("<embargoed/>", Standing.WITHHELD, "formats.endless-embargo"),
        ('<pubStatus qcode="stat:spiked"/>', Standing.WITHHELD, "formats.unknown-status"),
    ],
)
def test_kills_and_holds(meta: str, standing: Standing, code: str) -> None:
    article = one(news(meta=meta))
    assert article.standing is standing
    assert codes(article.problems) == [code]
    assert article.id == one(news()).id
    assert article.version != one(news()).version


def test_a_kill_needs_no_content() -> None:
    text = news("", '<pubStatus qcode="stat:canceled"/>')
    killed = one(re.sub(r"(?s)<contentMeta>.*</contentMeta>", "", text))
    assert (killed.text, killed.standing, killed.id) == ("", Standing.CANCELED, one(news()).id)


def test_an_embargo_is_kept_and_told_until_it_is_over() -> None:
    text = news(meta="<embargoed>2024-11-05T12:00:00Z</embargoed>")
    before, _ = read(text, datetime(2024, 11, 5, 11, tzinfo=UTC))
    after, _ = read(text, datetime(2024, 11, 5, 13, tzinfo=UTC))
    assert (codes(before[0].problems), codes(after[0].problems)) == (["formats.embargoed"], [])
    assert before[0].embargo is not None
    assert before[0].embargo == after[0].embargo


@pytest.mark.parametrize(
    "meta",
    ['<signal qcode="sig:correction"/>', "<edNote>Corrects the number of boats in the first paragraph.</edNote>"],
)
def test_a_correction_is_marked(meta: str) -> None:
    assert one(news(meta=meta)).correction is not None
    assert one(news(meta="<edNote>Adds a quotation.</edNote>")).correction is None


def test_all_items_of_a_message_are_read() -> None:
    articles, problems = read(message(news(), news(guid="urn:other")))
    assert [article.ref for article in articles] == ["urn:newsml:wire.example:20241105:boats", "urn:other"]
    assert problems == []


def test_a_picture_in_the_message_of_one_report_is_its_picture() -> None:
    articles, problems = read(message(news(), picture(), '<packageItem guid="p"><itemRef residref="x"/></packageItem>'))
    assert problems == []
    (shown,) = articles[0].pictures
    assert shown.src == "https://wire.example/l.jpg"
    assert shown.caption is not None
    assert shown.caption.text == "A coast guard boat on Monday."
    assert [cell.text for cell in shown.credit] == ["Example", "Kim"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (picture(), "formats.no-report"),
        ('<conceptItem guid="c"><concept/></conceptItem>', "formats.no-report"),
        ('<knowledgeItem guid="k"/>', "formats.no-report"),
        ('<planningItem guid="n"/>', "formats.no-report"),
        ('<packageItem guid="p"><groupSet/></packageItem>', "formats.no-report"),
        ('<newsItem guid="e"/>', "formats.empty"),
        ("<newsMessage><itemSet/></newsMessage>", "formats.not-newsml"),
    ],
)
def test_what_is_no_report_is_a_problem(text: str, code: str) -> None:
    articles, problems = read(text)
    assert articles == []
    assert codes(problems) == [code]


def test_other_xml_and_none_are_refused() -> None:
    for body_ in (b"", b"words", b"<other/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><newsItem>&b;</newsItem>"):
        decoded = decode(Raw(body_, form="newsml"))
        assert decoded.articles == ()
        assert codes(decoded.problems)[-1] in {"formats.not-newsml", "formats.entities"}


def test_topics_know_their_name_and_what_is_above_them() -> None:
    assert topics.name("16000000") == "conflict, war and peace"
    assert list(topics.above("20000146"))[-1] == "03000000"
    assert topics.name("99999999") is None


# NewsML 1.2 --------------------------------------------------------------------------------------------------------


def old(managed: str = '<Status FormalName="Usable"/>', body_: str = "", revision: str = "2") -> str:
    """A news item of NewsML 1.2, with its document type."""
    content = body_ or (
        "<p>Two boats of the coast guard collided with a trawler off the island.</p><p>The ministry asked for more.</p>"
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd">
<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20241105T103000+0900</DateAndTime></NewsEnvelope><NewsItem>
 <Identification><NewsIdentifier><ProviderId>wire.example</ProviderId><DateId>20241105</DateId>
  <NewsItemId>boats</NewsItemId><RevisionId PreviousRevision="1" Update="N">{revision}</RevisionId>
  <PublicIdentifier>urn:newsml:wire.example:20241105:boats:{revision}</PublicIdentifier></NewsIdentifier></Identification>
 <NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20241105T080000+0900</FirstCreated>
  <ThisRevisionCreated>20241105T103000+0900</ThisRevisionCreated>{managed}<Urgency FormalName="2"/></NewsManagement>
 <NewsComponent><NewsLines><HeadLine>Boats collide off the island</HeadLine><ByLine>By Ann Lee</ByLine>
   <DateLine>SEOUL, Nov 5 (Example)</DateLine><CreditLine>Example</CreditLine>
   <KeywordLine>trawler</KeywordLine></NewsLines>
  <AdministrativeMetadata><Provider><Party FormalName="Example Wire"/></Provider></AdministrativeMetadata>
  <DescriptiveMetadata><Language FormalName="en"/><SubjectCode><Subject FormalName="03000000"/>
   <SubjectMatter FormalName="03010000"/></SubjectCode></DescriptiveMetadata>
  <NewsComponent><Role FormalName="Main"/><ContentItem><MediaType FormalName="Text"/><MimeType FormalName="text/xhtml"/>
   <DataContent><html><body>{content}</body></html></DataContent></ContentItem></NewsComponent>
  <NewsComponent><Role FormalName="Photo"/><NewsComponent><Role FormalName="Caption"/><ContentItem>
    <MediaType FormalName="Text"/><DataContent>A coast guard boat on Monday.</DataContent></ContentItem></NewsComponent>
   <ContentItem Href="https://wire.example/l.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
 </NewsComponent></NewsItem></NewsML>"""


def test_newsml_1_is_read_whole() -> None:
    article = one(old())
    assert article.headline is not None
    assert article.headline.text == "Boats collide off the island"
    assert body(article) == [
        "Two boats of the coast guard collided with a trawler off the island.",
        "The ministry asked for more.",
    ]
    assert (article.urgency, article.revision, article.language) == (2, "2", "en")
    assert [subject.code for subject in article.subjects] == ["03000000", "03010000"]
    assert article.source is not None
    assert article.source.text == "Example Wire"
    assert article.dateline.place is not None
    assert article.dateline.place.text == "SEOUL"
    assert article.dateline.place.span is not None
    assert article.pictures[0].src == "https://wire.example/l.jpg"
    assert article.pictures[0].caption is not None
    assert article.published is not None
    assert article.published.at.isoformat() == "2024-11-05T08:00:00+09:00"


def test_all_revisions_of_newsml_1_are_one_article() -> None:
    killed = one(old('<Status FormalName="Canceled"/>', revision="3"))
    assert killed.id == one(old()).id
    assert killed.standing is Standing.CANCELED


def test_a_status_that_will_change_is_an_embargo() -> None:
    change = (
        '<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/>'
        "<DateAndTime>20241105T120000Z</DateAndTime></StatusWillChange>"
    )
    article = one(old(change))
    assert article.standing is Standing.USABLE
    assert article.embargo is not None
    assert article.embargo.at == datetime(2024, 11, 5, 12, tzinfo=UTC)
    assert one(old('<Status FormalName="Embargoed"/>')).standing is Standing.WITHHELD
    assert one(old('<Status FormalName="Usable"/><Instruction FormalName="Rectify"/>')).correction is not None


# Whatever comes ----------------------------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([news(), news(NITF), old(), message(news(), picture())]), st.data())
def test_no_cut_or_changed_document_raises(text: str, data: st.DataObject) -> None:
    whole = bytearray(text.encode())
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    decoded = decode(Raw(bytes(whole[: data.draw(st.integers(0, len(whole)))]), form="newsml"))
    for article in decoded.articles:
        check(article)
    assert decoded.articles or decoded.problems


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([news(), old(), message(news(), picture())]), st.data())
def test_elements_left_out_or_doubled_raise_nothing(text: str, data: st.DataObject) -> None:
    tags = re.findall(r"<[^<>]+>", text)
    tag = data.draw(st.sampled_from(tags))
    changed = text.replace(tag, data.draw(st.sampled_from(["", tag + tag, "<b>", "</b>"])), 1)
    for article in decode(Raw(changed.encode(), form="newsml")).articles:
        check(article)
