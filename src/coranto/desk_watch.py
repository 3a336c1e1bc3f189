"""Watching: ask the sources that are due, follow teasers to their pages, read what is new, make the events again.

Each is a job that the record keeps until it is done, so a kill at any moment loses nothing. An article is kept before
it is read, and a source's new validators only after all that came with them: where the work breaks off in between, the
same answer is asked for again, and what is known already changes nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from coranto import desk as desks
from coranto import formats, store
from coranto.desk import Desk, Progress, silent
from coranto.errors import FetchError
from coranto.fetch import http, polling, worker
from coranto.fetch.http import Answer, Validators
from coranto.fetch.worker import Later, Manners, Request
from coranto.model import Article, Problem, Raw, Source, Subscription, article_id
from coranto.store import Job, JobKind, Share, Worker

BATCH = 50
"""Articles that are added in one transaction: quicker than one by one, and little to do again after a kill."""
READ_AT_ONCE = 10
"""Versions that a worker takes to read; another worker finds the next ones free."""
PAGES_A_HOST = 20
"""Pages that are followed on one host in one round: at a second's pause they take less than half a minute."""
MOST_TRIES = 5
"""How often a page is asked for that fails in a way that may pass; with the back-off, over some hours."""
WAITS = 3_600.0
"""Seconds after which what is under embargo is looked at again."""
LOOK = 60.0
"""Seconds after which the clock and the list of sources are looked at again, whatever was planned."""


@dataclass(frozen=True, slots=True)
class Means:
    """What watching works with: manners towards hosts, a clock, and who is at work.

    `read` reads one version (ids of article and version) and gives its number of claims, None where it must wait;
    `run` gives the id of the run that does so. Tests hand over their own. Once `stop` is set, the work ends after the
    job that is running; `progress` is told how far it is.
    """

    manners: Manners
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    worker: Worker = field(default_factory=lambda: Worker(secrets.token_hex(8)))
    read: Callable[[Desk, str, str], int | None] = desks.read_version
    run: Callable[[Desk], str] = lambda desk: desk.run.id
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    progress: Progress = silent


@dataclass(frozen=True, slots=True)
class Round:
    """What one round brought.

    `asked` counts sources, of which `unchanged` had nothing new; `articles` and `versions` are new ones, `pages` those
    that were followed, `read` the versions read and `claims` what was found in them, `waiting` the versions still
    unread, `events` all events of the record, None where they were not made again. `problems` has one for each source
    that failed, and for each page that could not be had.
    """

    asked: int = 0
    unchanged: int = 0
    articles: int = 0
    versions: int = 0
    pages: int = 0
    read: int = 0
    claims: int = 0
    waiting: int = 0
    events: int | None = None
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()

    def and_also(self, problem: Problem | None = None, **more: int) -> Round:
        """The same round with so many more, and a problem where there is one."""
        counts = {name: getattr(self, name) + number for name, number in more.items()}
        return replace(self, problems=self.problems + ((problem,) if problem else ()), **counts)


def means(desk: Desk, progress: Progress = silent) -> Means:
    """The outside as the settings allow it, and the machine's clock."""
    return Means(Manners(http.network(desk.settings)), progress=progress)


def read_list(place: str, body: bytes) -> tuple[tuple[Subscription, ...], tuple[Problem, ...]] | None:
    """The subscriptions in a list of feeds, with a Problem for each bad entry; None for anything but such a list.

    `place` names it: a path, or "-" for standard input.
    """
    return formats.read_subscriptions(body, place) if formats.is_subscriptions(body) else None


async def watch(desk: Desk, by: Means, told: Callable[[Round], None]) -> None:
    """Do rounds until told to stop, and tell each that did something; reading makes way whenever a source is due."""
    while not by.stop.is_set():
        done = await one_round(desk, by, make_way=True)
        if done != Round(seconds=done.seconds, waiting=done.waiting):
            told(done)
        wait = 0.0 if done.waiting and done.read else LOOK
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(by.stop.wait(), min(wait, _until_due(desk, by.now())))


def _until_due(desk: Desk, now: datetime) -> float:
    """Seconds until the next source is due, one at least: who is due now and was not asked is another worker's."""
    due = [source.due for source in store.sources(desk.record) if not source.retired]
    return max(1.0, min(((at - now).total_seconds() for at in due), default=LOOK))


async def one_round(desk: Desk, by: Means, *, every: bool = False, make_way: bool = False) -> Round:
    """Ask the sources that are due (or `every` one), follow their teasers, read what is unread, make the events again.

    With `make_way` reading ends when a source is due.
    """
    start = by.now()
    async with _alive(desk, by):
        done = await _ask_sources(desk, by, every=every)
        done = await _follow(desk, by, done)
        done = await _read(desk, by, done, make_way=make_way)
    if done.read and not by.stop.is_set():
        done = replace(done, events=len(desks.collate_all(desk, by.progress)))
    return replace(done, seconds=(by.now() - start).total_seconds())


