"""A first-time user's path, on a site of ours: a list of feeds in, news out; and what goes wrong on the way."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent / "fetch"))

import server
from server import Page, Site

from coranto import cli, desk, desk_watch, store
from coranto.desk import Desk
from coranto.desk_watch import Means, Round
from coranto.fetch import http, polling
from coranto.fetch.worker import Manners
from coranto.model import Reading, Run, Subscription, digest
from coranto.settings import Settings
from coranto.store import Worker

START = datetime(2024, 11, 5, 12, tzinfo=UTC)
RUN = Run(digest("run", "stub"), "stub", "stub", "stub", START)
XML = {"Content-Type": "application/rss+xml"}
WHOLE = "<p>" + "The harbour of Meridian stayed shut while two crews waited for word from the capital. " * 12 + "</p>"


def feed(*items: str, head: str = "") -> Page:
    body = f"<rss version='2.0'><channel><title>Meridian Post</title>{head}{''.join(items)}</channel></rss>"
    return Page(body.encode(), XML)


def item(site: Site, name: str, words: str = WHOLE) -> str:
    said = f"<description><![CDATA[{words}]]></description>"
    return f"<item><title>Report {name}</title><link>{site.url}/{name}</link>{said}</item>"


@pytest.fixture
def site() -> Iterator[Site]:
    with server.serve({}) as running:
        yield running


class Clock:
    """A clock that the test sets, and that nobody waits for."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - START).total_seconds()

    async def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


def read(here: Desk, article: str, version: str) -> int | None:
    """The stub for the reader, which is slow: it keeps an empty reading, as the true one does."""
    kept = store.article(here.record, version, of=article)
    assert kept is not None
    store.add_reading(here.record, RUN, Reading(kept.article), START)
    return 0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Desk]:
    with desk.open_desk(Settings(private="yes"), str(tmp_path / "record.db")) as opened:
        yield opened


def means(here: Desk, clock: Clock, **other: Any) -> Means:
    manners = Manners(http.network(here.settings), clock=clock.monotonic, sleep=clock.sleep)
    return replace(Means(manners, clock.now, read=read, run=lambda _: RUN.id), **other)


def subscribe(here: Desk, *urls: str) -> None:
    store.subscribe(here.record, [Subscription(url) for url in urls], START)


def once(here: Desk, by: Means, **how: bool) -> Round:
    return asyncio.run(desk_watch.one_round(here, by, **how))


def texts(here: Desk) -> list[str]:
    return sorted(one.article.text.split("\n")[0] for one in store.articles(here.record))


def test_a_feed_is_taken_in_once_and_asked_again_when_it_is_due(site, here, clock):
    site.pages["/feed"] = feed(item(site, "one"), item(site, "two"))
    subscribe(here, f"{site.url}/feed")
    by = means(here, clock)
    first = once(here, by)
    assert (first.asked, first.articles, first.versions, first.read, first.waiting) == (1, 2, 0, 2, 0)
    assert once(here, by).asked == 0
    clock.pass_by(days=1)
    site.pages["/feed"] = feed(item(site, "one"), item(site, "two", WHOLE + "<p>It opened.</p>"), item(site, "three"))
    second = once(here, by)
    assert (second.articles, second.versions, second.read) == (1, 1, 2)
    assert texts(here) == ["Report one", "Report three", "Report two"]
    assert once(here, by, every=True).unchanged == 1


def test_an_unchanged_feed_is_told_by_its_validators(site, here, clock):
    def answer(headers: Any) -> Page:
        same = headers.get("If-None-Match") == '"1"'
        return (
            Page(b"", {"ETag": '"1"'}, 304) if same else replace(feed(item(site, "one")), headers=XML | {"ETag": '"1"'})
        )

    site.pages["/feed"] = answer
    subscribe(here, f"{site.url}/feed")
    assert once(here, means(here, clock)).articles == 1
    clock.pass_by(days=1)
    assert once(here, means(here, clock)) == Round(asked=1, unchanged=1)


