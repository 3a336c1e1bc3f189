"""How often a feed says that it should be asked: RSS 2.0's `ttl` and the syndication module of RSS 1.0."""

from __future__ import annotations

import re

_HEAD = 65_536
"""Bytes of a feed that are looked at: what is said of the whole stands before the first item."""
_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_TTL = re.compile(rb"<ttl>\s*([0-9]{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(rb"<sy:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<sy:updateFrequency>\s*([0-9]{1,4})\s*<", re.IGNORECASE)
_SECONDS = {b"hourly": 3_600, b"daily": 86_400, b"weekly": 604_800, b"monthly": 2_592_000, b"yearly": 31_536_000}


def wished_pause(body: bytes) -> float:
    """Seconds that should pass between two questions by the feed's own word; 0 where it says nothing.

    The bytes are searched, not parsed: a wish in a feed that turns out to be none harms nobody.
    """
    head = body[:_HEAD]
    item = _ITEM.search(head)
    head = head[: item.start()] if item else head
    ttl, period, often = _TTL.search(head), _PERIOD.search(head), _FREQUENCY.search(head)
    told = _SECONDS[period[1].lower()] / max(int(often[1]) if often else 1, 1) if period else 0.0
    return max(told, 60.0 * int(ttl[1]) if ttl else 0.0)
