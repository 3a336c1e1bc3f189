from __future__ import annotations

import gzip
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC

import pytest
import server
from server import Page, Site

from coranto import formats
from coranto.errors import FetchError
from coranto.fetch import http
from coranto.fetch.http import USER_AGENT, Network, Validators, ask, fetch, network
from coranto.model import Raw
from coranto.settings import Settings

LOCAL = Network(allow_private=True, seconds=3)
SMALL = replace(LOCAL, largest=200_000)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with server.serve() as running:
        yield running


@pytest.fixture
def safe_site() -> Iterator[Site]:
    with server.serve(tls=True) as running:
        yield running


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(server.TLS / "certificate.pem"))


def refused(url: str, by: Network = LOCAL) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url, by)
    assert caught.value.remedy
    return caught.value


def test_a_page_comes_with_form_charset_and_time(site: Site) -> None:
    raw = fetch(f"{site.url}/page#top", LOCAL)
    assert (raw.body, raw.form, raw.charset) == (server.TEXT.encode(), "html", "utf-8")
    assert raw.url == f"{site.url}/page"
    assert raw.at is not None
    assert raw.at.tzinfo is UTC
    assert site.asked("/page")[-1]["User-Agent"] == USER_AGENT


def test_our_name_carries_the_address_for_complaints(site: Site) -> None:
    given = network(Settings(contact="https://desk.example/robot", private="yes"))
    fetch(f"{site.url}/page", given)
    assert site.asked("/page")[-1]["User-Agent"] == f"{USER_AGENT} (+https://desk.example/robot)"
    assert not network(Settings()).allow_private


@pytest.mark.parametrize(
    ("path", "charset"), [("/latin1", None), ("/wrong-charset", "iso-8859-1"), ("/no-charset", "x-unknown")]
)
def test_the_charset_is_the_header_s_right_or_wrong(site: Site, path: str, charset: str | None) -> None:
    raw = fetch(site.url + path, LOCAL)
    assert raw.charset == charset
    assert formats.decode(raw).articles


# What was known, and what has moved


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    first = ask(f"{site.url}/seldom", LOCAL)
    assert first.raw is not None
    assert first.validators == Validators('"v2"', "Tue, 05 Nov 2024 10:00:00 GMT")
    assert first.fresh == 600
    for known in (first.validators, Validators(modified=first.validators.modified)):
        again = ask(f"{site.url}/seldom", LOCAL, known)
        assert again.raw is None
        assert again.validators == first.validators
    assert ask(f"{site.url}/seldom", LOCAL, Validators('"v1"')).raw is not None


def test_a_304_that_nobody_asked_for_is_no_answer(site: Site) -> None:
    site.pages["/odd-304"] = Page(b"", {}, 304)
    assert refused(f"{site.url}/odd-304").status == 304


def test_a_validator_that_would_break_the_request_is_neither_kept_nor_sent(site: Site) -> None:
    site.pages["/long-tag"] = Page(b"x", {"ETag": '"' + "x" * 2000 + '"', "Content-Type": "text/html"})
    assert ask(f"{site.url}/long-tag", LOCAL).validators == Validators()
    ask(f"{site.url}/page", LOCAL, Validators('"a"\r\nX-Evil: 1'))
    assert not {"If-None-Match", "X-Evil"} & site.asked("/page")[-1].keys()


@pytest.mark.parametrize(
    ("path", "moved"),
    [("/page", None), ("/moved", None), ("/moved-mixed", None), ("/moved-for-good", "/page"), ("/moved-308", "/page")],
)
def test_only_a_move_for_good_is_told(site: Site, path: str, moved: str | None) -> None:
    answer = ask(site.url + path, LOCAL)
    assert answer.raw is not None
    assert answer.raw.url == f"{site.url}/page"
    assert answer.moved == (moved and site.url + moved)


