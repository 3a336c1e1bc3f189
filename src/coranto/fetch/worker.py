"""Asking many addresses at once, politely: one request at a time to a host, with a pause between two.

What a person gave us to ask (a feed) is asked as it is. What we found ourselves (the page of an item) is asked only
where the site's robots.txt allows, and with the pause that it wishes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from coranto.errors import FetchError
from coranto.fetch import http, robots
from coranto.fetch.http import Answer, Network, Validators
from coranto.model import Problem

PAUSE = 1.0
"""Seconds between two requests to one host at least."""
AT_ONCE = 16
"""Hosts that are asked at the same time."""
BUSY = frozenset({429, 503})
WAIT = 900.0
"""Seconds that a host is left alone which says that it is busy and not for how long."""


_NOTHING_HELD = Validators()


@dataclass(frozen=True, slots=True)
class Request:
    """An address to ask, with what is held of it. `found` marks one that no person gave us: robots.txt decides."""

    url: str
    known: Validators = _NOTHING_HELD
    found: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """Not asked now: the host wants to be left alone for so many seconds."""

    seconds: float


Outcome = Answer | FetchError | Later | Problem
"""What became of a request: an answer, a failure, a wait, or that robots.txt closes the page."""


@dataclass(slots=True)
class Host:
    """What a worker remembers of a host, in seconds of its clock: when it may be asked next, its rules until when."""

    free: float = 0.0
    rules: robots.Rules | None = None
    rules_until: float = 0.0


@dataclass(slots=True)
class Manners:
    """How a worker asks, and what it remembers of each host. Tests pass a clock and a sleep of their own.

    `patience` is how many seconds a request may wait for its turn before it is put off to a later round.
    """

    network: Network
    patience: float = 60.0
    ask: Callable[[str, Network, Validators], Answer] = http.ask
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    hosts: dict[str, Host] = field(default_factory=dict)


def host_of(url: str) -> str:
    """Whom an address asks: its host and port, in small letters."""
    return urlsplit(url).netloc.lower()


async def answers(manners: Manners, requests: Iterable[Request]) -> AsyncGenerator[tuple[Request, Outcome], None]:
    """Give what became of each request, as it comes; those of one host are asked in their order."""
    queues: dict[str, list[Request]] = {}
    for request in requests:
        queues.setdefault(host_of(request.url), []).append(request)
    found: asyncio.Queue[tuple[Request, Outcome]] = asyncio.Queue()
    room = asyncio.Semaphore(AT_ONCE)
    asking = [asyncio.create_task(_host(manners, name, queue, room, found)) for name, queue in queues.items()]
    try:
        for _ in range(sum(map(len, queues.values()))):
            yield await found.get()
    finally:
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)


async def _host(
    manners: Manners,
    name: str,
    requests: list[Request],
    room: asyncio.Semaphore,
    found: asyncio.Queue[tuple[Request, Outcome]],
) -> None:
    host = manners.hosts.setdefault(name, Host())
    until = manners.clock() + manners.patience
    async with room:
        for request in requests:
            await found.put((request, await _outcome(manners, host, request, until)))


async def _outcome(manners: Manners, host: Host, request: Request, until: float) -> Outcome:
    pause = PAUSE
    if request.found:
        rules = await _rules(manners, host, request.url, until)
        if isinstance(rules, Later):
            return rules
        if not robots.allows(rules, manners.network.agent, request.url):
            if rules is robots.NOTHING:  # it could not say what it allows
                return Later(host.rules_until - manners.clock())
            return Problem("fetch.robots", f"{request.url}: the site's robots.txt closes it to programs")
        pause = max(pause, robots.delay(rules, manners.network.agent) or 0.0)
    return await _asked(manners, host, request, pause, until)


async def _rules(manners: Manners, host: Host, url: str, until: float) -> robots.Rules | Later:
    """The host's rules, asked for once a day; where it could not give them, what that means."""
    if host.rules is None or host.rules_until <= manners.clock():
        parts = urlsplit(url)
        place = Request(f"{parts.scheme}://{parts.netloc}/robots.txt")
        said = await _asked(manners, host, place, PAUSE, until)
        if isinstance(said, Later):
            return said
        status = said.status if isinstance(said, FetchError) else None
        body = said.raw.body if isinstance(said, Answer) and said.raw else None
        host.rules = robots.unanswered(status) if body is None else robots.read(body)
        kept = robots.KEPT_UNANSWERED if host.rules is robots.NOTHING else robots.KEPT
        host.rules_until = manners.clock() + kept
    return host.rules


async def _asked(
    manners: Manners, host: Host, request: Request, pause: float, until: float
) -> Answer | FetchError | Later:
    """One request in its turn; a host that says that it is busy is left alone by those behind it."""
    wait = host.free - manners.clock()
    if manners.clock() + wait > until:
        return Later(wait)
    if wait > 0:
        await manners.sleep(wait)
    try:
        answer = await asyncio.to_thread(manners.ask, request.url, manners.network, request.known)
    except FetchError as fault:
        busy = fault.status in BUSY
        host.free = manners.clock() + max(pause, (fault.retry_after or WAIT) if busy else 0.0)
        return fault
    host.free = manners.clock() + pause
    return answer
