"""Addresses of the web: how one is written, and whether what it reaches may be reached.

`written` reads a host as browsers do (the WHATWG URL standard), so that `http://2130706433/`, `http://0x7f.1/` and
`http://①②⑦。0。0。1/` are all seen to be 127.0.0.1 before anybody is asked; a host that is then neither a plain name
nor an address is refused. `reachable` judges what a name resolves to. Both are pure.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from coranto.errors import FetchError

LONGEST = 2048
"""Characters of one address; longer ones are refused, as by most servers."""
METADATA = frozenset(
    map(ipaddress.ip_address, ("168.63.129.16", "100.100.100.200", "192.0.0.192", "169.254.169.254", "fd00:ec2::254"))
)
"""Where clouds hand their machines keys (Azure, Alibaba, Oracle, and the one that all others use): never a news site.
The first lies on the public internet as the registries see it."""
_NETLOC = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\[\]:@/?#\\]+)(?::(?P<port>[0-9]{0,5}))?")
_DOTS = re.compile("[\u3002\uff0e\uff61]")
"""What UTS 46 reads as a full stop."""
_IGNORED = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u200b\u2060\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0100-\U000e01ef]"
)
"""What UTS 46 leaves out of a name: soft hyphen, spaces and fillers without width, variation selectors and the like."""
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_JOINERS = frozenset("\u200c\u200d\u00b7\u0375\u05f3\u05f4\u30fb")
"""Characters outside letters, marks, digits and symbols that a name may hold (RFC 5892, appendix A)."""
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_DOCUMENTATION = ipaddress.IPv6Network("3fff::/20")
"""Addresses for examples (RFC 9637), younger than the standard library's table."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def written(url: str, base: str | None = None) -> SplitResult:
    """The address taken apart and written in ASCII as it is asked for, without its fragment.

    `base` is the address that a relative one is read from. Raises FetchError, with a remedy, for what is not an http
    or https address with a plain host, for one that holds a user name, and for a port below 1024 that is no web
    server's.
    """
    where, remedy = url[:200], "give an absolute http or https address"
    url = url.strip(" \t\r\n\f")
    if len(url) > LONGEST or re.search(r"[\x00-\x1f\x7f\\]", url):
        raise FetchError("not an address", where=where, remedy=remedy)
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
    except ValueError as fault:
        raise FetchError(f"not an address: {fault}", where=where, remedy=remedy) from fault
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise FetchError("only http and https are fetched", where=where, remedy=remedy)
    if "@" in parts.netloc:
        raise FetchError("the address holds a user name", where=where, remedy="give it without the name and password")
    netloc = _NETLOC.fullmatch(parts.netloc)
    host = plain_host(netloc["host"]) if netloc else None
    if netloc is None or host is None:
        raise FetchError("its host is no plain name or IP address", where=where, remedy=remedy)
    port = int(netloc["port"] or 0)
    if (port and port not in {80, 443} and port < 1024) or port > 65535:
        raise FetchError(f"port {port} is no web server's", where=where, remedy="use port 80, 443 or one from 1024 up")
    usual = {"http": 80, "https": 443}[parts.scheme]
    return SplitResult(
        parts.scheme,
        host if port in {0, usual} else f"{host}:{port}",
        quote(parts.path or "/", safe="/%:@!$&'()*+,;=~"),
        quote(parts.query, safe="/?%:@!$&'()*+,;=~[]"),
        "",
    )


def plain(url: str) -> str:
    """The address as it is asked for: ASCII, percent-encoded, without its fragment. Raises FetchError as `written`."""
    return urlunsplit(written(url))


