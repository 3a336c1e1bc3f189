"""Hand-made news for the record, and the databases that every contract test runs on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from coranto import store
from coranto.model import (
    Act,
    Article,
    Attribution,
    Capture,
    Cell,
    Certainty,
    Claim,
    Event,
    Grain,
    Kind,
    Mention,
    Moment,
    Precision,
    Reading,
    Run,
    Span,
    Stance,
    Status,
    Use,
    When,
    Where,
    article_id,
    claim_id,
    digest,
    version_id,
)

SEOUL = ZoneInfo("Asia/Seoul")
ADDRESS = "https://sample.example/launch"


def day(number: int, hour: int = 0) -> datetime:
    """A day of November 2024 in UTC."""
    return datetime(2024, 11, number, hour, tzinfo=UTC)


def article(text: str, source: str = "Sample Wire", address: str = ADDRESS, published: int = 5, **more) -> Article:
    return Article(
        id=article_id(source, address, text),
        version=version_id(text),
        text=text,
        blocks=(),
        capture=Capture(day(5), address, "text", "0" * 64),
        source=Cell(source, None, "given"),
        address=address,
        headline=Cell("A sample headline", None, "given"),
        published=Moment(datetime(2024, 11, published, 9, tzinfo=SEOUL), Grain.MINUTE, "given"),
        language="en",
        **more,
    )


def mention(code: str, name: str | None = None) -> Mention:
    return Mention(Span(0, 1), Kind.COUNTRY, code, 0, 0, 1.0, "made by hand", name)


def when(first: int, last: int) -> When:
    """From the start of one day of November 2024 to the start of another, in Seoul."""
    since, until = (datetime(2024, 11, number, tzinfo=SEOUL) for number in (first, last))
    return When(Span(0, 1), "DATE", f"2024-11-{first:02d}", Grain.DAY, since, until, None, "made by hand")


def where(name: str, country: str, lat: float, lon: float, precision: Precision = Precision.CITY) -> Where:
    return Where(Span(0, 1), name, country, lat, lon, precision, Use.ACT, "made by hand")


def claim(
    of: Article,
    sentence: str,
    type: str = "ASSAULT",  # noqa: A002
    actor: str = "PRK.MIL",
    recipient: str | None = None,
    status: Status = Status.HAPPENED,
    holder: str | None = None,
    certainty: Certainty | None = Certainty.CERTAIN,
    name: str | None = None,
    **act,
) -> Claim:
    start = of.text.index(sentence)
    span = Span(start, start + len(sentence))
    recipients = (mention(recipient),) if recipient else ()
    done = Act(
        span, 0, type, None, (), (mention(actor, name),), recipients, status, (span,), 1.0, "made by hand", **act
    )
    voices = (Attribution((), (), (span,), (holder,), Stance.ASSERTS, False),) if holder else ()
    return Claim(claim_id(of.version, done), of.version, done, voices, certainty, (), (span,))


SIXTH = day(6)


def run(name: str = "first", at: datetime = SIXTH) -> Run:
    return Run(digest("run", name), f"code {name}", "codebook", "weights", at)


def event(*claims: Claim, **changed) -> Event:
    act = claims[0].act
    fields = {
        "id": digest("event", *(one.id for one in claims)),
        "type": act.type,
        "mode": None,
        "contexts": (),
        "actors": act.actor_codes,
        "recipients": act.recipient_codes,
        "status": act.status,
        "claims": tuple(one.id for one in claims),
        "variants": (),
        "disputes": (),
        "articles": len(claims),
        "sources": len(claims),
        "since": act.time.since if act.time else None,
        "until": act.time.until if act.time else None,
        "place": act.place,
        "score": 1.0,
        "why": "made by hand",
    }
    return Event(**{**fields, **changed})


def keep(record: store.Store, reading: Reading, by: Run | None = None, at: datetime = SIXTH) -> None:
    """Append an article and what was read in it."""
    store.add_article(record, reading.article, at)
    store.add_reading(record, by or run(), reading, at)


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """The makers of hand-made news."""
    return SimpleNamespace(
        article=article, claim=claim, run=run, event=event, day=day, when=when, where=where, mention=mention, keep=keep
    )


@pytest.fixture(params=["file", "memory"])
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[store.Store]:
    """A new record on every database that coranto knows."""
    with store.open(tmp_path / "record.db" if request.param == "file" else "sqlite://") as opened:
        yield opened
