"""Pages set in type: a page record in, HTML out. The templates hold no logic but lists and empty fields."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coranto.model.page import ActorPage, EventPage, FrontPage, PageLink, SectionPage, Shell, StoryPage
from coranto.publish import days
from coranto.publish.quotes import outlet
from coranto.publish.record import Index
from coranto.publish.section import sections

Page = StoryPage | EventPage | ActorPage | SectionPage | FrontPage

TEMPLATES = {
    StoryPage: "story.html",
    EventPage: "event.html",
    ActorPage: "actor.html",
    SectionPage: "section.html",
    FrontPage: "front.html",
}

# Control characters that HTML does not know, lone surrogates that UTF-8 does not know, and the characters that turn
# the direction of a text: each is shown as one replacement character, so that offsets still count.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def visible(value: object) -> object:
    """A text with every character that could hide or turn others shown as U+FFFD; anything else as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _INVISIBLE.sub("\ufffd", value)
    return value


def shell(index: Index, title: str) -> Shell:
    """What stands around every page of this record."""
    at = index.record.at
    sample = any(outlet(article).rstrip().endswith("(sample)") for article in index.articles.values())
    return Shell(
        title=title,
        menu=(PageLink("/", "Front"), *sections(index), PageLink("/about", "About and method")),
        sample=sample,
        as_of=f"{days.day(at)}, {days.clock(at)}" if at else "",
        style=f"/static/coranto.css?v={style_digest()}",
    )


def render(page: Page, around: Shell) -> str:
    """A page as an HTML document."""
    return _templates().get_template(TEMPLATES[type(page)]).render(page=page, shell=around)


def about(around: Shell) -> str:
    """The page on method: what this desk does and what it cannot tell."""
    return _templates().get_template("about.html").render(shell=around)


def refusal(around: Shell, heading: str, words: str) -> str:
    """A page for what cannot be shown or done."""
    return _templates().get_template("refusal.html").render(shell=around, heading=heading, words=words)


@lru_cache(maxsize=1)
def style() -> bytes:
    """The one style sheet."""
    return (files("coranto.publish") / "templates" / "coranto.css").read_bytes()


@lru_cache(maxsize=1)
def style_digest() -> str:
    """A short hash of the style sheet, so that a browser may keep it for good."""
    return hashlib.sha256(style()).hexdigest()[:12]


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("coranto.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible,
    )
