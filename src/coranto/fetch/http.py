"""One address in, its bytes out: only http(s), only public hosts, never more bytes, time or redirects than agreed.

The standard library's `urlopen` follows a redirect anywhere, resolves a name once to judge it and again to connect,
and inflates without end. Here the address that was judged is the one connected to, on every hop, and each step has its
limit. Nothing is evaded: who refuses us, asks for money or wants us to wait is told to the user in those words.
"""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import SplitResult, urlunsplit

from coranto import __version__
from coranto.errors import FetchError
from coranto.fetch import addresses, coding
from coranto.fetch.addresses import public
from coranto.model import Raw
from coranto.settings import Settings

__all__ = ["LARGEST", "USER_AGENT", "Answer", "Network", "Validators", "ask", "fetch", "network", "public", "resolve"]

USER_AGENT = f"coranto/{__version__}"
LARGEST = 20_000_000
"""Bytes of one answer once unpacked: the most that `formats` reads."""
MOST_REDIRECTS = 5
"""As many as RFC 9309 asks of robots; no honest article needs more."""
MOST_HEADERS = 65_536
"""Bytes of all header lines of one answer; servers themselves seldom send more than 16 KiB."""
MOST_WORK = 0.7
"""CPU seconds of taking one answer in, however large it is."""
_START_WORK, _BYTE_WORK = 0.1, 3e-8
"""CPU seconds that an answer may cost at once, and for each byte that it sends and unpacks to: three times what the
most wasteful honest one (chunks of a kilobyte) takes in `bench/bombs.py`. A body of single bytes or of empty parts
costs a hundred times as much.
"""
_PIECE = 65_536
_MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_CLOSED = frozenset({401, 402, 403, 407, 451})
_FORMS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/feed+json": "feed",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/ninjs+json": "ninjs",
    "application/nitf+xml": "nitf",
    "application/vnd.iptc.g2.newsitem+xml": "newsml",
    "application/vnd.iptc.g2.newsmessage+xml": "newsml",
    "application/vnd.iptc.g2.packageitem+xml": "newsml",
}
"""Content types that name one form; others (application/xml, application/json, text/plain) leave it to be found out."""
_ACCEPT = "text/html,application/xhtml+xml,application/xml,application/json;q=0.9,*/*;q=0.5"
_READABLE = re.compile(r"text/.*|application/(?:.*\+)?(?:xml|json)|application/(?:x-ndjson|jsonl|octet-stream)|")
_BINARY = re.compile(r"(?:image|audio|video|font)/.*|application/(?:pdf|zip|gzip|x-gzip)")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""What no text of one byte a character holds (escape sequences of Japanese sets begin with 1B)."""
_SENDABLE = re.compile(r"[\x20-\x7e]{1,1024}")
"""A validator that goes back to the server as it came: printable, and no longer than any honest one."""

Resolve = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """All IP addresses of a host, as the system gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Network:
    """How the outside is reached. Tests pass one with `allow_private`, for a server of their own on 127.0.0.1.

    `seconds` is the time for the whole fetch, names and redirects included; `largest` counts bytes once unpacked;
    `agent` is how we name ourselves.
    """

    allow_private: bool = False
    seconds: float = 20.0
    largest: int = LARGEST
    resolve: Resolve = resolve
    tls: ssl.SSLContext | None = None
    agent: str = USER_AGENT


def network(settings: Settings) -> Network:
    """The outside as a user's settings allow it, with his address for complaints beside our name."""
    agent = f"{USER_AGENT} (+{settings.contact})" if settings.contact else USER_AGENT
    return Network(allow_private=settings.private == "yes", agent=agent)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the copy that we hold, to be given back with the next question (RFC 9110, section 8.8)."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave: the bytes, or the word that they have not changed (`raw` is None).

    `moved` is the address to ask from now on, where every redirect on the way was a permanent one. `fresh` is the
    number of seconds for which the server says that asking again is of no use; None where it says nothing.
    """

    raw: Raw | None
    validators: Validators
    moved: str | None
    fresh: float | None


@dataclass(frozen=True, slots=True)
class _Reply:
    """One hop's answer; `body` is empty but for status 200."""

    where: str
    status: int
    headers: Message
    body: bytes


