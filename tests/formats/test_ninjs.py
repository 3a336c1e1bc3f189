"""ninjs in three generations: what is read, what is refused, what may not be shown."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from article_checks import check
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.formats import decode, geojson, guess_form, ninjs_rules
from coranto.model import Article, Part, Problem, Raw, Standing, Subject

FIRST: dict[str, Any] = {
    "uri": "urn:newsml:wire.example:20241105:boats",
    "type": "text",
    "version": "3",
    "firstcreated": "2024-11-05T08:00:00+09:00",
    "versioncreated": "2024-11-05T10:30:00+09:00",
    "pubstatus": "usable",
    "urgency": 2,
    "language": "en-GB",
    "ednote": "CORRECTS number of boats in first paragraph",
    "byline": "By Ann Lee",
    "located": "Seoul",
    "copyrightholder": "Example Wire",
    "headline": "Boats collide off the island",
    "description_text": "Two coast guards blame each other for a collision in the strait.",
    "body_html": "<p>Two boats of the coast guard collided with a trawler off the island on Tuesday.</p>"
    "<h2>Who was first</h2><p>The ministry said that its crew had been rammed, and asked for an inquiry.</p>",
    "body_text": "One line that has no paragraphs.",
    "subject": [{"name": "sea accident", "scheme": "http://cv.iptc.org/newscodes/mediatopic/", "code": "20000146"}],
    "associations": {
        "main": {
            "uri": "urn:picture:1",
            "type": "picture",
            "byline": "Kim Park",
            "copyrightholder": "Example Wire",
            "description_text": "A coast guard boat in the harbour on Monday.",
            "renditions": {
                "small": {"href": "https://wire.example/s.jpg", "mimetype": "image/jpeg", "width": 100},
                "large": {"href": "https://wire.example/l.jpg", "mimetype": "image/jpeg", "width": 2000},
            },
        }
    },
}
SECOND: dict[str, Any] = {
    "uri": FIRST["uri"],
    "standard": {"name": "ninjs", "version": "2.1"},
    "type": "text",
    "by": "Ann Lee",
    "headlines": [{"role": "short", "value": "Boats"}, {"role": "main", "value": FIRST["headline"]}],
    "descriptions": [{"role": "summary", "value": FIRST["description_text"]}],
    "bodies": [
        {"role": "text", "contenttype": "text/plain", "value": FIRST["body_text"]},
        {"role": "html", "contenttype": "text/html", "value": FIRST["body_html"]},
    ],
    "subjects": [{"name": "sea accident", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000146"}],
    "associations": [
        {
            "name": "main",
            "uri": "urn:picture:1",
            "type": "picture",
            "descriptions": [{"role": "caption", "value": "A coast guard boat in the harbour on Monday."}],
            "renditions": [{"name": "large", "href": "https://wire.example/l.jpg", "contenttype": "image/jpeg"}],
        }
    ],
}


def third() -> dict[str, Any]:
    """The second generation's item in the spelling of the third."""
    spelt = {"contenttype": "contentType"}
    text = json.dumps(SECOND).replace('"2.1"', '"3.0"')
    for old, new in spelt.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    return {**json.loads(text), "pubStatus": "usable", "embargoedUntil": "2024-11-05T12:00:00Z"}


def read(*items: object) -> tuple[list[Article], list[Problem]]:
    body = json.dumps(items[0] if len(items) == 1 else list(items)).encode()
    decoded = decode(Raw(body, form="ninjs", at=datetime(2024, 11, 5, tzinfo=UTC)))
    for one in decoded.articles:
        check(one)
    return list(decoded.articles), list(decoded.problems)


def one(item: object) -> Article:
    articles, problems = read(item)
    assert (len(articles), problems) == (1, [])
    return articles[0]


def codes(problems: object) -> list[str]:
    return [problem.code for problem in problems]  # type: ignore[attr-defined]


def test_an_item_of_the_first_generation_is_read_whole() -> None:
    article = one(FIRST)
    parts = [(block.part, block.span.of(article.text)) for block in article.blocks]
    assert [part for part, _ in parts] == [
        Part.HEADLINE, Part.STANDFIRST, Part.PARAGRAPH, Part.HEADING, Part.PARAGRAPH, Part.CAPTION,
    ]  # fmt: skip
    assert parts[0][1] == FIRST["headline"]
    assert parts[2][1].startswith("Two boats of the coast guard")
    assert article.ref == FIRST["uri"]
    assert (article.revision, article.urgency, article.language) == ("3", 2, "en")
    assert article.published is not None
    assert article.published.at.isoformat() == FIRST["firstcreated"]
    assert article.modified is not None
    assert article.modified.at.isoformat() == FIRST["versioncreated"]
    assert article.dateline.byline is not None
    assert article.dateline.byline.text == "Ann Lee"
    assert article.dateline.place is not None
    assert article.dateline.place.text == "Seoul"
    assert article.source is not None
    assert article.source.text == "Example Wire"
    assert article.subjects == (Subject("medtop", "20000146", "sea accident"),)
    assert article.correction is not None
    assert article.correction.text == FIRST["ednote"]


