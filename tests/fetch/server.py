"""A small site of ours on 127.0.0.1, with the vices of the web's: for tests and `bench/bombs.py`.

    with server.serve() as site:
        fetch(f"{site.url}/page", Network(allow_private=True))

`site.pages` may be changed while it runs: a path, and the Page it answers with, or a function that makes one from the
request's headers, or one that writes what it likes to the wire. `site.seen` holds each request's path and headers.
"""

from __future__ import annotations

import contextlib
import gzip
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import zstandard

TLS = Path(__file__).parent / "tls"
"""A certificate for 127.0.0.1 that nobody vouches for, good until 2126, and its key, which guards nothing: made by
`openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj /CN=localhost
-addext subjectAltName=DNS:localhost,IP:127.0.0.1`."""
TEXT = "The port of Meridian was closed on Tuesday. “Nobody was told”, a harbour pilot said."
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a path answers with. `length` is the Content-Length said, None for the true one."""

    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: dict(HTML))
    status: int = 200
    length: int | None = None


Write = Callable[[bytes], object]
Answers = Page | Callable[[Message], Page] | partial[None]
"""A partial is called with `write` alone and sends raw bytes, head and all."""


@dataclass(slots=True)
class Site:
    """A running site: its address without a slash at the end, what it answers, what it was asked."""

    url: str
    pages: dict[str, Answers]
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def asked(self, path: str) -> list[dict[str, str]]:
        """The headers of each request for a path."""
        return [headers for seen, headers in self.seen if seen == path]


def moved(target: str, status: int = 302) -> Page:
    return Page(b"", {"Location": target}, status)


def changes_seldom(headers: Message) -> Page:
    """Answers 304 to who has the current version, by either validator."""
    held = {"ETag": '"v2"', "Last-Modified": "Tue, 05 Nov 2024 10:00:00 GMT", "Cache-Control": "max-age=600"}
    known = headers.get("If-None-Match") == held["ETag"] or (
        "If-None-Match" not in headers and headers.get("If-Modified-Since") == held["Last-Modified"]
    )
    return Page(b"", held, 304) if known else Page(TEXT.encode(), HTML | held)


def packed(coding: str, body: bytes) -> Page:
    pack: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": brotli.compress,
        "zstd": zstandard.ZstdCompressor().compress,
    }
    return Page(pack[coding](body), HTML | {"Content-Encoding": coding})


def bomb(coding: str, size: int, byte: bytes = b"0") -> Page:
    """A body that unpacks to `size` bytes in one stream, made without packing them all: 10 MB of it over and over."""
    part = byte * 10_000_000
    times = max(1, size // len(part))
    if coding in {"gzip", "deflate"}:
        squeeze = zlib.compressobj(9, wbits=31 if coding == "gzip" else 15)
        head = squeeze.compress(part) + squeeze.flush(zlib.Z_FULL_FLUSH)
        again = squeeze.compress(part) + squeeze.flush(zlib.Z_FULL_FLUSH)
        body = head + again * (times - 1)
    elif coding == "br":
        squeeze = brotli.Compressor(quality=1)
        body = b"".join(squeeze.process(part) for _ in range(times)) + squeeze.finish()
    else:
        squeeze = zstandard.ZstdCompressor(level=1).compressobj()
        body = b"".join(squeeze.compress(part) for _ in range(times)) + squeeze.flush()
    return Page(body, HTML | {"Content-Encoding": coding})


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def forever(head: bytes, again: bytes, pause: float, write: Write) -> None:
    """Send a beginning, then the same until the other side has had enough."""
    write(head)
    while True:
        write(again)
        time.sleep(pause)


def once(data: bytes, write: Write) -> None:
    write(data)


EMPTY_MEMBER = gzip.compress(b"")
EMPTY_FRAME = zstandard.ZstdCompressor().compress(b"")


def vices() -> dict[str, Answers]:
    """A site's habits, good and bad, by path. Endless ones end when the client leaves."""
    endless = partial(partial, forever)
    return {
        "/page": Page(TEXT.encode()),
        "/latin1": Page("Le préfet a été reçu à Meridian.".encode("latin-1"), {"Content-Type": "text/html"}),
        "/wrong-charset": Page(TEXT.encode(), {"Content-Type": "text/html; charset=iso-8859-1"}),
        "/no-charset": Page(TEXT.encode(), {"Content-Type": "text/html; charset=x-unknown"}),
        "/pdf": Page(b"%PDF", {"Content-Type": "application/pdf"}),
        "/untyped": Page(TEXT.encode(), {}),
        "/seldom": changes_seldom,
        "/moved": moved("/page"),
        "/moved-for-good": moved("/page#part", 301),
        "/moved-308": moved("/moved-for-good", 308),
        "/moved-mixed": moved("/moved", 301),
        "/moved-utf8": moved("/caf\u00c3\u00a9 noir"),  # UTF-8 on the wire
        "/caf%C3%A9%20noir": Page(TEXT.encode()),
        "/loop": moved("/loop", 301),
        "/pingpong": moved("/pongping", 301),
        "/pongping": moved("/pingpong", 301),
        "/to-file": moved("file:///etc/hostname"),
        "/to-metadata": moved("http://169.254.169.254/latest/meta-data/"),
        "/to-decimal": moved("http://2852039166/"),
        "/paid": Page(b"Subscribe", status=402),
        "/closed": Page(b"No", status=403),
        "/legal": Page(b"No", status=451),
        "/gone": Page(b"No", status=410),
        "/part": Page(b"The port", status=206),
        "/busy": Page(b"", {"Retry-After": "120"}, 429),
        "/busy-until": Page(
            b"", {"Date": "Tue, 05 Nov 2024 10:00:00 GMT", "Retry-After": "Tue, 05 Nov 2024 10:05:00 GMT"}, 503
        ),
        "/broken-off": Page(TEXT.encode(), length=1000),
        "/broken-chunk": partial(once, HEAD + b"Transfer-Encoding: chunked\r\n\r\n100\r\nThe port"),
        "/no-http": partial(once, b"SSH-2.0-OpenSSH_9.2\r\n"),
        "/silent": partial(once, b""),
        "/drip": endless(b"", b"H", 0.05),
        "/drip-body": endless(HEAD + b"Content-Length: 100000\r\n\r\n", b"0", 0.05),
        "/endless": endless(HEAD + b"\r\n", b"0" * 65536, 0),
        "/endless-chunks": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"400\r\n" + b"0" * 1024 + b"\r\n", 0),
        "/tiny-chunks": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n0\r\n" * 10_000, 0),
        "/endless-head": endless(HEAD, b"X-A: b\r\n", 0),
        "/long-head": endless(HEAD + b"X-A: ", b"b" * 1000, 0),
        "/endless-continue": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 0),
        "/endless-trailer": endless(
            HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n0\r\n0\r\n", b"X-A: b\r\n" * 1000, 0
        ),
        "/empty-members": endless(HEAD + b"Content-Encoding: gzip\r\n\r\n", EMPTY_MEMBER * 1000, 0),
        "/empty-frames": endless(HEAD + b"Content-Encoding: zstd\r\n\r\n", EMPTY_FRAME * 1000, 0),
        "/empty-blocks": endless(
            HEAD + b"Content-Encoding: gzip\r\n\r\n" + EMPTY_MEMBER[:10], b"\0\0\0\xff\xff" * 9999, 0
        ),
    }


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.seen.append((self.path, dict(self.headers.items())))
            self.close_connection = True
            answers = site.pages.get(self.path, Page(b"", status=404))
            try:
                if isinstance(answers, partial):
                    answers(self.wfile.write)
                else:
                    self.give(answers if isinstance(answers, Page) else answers(self.headers))
            except OSError:  # the client has seen enough
                return

        def give(self, page: Page) -> None:
            self.send_response_only(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if page.status != 304:
                self.send_header("Content-Length", str(len(page.body) if page.length is None else page.length))
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the parent's name for it
            """Say nothing."""

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    tls: ssl.SSLContext | None = None

    def finish_request(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        # The handshake is done in the request's own thread: a client that refuses our certificate stops no other.
        if not self.tls:
            super().finish_request(request, client_address)
            return
        with contextlib.suppress(OSError), self.tls.wrap_socket(request, server_side=True) as wrapped:
            super().finish_request(wrapped, client_address)

    def handle_error(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        """Say nothing: clients leave in the middle of things."""


@contextmanager
def serve(pages: Mapping[str, Answers] | None = None, *, tls: bool = False) -> Iterator[Site]:
    """Run a site in threads of this process until the block ends; with `tls`, under our own certificate."""
    site = Site("", dict(vices() if pages is None else pages))
    server = _Server(("127.0.0.1", 0), _handler(site))
    if tls:
        server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.tls.load_cert_chain(TLS / "certificate.pem", TLS / "key.pem")
    site.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