def fetch(url: str, network: Network = Network()) -> Raw:  # frozen, so one default serves all
    """The bytes at an address, with the address they came from in the end. Raises FetchError as `ask`."""
    raw = ask(url, network).raw
    if raw is None:  # `ask` refuses it already: nothing was known, so nothing can be unchanged
        raise FetchError("it answered 304 though nothing was held", where=url, remedy="try again later", status=304)
    return raw


def ask(url: str, network: Network = Network(), known: Validators = Validators()) -> Answer:
    """The bytes at an address, unless they are those that `known` came with.

    Raises FetchError, with a remedy, for an address that may not be fetched (another scheme, a private host), that
    cannot be reached, that answers with anything but 200 (or 304 where something is known), that sends more than
    agreed or less than it said, and for a redirect from https to http: what then comes could be anybody's.
    """
    until = time.monotonic() + network.seconds
    parts = first = addresses.written(url)
    lasting = True
    for _ in range(MOST_REDIRECTS + 1):
        reply = _asked(parts, network, known, until)
        target = reply.headers.get("Location")
        if reply.status not in _MOVED or not target:
            moved = urlunsplit(parts) if lasting and parts != first else None
            return _answer(reply, known, moved)
        lasting = lasting and reply.status in _FOR_GOOD
        parts = _next(parts, target)
    raise FetchError(
        f"more than {MOST_REDIRECTS} redirects",
        where=url,
        remedy="open it in a browser and give the last address",
        status=reply.status,
    )


def _next(here: SplitResult, target: str) -> SplitResult:
    """Where a redirect leads. A header is read as Latin-1; what is UTF-8 in it is one."""
    with suppress(UnicodeError):
        target = target.encode("latin-1").decode()
    there = addresses.written(target, urlunsplit(here))
    if here.scheme == "https" and there.scheme == "http":
        raise FetchError(
            "it sends from https to http, where anybody on the way may change what we read",
            where=urlunsplit(here),
            remedy=f"if you trust it, give {urlunsplit(there)} itself",
        )
    return there


def _connected(parts: SplitResult, network: Network, until: float) -> socket.socket:
    """A socket to the first address of the host that answers. Every address is judged before any is connected to."""
    host, where = (parts.hostname or ""), urlunsplit(parts)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = _resolved(host, port, network, until, where)
    if not all(addresses.reachable(address, private=network.allow_private) for address in found):
        raise FetchError(
            "the host's address is not public",
            where=where,
            remedy="only hosts on the public internet are fetched; the setting `private` opens your own network",
        )
    last: OSError | None = None
    tried = found[:4]
    for place, address in enumerate(tried):
        try:
            return socket.create_connection((address, port), timeout=_left(until, where) / (len(tried) - place))
        except OSError as refused:
            last = refused
    raise FetchError(f"cannot connect: {last}", where=where, remedy="try again later") from last


def _resolved(host: str, port: int, network: Network, until: float, where: str) -> list[str]:
    """The host's addresses, at least one. The system's resolver knows no deadline: it is left behind at ours."""
    found: list[str] = []
    faults: list[Exception] = []

    def look() -> None:
        try:
            found.extend(network.resolve(host, port))
        except (OSError, UnicodeError) as fault:
            faults.append(fault)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    looking.join(_left(until, where))
    _left(until, where)
    if not found:
        raise FetchError(
            f"no such host: {host}", where=where, remedy="check the spelling and the connection"
        ) from next(iter(faults), None)
    return list(found)


def _left(until: float, where: str) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise FetchError("it took too long", where=where, remedy="try again later")
    return left