def test_a_picture_brings_caption_makers_and_its_largest_rendering() -> None:
    (picture,) = one(FIRST).pictures
    assert picture.src == "https://wire.example/l.jpg"
    assert picture.caption is not None
    assert picture.caption.text == "A coast guard boat in the harbour on Monday."
    assert [cell.text for cell in picture.credit] == ["Kim Park", "Example Wire"]


@pytest.mark.parametrize("item", [SECOND, third()], ids=["second", "third"])
def test_later_generations_say_the_same(item: dict[str, Any]) -> None:
    first, later = one(FIRST), one(item)
    assert (later.headline, later.standfirst) == (first.headline, first.standfirst)
    body = [block.span.of(later.text) for block in later.blocks if block.part == Part.PARAGRAPH]
    assert body == [block.span.of(first.text) for block in first.blocks if block.part == Part.PARAGRAPH]
    assert later.subjects == first.subjects
    assert later.id == first.id
    assert later.pictures[0].src == "https://wire.example/l.jpg"


def test_the_third_generation_has_its_own_word_for_embargo() -> None:
    article = one(third())
    assert article.embargo is not None
    assert article.embargo.at == datetime(2024, 11, 5, 12, tzinfo=UTC)
    assert "formats.embargoed" in codes(article.problems)


@pytest.mark.parametrize(
    ("embargo", "over"),
    [
        ("2024-11-05T12:00:00Z", datetime(2024, 11, 5, 12, tzinfo=UTC)),
        ("2024-11-05T12:00:00+09:00", datetime(2024, 11, 5, 3, tzinfo=UTC)),
        ("2024-11-05T12:00:00", datetime(2024, 11, 6, 0, tzinfo=UTC)),  # no zone: over everywhere
        ("2024-11-05", datetime(2024, 11, 5, 12, tzinfo=UTC)),
    ],
)
def test_an_embargo_holds_to_the_minute(embargo: str, over: datetime) -> None:
    article = one({**FIRST, "embargoed": embargo})
    assert article.barred(over - timedelta(minutes=1))
    assert not article.barred(over)


@pytest.mark.parametrize("embargo", ["next Monday", 17, {"until": "noon"}])
def test_an_embargo_that_cannot_be_read_withholds(embargo: object) -> None:
    article = one({**FIRST, "embargoed": embargo})
    assert article.standing is Standing.WITHHELD
    assert "formats.endless-embargo" in codes(article.problems)


@pytest.mark.parametrize(
    ("status", "standing", "code"),
    [
        ("withheld", Standing.WITHHELD, "formats.withheld"),
        ("canceled", Standing.CANCELED, "formats.canceled"),
        ("cancelled", Standing.CANCELED, "formats.canceled"),
        ("retracted", Standing.WITHHELD, "formats.unknown-status"),
        (5, Standing.WITHHELD, "formats.unknown-status"),
    ],
)
def test_what_may_not_be_shown_says_so(status: object, standing: Standing, code: str) -> None:
    article = one({**FIRST, "pubstatus": status})
    assert article.standing is standing
    assert code in codes(article.problems)


def test_a_kill_without_words_is_a_version_of_what_it_kills() -> None:
    killed = one({"uri": FIRST["uri"], "pubstatus": "canceled"})
    assert killed.id == one(FIRST).id
    assert killed.version != one(FIRST).version
    assert killed.text == ""


def test_the_same_words_under_another_status_are_another_version() -> None:
    versions = {one({**FIRST, **more}).version for more in ({}, {"pubstatus": "withheld"}, {"pubstatus": "canceled"})}
    assert len(versions) == 3
    assert one({**FIRST, "version": "4"}).version == one(FIRST).version


def test_two_callers_have_each_their_own_article() -> None:
    """No feed can take back what another one sent: its source is what the caller says, not what the item claims."""
    body = json.dumps(FIRST).encode()
    ids = {decode(Raw(body, form="ninjs", source=source)).articles[0].id for source in ("one", "two")}
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"headline": "A headline without an id"}, "uri is missing"),
        ({**FIRST, "headline": 4}, "headline is no text"),
        ({**FIRST, "body_text": {"a": 1}}, "body_text is no text"),
        ({**SECOND, "bodies": "text"}, "bodies is no list"),
        ({**SECOND, "headlines": [{"role": "main"}]}, "headlines/0/value is missing"),
        ([["a list in a list"]], "no object"),
    ],
)
def test_a_fault_where_the_words_stand_is_refused_with_its_reason(broken: object, told: str) -> None:
    articles, problems = read(broken)
    assert articles == []
    assert codes(problems) == ["formats.not-ninjs"]
    assert told in problems[0].message


