from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coranto.errors import FetchError
from coranto.fetch import polling
from coranto.fetch.http import Answer, Validators
from coranto.fetch.polling import Brought, Health
from coranto.model import Article, Block, Capture, Part, Source, Span

NOW = datetime(2024, 11, 5, 12, tzinfo=UTC)
SOURCE = Source(1, "https://news.example/feed", "News", None, added=NOW, due=NOW, interval=3600.0)


def answer(fresh: float | None = None, moved: str | None = None) -> Answer:
    return Answer(None, Validators('"v"', None), moved, fresh)


def stamps(*hours: float) -> tuple[datetime, ...]:
    return tuple(NOW - timedelta(hours=hour) for hour in hours)


def pause(source: Source) -> float:
    return (source.due - NOW).total_seconds()


def test_a_feed_is_asked_twice_in_the_time_between_two_items():
    source = polling.answered(SOURCE, NOW, answer(), Brought(stamps(0, 2, 4, 6), 4))
    assert pause(source) == source.interval == 3600.0
    assert (source.etag, source.heard, source.brought, source.failures) == ('"v"', NOW, NOW, 0)


@pytest.mark.parametrize(("hours", "expected"), [((0, 0.01, 0.02), 300.0), ((0, 200, 400), 43_200.0)])
def test_the_rhythm_stays_between_five_minutes_and_twelve_hours(hours, expected):
    assert polling.interval(3600.0, NOW, stamps(*hours), 3) == expected


def test_a_feed_that_has_gone_quiet_counts_as_slow():
    assert polling.interval(300.0, NOW, stamps(10, 11, 12), 0) == 5 * 3600.0


def test_items_dated_in_the_future_tell_nothing():
    assert polling.interval(3600.0, NOW, stamps(-1, -2, -3), 0) == 1.5 * 3600.0


def test_without_dates_the_last_pause_is_judged_by_what_it_brought():
    assert polling.interval(3600.0, NOW, (), 1) == 1800.0
    assert polling.interval(3600.0, NOW, (), 0) == 5400.0


@pytest.mark.parametrize(
    ("fresh", "wish", "expected"), [(7200.0, 0.0, 7200.0), (None, 10_800.0, 10_800.0), (10**9, 0.0, 86_400.0)]
)
def test_a_site_s_own_pace_is_never_undercut_up_to_a_day(fresh, wish, expected):
    assert pause(polling.answered(SOURCE, NOW, answer(fresh), Brought(stamps(0, 1, 2), 1, wish))) == expected


def test_a_permanent_redirect_moves_the_source():
    assert polling.answered(SOURCE, NOW, answer(moved="https://new.example/feed")).url == "https://new.example/feed"


def test_failures_back_off_up_to_a_day_and_not_all_at_once():
    pauses = [polling.backoff(SOURCE.url, failures) for failures in range(1, 60)]
    for failures, waited in enumerate(pauses, 1):
        whole = min(300.0 * 2 ** (failures - 1), 86_400.0)
        assert 0.75 * whole <= waited <= whole
    assert len({polling.backoff(f"https://{name}.example/", 3) for name in "abcdefgh"}) > 4
    assert pauses == [polling.backoff(SOURCE.url, failures) for failures in range(1, 60)]


def test_retry_after_is_honoured_and_the_validators_stay():
    held = replace(SOURCE, etag='"old"')
    source = polling.failed(held, NOW, FetchError("busy", status=429, retry_after=5000.0))
    assert pause(source) == 5000.0
    assert (source.failures, source.problem, source.etag, source.retired) == (1, "busy", '"old"', False)
    assert pause(polling.failed(held, NOW, FetchError("busy", status=503, retry_after=1e9))) == 86_400.0


def test_what_is_gone_for_good_is_asked_no_more():
    source = polling.failed(SOURCE, NOW, FetchError("gone", status=410))
    assert source.retired
    assert not polling.is_due(source, NOW + timedelta(days=99))
    assert not polling.failed(SOURCE, NOW, FetchError("nothing there", status=404)).retired


def test_a_clock_that_jumps_back_freezes_nothing():
    source = replace(SOURCE, asked=NOW + timedelta(days=400), due=NOW + timedelta(days=400, hours=1))
    assert polling.is_due(source, NOW)
    assert not polling.is_due(replace(source, asked=NOW + timedelta(seconds=30)), NOW)


def test_health():
    late = NOW + timedelta(days=31)
    assert polling.health(SOURCE, NOW) is Health.NEW
    heard = replace(SOURCE, heard=NOW, brought=NOW)
    assert polling.health(heard, NOW) is Health.WELL
    assert polling.health(heard, late) is Health.QUIET
    assert polling.health(replace(heard, failures=1), NOW) is Health.FAILING
    assert polling.health(replace(heard, failures=1, retired=True), NOW) is Health.RETIRED


@pytest.mark.parametrize(
    ("status", "expected"), [(None, True), (503, True), (429, True), (404, False), (403, False), (410, False)]
)
def test_which_failures_may_pass(status, expected):
    assert polling.passes(FetchError("no", status=status)) is expected


def item(body: str) -> Article:
    text = f"Headline\n\n{body}"
    blocks = (Block(Part.HEADLINE, Span(0, 8)), Block(Part.PARAGRAPH, Span(10, len(text))))
    return Article("a", "v", text, blocks, Capture(None, None, "feed", "0"))


def test_teasers():
    assert polling.is_teaser(item("Two boats met off the cape."))
    assert not polling.is_teaser(item("word " * 200))
    assert polling.is_teaser(item("word " * 200 + "Read more"))
