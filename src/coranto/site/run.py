"""The site over an open desk: pages from its record, votes kept in it."""

from __future__ import annotations

import secrets
from functools import partial

from starlette.applications import Starlette

from coranto import settings, store
from coranto.desk import Desk, page_record
from coranto.site.app import app
from coranto.site.serve import serve
from coranto.site.votes import Votes

KEY = "site.key"


def app_of(desk: Desk) -> Starlette:
    """Give the reader's site over the record as it stands now; votes are kept in the record."""
    record = page_record(desk)
    votes = Votes(partial(store.rating, desk.record), partial(store.vote, desk.record))
    return app(lambda: record, votes, key=_key(), title=desk.settings.title)


def run(desk: Desk, host: str, port: int) -> None:
    """Serve a desk until interrupted. Raises UsageError, with a remedy, where the port is taken."""
    serve(app_of(desk), host, port)


def _key() -> bytes:
    """Give the key that hides readers behind their votes; made once, kept in the home folder for its owner only."""
    path = settings.home() / KEY
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()
