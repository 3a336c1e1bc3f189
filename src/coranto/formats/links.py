"""Which addresses an article may carry: absolute http and https, and nothing else."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from coranto.model import Problem

LONGEST = 2048
"""Characters of an address; longer ones are no address that a reader can use (the practical limit of browsers)."""

_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|ns_\w+|cmpid|ocid|igshid|_ga)", re.IGNORECASE)
_ODD = re.compile(r"[\x00-\x20\x7f-\x9f<>\"\\^`{|}\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
_HOST = re.compile(r"[\w.\-]+|\[[0-9a-fA-F:.]+\]")


def safe(address: str | None, base: str | None = None) -> str | None:
    """The absolute http(s) form of an address, or None where it is none or hides something.

    A relative one needs `base`. Control characters, spaces inside, names with passwords and other schemes are refused.
    """
    if not address or len(address) > LONGEST:
        return None
    try:
        joined = urljoin(base, address.strip()) if base else address.strip()
        parts = urlsplit(joined)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if _ODD.search(joined) or parts.scheme not in {"http", "https"} or "@" in parts.netloc:
        return None
    return joined if host and _HOST.fullmatch(host if ":" not in host else f"[{host}]") else None


def canonical(address: str) -> str:
    """One spelling of an address: host in lower case, no fragment, no marks that only count visits."""
    parts = urlsplit(address)
    kept = [
        (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(key)
    ]
    query = parts.query if len(kept) == parts.query.count("&") + 1 else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", query, ""))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one site: the same host, or one a subdomain of the other."""
    left, right = (re.sub(r"^(?:www|m|amp|mobile)\.", "", urlsplit(address).hostname or "") for address in (one, other))
    return left == right or left.endswith(f".{right}") or right.endswith(f".{left}")


def unsafe(address: str) -> Problem:
    """The Problem for an address that was left out."""
    return Problem("formats.unsafe-link", f"left out an address that is not absolute http(s): {address[:80]!r}")
