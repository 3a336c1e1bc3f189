"""The site over an open desk: pages from its record, votes kept in it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Lock
from time import monotonic

from starlette.applications import Starlette

from coranto import settings, store
from coranto.desk import Desk, page_record
from coranto.publish.record import Record
from coranto.site.app import app
from coranto.site.serve import serve
from coranto.site.votes import Votes

KEY = "site.key"
PATIENCE = 2.0


def app_of(desk: Desk) -> Starlette:
    """Give the reader's site over the record; votes are kept in it, and news taken in meanwhile appears."""
    votes = Votes(partial(store.rating, desk.record), partial(store.vote, desk.record))
    return app(fresh(desk), votes, key=_key(), title=desk.settings.title)


def fresh(desk: Desk) -> Callable[[], Record]:
    """Give a function that returns the same pages' record until the store holds something new.

    The store is asked at most every `PATIENCE` seconds, since a front page is asked for far more often than news
    comes in. The site calls it from several threads.
    """
    lock = Lock()
    kept: dict[str, tuple[float, store.Counts, Record]] = {}

    def load() -> Record:
        with lock:
            now = monotonic()
            if not kept or now - kept["last"][0] > PATIENCE:
                counts = replace(store.counts(desk.record), votes=0)
                same = kept and kept["last"][1] == counts
                kept["last"] = (now, counts, kept["last"][2] if same else page_record(desk))
            return kept["last"][2]

    return load


def run(desk: Desk, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve a desk until interrupted; `ready` is called once the port is ours.

    Raises UsageError, with a remedy, where the port is taken.
    """
    serve(app_of(desk), host, port, ready)


def _key() -> bytes:
    """Give the key that hides readers behind their votes; made once, kept in the home folder for its owner only."""
    path = settings.home() / KEY
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()