def test_the_validators_are_kept_only_after_all_that_came_with_them(site, here, clock, monkeypatch):
    site.pages["/feed"] = replace(feed(item(site, "one"), item(site, "two")), headers=XML | {"ETag": '"1"'})
    subscribe(here, f"{site.url}/feed")
    monkeypatch.setattr(desk_watch, "BATCH", 1)
    add, calls = store.add_articles, []

    def breaks(*given: Any) -> list[store.Added]:
        calls.append(given)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return add(*given)

    monkeypatch.setattr(store, "add_articles", breaks)
    with pytest.raises(KeyboardInterrupt):
        once(here, means(here, clock))
    assert (texts(here), store.sources(here.record)[0].etag) == (["Report one"], None)
    clock.pass_by(minutes=5)
    done = once(here, means(here, clock))
    assert (done.articles, texts(here)) == (1, ["Report one", "Report two"])
    assert store.sources(here.record)[0].etag == '"1"'


def page(name: str) -> Page:
    article = f"<article><h1>Report {name}</h1>{WHOLE}</article>"
    return Page(f"<html><head><title>Report {name}</title></head><body>{article}</body></html>".encode())


def test_a_teaser_becomes_its_page_s_text_and_stays_one_article(site, here, clock):
    site.pages |= {"/feed": feed(item(site, "one", "Two crews wait.")), "/one": page("one")}
    subscribe(here, f"{site.url}/feed")
    by = means(here, clock)
    done = once(here, by)
    assert (done.articles, done.pages, done.versions) == (1, 1, 1)
    (kept,) = store.articles(here.record)
    assert "stayed shut" in kept.article.text
    assert kept.versions == 2
    assert kept.article.source is not None
    assert kept.article.source.text == "Meridian Post"
    again = once(here, by, every=True)
    assert (again.pages, again.versions, len(site.asked("/one"))) == (0, 0, 1)


@pytest.mark.parametrize(
    ("follow", "words", "asked"), [("never", "Short.", 0), ("always", WHOLE, 1), ("teasers", WHOLE, 0)]
)
def test_the_setting_says_what_is_followed(site, here, clock, follow, words, asked):
    site.pages |= {"/feed": feed(item(site, "one", words)), "/one": page("one")}
    subscribe(here, f"{site.url}/feed")
    once(replace(here, settings=replace(here.settings, follow=follow)), means(here, clock))
    assert len(site.asked("/one")) == asked


def test_a_page_closed_by_robots_is_not_asked_for_and_its_teaser_stays(site, here, clock):
    site.pages |= {
        "/feed": feed(item(site, "one", "Two crews wait.")),
        "/robots.txt": Page(b"User-agent: *\nDisallow: /one", {"Content-Type": "text/plain"}),
        "/one": page("one"),
    }
    subscribe(here, f"{site.url}/feed")
    done = once(here, means(here, clock))
    assert [problem.code for problem in done.problems] == ["fetch.robots"]
    assert (site.asked("/one"), texts(here), done.read) == ([], ["Report one"], 1)


def test_each_feed_that_fails_has_its_line_and_the_others_go_on(site, here, clock):
    site.pages |= {
        "/good": feed(item(site, "one")),
        "/gone": Page(b"", status=410),
        "/busy": Page(b"", {"Retry-After": "7200"}, 503),
        "/nothing": Page(b"{nothing", XML),
        "/old": server.moved("/new", 301),
        "/new": feed(item(site, "two")),
    }
    subscribe(here, *(f"{site.url}/{name}" for name in ("busy", "good", "gone", "nothing", "old")))
    done = once(here, replace(means(here, clock), manners=replace(means(here, clock).manners, patience=10**6)))
    lines = {problem.message.partition(": ")[0].rsplit("/", 1)[1]: problem.code for problem in done.problems}
    assert lines == {"gone": "fetch.retired", "busy": "fetch.failed", "nothing": "fetch.failed"}
    assert texts(here) == ["Report one", "Report two"]
    kept = {one.url.rsplit("/", 1)[1]: polling.health(one, clock.now()) for one in store.sources(here.record)}
    assert (kept["good"], kept["gone"], kept["busy"], kept["nothing"]) == ("well", "retired", "failing", "failing")
    assert "new" in kept
    assert "old" not in kept


