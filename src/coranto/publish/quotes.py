"""The words behind a claim: quoted to the letter, and of other people's articles no more than is needed to check."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote, urlsplit

from coranto.model import notation
from coranto.model.article import Article
from coranto.model.claim import Claim
from coranto.model.page import Evidence, PageLink
from coranto.model.span import Span
from coranto.publish.days import published
from coranto.publish.record import Index

# Short quotation for checking a fact: long enough for one agency sentence (they run to 25-35 words), far below a
# reprint. An article whose quoted sentences would together show more than half of it is quoted more closely.
LONGEST_QUOTE = 40
CLOSER_QUOTE = 25
LARGEST_SHARE = 0.5

_WORD = re.compile(r"\S+")
_WEB = re.compile(r"https?://[^\s\"'<>\\\[\]^`{|}\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def web(address: str | None) -> str | None:
    """The address if it is a plain absolute http(s) one that a page may link to, else None.

    An address with a user name in it is refused: what stands before the @ is made to be taken for the host.
    """
    if not address or not _WEB.fullmatch(address):
        return None
    host = address.split("/")[2].partition("?")[0].partition("#")[0]
    return address if host and "@" not in host else None


def away(address: str | None, text: str) -> PageLink | None:
    """A link off this site with the host beside it, or None where the address is none to link to."""
    href = web(address)
    return PageLink(href, text, note=_host(href), away=True) if href else None


def outlet(article: Article) -> str:
    """Who published an article, as it says."""
    cell = article.dateline.outlet or article.source
    return cell.text if cell else "Outlet not named"


def title(article: Article) -> str:
    """An article's headline, or what stands for one."""
    return article.headline.text if article.headline else f"Untitled report, {outlet(article)}"


def path(kind: str, name: str) -> str:
    """The address of one of our own pages."""
    return f"/{kind}/{quote(name, safe='', errors='replace')}"


def story_link(article: Article, text: str = "", note: str = "") -> PageLink:
    """The link to our page about an article."""
    return PageLink(path("story", article.id), text or title(article), note=note)


def evidence(index: Index, claim: Claim, words: int = LONGEST_QUOTE) -> tuple[Evidence, ...]:
    """The passages a claim rests on: the one with the trigger first."""
    article = index.versions[claim.version]
    spans = claim.evidence or claim.act.evidence or (claim.act.trigger,)
    ordered = sorted(spans, key=lambda span: not span.holds(claim.act.trigger))
    line = notation.write(notation.of_claim(claim, article.text, index.claims))
    return tuple(replace(passage(article, each, claim.act.trigger, claim, words), notation=line) for each in ordered)


def passage(
    article: Article, span: Span, focus: Span, claim: Claim | None = None, words: int = LONGEST_QUOTE
) -> Evidence:
    """A passage of an article as evidence; other people's text is cut to `words` around `focus`."""
    kept = _trimmed(article.text, span) if article.ours else window(article.text, span, focus, words)
    whole = _trimmed(article.text, span)
    return Evidence(
        article=article.id,
        version=article.version,
        outlet=outlet(article),
        published=published(article.published),
        link=None if article.ours else away(article.address, "the original"),
        story=story_link(article),
        quote=kept.of(article.text),
        start=kept.start,
        end=kept.end,
        more_before=kept.start > whole.start,
        more_after=kept.end < whole.end,
        claim=claim.id if claim else None,
    )


def around(index: Index, article: Article, span: Span) -> Span:
    """The sentence that holds a few words of an article, where a claim rests on it; else the part of the page."""
    claims = index.claims_of.get(article.version, ())
    spans = [each for claim in claims for each in claim.evidence if each.holds(span)]
    parts = [block.span for block in article.blocks if block.span.holds(span)]
    return min(spans or parts or [span], key=lambda each: each.end - each.start)


def window(text: str, span: Span, focus: Span, words: int) -> Span:
    """At most `words` words of `span` around `focus` (its start where the focus lies outside it)."""
    found = [Span(span.start + m.start(), span.start + m.end()) for m in _WORD.finditer(span.of(text))]
    if len(found) <= words:
        return _trimmed(text, span)
    inside = [i for i, word in enumerate(found) if word.overlaps(focus)]
    centre = inside[0] if inside else 0
    first = min(max(0, centre - words // 2), len(found) - words)
    return Span(found[first].start, found[first + words - 1].end)


def quote_length(index: Index, article: Article) -> int:
    """How many words of one sentence the page about an article may quote, so that no page becomes a reprint."""
    if article.ours or not article.text:
        return LONGEST_QUOTE
    shown: set[int] = set()
    for claim in index.claims_of.get(article.version, ()):
        for each in evidence(index, claim):
            shown.update(range(each.start, each.end))
    return LONGEST_QUOTE if len(shown) <= LARGEST_SHARE * len(article.text) else CLOSER_QUOTE


def short(words: str, limit: int = LONGEST_QUOTE) -> tuple[str, bool]:
    """The first `limit` words of a text as they stand, and whether some were left out."""
    found = list(_WORD.finditer(words))
    return (words, False) if len(found) <= limit else (words[: found[limit - 1].end()], True)


def _trimmed(text: str, span: Span) -> Span:
    quoted = span.of(text)
    return Span(span.start + len(quoted) - len(quoted.lstrip()), span.end - len(quoted) + len(quoted.rstrip()))


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""