def test_a_redirect_in_utf8_with_a_space_is_followed(site: Site) -> None:
    assert fetch(f"{site.url}/moved-utf8", LOCAL).url == f"{site.url}/caf%C3%A9%20noir"


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({}, None),
        ({"Cache-Control": "public, max-age=900", "Age": "300"}, 600.0),
        ({"Cache-Control": "max-age=60", "Age": "300"}, 0.0),
        ({"Cache-Control": "no-cache, max-age=900"}, 0.0),
        ({"Cache-Control": "s-maxage=900"}, None),
        ({"Cache-Control": "max-age=900", "Expires": "0"}, 900.0),
        ({"Date": "Tue, 05 Nov 2024 10:00:00 GMT", "Expires": "Tue, 05 Nov 2024 11:00:00 GMT"}, 3600.0),
        ({"Date": "Tue, 05 Nov 2024 10:00:00 GMT", "Expires": "Tue, 05 Nov 2024 09:00:00 GMT"}, 0.0),
        ({"Expires": "-1"}, 0.0),
    ],
)
def test_how_long_an_answer_stays_fresh(site: Site, headers: dict[str, str], fresh: float | None) -> None:
    site.pages["/fresh"] = Page(b"x", {"Content-Type": "text/html", **headers})
    assert ask(f"{site.url}/fresh", LOCAL).fresh == fresh


# Refusals and parts


@pytest.mark.parametrize(
    ("path", "status", "wait", "message"),
    [
        ("/none", 404, None, "answered 404"),
        ("/gone", 410, None, "answered 410"),
        ("/paid", 402, None, "for subscribers"),
        ("/closed", 403, None, "not open to us"),
        ("/legal", 451, None, "legal reasons"),
        ("/part", 206, None, "only a part"),
        ("/busy", 429, 120.0, "left alone"),
        ("/busy-until", 503, 300.0, "left alone"),
        ("/loop", 301, None, "more than 5 redirects"),
        ("/pingpong", 301, None, "more than 5 redirects"),
    ],
)
def test_a_refusal_is_told_with_its_status(
    site: Site, path: str, status: int, wait: float | None, message: str
) -> None:
    fault = refused(site.url + path)
    assert (fault.status, fault.retry_after) == (status, wait)
    assert message in fault.message


@pytest.mark.parametrize("path", ["/broken-off", "/broken-chunk"])
def test_half_a_page_is_no_page(site: Site, path: str) -> None:
    assert "only a part" in refused(site.url + path).message


@pytest.mark.parametrize("path", ["/no-http", "/silent"])
def test_what_is_no_answer_at_all(site: Site, path: str) -> None:
    fault = refused(site.url + path)
    assert fault.status is None
    assert "too long" not in fault.message


def test_what_is_no_text_is_refused(site: Site) -> None:
    assert "application/pdf" in refused(f"{site.url}/pdf").message
    site.pages["/program"] = Page(b"\x7fELF\x02\x01\x01\0\0", {"Content-Type": "application/x-executable"})
    assert "application/x-executable" in refused(f"{site.url}/program").message
    assert fetch(f"{site.url}/untyped", LOCAL).form is None


def test_a_feed_under_an_odd_type_is_a_feed(site: Site) -> None:
    for kind in ("application/rss", "unknown/unknown", "application/force-download", "binary/octet-stream"):
        site.pages["/odd-type"] = Page(b"<rss><channel/></rss>", {"Content-Type": kind})
        assert fetch(f"{site.url}/odd-type", LOCAL).form is None


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("text/html", "html"),
        ("application/rss+xml", "feed"),
        ("application/feed+json", "feed"),
        ("application/xml", None),
        ("application/json", None),
        ("text/plain", None),
        ("application/nitf+xml", "nitf"),
        ("application/vnd.iptc.g2.newsitem+xml", "newsml"),
        ("application/vnd.iptc.g2.newsmessage+xml; charset=utf-8", "newsml"),
        ("application/ninjs+json", "ninjs"),
    ],
)
def test_the_form_that_a_content_type_names(site: Site, kind: str, form: str | None) -> None:
    site.pages["/typed"] = Page(b"<p>x", {"Content-Type": kind})
    raw = fetch(f"{site.url}/typed", LOCAL)
    assert raw.form == form
    formats.decode(raw)  # a form without a reader would be a KeyError


