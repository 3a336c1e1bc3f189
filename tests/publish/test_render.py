"""Pages as HTML: what came in as text never goes out as markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from types import ModuleType
from typing import Any

import pytest
from lxml import etree, html

from coranto.model import Cell, Picture, Span
from coranto.publish.actor import actor
from coranto.publish.atom import atom
from coranto.publish.event import event
from coranto.publish.front import front
from coranto.publish.record import Index, Record, index
from coranto.publish.render import about, refusal, render, shell, style, visible
from coranto.publish.section import section, sections
from coranto.publish.story import story

HOSTILE = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</style><style>*{display:none}</style>",
    "{{ 7*7 }}{% include '/etc/passwd' %}",
    "<svg/onload=alert(1)>",
    "<!--",
    "]]><x",
    "\u202egpj.exe\u2066",
    "\x00\x08\x1b[31m\ud800",
    "&lt;script&gt;",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "url(javascript:alert(1));}body{background:red",
]

TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "link",
    "body",
    "a",
    "header",
    "p",
    "span",
    "nav",
    "ul",
    "li",
    "bdi",
    "strong",
    "main",
    "footer",
    "article",
    "section",
    "h1",
    "h2",
    "h3",
    "dl",
    "div",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "details",
    "summary",
    "blockquote",
    "q",
    "b",
    "code",
    "ol",
    "time",
    "form",
    "fieldset",
    "legend",
    "label",
    "input",
    "button",
    "aside",
    "em",
    "br",
}


def documents(shelf: Index) -> dict[str, str]:
    """Every page of a record, as HTML."""
    around = shell(shelf, "coranto desk")
    made: dict[str, Any] = {"front": front(shelf)}
    made |= {f"story {each}": story(shelf, each) for each in shelf.articles}
    made |= {f"event {each}": event(shelf, each) for each in shelf.events}
    made |= {f"actor {code}": actor(shelf, code) for each in shelf.events.values() for code in each.actors}
    made |= {link.href: section(shelf, re.sub("^/section/", "", link.href)) for link in sections(shelf)}
    pages = {name: render(page, around) for name, page in made.items() if page}
    return {**pages, "about": about(around), "refusal": refusal(around, "Nothing stands here", "Nothing.")}


def inert(page: str) -> etree._Element:
    """The page as a tree, after seeing that nothing in it can act."""
    tree = html.document_fromstring(page.encode())
    for element in tree.iter():
        assert isinstance(element.tag, str), "a comment"
        assert element.tag in TAGS, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name not in ("style", "srcdoc", "srcset", "background", "formaction"), name
            if name in ("href", "src", "action"):
                assert re.match(r"(/(?!/)|#|https?://)", value), value
    return tree


def test_every_page_is_plain_markup_without_script(shelf: Index) -> None:
    for page in documents(shelf).values():
        inert(page)


def test_every_page_says_that_the_outlets_are_invented(shelf: Index) -> None:
    for page in documents(shelf).values():
        assert "Sample wire: invented outlets" in page


def test_no_banner_over_real_outlets(record: Record) -> None:
    real = tuple(
        replace(each, source=Cell("Gazette"), dateline=replace(each.dateline, outlet=None)) for each in record.articles
    )
    assert not shell(index(replace(record, articles=real)), "coranto desk").sample


def test_quotes_in_the_page_equal_the_stored_text(shelf: Index) -> None:
    seen = 0
    for page in documents(shelf).values():
        for quote in inert(page).iter("q"):
            text = shelf.versions[quote.get("data-version", "")].text
            assert quote.text_content() == text[int(quote.get("data-start", "")) : int(quote.get("data-end", ""))]  # type: ignore[attr-defined]
            seen += 1
    assert seen > 100


def test_index_pages_say_what_they_cannot_tell(shelf: Index) -> None:
    for name, page in documents(shelf).items():
        if name.startswith(("front", "actor", "/section", "about")):
            assert "What this cannot tell you" in page, name


def test_no_votes_are_no_rating(shelf: Index) -> None:
    page = documents(shelf)[f"story {next(iter(shelf.articles))}"]
    assert "No ratings yet" in page
    assert "0 of 5" not in page
    assert "0/5" not in page


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """A record with every text in it changed, ids and codes that hold it together included."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return change(value)
    if isinstance(value, tuple):
        return tuple(changed(each, change) for each in value)
    if isinstance(value, dict):
        return {change(key): changed(each, change) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type | Span | datetime | date):
        return replace(
            value,
            **{
                f.name: changed(getattr(value, f.name), change) for f in fields(value) if f.name not in ("type", "mode")
            },
        )
    return value


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_in_every_field_stays_text(sample: ModuleType, payload: str) -> None:
    """Each field of each record begins with the payload; spans then quote it too, since the texts begin with it."""
    shelf = index(changed(sample.record(), lambda text: payload + text))
    pages = documents(shelf)
    assert len(pages) > 15
    for page in pages.values():
        inert(page)
        page.encode("utf-8")


def test_template_marks_in_a_text_are_not_obeyed(sample: ModuleType) -> None:
    pages = documents(index(changed(sample.record(), lambda text: "{{ 7*7 }}" + text)))
    assert all("{{ 7*7 }}" in page for name, page in pages.items() if name not in ("about", "refusal"))


@pytest.mark.parametrize("address", [each for each in HOSTILE if ":" in each])
def test_a_hostile_address_is_not_linked(record: Record, address: str) -> None:
    articles = tuple(
        replace(each, address=address, pictures=tuple(replace(p, src=address) for p in each.pictures))
        for each in record.articles
    )
    shelf = index(replace(record, articles=articles))
    for page in documents(shelf).values():
        assert not [link for link in inert(page).iter("a") if "external" in (link.get("rel") or "")]


def test_a_text_that_turns_its_direction_is_shown_turned_off(record: Record) -> None:
    assert visible("a\u202eb\u2069c\x00") == "a\ufffdb\ufffdc\ufffd"
    assert visible("a\u200fb\nc") == "a\u200fb\nc"


def test_a_picture_is_never_fetched(record: Record) -> None:
    picture = Picture("https://tracker.example/x.png", None, Cell("A caption"), ())
    articles = tuple(replace(each, pictures=(picture,)) for each in record.articles)
    pages = documents(index(replace(record, articles=articles)))
    assert not any(list(inert(page).iter("img")) for page in pages.values())


def test_the_style_sheet_asks_no_other_host() -> None:
    sheet = style().decode()
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_the_feed_is_atom_and_holds_no_article_text(sample: ModuleType, shelf: Index) -> None:
    feed = etree.fromstring(atom(shelf, shell(shelf, "coranto desk"), "http://127.0.0.1:8000"))
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert len(feed.findall("a:entry", names)) == 5
    for entry in feed.findall("a:entry", names):
        assert entry.findtext("a:id", "", names).startswith("http://127.0.0.1:8000/story/")
        assert entry.findtext("a:updated", "", names)[:4] == "2024"
    assert sample.WIRE_LEAD.encode() not in etree.tostring(feed)


@pytest.mark.parametrize("payload", HOSTILE)
def test_the_feed_survives_hostile_text(sample: ModuleType, payload: str) -> None:
    shelf = index(changed(sample.record(), lambda text: payload + text))
    feed = etree.fromstring(atom(shelf, shell(shelf, payload), "http://127.0.0.1:8000"))
    assert {element.tag.rpartition("}")[2] for element in feed.iter()} <= {
        "feed",
        "title",
        "id",
        "updated",
        "link",
        "subtitle",
        "entry",
        "author",
        "name",
        "summary",
    }
