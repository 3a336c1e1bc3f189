"""The reader's site as a Starlette application: routes, headers, caching. What the pages say is publish's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coranto import publish
from coranto.model.article import Rating
from coranto.publish.actor import actor
from coranto.publish.atom import atom
from coranto.publish.event import event
from coranto.publish.front import front
from coranto.publish.record import Index, Record
from coranto.publish.render import Page, about, refusal, render, shell, style, style_digest
from coranto.publish.section import section
from coranto.publish.story import story
from coranto.site.headers import SecurityHeaders
from coranto.site.rate import rate
from coranto.site.votes import Votes

HTML = "text/html; charset=utf-8"

# A year, as long as HTTP caches keep anything; the address changes with the content.
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"

# A desk's front, sections and most read stories; the rest is made when asked for.
KEPT_PAGES = 256


@dataclass(frozen=True, slots=True)
class Site:
    """What every route needs: the record as it stands now, the votes, the desk's name, the key of voters."""

    load: Callable[[], Record]
    votes: Votes
    title: str
    key: bytes


def app(load: Callable[[], Record], votes: Votes, *, key: bytes, title: str = "coranto desk") -> Starlette:
    """The site over whatever `load` returns.

    `load` is called for every request, from worker threads; pages are made again only when it returns another object,
    so that it should return the same `Record` while nothing has changed. `key` (32 random bytes that outlive the
    process) turns a reader's cookie into the voter that `votes` sees. `title` names the site.
    """
    site = Site(load, votes, title, key)
    routes = [
        Route("/", _page(site, lambda index, _: front(index))),
        Route("/section/{name}", _page(site, section)),
        Route("/story/{name}", _page(site, story)),
        Route("/event/{name}", _page(site, event)),
        Route("/actor/{name}", _page(site, actor)),
        Route("/about", _about(site)),
        Route("/feed.atom", _feed(site)),
        Route("/static/coranto.css", _static(style(), "text/css; charset=utf-8")),
        Route("/static/mark.svg", _static(_mark(), "image/svg+xml")),
        Route(
            "/story/{name}/rate", rate(site.votes, site.key, lambda name: name in _now(site).articles), methods=["POST"]
        ),
    ]
    middleware = [Middleware(SecurityHeaders), Middleware(GZipMiddleware, minimum_size=1024)]
    return Starlette(routes=routes, middleware=middleware, exception_handlers=_refusals(site))


Maker = Callable[[Index, str], Page | None]
Endpoint = Callable[[Request], Response]


def _now(site: Site) -> Index:
    return publish.index(site.load())


def _page(site: Site, make: Maker) -> Endpoint:
    """A route that makes a page from the name in its address; the same page is made once for each record."""

    @lru_cache(maxsize=1)
    def maker(index: Index) -> Callable[[str, Rating], bytes | None]:
        """A maker for one record: with the record its pages go, so that no old one is held."""

        @lru_cache(maxsize=KEPT_PAGES)
        def made(name: str, rating: Rating) -> bytes | None:
            page = story(index, name, rating) if make is story else make(index, name)
            return _utf8(render(page, shell(index, site.title))) if page else None

        return made

    def endpoint(request: Request) -> Response:
        name = request.path_params.get("name", "")
        index = _now(site)
        rated = make is story and name in index.articles
        body = maker(index)(name, site.votes.read(name) if rated else Rating(None, 0))
        return _missing(site) if body is None else _fresh(request, body, HTML)

    return endpoint


def _about(site: Site) -> Endpoint:
    return lambda request: _fresh(request, _utf8(about(shell(_now(site), site.title))), HTML)


def _feed(site: Site) -> Endpoint:
    def endpoint(request: Request) -> Response:
        index = _now(site)
        address = f"{request.url.scheme}://{request.url.netloc}"
        return _fresh(request, atom(index, shell(index, site.title), address), "application/atom+xml; charset=utf-8")

    return endpoint


def _static(body: bytes, kind: str) -> Endpoint:
    digest = style_digest()

    def endpoint(request: Request) -> Response:
        keep = FOR_GOOD if request.query_params.get("v") == digest else ASK_AGAIN
        return _fresh(request, body, kind, keep)

    return endpoint


def _fresh(request: Request, body: bytes, kind: str, keep: str = ASK_AGAIN) -> Response:
    """The body, or 304 where the reader already has it. The tag is weak: the bytes may travel compressed."""
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": keep, "vary": "Accept-Encoding"}
    known = {each.strip() for each in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)


def _missing(site: Site) -> Response:
    words = "The record holds nothing under this address. An event may since have been merged with another."
    return _refused(site, 404, "Nothing stands here", words)


def _refused(site: Site, status: int, heading: str, words: str) -> Response:
    page = _utf8(refusal(shell(_now(site), site.title), heading, words))
    return Response(page, status, media_type=HTML, headers={"cache-control": "no-store"})


def _refusals(site: Site) -> dict[int | type[Exception], Callable[[Request, Exception], Response]]:
    return {
        404: lambda _request, _fault: _missing(site),
        405: lambda _request, _fault: _refused(site, 405, "Not like this", "This address is only for reading."),
    }


def _utf8(html: str) -> bytes:
    return html.encode("utf-8")


def _mark() -> bytes:
    return (files("coranto.site") / "static" / "mark.svg").read_bytes()
