"""One address in, its bytes out: only http(s), only public hosts, never more bytes, time or redirects than agreed.

The standard library's `urlopen` follows a redirect anywhere, resolves a name once to judge it and again to connect,
and inflates without end. Here the address that was judged is the one connected to, and each step has its limit.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from coranto import __version__
from coranto.errors import FetchError
from coranto.model import Raw

USER_AGENT = f"coranto/{__version__}"
LARGEST = 20_000_000
"""Bytes of one answer once inflated: the most that `formats` reads."""
MOST_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_FORMS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/feed+json": "feed",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
}
_ACCEPT = "text/html,application/xhtml+xml,application/xml,application/json;q=0.9,*/*;q=0.5"
_READABLE = re.compile(r"text/.*|application/(?:.*\+)?(?:xml|json)|application/(?:x-ndjson|jsonl|octet-stream)|")

Resolve = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """All IP addresses of a host, as the system gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Network:
    """How the outside is reached. Tests pass one with `allow_private`, for a server of their own on 127.0.0.1.

    `seconds` is the time for the whole fetch, redirects included; `largest` counts bytes once inflated.
    """

    allow_private: bool = False
    seconds: float = 20.0
    largest: int = LARGEST
    resolve: Resolve = resolve
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Message
    body: bytes


def fetch(url: str, network: Network = Network()) -> Raw:  # frozen, so one default serves all
    """The bytes at an address, with the address they came from in the end.

    Raises FetchError, with a remedy, for an address that may not be fetched (another scheme, a private host), that
    cannot be reached, that answers with anything but 200, or that sends more than agreed.
    """
    until = time.monotonic() + network.seconds
    here = url
    for _ in range(MOST_REDIRECTS + 1):
        parts = _parts(here)
        answer = _asked(parts, network, until)
        target = answer.headers.get("Location")
        if answer.status not in _MOVED or not target:
            return _raw(here, answer)
        here = urljoin(here, target)
    raise FetchError(
        f"more than {MOST_REDIRECTS} redirects", where=url, remedy="open it in a browser and give the last address"
    )


def _parts(url: str) -> SplitResult:
    """The address taken apart and written in ASCII, or FetchError."""
    remedy = "give an absolute http or https address"
    if len(url) > 2048 or re.search(r"[\x00-\x20\x7f\\]", url):
        raise FetchError("not an address", where=url[:200], remedy=remedy)
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError as fault:
        raise FetchError(f"not an address: {fault}", where=url, remedy=remedy) from fault
    if parts.scheme not in {"http", "https"} or not host:
        raise FetchError("only http and https are fetched", where=url, remedy=remedy)
    if "@" in parts.netloc:
        raise FetchError("the address holds a user name", where=url, remedy="give it without the name and password")
    if port is not None and port not in {80, 443} and port < 1024:
        raise FetchError(f"port {port} is no web server's", where=url, remedy="use port 80, 443 or one from 1024 up")
    bracketed = f"[{host}]" if ":" in host else host
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return SplitResult(
        parts.scheme,
        f"{bracketed}:{port}" if port else bracketed,
        path,
        quote(parts.query, safe="/?%:@!$&'()*+,;=~[]"),
        "",
    )


def public(address: str) -> bool:
    """Whether an IP address lies on the public internet; an IPv4 address inside an IPv6 one is judged as itself."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inside = _embedded(ip) if isinstance(ip, ipaddress.IPv6Address) else None
    if inside is not None:
        return public(str(inside))
    return ip.is_global and not (
        ip.is_multicast or ip.is_reserved or ip.is_link_local or ip.is_loopback or ip.is_unspecified
    )


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64, compatible."""
    if ip in _NAT64 or (ip.packed[:12] == bytes(12) and int(ip) > 1):
        return ipaddress.IPv4Address(ip.packed[12:])
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def _connected(parts: SplitResult, network: Network, until: float) -> socket.socket:
    """A socket to the first address of the host that answers. Every address is judged before any is connected to."""
    host, where = parts.hostname or "", urlunsplit(parts)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = network.resolve(host, port)
    except (OSError, UnicodeError) as fault:
        raise FetchError(
            f"no such host: {host}", where=where, remedy="check the spelling and the connection"
        ) from fault
    if not network.allow_private and not all(map(public, found)):
        raise FetchError(
            "the host's address is not public", where=where, remedy="only hosts on the public internet are fetched"
        )
    last: OSError | None = None
    for address in found[:4]:
        try:
            return socket.create_connection((address, port), timeout=_left(until, where))
        except OSError as refused:
            last = refused
    raise FetchError(f"cannot connect: {last}", where=where, remedy="try again later") from last


