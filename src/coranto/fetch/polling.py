"""When a source is asked next, and how it fares. Pure: what happened and the time go in, the new state comes out.

A source that answers is asked in its own rhythm, one that fails ever more seldom. What a site says of its own pace
(`ttl`, max-age, Retry-After) is never undercut, up to a day: nobody is silenced for ever by one wrong header.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from coranto.errors import FetchError
from coranto.fetch.http import Answer
from coranto.model import Article, Part, Source

SHORTEST = 300.0
"""Seconds: five minutes. Readers of news gain nothing from less, and sites complain."""
LONGEST = 43_200.0
"""Seconds: twelve hours, so that a source that has fallen asleep is heard on the day that it wakes."""
DAY = 86_400.0
SKEW = 60.0
"""Seconds by which the clock may jump back unnoticed, as in the store's leases."""
QUIET = timedelta(days=30)
"""After so long without anything new a source is called quiet."""
STAMPS = 20
"""The newest items that the rhythm is taken from: a feed's usual length."""
TEASER = 120
"""Words of an item's body below which it is taken for the beginning of a report. Feeds that give whole reports give
some hundreds; descriptions are of one to three sentences."""
_ENDS = ("…", "...", "[...]", "[…]", "read more", "continue reading", "more »", "(more)")


class Health(StrEnum):
    """How a source fares: not asked yet, answering, answering without anything new for long, failing, asked no more."""

    NEW = "new"
    WELL = "well"
    QUIET = "quiet"
    FAILING = "failing"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Brought:
    """What an answer held; nothing, where it said that nothing has changed.

    `stamps` are the times at which its items were published, `new` is how many articles and versions were new, `wish`
    the seconds that the feed itself asks to wait, 0 for none.
    """

    stamps: tuple[datetime, ...] = ()
    new: int = 0
    wish: float = 0.0


NOTHING = Brought()


def is_due(source: Source, now: datetime) -> bool:
    """Whether a source is to be asked. One that was asked in what is now the future was so before a jump back."""
    early = source.asked is not None and source.asked > now + timedelta(seconds=SKEW)
    return not source.retired and (source.due <= now or early)


def health(source: Source, now: datetime) -> Health:
    """How a source fares."""
    if source.retired:
        return Health.RETIRED
    if source.failures:
        return Health.FAILING
    if source.heard is None:
        return Health.NEW
    return Health.QUIET if now - (source.brought or source.added) > QUIET else Health.WELL


def answered(source: Source, now: datetime, answer: Answer, brought: Brought = NOTHING) -> Source:
    """The state after an answer that was used, or that said that nothing has changed."""
    pace = interval(source.interval, now, brought.stamps, brought.new)
    pause = max(pace, min(max(brought.wish, answer.fresh or 0.0), DAY))
    return replace(
        source,
        url=answer.moved or source.url,
        etag=answer.validators.etag,
        modified=answer.validators.modified,
        interval=pace,
        due=now + timedelta(seconds=pause),
        asked=now,
        heard=now,
        brought=now if brought.new else source.brought,
        failures=0,
        problem=None,
    )


def interval(last: float, now: datetime, stamps: Sequence[datetime], new: int) -> float:
    """Seconds until the next question: half of what usually lies between two items, so that most are seen one by one.

    A feed that has been quiet for longer than usual counts as that slow. Where fewer than three items are dated, or
    none came, what is known is how the last pause fared: too long if it brought something, else too short.
    """
    dated = sorted(stamp for stamp in stamps if stamp <= now)[-STAMPS:]
    if len(dated) >= 3:
        gaps = [(after - before).total_seconds() for before, after in itertools.pairwise(dated)]
        pace = max(median(gaps), (now - dated[-1]).total_seconds()) / 2
    else:
        pace = last / 2 if new else last * 1.5
    return min(max(pace, SHORTEST), LONGEST)


def failed(source: Source, now: datetime, fault: FetchError) -> Source:
    """The state after a failure; a site that says that its feed is gone for good (410) is asked no more."""
    failures = source.failures + 1
    pause = max(backoff(source.url, failures), min(fault.retry_after or 0.0, DAY))
    return replace(
        source,
        due=now + timedelta(seconds=pause),
        asked=now,
        failures=failures,
        problem=fault.message,
        retired=fault.status == 410,
    )


def backoff(url: str, failures: int) -> float:
    """Seconds to wait after so many failures in a row: five minutes, doubled each time, up to a day.

    Each address waits up to a quarter less than that, by its hash, so that feeds that failed together do not come back
    together.
    """
    whole = min(SHORTEST * 2.0 ** min(failures - 1, 30), DAY)
    mark = hashlib.sha256(f"{url} {failures}".encode("utf-8", "surrogatepass")).digest()[0]
    return whole * (1 - mark / 255 / 4)


def passes(fault: FetchError) -> bool:
    """Whether a page's failure may pass: the site is out of reach, in trouble or busy."""
    return fault.status is None or fault.status >= 500 or fault.status in {408, 425, 429}


def is_teaser(article: Article) -> bool:
    """Whether an item holds no more than the beginning of a report, which stands on its page."""
    read = [block.span.of(article.text) for block in article.blocks if block.part in {Part.STANDFIRST, Part.PARAGRAPH}]
    words = " ".join(read).rstrip()
    return len(words.split()) < TEASER or words.lower().endswith(_ENDS)
