from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from coranto.errors import FetchError
from coranto.fetch.http import USER_AGENT, Network, fetch, public

LOCAL = Network(allow_private=True, seconds=3)
seen: list[str] = []


ANSWERS: dict[str, tuple[bytes, dict[str, str], int]] = {
    "/page": (b"<p>The port was closed.", {"Content-Type": "text/html; charset=utf-8"}, 200),
    "/gzip": (gzip.compress(b"The port was closed."), {"Content-Encoding": "gzip", "Content-Type": "text/plain"}, 200),
    "/bomb": (gzip.compress(b"0" * 5_000_000), {"Content-Encoding": "gzip", "Content-Type": "text/html"}, 200),
    "/large": (b"0" * 200_000, {"Content-Type": "text/html"}, 200),
    "/odd": (b"x", {"Content-Encoding": "br", "Content-Type": "text/html"}, 200),
    "/pdf": (b"%PDF", {"Content-Type": "application/pdf"}, 200),
    "/moved": (b"", {"Location": "/page"}, 302),
    "/round": (b"", {"Location": "/round"}, 301),
    "/file": (b"", {"Location": "file:///etc/hostname"}, 302),
    "/inside": (b"", {"Location": "http://inside.example/"}, 307),
}


class Site(BaseHTTPRequestHandler):
    """A small site of ours with good and bad habits."""

    def do_GET(self) -> None:
        seen.append(self.headers["User-Agent"])
        path = self.path.partition("?")[0]
        if path == "/slow":
            self.drip()
        else:
            self.answer(*ANSWERS.get(path, (b"", {}, 404)))

    def answer(self, body: bytes, headers: dict[str, str], status: int) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:  # the client has seen enough
            return

    def drip(self) -> None:
        try:
            for _ in range(200):
                self.wfile.write(b"H")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the parent's name for it
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_comes_with_form_charset_and_time(site: str) -> None:
    raw = fetch(f"{site}/page#top", LOCAL)
    assert (raw.body, raw.form, raw.charset, raw.url) == (b"<p>The port was closed.", "html", "utf-8", f"{site}/page")
    assert raw.at is not None
    assert raw.at.tzinfo is not None
    assert seen[-1] == USER_AGENT


def test_a_packed_answer_is_inflated(site: str) -> None:
    assert fetch(f"{site}/gzip", LOCAL).body == b"The port was closed."


def test_a_redirect_is_followed_and_the_last_address_kept(site: str) -> None:
    assert fetch(f"{site}/moved", LOCAL).url == f"{site}/page"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/bomb", "larger than"),
        ("/large", "larger than"),
        ("/odd", "packed as 'br'"),
        ("/pdf", "application/pdf"),
        ("/round", "more than 5 redirects"),
        ("/file", "only http and https"),
        ("/none", "answered 404"),
    ],
)
def test_what_may_not_or_cannot_be_fetched_says_so(site: str, path: str, message: str) -> None:
    with pytest.raises(FetchError, match=message) as caught:
        fetch(site + path, replace(LOCAL, largest=100_000))
    assert caught.value.remedy


def test_a_host_that_drips_is_cut_off(site: str) -> None:
    with pytest.raises(FetchError, match="too long"):
        fetch(f"{site}/slow", replace(LOCAL, seconds=0.5))


def test_a_private_host_is_refused_before_it_is_asked(site: str) -> None:
    before = len(seen)
    with pytest.raises(FetchError, match="not public"):
        fetch(f"{site}/page")
    assert len(seen) == before


def test_each_hop_is_judged(site: str) -> None:
    """The first host passes as public in this test; the one that it sends us to is inside."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.7"]

    with pytest.raises(FetchError):
        fetch(f"{site}/inside", replace(LOCAL, resolve=resolve, seconds=1))
    assert asked == ["127.0.0.1", "inside.example"]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "ftp://lorn.example/",
        "lorn.example",
        "http://",
        "http://u:p@lorn.example/",
        "http://lorn.example:25/",
        "http://lorn.example/\r\nX: y",
        "http://[::1",
        "http://a b/",
        "http://" + "a" * 70 + ".example/",
    ],
)
def test_no_address_of_the_web_no_fetch(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url, replace(LOCAL, resolve=lambda *_: []))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104  # an address to refuse, not one to bind
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe", "192.0.2.1", "2001:db8::1",
    ],
)  # fmt: skip
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_outer_addresses_are_public(address: str) -> None:
    assert public(address)
