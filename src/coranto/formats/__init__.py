"""Bytes in, articles out: pages, feeds, plain text and JSON lines, none of which is ever clean."""

from __future__ import annotations

from coranto.formats.feed import read_feed
from coranto.formats.guard import LARGEST
from coranto.formats.guess import guess_form
from coranto.formats.html import read_html
from coranto.formats.jsonl import read_jsonl
from coranto.formats.jsonl import stream as stream_jsonl
from coranto.formats.result import Decoded, refused
from coranto.formats.text import read_text
from coranto.formats.twins import twins
from coranto.model import Raw

__all__ = ["Decoded", "decode", "guess_form", "stream_jsonl", "twins"]


def decode(raw: Raw) -> Decoded:
    """The articles that an input holds, in its order.

    Untidy input never raises: what cannot be used is a Problem. Only a `raw.form` that does not exist is an error of
    the caller (KeyError names it). Offsets of all spans count code points of `Article.text`.
    """
    if len(raw.body) > LARGEST:
        return refused("formats.too-large", f"{len(raw.body):,} bytes are more than the {LARGEST:,} of one input")
    return _READERS[raw.form or guess_form(raw)](raw)


_READERS = {"feed": read_feed, "html": read_html, "text": read_text, "jsonl": read_jsonl}
