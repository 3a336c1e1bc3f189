"""Sources and jobs: kept, leased, taken up again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coranto import store
from coranto.errors import UsageError
from coranto.model import Subscription
from coranto.store import JobKind, Share, Worker

NOW = datetime(2024, 11, 5, 12, tzinfo=UTC)
ANA, BEN = Worker("ana", timedelta(seconds=90)), Worker("ben", timedelta(seconds=90))


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_subscriptions_are_kept_once(record):
    given = (Subscription("https://a.example/", "A", "World"), Subscription("https://b.example/"))
    assert store.subscribe(record, given, NOW) == (2, 0)
    assert store.subscribe(record, (Subscription("https://b.example/", "B"), given[0]), later(9)) == (0, 2)
    kept = store.sources(record)
    assert [(one.url, one.title, one.folder, one.added) for one in kept] == [
        ("https://a.example/", "A", "World", NOW),
        ("https://b.example/", "B", None, NOW),
    ]


def test_a_source_comes_back_as_it_was_kept_and_can_be_forgotten(record):
    store.subscribe(record, (Subscription("https://a.example/"),), NOW)
    changed = replace(store.sources(record)[0], etag='"v"', heard=later(1), due=later(99), failures=3, problem="no")
    store.keep_source(record, changed)
    assert store.sources(record) == [changed]
    store.forget(record, "https://a.example/")
    assert store.sources(record) == []
    with pytest.raises(UsageError, match="not watched"):
        store.forget(record, "https://a.example/")


def test_a_source_that_moves_to_another_is_retired_and_comes_back_when_added_again(record):
    store.subscribe(record, (Subscription("https://a.example/"), Subscription("https://b.example/")), NOW)
    store.keep_source(record, replace(store.sources(record)[0], url="https://b.example/"))
    first, second = store.sources(record)
    assert (first.url, first.retired, second.retired) == ("https://a.example/", True, False)
    assert "watched already" in (first.problem or "")
    store.subscribe(record, (Subscription("https://a.example/"),), later(5))
    assert [one.retired for one in store.sources(record)] == [False, False]


def keys(jobs):
    return [job.key for job in jobs]


def test_two_workers_never_hold_one_job(record):
    store.put(record, JobKind.READ, {"1": "", "2": "", "3": ""}, NOW)
    store.put(record, JobKind.READ, {"2": ""}, NOW)
    assert keys(store.take(record, ANA, JobKind.READ, NOW, Share(2))) == ["1", "2"]
    assert keys(store.take(record, BEN, JobKind.READ, NOW)) == ["3"]
    assert store.take(record, BEN, JobKind.READ, later(89)) == []
    assert store.take(record, BEN, JobKind.PAGE, NOW) == []


def test_a_lease_that_has_run_out_is_taken_up_and_a_renewed_one_is_not(record):
    store.put(record, JobKind.READ, {"1": ""}, NOW)
    store.take(record, ANA, JobKind.READ, NOW)
    store.renew(record, ANA, later(60))
    assert store.take(record, BEN, JobKind.READ, later(120)) == []
    assert keys(store.take(record, BEN, JobKind.READ, later(151))) == ["1"]


@pytest.mark.parametrize("jump", [-86_400 * 400, -3_600, 86_400 * 400])
def test_a_clock_that_jumps_freezes_no_job(record, jump):
    store.put(record, JobKind.READ, {"leased": "", "waits": ""}, NOW)
    _leased, waits = store.take(record, ANA, JobKind.READ, NOW)
    store.put_off(record, waits, NOW, 3_000.0)
    assert keys(store.take(record, BEN, JobKind.READ, later(jump))) == ["leased", "waits"]


def test_a_small_jump_back_is_not_minded(record):
    store.put(record, JobKind.READ, {"1": ""}, NOW)
    store.take(record, ANA, JobKind.READ, NOW)
    assert store.take(record, BEN, JobKind.READ, later(-30)) == []


def test_a_host_is_one_worker_s_at_a_time_and_a_share_is_kept(record):
    store.put(record, JobKind.PAGE, {"a1": "a", "a2": "a", "a3": "a", "b1": "b"}, NOW)
    assert keys(store.take(record, ANA, JobKind.PAGE, NOW, Share(a_host=2))) == ["a1", "a2", "b1"]
    assert store.take(record, BEN, JobKind.PAGE, NOW) == []
    store.release(record, ANA)
    assert keys(store.take(record, BEN, JobKind.PAGE, NOW)) == ["a1", "a2", "a3", "b1"]


def test_what_is_done_is_gone_or_kept_as_done(record):
    store.put(record, JobKind.PAGE, {"1": "", "2": ""}, NOW)
    one, two = store.take(record, ANA, JobKind.PAGE, NOW)
    store.finish(record, one)
    store.finish(record, two, keep=True, problem="closed")
    store.put(record, JobKind.PAGE, {"1": "", "2": ""}, later(5))
    assert keys(store.take(record, BEN, JobKind.PAGE, later(5))) == ["1"]


def test_a_job_put_off_waits_and_counts_its_tries(record):
    store.put(record, JobKind.PAGE, {"1": ""}, NOW)
    (job,) = store.take(record, ANA, JobKind.PAGE, NOW)
    store.put_off(record, job, NOW, 600.0, "busy")
    assert store.take(record, BEN, JobKind.PAGE, later(599)) == []
    assert store.waiting(record, later(599)) == {}
    assert store.waiting(record, later(600)) == {JobKind.PAGE: 1}
    assert store.take(record, BEN, JobKind.PAGE, later(600))[0].tries == 1


def test_several_articles_are_added_in_one_go(record, make):
    one, two = make.article("One."), make.article("Two.", address="https://sample.example/two")
    brought = [store.Added(True, True), store.Added(True, True), store.Added(False, False)]
    assert store.add_articles(record, (one, two, one), NOW) == brought
