"""Where in a text something stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text, half-open, in Unicode code points of `Article.text` exactly as stored."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that a page or an export can show, with the place it was read from.

    `span` is None only where the value does not stand in the article's text (a feed's field, a page's metadata);
    `origin` then says where: "json-ld", "meta", "feed", "html", "given", or an agency's form ("ninjs", "newsml",
    "nitf"). In the text, origin is "text".
    """

    text: str
    span: Span | None = None
    origin: str = "text"