class _Wire(io.RawIOBase):
    """What a server sends, read against the clock, up to `most` bytes, and without more work than they are worth.

    `http.client` reads through a file; this is the one it is given, so that no header, trailer or chunk escapes. `got`
    counts the bytes that were sent and those that they were unpacked to.
    """

    def __init__(self, sock: socket.socket, until: float, where: str) -> None:
        self.sock = sock
        self.until = until
        self.where = where
        self.most = MOST_HEADERS
        self.got = 0
        self.start = time.thread_time()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the buffer that BufferedReader passes
        if self.most <= 0:
            raise http.client.HTTPException("it sends more than agreed")
        self.sock.settimeout(_left(self.until, self.where))
        size = self.sock.recv_into(buffer)
        self.most -= size
        self.count(size)
        return size

    def count(self, size: int) -> None:
        """Take note of bytes sent or unpacked; FetchError where all so far cost too much work."""
        self.got += size
        if time.thread_time() - self.start > min(MOST_WORK, _START_WORK + _BYTE_WORK * self.got):
            raise FetchError(
                "it is cut or packed so finely that reading it takes too much work",
                where=self.where,
                remedy="save the page and give the file",
            )

    def makefile(self, *_: object) -> io.BufferedReader:
        return io.BufferedReader(self, _PIECE)


@cache
def _trust() -> ssl.SSLContext:
    """The machine's own certificates, read once."""
    return ssl.create_default_context()


def _asked(parts: SplitResult, network: Network, known: Validators, until: float) -> _Reply:
    """One request and its answer."""
    where = urlunsplit(parts)
    sock = _connected(parts, network, until)
    try:
        sock.settimeout(_left(until, where))
        if parts.scheme == "https":
            sock = (network.tls or _trust()).wrap_socket(sock, server_hostname=(parts.hostname or ""))
        return _exchange(parts, _Wire(sock, until, where), network, known)
    except ssl.SSLCertVerificationError as fault:
        raise FetchError(
            f"its certificate is not good: {fault.verify_message}", where=where, remedy="do not trust the page"
        ) from fault
    except http.client.IncompleteRead as fault:
        raise FetchError(
            "it broke off before the end: what came is only a part, and was not read",
            where=where,
            remedy="try again later",
        ) from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        why = "the connection failed" if isinstance(fault, OSError) else "what it sends cannot be read"
        late = isinstance(fault, TimeoutError) or time.monotonic() >= until
        reason = "it took too long" if late else f"{why}: {fault}"
        raise FetchError(reason, where=where, remedy="try again later") from fault
    finally:
        sock.close()


def _exchange(parts: SplitResult, wire: _Wire, network: Network, known: Validators) -> _Reply:
    wire.sock.sendall(_request(parts, network, known))
    answer = http.client.HTTPResponse(wire, method="GET")  # type: ignore[arg-type]  # it only calls `makefile`
    with closing(answer):
        answer.begin()
        body = b"" if answer.status != 200 else _body(answer, wire, network.largest)
        return _Reply(wire.where, answer.status, answer.headers, body)


def _request(parts: SplitResult, network: Network, known: Validators) -> bytes:
    """The request as it is sent. All in it is printable ASCII: `written` and `_SENDABLE` saw to that."""
    headers = {
        "Host": parts.netloc,
        "User-Agent": network.agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": ", ".join(coding.CODINGS),
        "Connection": "close",
    }
    held = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    headers |= {name: value for name, value in held.items() if value and _SENDABLE.fullmatch(value)}
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [f"GET {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("ascii")


def _body(answer: http.client.HTTPResponse, wire: _Wire, largest: int) -> bytes:
    """The answer's bytes, unpacked as they come and stopped at the limit."""
    packed = coding.named(answer.headers.get_all("Content-Encoding", []))
    if packed is None:
        raise FetchError(
            f"it is packed as {answer.headers['Content-Encoding']!r:.80}, which was not asked for",
            where=wire.where,
            remedy="save the page and give the file",
        )
    body = io.BytesIO()
    for piece in coding.unpacked(packed, _pieces(answer, wire, largest)):
        body.write(piece)
        if body.tell() > largest:
            raise FetchError(
                f"it is larger than {largest:,} bytes",
                where=wire.where,
                remedy="save the part you need and give the file",
            )
        wire.count(len(piece))
    return body.getvalue()


def _pieces(answer: http.client.HTTPResponse, wire: _Wire, most: int) -> Iterator[bytes]:
    """The body as it comes, up to `most` bytes; IncompleteRead where it ends before the length that its header gave."""
    got = 0
    while got <= most:
        wire.most = MOST_HEADERS + _PIECE  # the head of a chunk and its bytes, or what trails behind the last
        piece = answer.read1(_PIECE)
        if not piece:
            break
        got += len(piece)
        yield piece
    else:
        raise http.client.HTTPException("it sends more than agreed")
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)