def plain_host(host: str) -> str | None:
    """The host in its one ASCII form: a name in lower case, IPv4 in four decimals, IPv6 in brackets; None for others.

    From the WHATWG URL standard, "host parsing" and "IPv4 parser", stricter in two points: a name is of letters,
    digits, hyphens and underscores only, and a zone ("%eth0") is not taken.
    """
    if host.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(host[1:-1]).compressed}]"
        except ValueError:
            return None
    try:
        name = _ascii(unquote_to_bytes(host).decode() if "%" in host else host)
    except UnicodeError:
        return None
    labels = name.removesuffix(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(labels)
    return ".".join(labels) if all(map(_LABEL.fullmatch, labels)) and len(name) <= 254 else None


def _ascii(host: str) -> str:
    """The name in ASCII, by the mapping of UTS 46 as far as NFKC and lower case give it; UnicodeError for no name."""
    if host.isascii():
        return host.lower()
    host = _IGNORED.sub("", _folded(_folded(_DOTS.sub(".", host))))
    return ".".join(label if label.isascii() else _punycode(label) for label in host.split("."))


def _folded(text: str) -> str:
    # A character at a time: the lower case of a whole word ends in ς, UTS 46's in σ.
    return "".join(character.lower() for character in unicodedata.normalize("NFKC", text))


def _punycode(label: str) -> str:
    if label.startswith("xn--") or unicodedata.category(label[0])[0] == "M":
        raise UnicodeError(f"{label!r} is no name: it begins with a prefix or a mark")
    for character in label:
        kind = unicodedata.category(character)
        plain_kind = character.isascii() or kind[0] in "LMN" or kind in {"So", "Sk"} or character in _JOINERS
        if not plain_kind or character == "\N{REPLACEMENT CHARACTER}":
            raise UnicodeError(f"{character!r} stands in no name")
    return "xn--" + label.encode("punycode").decode("ascii")


def _ipv4(labels: list[str]) -> str | None:
    """One to four numbers, each decimal, octal (0…) or hexadecimal (0x…); the last fills what is left of 32 bits."""
    if len(labels) > 4 or not all(_NUMBER.fullmatch(label) for label in labels):
        return None
    try:
        numbers = [_number(label) for label in labels]
    except ValueError:  # an 8 in an octal number
        return None
    *first, last = numbers
    if any(number > 255 for number in first) or last >= 256 ** (5 - len(numbers)):
        return None
    value = last + sum(number << (8 * (3 - place)) for place, number in enumerate(first))
    return str(ipaddress.IPv4Address(value))


def _number(label: str) -> int:
    if len(label) > 64:  # 32 bits need eleven octal digits; the rest can only be zeros in front
        raise ValueError
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    return int(label, 8) if label.startswith("0") else int(label)


def public(address: str) -> bool:
    """Whether an IP address lies on the public internet; an IPv4 address inside an IPv6 one is judged as itself."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if ip in METADATA:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not (ip.is_multicast or ip.is_reserved)
    inside = _embedded(ip)
    if inside:
        return all(public(str(one)) for one in inside)
    return ip in _GLOBAL_UNICAST and ip.is_global and ip not in _DOCUMENTATION


def reachable(address: str, *, private: bool) -> bool:
    """Whether an IP address may be connected to: a public one, or with `private` one of this machine or network.

    What is link-local, multicast, unspecified or a cloud's key store is never reached.
    """
    if public(address):
        return True
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inside = _embedded(ip)
        if inside:
            return all(reachable(str(one), private=private) for one in inside)
    never = ip in METADATA or ip.is_link_local or ip.is_multicast or ip.is_unspecified
    inner = ip.is_private or ip.is_loopback or ip in ipaddress.ip_network("100.64.0.0/10")
    return private and inner and not never


def _embedded(ip: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address stands for: mapped, NAT64, 6to4, and both ends of a Teredo tunnel.

    Those that hide one in a way that is out of use (IPv4-compatible ::/96, translated ::ffff:0:0:0/96) or where only
    the network knows it (local NAT64, 64:ff9b:1::/48) lie outside 2000::/3 and are not public whatever they hide.
    """
    if ip in _NAT64:
        return (ipaddress.IPv4Address(ip.packed[12:]),)
    one = ip.ipv4_mapped or ip.sixtofour
    return (one,) if one else ip.teredo or ()
