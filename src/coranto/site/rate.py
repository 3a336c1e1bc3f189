"""A reader's stars: who may post them, and who a reader is without knowing it."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from coranto.site.votes import Votes

COOKIE = "coranto_reader"
YEAR = 365 * 24 * 3600

# The form holds one field of one digit; whatever is longer is no vote.
LARGEST_FORM = 1024

_COOKIE_FORM = re.compile(r"[A-Za-z0-9_-]{43}")
_STARS_FORM = re.compile(r"stars=([1-5])")


def rate(votes: Votes, key: bytes, known: Callable[[str], bool]) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of the rating form; `known` tells whether a story of that id exists."""

    async def endpoint(request: Request) -> Response:
        story = request.path_params["name"]
        if not same_site(request):
            return PlainTextResponse("A vote must come from the page itself.", 403)
        body = await _body(request)
        found = _STARS_FORM.fullmatch(body.decode("latin-1")) if body is not None else None
        if found is None:
            return PlainTextResponse("A vote is one to five stars.", 400)
        if not await run_in_threadpool(known, story):
            return PlainTextResponse("There is no such story.", 404)
        reader = reader_of(request)
        await run_in_threadpool(votes.cast, story, voter(key, reader), int(found[1]))
        return _back(request, story, reader)

    return endpoint


def same_site(request: Request) -> bool:
    """Whether a post comes from one of our own pages, as the browser tells; a post that tells nothing is refused."""
    fetch_site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if fetch_site is not None and fetch_site != "same-origin":
        return False
    return origin == own if origin is not None else fetch_site == "same-origin"


def reader_of(request: Request) -> str:
    """The random text in the reader's cookie, or a new one where there is none of our making."""
    kept = request.cookies.get(COOKIE, "")
    return kept if _COOKIE_FORM.fullmatch(kept) else secrets.token_urlsafe(32)


def voter(key: bytes, reader: str) -> str:
    """What the store sees of a reader: a keyed hash, the same for the same cookie and key."""
    return hmac.new(key, reader.encode("ascii"), hashlib.sha256).hexdigest()


async def _body(request: Request) -> bytes | None:
    """The posted form, or None where it is longer than a vote can be."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            return None
    return body


def _back(request: Request, story: str, reader: str) -> Response:
    response = RedirectResponse(f"/story/{quote(story, safe='')}#rating", 303)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, reader, max_age=YEAR, httponly=True, samesite="lax", secure=secure, path="/story/")
    return response
