"""Bytes in, articles out: pages, feeds, agency wires, plain text and JSON lines, none of which is ever clean."""

from __future__ import annotations

from coranto.formats.archive import kind as kind_of_archive
from coranto.formats.archive import read_archive
from coranto.formats.feed import parse_feed, read_feed
from coranto.formats.guard import LARGEST
from coranto.formats.guess import guess_form
from coranto.formats.html import read_html
from coranto.formats.jsonl import read_jsonl
from coranto.formats.jsonl import stream as stream_jsonl
from coranto.formats.newsml import read_newsml
from coranto.formats.ninjs import read_ninjs
from coranto.formats.nitf import read_nitf
from coranto.formats.result import Decoded, refused
from coranto.formats.rhythm import wished_pause
from coranto.formats.shingles import Sketch, sketch
from coranto.formats.sitemap import is_sitemap, read_sitemap
from coranto.formats.subscriptions import is_subscriptions, read_subscriptions
from coranto.formats.text import read_text
from coranto.formats.twins import twins, twins_of
from coranto.model import Raw

__all__ = [
    "WIRES",
    "Decoded",
    "Sketch",
    "decode",
    "guess_form",
    "is_sitemap",
    "is_subscriptions",
    "kind_of_archive",
    "parse_feed",
    "read_archive",
    "read_sitemap",
    "read_subscriptions",
    "sketch",
    "stream_jsonl",
    "twins",
    "twins_of",
    "wished_pause",
]


WIRES = ("ninjs", "newsml", "nitf")
"""Forms in which agencies send: their items can be withheld, embargoed and killed."""


def decode(raw: Raw) -> Decoded:
    """The articles that an input holds, in its order.

    Untidy input never raises: what cannot be used is a Problem. Only a `raw.form` that does not exist is an error of
    the caller (KeyError names it). Offsets of all spans count code points of `Article.text`.
    """
    if len(raw.body) > LARGEST:
        return refused("formats.too-large", f"{len(raw.body):,} bytes are more than the {LARGEST:,} of one input")
    return _READERS[raw.form or guess_form(raw)](raw)


_READERS = {
    "feed": read_feed,
    "html": read_html,
    "text": read_text,
    "jsonl": read_jsonl,
    "ninjs": read_ninjs,
    "newsml": read_newsml,
    "nitf": read_nitf,
}
