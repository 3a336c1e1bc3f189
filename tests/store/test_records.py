"""Records to JSON and back: exactly, whatever stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coranto import store
from coranto.errors import StoreError, UsageError
from coranto.model import (
    Article,
    Claim,
    Copies,
    Event,
    Forecast,
    Judgement,
    Link,
    Moment,
    Picture,
    Problem,
    Reading,
    Run,
    Span,
    When,
    article_id,
    version_id,
)
from coranto.store import records
from coranto.store.columns import escape, instant, moment, unescape

# Any code point at all, halves of surrogate pairs among them and favoured, for they are where codecs break.
TEXTS = st.text(st.characters(codec=None) | st.sampled_from('\x00\x1a\x1f\ud83d\ude00\udfff0041\n"'), max_size=12)
ZONES = st.sampled_from(["Asia/Seoul", "America/New_York", "UTC", "Africa/Monrovia", "Australia/Lord_Howe"])


def _without_idle_fold(at: datetime) -> datetime:
    """`fold` says nothing where the clock does not change, and is not kept there."""
    return at.replace(fold=0) if at.replace(fold=0).utcoffset() == at.utcoffset() else at


INSTANTS = st.datetimes(
    datetime(1700, 1, 1),  # noqa: DTZ001  the strategy adds the zone
    datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=ZONES.map(ZoneInfo) | st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m))),
).map(_without_idle_fold)
for kind, strategy in (
    (str, TEXTS),
    (datetime, INSTANTS),
    (float, st.floats(allow_nan=False)),
):
    st.register_type_strategy(kind, strategy)


@pytest.mark.parametrize(
    "kind", [Article, Claim, Event, Forecast, Judgement, Link, Moment, Picture, Problem, Run, When]
)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_a_record_comes_back_as_it_was(kind, data):
    record = data.draw(st.from_type(kind))
    back = records.read(kind, unescape(escape(records.write(record))))
    assert back == record
    assert repr(back) == repr(record)  # zones by their names, whole numbers and fractions apart


@given(INSTANTS)
def test_an_instant_keeps_zone_and_side_of_the_clock_change(at):
    back = records.read_instant(records.write_instant(at))
    assert (back, back.utcoffset(), str(back.tzinfo)) == (at, at.utcoffset(), str(at.tzinfo))


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice(fold):
    at = datetime(2024, 11, 3, 1, 30, tzinfo=ZoneInfo("America/New_York"), fold=fold)
    back = records.read_instant(records.write_instant(at))
    assert (back.fold, back.utcoffset()) == (fold, at.utcoffset())


def test_an_instant_is_written_as_rfc_9557_says():
    at = datetime(2024, 11, 5, 9, tzinfo=ZoneInfo("Asia/Seoul"))
    assert records.write_instant(at) == "2024-11-05T09:00:00+09:00[Asia/Seoul]"


@pytest.mark.parametrize(
    "written",
    [
        "2024-11-05T09:00:00+09:00[Mars/Olympus]",
        "2024-11-05T09:00:00+09:00[../../etc/passwd]",
        "2024-11-05T09:00:00+09:00[Europe/London]",
    ],
)
def test_where_zone_rules_changed_the_instant_stays(written):
    assert records.read_instant(written) == datetime(2024, 11, 5, tzinfo=UTC)


@given(TEXTS)
def test_escaped_text_can_be_stored_anywhere_and_comes_back(text):
    stored = escape(text)
    stored.encode("utf-8")  # raises where a database would
    assert "\x00" not in stored
    assert unescape(stored) == text


@given(INSTANTS, INSTANTS)
def test_instants_sort_as_text(one, two):
    assert (instant(one) < instant(two)) == (one.astimezone(UTC) < two.astimezone(UTC))
    assert moment(instant(one)) == one.astimezone(UTC)


@pytest.mark.parametrize("at", [datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59)])  # noqa: DTZ001  the zone comes below
@pytest.mark.parametrize("hours", [-23, 0, 23])
def test_the_ends_of_the_calendar_can_be_asked(at, hours):
    assert instant(at.replace(tzinfo=timezone(timedelta(hours=hours))))


def test_an_instant_has_a_zone():
    with pytest.raises(UsageError, match="time zone"):
        instant(datetime(2024, 11, 5))  # noqa: DTZ001  that is the point


def test_a_field_that_an_old_record_lacks_takes_its_default():
    assert records.read(Problem, '{"code":"when.no-anchor","message":"none"}') == Problem("when.no-anchor", "none")


def test_a_field_from_the_future_is_refused():
    with pytest.raises(StoreError, match="mood"):
        records.read(Span, '{"start":0,"end":1,"mood":"good"}')


@dataclass(frozen=True, slots=True)
class Unfit:
    when: int | date


def test_what_cannot_be_told_apart_is_not_stored():
    with pytest.raises(TypeError, match="kinds"):
        records.write(Unfit(1))


# A reading holds everything that there is: large by nature, and no sign of a bad strategy.
@given(st.from_type(Reading), st.from_type(Run))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.data_too_large])
def test_a_whole_reading_of_anything_is_kept_exactly(reading, run):
    text = reading.article.text or "a"
    article = _replace(reading.article, text=text, id=article_id(None, None, text), version=version_id(text))
    claims = tuple(_replace(one, evidence=(Span(0, len(text)),)) for one in reading.claims)
    reading = _replace(reading, article=article, claims=claims)
    with store.open("sqlite://") as record:
        store.add_article(record, article, run.at)
        store.add_reading(record, run, reading)
        (kept,) = store.articles(record)
        assert kept.article == article
        assert kept.published == (reading.published or article.published)
        assert [one.claim for one in store.claims(record)] == list(claims)
        assert store.links(record) == list(dict.fromkeys(reading.links))
        assert {one.forecast for one in store.forecasts(record)} == set(reading.forecasts)
        assert set(store.problems_of(record, article.version)) == {*article.problems, *reading.problems}
        assert store.check(record) == []


@given(
    st.lists(st.from_type(Event), max_size=3, unique_by=lambda one: one.id), st.lists(st.from_type(Copies), max_size=2)
)
@settings(max_examples=25, deadline=None)
def test_events_of_anything_are_kept_exactly(events, copies):
    with store.open("sqlite://") as record:
        store.replace_events(record, events, copies)
        assert sorted(store.events(record), key=repr) == sorted(events, key=repr)
        assert store.copies(record) == copies


def _replace(record, **changed):
    from dataclasses import replace

    return replace(record, **changed)