@asynccontextmanager
async def _alive(desk: Desk, by: Means) -> AsyncIterator[None]:
    """Renew the worker's leases while the work goes on, and give back at the end what was not done."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(by.worker.lease.total_seconds() / 3)
            store.renew(desk.record, by.worker, by.now())

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        beating.cancel()
        store.release(desk.record, by.worker)


# Sources -----------------------------------------------------------------------------------------------------------


async def _ask_sources(desk: Desk, by: Means, *, every: bool) -> Round:
    known = {str(source.id): source for source in store.sources(desk.record) if not source.retired}
    due = {key: one for key, one in known.items() if every or polling.is_due(one, by.now())}
    hosts = {key: worker.host_of(source.url) for key, source in due.items()}
    store.put(desk.record, JobKind.ASK, hosts, by.now())
    jobs = {job.key: job for job in store.take(desk.record, by.worker, JobKind.ASK, by.now(), Share(len(known) + 1))}
    for key in jobs.keys() - due.keys():  # forgotten, retired, or asked by another since it was put down
        store.finish(desk.record, jobs.pop(key))
    asked = {due[key].url: due[key] for key in jobs}
    requests = [Request(one.url, Validators(one.etag, one.modified)) for one in asked.values()]
    done = Round()
    async with contextlib.aclosing(worker.answers(by.manners, requests)) as heard:
        async for request, outcome in heard:
            source = asked[request.url]
            done = await _heard(desk, by, source, outcome, done)
            store.finish(desk.record, jobs[str(source.id)])
            by.progress("asking", done.asked, len(requests))
            if by.stop.is_set():
                break
    return done


async def _heard(desk: Desk, by: Means, source: Source, outcome: worker.Outcome, done: Round) -> Round:
    """Take in what a source gave, and put down how it fares."""
    if isinstance(outcome, Answer):
        if outcome.raw is None:
            _kept(desk, polling.answered(source, by.now(), outcome))
            return done.and_also(asked=1, unchanged=1)
        return await _taken(desk, by, source, outcome, done)
    if isinstance(outcome, FetchError):
        changed = polling.failed(source, by.now(), outcome)
        store.keep_source(desk.record, changed)
        return done.and_also(_fault(source, outcome.message, outcome.remedy, retired=changed.retired), asked=1)
    seconds = outcome.seconds if isinstance(outcome, Later) else polling.LONGEST
    store.keep_source(desk.record, replace(source, due=by.now() + timedelta(seconds=seconds)))
    return done


async def _taken(desk: Desk, by: Means, source: Source, answer: Answer, done: Round) -> Round:
    """Keep the articles of an answer, put down the pages to follow, and only then the validators that came with it."""
    raw = answer.raw or Raw(b"")
    found = formats.decode(replace(raw, at=by.now()))
    if not found.articles and all(one.code != "formats.empty" for one in found.problems):
        said = "; ".join(problem.message for problem in found.problems) or "nothing in it is news"
        remedy = "open it in a browser: it may be a page that only links to the feed"
        store.keep_source(desk.record, polling.failed(source, by.now(), FetchError(said)))
        return done.and_also(_fault(source, said, remedy), asked=1)
    new = versions = 0
    for start in range(0, len(found.articles), BATCH):
        batch = found.articles[start : start + BATCH]
        added = store.add_articles(desk.record, batch, by.now())
        store.put(desk.record, JobKind.PAGE, dict(_pages(desk, batch)), by.now())
        new += sum(one.new_article for one in added)
        versions += sum(one.new_version and not one.new_article for one in added)
        await asyncio.sleep(0)  # lets the worker say that it lives
    stamps = tuple(article.published.at for article in found.articles if article.published)
    brought = polling.Brought(stamps, new + versions, formats.wished_pause(raw.body))
    moved = _kept(desk, polling.answered(source, by.now(), answer, brought))
    return done.and_also(moved, asked=1, articles=new, versions=versions, unchanged=int(not new and not versions))


def _kept(desk: Desk, source: Source) -> Problem | None:
    """Put down a source; a Problem where that retires it, because its new address is watched already."""
    store.keep_source(desk.record, source)
    now = next((one for one in store.sources(desk.record) if one.id == source.id), source)
    return (
        _fault(now, now.problem or "it is asked no more", "nothing need be done", retired=True) if now.retired else None
    )


def _fault(source: Source, said: str, remedy: str, *, retired: bool = False) -> Problem:
    code = "fetch.retired" if retired else "fetch.failed"
    return Problem(code, ": ".join(filter(None, (source.url, said))) + (f" ({remedy})" if remedy else ""))


# Pages -------------------------------------------------------------------------------------------------------------


def _pages(desk: Desk, articles: Sequence[Article]) -> list[tuple[str, str]]:
    """The pages to follow, as a job's key and host."""
    follow = desk.settings.follow
    return [
        (f"{one.address} {one.id} {one.version}", worker.host_of(one.address))
        for one in articles
        if one.address and one.capture.form == "feed" and follow != "never"
        if follow == "always" or polling.is_teaser(one)
    ]