def _answer(reply: _Reply, known: Validators, moved: str | None) -> Answer:
    fresh = _fresh(reply.headers)
    if reply.status == 304 and known != Validators():
        said = _validators(reply.headers)
        return Answer(None, Validators(said.etag or known.etag, said.modified or known.modified), moved, fresh)
    if reply.status != 200:
        raise FetchError(
            _refusal(reply.status),
            where=reply.where,
            remedy=_remedy(reply.status),
            status=reply.status,
            retry_after=_retry_after(reply.headers),
        )
    return Answer(_raw(reply), _validators(reply.headers), moved, fresh)


def _raw(reply: _Reply) -> Raw:
    kind = reply.headers.get_content_type() if reply.headers.get("Content-Type") else ""
    if not _readable(kind, reply.body):
        raise FetchError(
            f"it is {kind}, not a page, feed or text",
            where=reply.where,
            remedy="give the address of the article itself",
            status=reply.status,
        )
    charset = reply.headers.get_content_charset()
    return Raw(reply.body, _FORMS.get(kind), reply.where, at=datetime.now(UTC), charset=charset)


def _readable(kind: str, body: bytes) -> bool:
    """Whether a body may be text: by its type or, since feeds bear the oddest types, by its first bytes."""
    if _READABLE.fullmatch(kind):
        return True
    return not _BINARY.fullmatch(kind) and not _CONTROLS.search(body[:1024])


def _validators(headers: Message) -> Validators:
    said = (headers.get("ETag"), headers.get("Last-Modified"))
    etag, modified = (value if value and _SENDABLE.fullmatch(value) else None for value in said)
    return Validators(etag, modified)


def _fresh(headers: Message) -> float | None:
    """Seconds for which an answer stays fresh, by RFC 9111, section 4.2: max-age less Age, else Expires less Date."""
    said = ",".join(headers.get_all("Cache-Control", [])).lower()
    if re.search(r"(?:^|[\s,])no-(?:cache|store)(?:[\s,]|$)", said):
        return 0.0
    age = re.search(r"(?:^|[\s,])max-age\s*=\s*\"?([0-9]{1,9})", said)
    if age:
        passed = re.fullmatch(r"\s*([0-9]{1,9})\s*", headers.get("Age", ""))
        return max(0.0, float(age[1]) - (float(passed[1]) if passed else 0.0))
    if "Expires" not in headers:
        return None
    expires = _date(headers["Expires"])  # no date, most often "0" or "-1", means "at once"
    return max(0.0, (expires - _now(headers)).total_seconds()) if expires else 0.0


def _retry_after(headers: Message) -> float | None:
    """Seconds that a server asks us to wait, given as a number or a date (RFC 9110, section 10.2.3)."""
    said = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", said):
        return float(said)
    day = _date(said)
    return max(0.0, (day - _now(headers)).total_seconds()) if day else None


def _now(headers: Message) -> datetime:
    """The server's own clock, where it shows it: its dates are measured against that."""
    return _date(headers.get("Date", "")) or datetime.now(UTC)


def _date(text: str) -> datetime | None:
    try:
        day = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return day if day.tzinfo else day.replace(tzinfo=UTC)


def _refusal(status: int) -> str:
    if status == 402:
        return "it answered 402: it is for subscribers"
    if status == 451:
        return "it answered 451: it is withheld here for legal reasons"
    if status in _CLOSED:
        return f"it answered {status}: it is not open to us"
    if status == 206:
        return "it answered 206: only a part of it, which was not asked for"
    if status in {429, 503}:
        return f"it answered {status}: it asks to be left alone for a while"
    return f"it answered {status}"


def _remedy(status: int) -> str:
    if status in _CLOSED:
        return "the site does not give it to programs; save the page from a browser and give the file"
    if status in {404, 410}:
        return "check the address: the site has nothing there"
    return "try again later"