def _left(until: float, where: str) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise FetchError("it took too long", where=where, remedy="try again later")
    return left


def _asked(parts: SplitResult, network: Network, until: float) -> _Answer:
    """One request and its answer.

    A timer shuts the socket at the end of the time: a host that drips bytes keeps each single wait short.
    """
    where = urlunsplit(parts)
    sock = _connected(parts, network, until)
    timer = threading.Timer(_left(until, where), _shut, [sock])
    timer.daemon = True
    timer.start()
    try:
        if parts.scheme == "https":
            context = network.tls or ssl.create_default_context()
            sock = context.wrap_socket(sock, server_hostname=parts.hostname)
        return _answer(parts, sock, network)
    except ssl.SSLCertVerificationError as fault:
        raise FetchError(
            f"its certificate is not good: {fault.verify_message}", where=where, remedy="do not trust the page"
        ) from fault
    except (OSError, http.client.HTTPException, zlib.error) as fault:
        reason = "it took too long" if time.monotonic() >= until else f"the connection failed: {fault!r}"
        raise FetchError(reason, where=where, remedy="try again later") from fault
    finally:
        timer.cancel()
        sock.close()


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:  # closed in the meantime: what was wanted
        return


def _answer(parts: SplitResult, sock: socket.socket, network: Network) -> _Answer:
    connection = http.client.HTTPConnection(parts.hostname or "")
    connection.sock = sock
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    headers = {
        "Host": parts.netloc,
        "User-Agent": USER_AGENT,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    with closing(connection):
        connection.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        with connection.getresponse() as answer:
            body = b"" if answer.status != 200 else _body(answer, network.largest, urlunsplit(parts))
            return _Answer(answer.status, answer.headers, body)


def _body(answer: http.client.HTTPResponse, largest: int, where: str) -> bytes:
    """The answer's bytes, inflated as they come and stopped at the limit."""
    coding = (answer.headers.get("Content-Encoding") or "").strip().lower()
    if coding not in {"", "identity", "gzip", "x-gzip"}:
        raise FetchError(
            f"it is packed as {coding!r}, which was not asked for",
            where=where,
            remedy="save the page and give the file",
        )
    inflate = zlib.decompressobj(wbits=31) if "gzip" in coding else None
    parts: list[bytes] = []
    size = 0
    while chunk := answer.read(65536):
        piece = inflate.decompress(chunk, largest + 1 - size) if inflate else chunk
        size += len(piece)
        if size > largest or (inflate and inflate.unconsumed_tail):
            raise FetchError(
                f"it is larger than {largest:,} bytes", where=where, remedy="save the part you need and give the file"
            )
        parts.append(piece)
    if inflate and not inflate.eof:
        raise http.client.IncompleteRead(b"")
    return b"".join(parts)


def _raw(url: str, answer: _Answer) -> Raw:
    if answer.status != 200:
        raise FetchError(f"it answered {answer.status}", where=url, remedy=_remedy(answer.status))
    kind = answer.headers.get_content_type() if answer.headers.get("Content-Type") else ""
    if not _READABLE.fullmatch(kind):
        raise FetchError(
            f"it is {kind}, not a page, feed or text", where=url, remedy="give the address of the article itself"
        )
    charset = answer.headers.get_content_charset()
    return Raw(
        answer.body,
        _FORMS.get(kind),
        urlunsplit(urlsplit(url)._replace(fragment="")),
        at=datetime.now(UTC),
        charset=charset,
    )


def _remedy(status: int) -> str:
    if status in {401, 402, 403, 451}:
        return "the site does not give it to programs; save the page from a browser and give the file"
    if status in {404, 410}:
        return "check the address: the site has nothing there"
    return "try again later"