# Packed bodies


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_packed_answer_is_unpacked(site: Site, coding: str) -> None:
    site.pages["/packed"] = server.packed(coding, server.TEXT.encode() * 2000)
    assert fetch(f"{site.url}/packed", LOCAL).body == server.TEXT.encode() * 2000
    assert coding in site.asked("/packed")[-1]["Accept-Encoding"]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_packed_answer_that_breaks_off_is_no_page(site: Site, coding: str) -> None:
    whole = server.packed(coding, server.TEXT.encode())
    site.pages["/packed"] = replace(whole, body=whole.body[:-4])
    assert "only a part" in refused(f"{site.url}/packed").message
    site.pages["/packed"] = replace(whole, body=b"this is not packed at all")
    assert "cannot be read" in refused(f"{site.url}/packed").message


@pytest.mark.parametrize(("coding", "told"), [("compress", "packed as"), ("gzip, br", "packed as"), ("identity", "")])
def test_only_what_was_asked_for_is_unpacked(site: Site, coding: str, told: str) -> None:
    site.pages["/packed"] = Page(server.TEXT.encode(), server.HTML | {"Content-Encoding": coding})
    if told:
        assert told in refused(f"{site.url}/packed").message
    else:
        assert fetch(f"{site.url}/packed", LOCAL).body == server.TEXT.encode()


def test_gzip_in_several_members_with_something_behind(site: Site) -> None:
    for tail in (b"", b"\0" * 700, b"\0\0junk", b"x"):
        body = gzip.compress(b"one ") + gzip.compress(b"two") + tail
        site.pages["/members"] = Page(body, server.HTML | {"Content-Encoding": "x-gzip"})
        assert fetch(f"{site.url}/members", LOCAL).body == b"one two"


# Nothing goes on for ever


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_stops_at_the_limit(site: Site, coding: str) -> None:
    site.pages["/bomb"] = server.bomb(coding, 200_000_000)
    start = time.process_time()
    assert "larger than" in refused(f"{site.url}/bomb", SMALL).message
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/endless", "larger than"),
        ("/endless-chunks", "larger than"),
        ("/endless-head", "cannot be read"),
        ("/long-head", "cannot be read"),
        ("/endless-continue", "cannot be read"),
        ("/endless-trailer", "cannot be read"),
        ("/tiny-chunks", ""),
        ("/empty-members", ""),
        ("/empty-frames", ""),
        ("/empty-blocks", ""),
    ],
)
def test_what_never_ends_is_ended(site: Site, path: str, message: str) -> None:
    start = time.monotonic()
    fault = refused(site.url + path, replace(SMALL, seconds=10))
    assert message in fault.message
    assert "too long" not in fault.message
    assert time.monotonic() - start < 8


def test_a_body_cut_too_finely_is_not_worth_the_work(site: Site) -> None:
    assert "too much work" in refused(f"{site.url}/tiny-chunks", replace(LOCAL, seconds=30)).message


@pytest.mark.parametrize("path", ["/drip", "/drip-body"])
def test_a_host_that_drips_is_cut_off(site: Site, path: str) -> None:
    assert "too long" in refused(site.url + path, replace(LOCAL, seconds=0.5)).message


def test_a_host_that_drips_over_tls_is_cut_off_too(safe_site: Site) -> None:
    by = replace(LOCAL, seconds=0.7, tls=trusting())
    start = time.monotonic()
    assert "too long" in refused(f"{safe_site.url}/drip-body", by).message
    assert time.monotonic() - start < 3


