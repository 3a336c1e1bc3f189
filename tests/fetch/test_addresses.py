from __future__ import annotations

from urllib.parse import urlunsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coranto.errors import FetchError
from coranto.fetch.addresses import plain, plain_host, public, reachable, written


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "ftp://lorn.example/",
        "lorn.example",
        "//lorn.example/",
        "http://",
        "http:///path",
        "http:lorn.example",
        "http://u:p@lorn.example/",
        "http://lorn.example@inside.example/",
        "http://lorn.example:25/",
        "http://lorn.example:99999/",
        "http://lorn.example:8o/",
        "http://lorn.example:/:80/x:",
        "http://lorn.example/\r\nX: y",
        "http://lorn.example\\@inside.example/",
        "http://[::1",
        "http://[::1]x/",
        "http://x[::1]/",
        "http://[fe80::1%25eth0]/",
        "http://[v1.x]/",
        "http://a b/",
        "http://lorn.example<b>/",
        "http://lorn..example/",
        "http://.example/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 130 + "example/",
        "http://256.1.1.1/",
        "http://1.2.3.4.5/",
        "http://lorn.1/",
        "http://08.1.1.1/",
        "http://0x1ffffffff/",
        "http://lorn.example%2fpath/",
        "http://lorn.example\uff0fpath/",
        "http://lorn.example\u2044path/",
        "http://%ff.example/",
        "http://" + "1" * 400 + "/",
        "http://lorn.example/" + "a" * 3000,
    ],
)
def test_no_address_of_the_web(url: str) -> None:
    if url == "http://lorn.example:/:80/x:":  # an empty port is the usual one
        assert plain(url) == "http://lorn.example/:80/x:"
        return
    with pytest.raises(FetchError) as caught:
        written(url)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F.1", "017700000001", "0177.0.0.1",
        "0x7f.0x0.0x0.0x1", "127.0.0.1.", "①②⑦.⓪.⓪.①", "１２７．０．０．１", "127。0。0。1", "127｡0｡0｡1",
        "%31%32%37.0.0.1", "𝟙𝟚𝟟.0.0.1", "127.0.0.\u00ad1", "127.0.0.\ufe001", "127.0.0.\U000e01001",
        "0000000000000000000000000177.0.0.1",
    ],
)  # fmt: skip
def test_every_way_to_write_this_machine_is_this_machine(host: str) -> None:
    assert plain_host(host) == "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "plainly"),
    [
        ("Lorn.Example", "lorn.example"),
        ("lorn.example.", "lorn.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("bu\u0308cher.example", "xn--bcher-kva.example"),
        ("faß.de", "xn--fa-hia.de"),  # as browsers have it now: the older rules led to fass.de, another site
        ("βόλος.com", "xn--nxasmm1c.com"),
        ("ΒΌΛΟΣ.com", "xn--nxasmq6b.com"),
        ("日本語。jp", "xn--wgv71a119e.jp"),
        ("ex\u00adample.com", "example.com"),
        ("under_score.example", "under_score.example"),
        ("[0:0::1]", "[::1]"),
        ("[::FFFF:127.0.0.1]", "[::ffff:7f00:1]"),
        ("1.example", "1.example"),
        ("0x7f.example", "0x7f.example"),
    ],
)
def test_the_one_form_of_a_host(host: str, plainly: str) -> None:
    assert plain_host(host) == plainly


@pytest.mark.parametrize(
    ("url", "plainly"),
    [
        ("HTTP://Lorn.Example", "http://lorn.example/"),
        ("  https://lorn.example:443/a b?c d#e\n", "https://lorn.example/a%20b?c%20d"),
        ("http://lorn.example:8080/é/%e9?q=ü&x=[1]", "http://lorn.example:8080/%C3%A9/%e9?q=%C3%BC&x=[1]"),
    ],
)
def test_an_address_as_it_is_asked_for(url: str, plainly: str) -> None:
    assert plain(url) == plainly
    assert plain(plainly) == plainly


def test_a_relative_address_is_read_from_where_it_stands() -> None:
    here = "https://lorn.example/news/today"
    for target, there in (
        ("/a", "https://lorn.example/a"),
        ("b?c", "https://lorn.example/news/b?c"),
        ("//mer.example/x", "https://mer.example/x"),
    ):
        assert urlunsplit(written(target, here)) == there


INNER = [
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104  # an address to refuse, not one to bind
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "168.63.129.16", "100.100.100.200",
    "::1", "::", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "ff02::1", "100::1", "2001:db8::1",
    "3fff::1", "5f00::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "64:ff9b:1:ffff:8:808::",
    "2001:0:4136:e378:8000:63bf:f5ff:fffe", "2001:0:7f00:1:8000:63bf:f7f7:f7f7", "no address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", INNER)
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not public(address)
    assert not reachable(address, private=False)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_outer_addresses_are_public(address: str) -> None:
    assert public(address)
    assert reachable(address, private=False)


def test_what_a_user_may_open_and_what_stays_shut() -> None:
    for address in ("127.0.0.1", "10.1.2.3", "::1", "fd12::1", "::ffff:192.168.0.1", "100.64.0.1"):
        assert reachable(address, private=True)
    shut = ("169.254.169.254", "169.254.1.1", "fe80::1", "224.0.0.1", "ff02::1", "fd00:ec2::254", "168.63.129.16")
    for address in (*shut, "::ffff:169.254.1.1", "64:ff9b::a9fe:101"):
        assert not reachable(address, private=True)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.data())
def test_an_ipv4_address_is_the_same_in_all_its_spellings(number: int, data: st.DataObject) -> None:
    octets = number.to_bytes(4)
    parts = data.draw(st.integers(1, 4))
    numbers = [*octets[: parts - 1], int.from_bytes(octets[parts - 1 :])]
    spelt = [data.draw(st.sampled_from(["{}", "0{:o}", "0x{:x}", "0X{:X}", "0x00{:x}"])).format(one) for one in numbers]
    assert plain_host(".".join(spelt)) == ".".join(map(str, octets))


@settings(deadline=None)
@given(st.text(max_size=40))
@example("xn--\u00df")
@example("\u2488\u2488")
def test_any_text_is_a_plain_host_or_none(text: str) -> None:
    host = plain_host(text)
    assert host is None or (host.isascii() and plain_host(host) == host)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_fetch_error(text: str) -> None:
    for url in (text, f"http://{text}", f"http://lorn.example/{text}"):
        try:
            once = plain(url)
        except FetchError:
            continue
        assert once.isascii()
        assert plain(once) == once