async def _follow(desk: Desk, by: Means, done: Round) -> Round:
    if by.stop.is_set():
        return done
    taken = store.take(desk.record, by.worker, JobKind.PAGE, by.now(), Share(a_host=PAGES_A_HOST))
    jobs = {job.key.partition(" ")[0]: job for job in taken}
    for job in taken:  # two versions of one item lead to one page: once is enough for both
        if jobs[job.key.partition(" ")[0]] is not job:
            store.finish(desk.record, job, keep=True)
    requests = [Request(url, found=True) for url in jobs]
    number = 0
    async with contextlib.aclosing(worker.answers(by.manners, requests)) as heard:
        async for request, outcome in heard:
            done = _page(desk, by, jobs[request.url], outcome, done)
            by.progress("following", number := number + 1, len(jobs))
            if by.stop.is_set():
                break
    return done


def _page(desk: Desk, by: Means, job: Job, outcome: worker.Outcome, done: Round) -> Round:
    """Keep a page as the new version of its item, or put down why it could not be had."""
    address = job.key.partition(" ")[0]
    if isinstance(outcome, Later):
        store.put_off(desk.record, job, by.now(), outcome.seconds)
        return done
    if isinstance(outcome, FetchError):
        problem = Problem("fetch.failed", f"{address}: {outcome.message} ({outcome.remedy})")
        if polling.passes(outcome) and job.tries + 1 < MOST_TRIES:
            pause = max(polling.backoff(address, job.tries + 1), outcome.retry_after or 0.0)
            store.put_off(desk.record, job, by.now(), pause, outcome.message)
        else:
            store.finish(desk.record, job, keep=True, problem=outcome.message)
        return done.and_also(problem)
    if isinstance(outcome, Problem) or outcome.raw is None:
        store.finish(desk.record, job, keep=True, problem=outcome.message if isinstance(outcome, Problem) else None)
        return done.and_also(outcome if isinstance(outcome, Problem) else None)
    brought = _page_of_item(desk, by, job, outcome.raw)
    store.finish(desk.record, job, keep=True, problem=None if brought else "nothing in it is news")
    return done.and_also(pages=1, versions=int(brought))


def _page_of_item(desk: Desk, by: Means, job: Job, raw: Raw) -> bool:
    """Add what a page says as a version of the item that led to it: the same outlet and address, whatever the page
    calls itself, so that an item and its page are not two articles.
    """  # noqa: D205  # one sentence
    _, of, version = job.key.rsplit(" ", 2)
    item = store.article(desk.record, version, of=of)
    if item is None:
        return False
    outlet = item.article.source.text if item.article.source else None
    found = formats.decode(replace(raw, at=by.now(), source=outlet, published=item.article.published))
    pages = [one for one in found.articles if len(one.text) >= len(item.article.text)][:1]
    if item.article.id != article_id(outlet, item.article.address, item.article.text):
        return False
    as_item = [replace(one, id=of, address=item.article.address, ref=item.article.ref) for one in pages]
    return any(one.new_version for one in store.add_articles(desk.record, as_item, by.now()))


# Reading -----------------------------------------------------------------------------------------------------------


async def _read(desk: Desk, by: Means, done: Round, *, make_way: bool) -> Round:
    run = by.run(desk)
    unread = store.unread(desk.record, run)
    store.put(desk.record, JobKind.READ, {f"{run} {article} {version}": "" for article, version in unread}, by.now())
    free: list[Job] = []
    over: list[Job] = []
    while not by.stop.is_set() and not (make_way and done.read and _due(desk, by.now())):
        if not free:  # a transaction for every few: what a kill leaves unfinished is only read again
            store.finish(desk.record, *over)
            over.clear()
            free = store.take(desk.record, by.worker, JobKind.READ, by.now(), Share(READ_AT_ONCE))
        if not free:
            break
        job = free.pop(0)
        maker, article, version = job.key.split(" ")
        claims = await asyncio.to_thread(by.read, desk, article, version) if maker == run else 0
        if claims is None:  # it may not be read yet
            store.put_off(desk.record, job, by.now(), WAITS)
            continue
        over.append(job)
        done = done.and_also(read=1, claims=claims)
        by.progress("reading", done.read, len(unread))
    store.finish(desk.record, *over)
    return replace(done, waiting=max(0, len(unread) - done.read))


def _due(desk: Desk, now: datetime) -> bool:
    return any(polling.is_due(source, now) for source in store.sources(desk.record))
