"""Kill the taking in of a feed again and again, and count what is lost and what is doubled: both must be 0.

    python tools/kill_watch.py --items 10000 --kills 50

A server of ours gives the feed; a process of its own asks it, keeps the items and reads them, by the very functions of
`coranto fetch`. Only the language reader is left out: in its place stands one that finds nothing, and keeps the empty
reading as ours does, because ten thousand reports take an hour to read. The process is killed (SIGKILL) after a random
number of commits; each next one starts with a clock that has jumped, forward and back in turn.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "fetch"))

from sqlalchemy import event, func, select

from coranto import desk, desk_watch, store
from coranto.desk import Desk
from coranto.desk_watch import Means
from coranto.fetch import http
from coranto.fetch.worker import Manners
from coranto.model import Reading, Run, Subscription, digest
from coranto.settings import Settings
from coranto.store import dialect, tables

START = datetime(2024, 11, 5, 12, tzinfo=UTC)
RUN = Run(digest("run", "nothing"), "nothing", "nothing", "nothing", START)
SETTINGS = Settings(private="yes", follow="never")
SEED = 1624


def main() -> int:
    """Kill and count, or, with --child, be the one that is killed. Exit code 1 where anything was lost or doubled."""
    ask = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    ask.add_argument("--items", type=int, default=10_000)
    ask.add_argument("--kills", type=int, default=50)
    ask.add_argument("--child", nargs=2, metavar=("RECORD", "MINUTES"), help=argparse.SUPPRESS)
    given = ask.parse_args()
    if given.child:
        return _child(given.child[0], float(given.child[1]))
    with tempfile.TemporaryDirectory() as folder, _site(given.items) as address:
        return _killed(Path(folder) / "record.db", address, given.items, given.kills)


@contextmanager
def _site(items: int) -> Iterator[str]:
    import server

    rows = "".join(
        f"<item><title>Report {n}</title><link>http://127.0.0.1/report/{n}</link>"
        f"<description>The harbour of Meridian stayed shut on day {n}, its pilots said.</description></item>"
        for n in range(items)
    )
    body = f"<rss version='2.0'><channel><title>Meridian Post</title>{rows}</channel></rss>".encode()
    page = server.Page(body, {"Content-Type": "application/rss+xml", "ETag": '"1"'})
    with server.serve({"/feed": page}) as site:
        yield f"{site.url}/feed"


def _killed(path: Path, address: str, items: int, kills: int) -> int:
    start = time.monotonic()
    with store.open(path) as record:
        store.subscribe(record, (Subscription(address),), START)
    chance = random.Random(SEED)  # noqa: S311  # chance, not a secret
    batches = items // desk_watch.BATCH
    done: Counter[str] = Counter()
    while done["taking in"] + done["reading"] < kills:
        number = done.total()
        minutes = (10.0 if number % 2 else -10.0) * number
        share = (done["taking in"] + done["reading"] + 1) / kills
        ended = _run(path, minutes, chance.randint(2, int(batches * share) + 6), chance.random() / 200)
        done["ended by itself" if ended else "taking in" if _versions(path) < items else "reading"] += 1
    _run(path, 10.0 * (done.total() + 2), None, 0.0)
    lost, doubled, faults = _counted(path, items)
    sys.stdout.write(
        f"{items:,} items; killed {done['taking in']} times while taking in, {done['reading']} while reading:\n"
    )
    sys.stdout.write(
        f"{lost} lost, {doubled} doubled, {len(faults)} faults in the record; {time.monotonic() - start:.0f} s\n"
    )
    return 1 if lost or doubled or faults else 0


def _run(path: Path, minutes: float, commits: int | None, delay: float) -> bool:
    """Run a child, and kill it so many seconds after so many commits; whether it had ended by itself."""
    command = [sys.executable, __file__, "--child", str(path), str(minutes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=0) as child:  # noqa: S603  # our own script
        seen = 0
        while child.stdout and (mark := child.stdout.read(1)):
            seen += len(mark)
            if seen == commits:
                time.sleep(delay)
                os.kill(child.pid, signal.SIGKILL)
                break
        code = child.wait()
    if code not in {0, -signal.SIGKILL}:
        raise SystemExit(f"the child failed with exit code {code}")
    return code == 0


def _versions(path: Path) -> int:
    with store.open(path, read_only=True) as record:
        return store.counts(record).versions


def _counted(path: Path, items: int) -> tuple[int, int, list[str]]:
    """What is lost and what is doubled of articles, versions, readings; and what the record's own check finds."""
    with store.open(path) as record:
        faults = [fault.message for fault in store.check(record)]
        counts, open_jobs = store.counts(record), store.waiting(record, START + timedelta(days=3650))
        c = tables.articles.c
        with dialect.reading(record.engine, record.where) as connection:
            addresses = connection.execute(select(func.count(c.address.distinct()))).scalar_one()
        unread = len(store.unread(record, RUN.id))
    lost = (items - addresses) + unread + sum(open_jobs.values())
    doubled = sum(max(0, count - items) for count in (counts.articles, counts.versions, counts.readings))
    return lost, doubled, faults


def _child(path: str, minutes: float) -> int:
    begun = time.monotonic()

    def now() -> datetime:
        return START + timedelta(minutes=minutes, seconds=time.monotonic() - begun)

    with desk.open_desk(SETTINGS, path) as here:
        event.listen(here.record.engine, "commit", lambda _: os.write(1, b"."))
        by = Means(Manners(http.network(SETTINGS)), now, read=_read, run=lambda _: RUN.id)
        done = asyncio.run(desk_watch.one_round(here, by, every=True))
    return 1 if done.problems else 0


def _read(here: Desk, article: str, version: str) -> int | None:
    kept = store.article(here.record, version, of=article)
    if kept is None:
        return None
    store.add_reading(here.record, RUN, Reading(kept.article), START)
    return 0


if __name__ == "__main__":
    sys.exit(main())