def test_two_workers_share_the_work(site, here, clock):
    site.pages["/feed"] = feed(*(item(site, str(number)) for number in range(30)))
    subscribe(here, f"{site.url}/feed")
    seen: list[tuple[str, str]] = []

    def by(name: str) -> Means:
        def reads(of: Desk, article: str, version: str) -> int | None:
            seen.append((name, article))
            return read(of, article, version)

        return means(here, clock, worker=Worker(name), read=reads)

    async def both() -> list[Round]:
        return await asyncio.gather(*(desk_watch.one_round(here, by(name)) for name in ("ana", "ben")))

    rounds = asyncio.run(both())
    assert sum(done.asked for done in rounds) == 1
    once(here, by("ana"))
    assert len(seen) == len({article for _, article in seen}) == 30


def test_reading_makes_way_when_a_feed_is_due_and_loses_nothing(site, here, clock):
    site.pages["/feed"] = feed(*(item(site, str(number)) for number in range(5)))
    subscribe(here, f"{site.url}/feed")

    def slow(of: Desk, article: str, version: str) -> int | None:
        clock.pass_by(hours=1)
        return read(of, article, version)

    done = once(here, means(here, clock, read=slow), make_way=True)
    assert (done.articles, 0 < done.read < 5, done.read + done.waiting) == (5, True, 5)
    rest = sum(once(here, means(here, clock, read=slow), make_way=True).read for _ in range(5))
    assert done.read + rest == 5


def test_watching_ends_after_the_running_job_when_told_to(site, here, clock):
    site.pages["/feed"] = feed(*(item(site, str(number)) for number in range(5)))
    subscribe(here, f"{site.url}/feed")
    by = means(here, clock)

    def stops(of: Desk, article: str, version: str) -> int | None:
        by.stop.set()
        return read(of, article, version)

    told: list[Round] = []
    asyncio.run(desk_watch.watch(here, replace(by, read=stops), told.append))
    assert [(done.articles, done.read, done.waiting) for done in told] == [(5, 1, 4)]
    assert sum(store.waiting(here.record, clock.now()).values()) == 4


# The command line ----------------------------------------------------------------------------------------------------


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Any]:
    monkeypatch.setenv("CORANTO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CORANTO_PRIVATE", "yes")
    monkeypatch.setattr(desk, "read_version", read)
    monkeypatch.setattr(Desk, "run", RUN)
    made = desk_watch.means
    monkeypatch.setattr(desk_watch, "means", lambda *given: replace(made(*given), read=read, run=lambda _: RUN.id))
    return lambda *arguments, given="": CliRunner().invoke(cli.cli, list(arguments), input=given)


def test_the_path_of_a_first_time_user(run, site, tmp_path):
    site.pages |= {"/feed": feed(item(site, "one")), "/gone": Page(b"", status=404)}
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        "<opml version='2.0'><head/><body><outline text='World'>"
        f"<outline type='rss' text='Meridian' xmlUrl='{site.url}/feed'/><outline type='rss' text='No' xmlUrl='ftp://x'/>"
        f"<outline type='rss' text='Gone' xmlUrl='{site.url}/gone'/></outline></body></opml>"
    )
    assert "coranto add feeds.opml" in run("fetch").output
    added = run("add", str(opml))
    assert added.exit_code == 0
    assert "2 new feeds, 0 known, 1 bad entries" in added.output
    assert "formats.bad-subscription" in added.output
    assert "0 new feeds, 2 known" in run("add", str(opml)).output
    assert {json.loads(line)["health"] for line in run("sources", "--json").stdout.splitlines()} == {"new"}
    fetched = run("fetch")
    assert fetched.exit_code == 0
    assert "2 feeds asked" in fetched.output
    assert "1 new articles" in fetched.output
    assert f"fetch.failed: {site.url}/gone" in fetched.output
    assert json.loads(run("fetch", "--json").stdout)["asked"] == 0
    assert json.loads(run("fetch", "--all", "--json").stdout)["asked"] == 2
    rows = [json.loads(line) for line in run("sources", "--json").stdout.splitlines()]
    assert [(row["health"], row["folder"], row["failures"]) for row in rows] == [
        ("well", "World", 0),
        ("failing", "World", 2),
    ]
    assert "failing" in run("sources").output
    assert "1 feeds." in run("sources", "--remove", f"{site.url}/gone").output


def test_a_plain_list_can_come_from_standard_input(run, site):
    assert "1 new feeds" in run("add", "-", given=f"{site.url}/feed Meridian Post\n").output