def test_a_resolver_that_hangs_is_left_behind() -> None:
    def resolve(host: str, port: int) -> list[str]:
        time.sleep(1.5)
        return ["127.0.0.1"]

    start = time.monotonic()
    assert "too long" in refused("http://slow.example/", replace(LOCAL, resolve=resolve, seconds=0.3)).message
    assert time.monotonic() - start < 1.2


# TLS


def test_a_certificate_that_nobody_vouches_for_is_refused(safe_site: Site) -> None:
    assert "certificate is not good" in refused(f"{safe_site.url}/page").message
    assert not safe_site.seen  # and not a word was said to the host
    assert fetch(f"{safe_site.url}/page", replace(LOCAL, tls=trusting())).body


def test_a_certificate_for_another_host_is_refused(safe_site: Site) -> None:
    port = safe_site.url.rpartition(":")[2]
    by = replace(LOCAL, tls=trusting(), resolve=lambda *_: ["127.0.0.1"])
    assert "certificate is not good" in refused(f"https://other.example:{port}/page", by).message
    assert not safe_site.seen


def test_no_way_down_from_https_to_http(safe_site: Site, site: Site) -> None:
    safe_site.pages["/down"] = server.moved(f"{site.url}/page", 301)
    before = len(site.seen)
    fault = refused(f"{safe_site.url}/down", replace(LOCAL, tls=trusting()))
    assert "from https to http" in fault.message
    assert len(site.seen) == before
    site.pages["/up"] = server.moved(f"{safe_site.url}/page")
    assert fetch(f"{site.url}/up", replace(LOCAL, tls=trusting())).url == f"{safe_site.url}/page"


# Where nobody may lead us


def test_a_private_host_is_refused_before_it_is_asked(site: Site) -> None:
    before = len(site.seen)
    assert "not public" in refused(f"{site.url}/page", Network()).message
    assert len(site.seen) == before


def test_one_inner_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    by = Network(resolve=lambda *_: ["93.184.215.14", "10.0.0.7"])
    assert "not public" in refused("http://mixed.example/", by).message


def test_each_hop_is_judged_and_connected_to_as_judged(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site passes as public here; every inner host that it sends us to is named before anybody is connected to."""
    monkeypatch.setattr(http.addresses, "reachable", lambda address, **_: address == "198.51.100.1")
    connected: list[str] = []
    connect = socket.create_connection

    def local(address: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(address[0])
        return connect(("127.0.0.1", address[1]), timeout)

    monkeypatch.setattr(socket, "create_connection", local)
    port = site.url.rpartition(":")[2]
    site.pages["/inside"] = server.moved("http://inside.example/")
    by = Network(seconds=3, resolve=lambda host, _: ["198.51.100.1"] if host == "outside.example" else ["10.0.0.7"])
    for path in ("/inside", "/to-metadata", "/to-decimal"):
        assert "not public" in refused(f"http://outside.example:{port}{path}", by).message
    assert "only http and https" in refused(f"http://outside.example:{port}/to-file", by).message
    assert connected == ["198.51.100.1"] * 4


def test_a_name_that_changes_its_mind_is_connected_to_as_it_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]])
    connected: list[str] = []

    def refuse(address: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    refused("http://rebinding.example/", Network(resolve=lambda *_: next(answers)))
    assert connected == ["93.184.215.14"]


def test_cloud_keys_are_never_fetched_even_with_private_hosts_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    for host in ("169.254.169.254", "[fd00:ec2::254]", "0xa9fea9fe", "[::ffff:169.254.169.254]", "168.63.129.16"):
        assert "not public" in refused(f"http://{host}/").message


def test_a_host_that_has_no_address() -> None:
    assert "no such host" in refused("http://lorn.example/", replace(LOCAL, resolve=lambda *_: [])).message


def test_raw_knows_the_last_address_and_no_fragment(site: Site) -> None:
    raw = fetch(f"{site.url}/moved-for-good", LOCAL)
    assert isinstance(raw, Raw)
    assert raw.url == f"{site.url}/page"
