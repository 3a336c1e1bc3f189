"""Politeness, with a clock and a network of the test's own: nobody sleeps, nobody is asked."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Mapping

from coranto.errors import FetchError
from coranto.fetch import worker
from coranto.fetch.http import Answer, Network, Validators
from coranto.fetch.worker import Later, Manners, Outcome, Request
from coranto.model import Problem, Raw

RULES = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 5\n"


class World:
    """A clock that only sleeping moves, and sites that answer from a table."""

    def __init__(self, sites: Mapping[str, bytes | FetchError]) -> None:
        self.at = 0.0
        self.sites = sites
        self.asked: list[tuple[float, str]] = []

    async def sleep(self, seconds: float) -> None:
        self.at += seconds

    def ask(self, url: str, _network: Network, _known: Validators) -> Answer:
        self.asked.append((self.at, url))
        found = self.sites.get(url, FetchError("it answered 404", status=404))
        if isinstance(found, FetchError):
            raise found
        return Answer(Raw(found, url=url), Validators(), None, None)

    def run(self, *requests: Request, patience: float = 60.0, manners: Manners | None = None) -> dict[str, Outcome]:
        by = manners or Manners(Network(), patience, self.ask, lambda: self.at, self.sleep)

        async def collect() -> dict[str, Outcome]:
            return {request.url: outcome async for request, outcome in worker.answers(by, requests)}

        return asyncio.run(collect())


def test_a_host_is_asked_one_after_the_other_with_a_second_between():
    world = World({f"https://a.example/{n}": b"x" for n in range(4)})
    found = world.run(*(Request(f"https://a.example/{n}") for n in range(4)))
    assert all(isinstance(outcome, Answer) for outcome in found.values())
    assert world.asked == [(float(n), f"https://a.example/{n}") for n in range(4)]


def test_what_a_person_gave_is_asked_without_robots_and_what_was_found_by_them():
    world = World({"https://a.example/robots.txt": RULES, "https://a.example/private/x": b"x"})
    given = world.run(Request("https://a.example/private/x"))["https://a.example/private/x"]
    found = world.run(Request("https://a.example/private/x", found=True))["https://a.example/private/x"]
    assert isinstance(given, Answer)
    assert isinstance(found, Problem)
    assert found.code == "fetch.robots"


def test_the_delay_that_a_site_asks_is_kept_and_its_rules_are_asked_for_once():
    world = World({"https://a.example/robots.txt": RULES} | {f"https://a.example/{n}": b"x" for n in range(3)})
    world.run(*(Request(f"https://a.example/{n}", found=True) for n in range(3)))
    assert [url for _, url in world.asked].count("https://a.example/robots.txt") == 1
    times = [at for at, url in world.asked if not url.endswith("robots.txt")]
    assert [after - before for before, after in itertools.pairwise(times)] == [5.0, 5.0]


def test_who_would_wait_longer_than_we_are_patient_comes_later():
    world = World({"https://a.example/robots.txt": RULES} | {f"https://a.example/{n}": b"x" for n in range(9)})
    found = world.run(*(Request(f"https://a.example/{n}", found=True) for n in range(9)), patience=12.0)
    later = [outcome for outcome in found.values() if isinstance(outcome, Later)]
    assert len(later) == 6
    assert all(outcome.seconds > 0 for outcome in later)


def test_a_busy_host_is_left_alone_by_those_behind():
    busy = FetchError("busy", status=429, retry_after=300.0)
    world = World({"https://a.example/1": busy, "https://a.example/2": b"x", "https://b.example/": b"x"})
    found = world.run(Request("https://a.example/1"), Request("https://a.example/2"), Request("https://b.example/"))
    assert found["https://a.example/1"] is busy
    assert found["https://a.example/2"] == Later(300.0)
    assert isinstance(found["https://b.example/"], Answer)


def test_a_site_that_cannot_say_its_rules_is_asked_nothing_for_an_hour():
    world = World({"https://a.example/robots.txt": FetchError("down", status=500), "https://a.example/1": b"x"})
    found = world.run(Request("https://a.example/1", found=True))["https://a.example/1"]
    assert isinstance(found, Later)
    assert 3000 < found.seconds <= 3600
    assert [url for _, url in world.asked] == ["https://a.example/robots.txt"]


def test_a_site_without_rules_allows_everything():
    world = World({"https://a.example/1": b"x"})
    assert isinstance(world.run(Request("https://a.example/1", found=True))["https://a.example/1"], Answer)
