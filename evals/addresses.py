"""Addresses made to lead inside: how many the fetcher connects to, and whether it reads hosts as browsers do.

    python evals/addresses.py [--data ../shared/data/hostile/ada-wpt-url]

Every trap is given to the fetcher three times: by itself, as the target of a redirect, and under a name server that
says a public address at first and an inner one after. Nothing leaves the machine: connections are recorded and refused.
Names lead inside as far as this name server knows; numbers lead where the system's own resolver takes them. An address
counts as forbidden by a list of this script's own, not by the judgement that is under test.

Traps are those of the web-platform-tests and a list of ours: inner addresses in all spellings that we know. For the
former the host that we would ask is also held against the one that browsers ask. Exit code 1 where a forbidden address
was reached or a host was read otherwise, 2 where the folder is missing.
"""

from __future__ import annotations

import contextlib
import ipaddress
import itertools
import json
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from common import data_folder, need
from coranto.errors import FetchError
from coranto.fetch import addresses, http

FORBIDDEN_IPV4 = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
    "168.63.129.16/32",
)  # fmt: skip
FORBIDDEN_IPV6 = ("::/3", "4000::/2", "8000::/1", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
"""All but what is handed out to be routed, and the tunnels in that."""
FORBIDDEN = [ipaddress.ip_network(network) for network in FORBIDDEN_IPV4 + FORBIDDEN_IPV6]
PUBLIC, INNER = "93.184.215.14", "10.0.0.7"
INSIDE = ("127.0.0.1", "10.0.0.7", "192.168.1.1", "169.254.169.254", "100.100.100.200", "168.63.129.16", "0.0.0.0")  # noqa: S104  # to refuse
PREFIXES = (
    "::ffff:",
    "::",
    "::ffff:0:",
    "64:ff9b::",
    "64:ff9b:1::",
    "64:ff9b:1:1::",
    "2001:db8::",
    "fe80::5efe:",
    "fd00::",
)
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
ROUND = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")


def spellings(address: str) -> Iterator[str]:
    """An IPv4 address in every way that a host of a URL may have it, or hide it."""
    number = int(ipaddress.IPv4Address(address))
    octets = number.to_bytes(4)
    for count in (1, 2, 3, 4):
        parts = [*octets[: count - 1], int.from_bytes(octets[count - 1 :])]
        for forms in itertools.product(("{}", "0{:o}", "0x{:X}", "0X00{:x}", "00000000{:o}"), repeat=count):
            yield ".".join(form.format(part) for form, part in zip(forms, parts, strict=True))
    for text in (address, str(number)):
        yield from (text.translate(WIDE), text.translate(ROUND), text.replace(".", "。"), text.replace(".", "｡"))
        yield from (text[0] + "\u00ad" + text[1:], text + "\u200b", text + ".", "".join(f"%{ord(c):02x}" for c in text))
        yield from (f"user@{text}", f"public.example@{text}", f"{text}:8080")
        yield from (f"{text}#@public.example", f"{text}\\@public.example")
    high, low = number >> 16, number & 0xFFFF
    for prefix in PREFIXES:
        yield from (f"[{prefix}{address}]", f"[{prefix}{high:x}:{low:x}]", f"[{prefix}{address}%25eth0]")
    yield f"[2002:{high:x}:{low:x}::1]"
    yield f"[2001:0:{high:x}:{low:x}::1]"
    yield f"[2001:0:808:808:0:0:{high ^ 0xFFFF:x}:{low ^ 0xFFFF:x}]"
    yield f"[{ipaddress.IPv6Address('::ffff:' + address).exploded}]"


def ours() -> list[str]:
    """Our own traps as whole addresses."""
    hosts = [host for address in INSIDE for host in spellings(address)]
    hosts += ["[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[::1%25lo]", "[100::1]"]
    hosts += [
        "[3fff::1]",
        "[5f00::1]",
        "localhost",
        "LOCALHOST.",
        "inner.example",
        "127.0.0.1.inner.example",
        "xn--0a",
        "lo\u00adcalhost",
    ]
    return [f"{scheme}://{host}/latest/meta-data/" for host in hosts for scheme in ("http", "https")]


def leads(host: str) -> list[str]:
    """Where the system takes a number, however it is written; where this name server takes a name: inside."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, 80, flags=socket.AI_NUMERICHOST)]
    except (OSError, UnicodeError):
        return [INNER]


def reached(url: str, how: str) -> list[str]:
    """The addresses that the fetcher connects to when it is given a trap."""
    connected: list[str] = []
    asked: list[str] = []
    held: list[socket.socket] = []

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:  # noqa: ARG001  # as the library calls it
        connected.append(address[0])
        if how != "redirect" or len(connected) > 1:
            raise ConnectionRefusedError
        near, far = socket.socketpair()
        held.append(far)
        target = url.encode("utf-8", "surrogatepass")
        far.sendall(b"HTTP/1.1 302 Found\r\nLocation: " + target + b"\r\nContent-Length: 0\r\n\r\n")
        return near

    def resolve(host: str, port: int) -> list[str]:  # noqa: ARG001  # as the fetcher calls it
        asked.append(host)
        if how != "alone" and len(asked) == 1:
            return [PUBLIC]
        return leads(host)

    first = "http://public.example/" if how == "redirect" else url
    # Nothing is ever answered: what counts is who was asked.
    with mock.patch("socket.create_connection", connect), contextlib.suppress(FetchError):
        http.ask(first, http.Network(seconds=5, resolve=resolve))
    for far in held:
        far.close()
    return connected[1:] if how == "redirect" else connected


def forbidden(address: str) -> bool:
    """Whether an address lies in what nobody may be led to, by this script's own list."""
    ip = ipaddress.ip_address(address)
    return any(ip in network for network in FORBIDDEN if network.version == ip.version)


def wpt(folder: Path) -> Iterator[tuple[str, str | None]]:
    """Each web address of the suite, absolute, with the host that browsers ask (None: they refuse it)."""
    for name in ("urltestdata.json", "ada_extra_urltestdata.json", "ada_long_urltestdata.json"):
        for case in json.loads((folder / name).read_text(encoding="utf-8")):
            if isinstance(case, dict) and case["input"].lstrip()[:4].lower() == "http" and "://" in case["input"]:
                yield case["input"], None if case.get("failure") else case.get("hostname")
    for name in ("toascii.json", "IdnaTestV2.json"):
        for case in json.loads((folder / name).read_text(encoding="utf-8")):
            if isinstance(case, dict):
                yield f"http://{case['input']}/", case["output"]


def host(url: str) -> str | None:
    """The host that the fetcher would ask, None where it refuses the address."""
    try:
        netloc = addresses.written(url).netloc
    except FetchError:
        return None
    return netloc if netloc.endswith("]") else netloc.rpartition(":")[0] or netloc


def main() -> int:
    """Set every trap and print what was caught."""
    folder = data_folder(__doc__, "../shared/data/hostile/ada-wpt-url") / "tests" / "wpt"
    need(folder / "urltestdata.json")
    known = list(dict.fromkeys(wpt(folder)))
    caught = 0
    for name, urls in (("web-platform-tests", [url for url, _ in known]), ("ours", ours())):
        for how in ("alone", "redirect", "rebinding"):
            inside = [(url, to) for url in urls for to in reached(url, how) if forbidden(to)]
            caught += len(inside)
            print(f"{name}, {how}: {len(urls)} traps, {len(inside)} reached a forbidden address")
            for url, to in inside[:20]:
                print(f"  {url!r} -> {to}")
    read = [(url, theirs and theirs.rstrip("."), host(url)) for url, theirs in known]
    same = sum(theirs == mine for _, theirs, mine in read)
    refused = sum(theirs is not None and mine is None for _, theirs, mine in read)
    wider = [(url, mine) for url, theirs, mine in read if theirs is None and mine is not None]
    other = [row for row in read if row[1] is not None and row[2] is not None and row[1] != row[2]]
    print(f"hosts as browsers read them: {same} of {len(read)}; {refused} refused that they take, "
          f"{len(wider)} taken that they refuse, {len(other)} read as another host")  # fmt: skip
    for row in other[:40]:
        print("  ", *map(repr, row))
    print(f"forbidden  {caught}\nother host  {len(other)}\nhosts agreed  {same / len(read):.3f}")
    return 1 if caught or other else 0


if __name__ == "__main__":
    sys.exit(main())