def test_properties_of_a_system_of_its_own_are_told_and_the_report_is_read() -> None:
    article = one({**FIRST, "priority": 6, "renditions": []})
    (problem,) = article.problems
    assert problem.code == "formats.beyond-standard"
    assert "priority" in problem.message
    assert "renditions" in problem.message
    assert article.headline == one(FIRST).headline


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"uri": "urn:x:1", "type": "picture", "headline": "A boat"}, "formats.no-report"),
        ({"uri": "urn:x:1", "type": "event", "title": "A press conference"}, "formats.no-report"),
        ({"uri": "urn:x:1", "type": "text"}, "formats.empty"),
    ],
)
def test_what_is_no_report_is_a_problem(item: object, code: str) -> None:
    articles, problems = read(item)
    assert articles == []
    assert code in codes(problems)


def test_whole_items_in_a_package_are_reports() -> None:
    package = {"uri": "urn:x:package", "type": "composite", "associations": {"a": FIRST, "b": {"uri": "urn:x:ref"}}}
    articles, _ = read(package)
    assert [article.ref for article in articles] == [FIRST["uri"]]


def test_lists_and_lines_of_items_are_read() -> None:
    other = {**FIRST, "uri": "urn:x:2"}
    assert len(read(FIRST, other)[0]) == 2
    lines = "\n".join(json.dumps(item) for item in (FIRST, other)).encode()
    assert len(decode(Raw(lines)).articles) == 2


def test_items_are_told_from_feeds_and_corpora() -> None:
    def form(item: object) -> str:
        return guess_form(Raw(json.dumps(item).encode()))

    assert form(FIRST) == form(SECOND) == form(third()) == form([FIRST]) == "ninjs"
    assert form({"id": "1", "text": "A text.", "uri": "x"}) == "jsonl"
    assert form({"version": "https://jsonfeed.org/version/1.1", "items": []}) == "feed"


@pytest.mark.parametrize(
    ("item", "version", "valid"),
    [
        ({"uri": "a", "type": "component"}, (1, 1), False),
        ({"uri": "a", "type": "component"}, (1, 2), True),
        ({"uri": "a", "headline_short": "b"}, (1, 3), True),
        ({"uri": "a", "headline_": "b"}, (1, 3), False),
        ({"uri": "a", "urgency": True}, (1, 3), False),
        ({"uri": "a", "urgency": 0.5}, (3, 0), False),
        ({"uri": "a", "urgency": 9}, (3, 0), True),
        ({"uri": "a", "rightsinfo": {"linkedrights": "b", "encodedrights": "c"}}, (2, 1), False),
        ({"uri": "a", "associations": [{"uri": "b"}]}, (2, 1), False),
        ({"uri": "a", "associations": [{"uri": "b", "name": "c"}]}, (2, 1), True),
        ({"uri": "a", "digitalsourcetype": {"name": "b"}}, (2, 1), False),
        ({"uri": "a", "eventDetails": {"dates": {"expectedStartDate": "2024-13"}}}, (3, 0), False),
        ({"uri": "a", "eventDetails": {"dates": {"expectedStartDate": "2024-12"}}}, (3, 0), True),
    ],
)
def test_each_version_has_its_rules(item: object, version: tuple[int, int], valid: bool) -> None:
    assert (not ninjs_rules.faults(item, version)) is valid


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ({"type": "Point", "coordinates": [125.7, 39.0]}, True),
        ({"coordinates": [35, 39]}, False),
        ({"type": "Feature", "geometry": None, "properties": None}, True),
        ({"type": "Feature", "geometry": {"type": "Point"}, "properties": {}}, False),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]}, False),
        ({"type": "FeatureCollection", "features": []}, True),
        ("Point", False),
    ],
)
def test_geojson(value: object, valid: bool) -> None:
    assert (geojson.fault(value) == "") is valid


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([FIRST, SECOND, third()]), st.data())
def test_no_value_in_any_property_raises(item: dict[str, Any], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(item)))
    decoded = decode(Raw(json.dumps({**item, name: data.draw(VALUES)}).encode(), form="ninjs"))
    for article in decoded.articles:
        check(article)
    assert decoded.articles or decoded.problems


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_cut_or_changed_item_raises(data: st.DataObject) -> None:
    body = bytearray(json.dumps(FIRST).encode())
    for _ in range(data.draw(st.integers(0, 3))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    for form in ("ninjs", None):
        for article in decode(Raw(bytes(body[: data.draw(st.integers(0, len(body)))]), form=form)).articles:
            check(article)


def test_naughty_values_are_refused_or_cleaned() -> None:
    deep = b'{"uri": "a", "associations": ' + b'{"a": {"associations": ' * 5_000 + b"1"
    for body in (b"", b"{", b"null", b"[" * 100_000, deep, b'{"uri": "a", "headline": NaN}', b'{"uri": 1e999}'):
        decoded = decode(Raw(body, form="ninjs"))
        assert decoded.articles == ()
        assert decoded.problems
    article = one({**FIRST, "headline": "Half \ud83d of a pair \u0000"})
    article.text.encode("utf-8")
    assert "\0" not in article.text
