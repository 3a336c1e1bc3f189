"""Agency items through the whole desk: embargoes, holds, kills and corrections decide what is read and shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coranto import desk, formats, store
from coranto.model import Article, Problem, Raw, Standing
from coranto.scale import corpus
from coranto.settings import Settings
from coranto.store import records

ITEM = {
    "uri": "urn:newsml:wire.example:20241105:march",
    "type": "text",
    "version": "1",
    "versioncreated": "2024-11-05T10:00:00Z",
    "headline": "North Korea fires missiles",
    "body_text": "North Korea fired seven missiles toward the sea on Tuesday, South Korea's military said.",
}
LATER = {
    **ITEM,
    "version": "2",
    "headline": "South Korea arrests protesters",
    "body_text": "South Korea arrested two protesters in Seoul on Tuesday, the police said.",
}


def raw(**changes: object) -> Raw:
    """The item with changes, as bytes."""
    return Raw(json.dumps({**ITEM, **changes}).encode(), at=datetime.now(UTC))


def soon(**ahead: float) -> str:
    return (datetime.now(UTC) + timedelta(**ahead)).isoformat()


@pytest.fixture
def here(tools) -> Iterator[desk.Desk]:  # type: ignore[no-untyped-def]
    with store.open("sqlite://") as record:
        opened = desk.Desk(Settings(), record)
        opened.__dict__["tools"] = tools  # the cached property: the reader of the session
        yield opened


def take(here: desk.Desk, *raws: Raw | Problem) -> desk.Taken:
    taken = desk.take_in(here, raws)
    desk.collate_all(here)
    return taken


def told(here: desk.Desk) -> set[str]:
    """What the record shows of the item: the types of its claims, also in events and pages."""
    page = desk.page_record(here)
    types = {claim.act.type for claim in page.claims if claim.act.type}
    assert {event.type for event in page.events} <= types
    assert bool(page.articles) or not types
    return types


def shown(here: desk.Desk) -> list[str | None]:
    return [article.revision for article in desk.known_articles(here)]


def test_a_usable_item_is_read_and_shown(here: desk.Desk) -> None:
    assert take(here, raw()).problems == ()
    assert "MOBILIZE" in told(here)
    assert shown(here) == ["1"]


def test_an_item_under_embargo_is_kept_and_neither_read_nor_shown(here: desk.Desk) -> None:
    taken = take(here, raw(embargoed=soon(hours=1)))
    assert (taken.new, taken.claims) == (1, 0)
    assert [problem.code for problem in taken.problems] == ["formats.embargoed"]
    assert (told(here), shown(here)) == (set(), [])
    assert store.counts(here.record).versions == 1


def test_the_first_round_after_an_embargo_reads_the_item(here: desk.Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    take(here, raw(embargoed=soon(hours=1)))
    clock = type("Clock", (datetime,), {"now": classmethod(lambda _cls, _zone=None: datetime.now(UTC) + timedelta(2))})
    monkeypatch.setattr(desk, "datetime", clock)
    assert take(here).claims > 0
    assert told(here)
    assert shown(here) == ["1"]


def test_an_embargoed_update_leaves_what_is_public(here: desk.Desk) -> None:
    take(here, raw())
    before = told(here)
    take(here, raw(**LATER, embargoed=soon(hours=1)))
    assert told(here) == before
    assert shown(here) == ["1"]


@pytest.mark.parametrize("status", ["canceled", "withheld"])
@pytest.mark.parametrize("words", [{}, {"body_text": "MANDATORY KILL"}, {"body_text": "", "headline": ""}])
def test_what_is_taken_back_is_no_longer_told(here: desk.Desk, status: str, words: dict[str, str]) -> None:
    take(here, raw())
    assert told(here)
    taken = take(here, raw(**words, version="2", pubstatus=status))
    assert (taken.new, taken.versions, taken.claims) == (0, 1, 0)
    assert (told(here), shown(here)) == (set(), [])
    assert store.check(here.record) == []


def test_a_kill_holds_whatever_comes_after_it(here: desk.Desk) -> None:
    take(here, raw(pubstatus="canceled", version="2"), raw(), raw(**LATER))
    assert (told(here), shown(here)) == (set(), [])


def test_what_was_withheld_comes_back_with_a_later_version(here: desk.Desk) -> None:
    take(here, raw(), raw(pubstatus="withheld", version="2"))
    take(here, raw(**{**LATER, "version": "3"}))
    assert shown(here) == ["3"]
    assert told(here)
    assert "MOBILIZE" not in told(here)


def test_a_correction_replaces_what_it_corrects(here: desk.Desk) -> None:
    take(here, raw())
    take(here, raw(**LATER, ednote="CORRECTS first paragraph"))
    (article,) = desk.known_articles(here)
    assert article.correction is not None
    assert told(here)
    assert "MOBILIZE" not in told(here)


def test_a_kill_by_another_source_kills_nothing(here: desk.Desk) -> None:
    take(here, replace(raw(), source="one"))
    take(here, replace(raw(pubstatus="canceled"), source="two"))
    assert shown(here) == ["1"]


@pytest.mark.parametrize(
    "changes", [{"embargoed": "2999-01-01T00:00:00Z"}, {"pubstatus": "withheld"}, {"pubstatus": "canceled"}]
)
def test_reading_without_a_record_holds_back_too(changes: dict[str, str]) -> None:
    now = datetime.now(UTC)
    assert [type(one) for one in corpus.articles(raw(), 1, now)] == [Article]
    assert [type(one) for one in corpus.articles(raw(**changes), 1, now)] == [Problem]


def test_an_article_stored_before_there_were_wires_still_loads() -> None:
    (article,) = formats.decode(raw()).articles
    added = ("standing", "embargo", "urgency", "subjects", "revision", "note", "correction")
    old = {name: value for name, value in json.loads(records.write(article)).items() if name not in added}
    loaded = records.read(Article, json.dumps(old))
    assert (loaded.standing, loaded.embargo, loaded.subjects) == (Standing.USABLE, None, ())
    assert replace(article, revision=None) == loaded
