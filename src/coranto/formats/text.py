"""Plain text: somebody's copy, or a page pasted from the browser with everything around the article."""

from __future__ import annotations

from coranto.formats import charset, layout, lines
from coranto.formats.assemble import LONGEST_TEXT, About, address, article
from coranto.formats.result import Decoded, refused
from coranto.model import Article, Raw

MOST_LINES = 5_000
"""Lines of one article; more is a log or a list, and would cost more than a second."""


def read_text(raw: Raw) -> Decoded:
    """One article whose text is the decoded input exactly as it stands, so that offsets count in it."""
    text, problems = charset.characters(raw.body, raw.charset)
    fault = unfit(text)
    if fault:
        return refused("formats.too-long", fault)
    if not text.strip():
        return refused("formats.empty", "there is no text in it")
    place, more = address(raw.url)
    return Decoded((from_text(raw, "text", text, About(address=place, problems=(*problems, *more))),))


def unfit(text: str) -> str | None:
    """Why a text is too long to be one article, or None."""
    if len(text) > LONGEST_TEXT:
        return f"{len(text):,} characters are more than one article's {LONGEST_TEXT:,}"
    count = text.count("\n") + text.count("\r")
    return f"{count:,} lines are more than one article's {MOST_LINES:,}" if count > MOST_LINES else None


def from_text(raw: Raw, form: str, text: str, about: About) -> Article:
    """An article out of its plain text and what is known of it."""
    title = about.headline.text if about.headline else None
    source = raw.source or (about.source.text if about.source else None)
    return article(raw, form, text, layout.layout(text, lines.lines(text), title, source), about)
