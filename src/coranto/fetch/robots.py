"""What a site asks of robots: its robots.txt, as Google reads it (RFC 9309 and Google's published matcher).

Pure: bytes in, an answer out. Where the file could not be had, `unanswered` says what that means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

LARGEST = 512_000
"""Bytes that are read: 500 KiB, the least that RFC 9309 asks for and the most that Google reads."""
KEPT = 86_400.0
"""Seconds for which rules may be used before they are asked for again (RFC 9309, section 2.4)."""
KEPT_UNANSWERED = 3_600.0
"""Seconds after which a site that could not say its rules is asked again; until then nothing else is asked of it."""
_LONGEST = 16_664
"""Bytes of a line that are read: eight times the longest address that browsers knew, as Google has it."""
_LONGEST_DELAY = 3_600.0
"""Seconds: who asks for more between two pages is not crawled but polled, once an hour."""
_BOM = b"\xef\xbb\xbf"
_KEYS = {
    "agent": ("user-agent", "useragent", "user agent"),
    "allow": ("allow",),
    "disallow": ("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"),
    "sitemap": ("sitemap", "site-map"),
    "delay": ("crawl-delay", "crawldelay", "crawl delay"),
}
"""How a line may begin: the keys with the misspellings that are common and accepted."""
_TOKEN = re.compile(r"[A-Za-z_-]*")
_SECONDS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{0,6})?")


@dataclass(frozen=True, slots=True)
class Group:
    """Rules and whom they are for: product tokens in lower case, or "*". A rule is (allowed, pattern)."""

    agents: frozenset[str]
    rules: tuple[tuple[bool, str], ...]
    delay: float | None


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's robots.txt: its groups in their order, and the addresses of its site maps."""

    groups: tuple[Group, ...] = ()
    sitemaps: tuple[str, ...] = ()


EVERYTHING = Rules()
NOTHING = Rules((Group(frozenset({"*"}), ((False, "/"),), None),))


def unanswered(status: int | None) -> Rules:
    """The rules of a site that did not give them, by the status of its answer; None for a site that cannot be reached.

    A site without the file (3xx that lead nowhere, 4xx) allows everything. One that is in trouble (5xx), asks to be
    left alone (429) or is out of reach allows nothing, until it is asked again after KEPT_UNANSWERED. So RFC 9309,
    section 2.3.1, and, for 429, Google.
    """
    return EVERYTHING if status is not None and status < 500 and status != 429 else NOTHING


def read(body: bytes) -> Rules:
    """The rules in a robots.txt. Nothing in it is an error: a line that says nothing known is left out."""
    groups: list[Group] = []
    sitemaps: list[str] = []
    agents: set[str] = set()
    rules: list[tuple[bool, str]] = []
    delay: float | None = None
    for key, value in _lines(body):
        if key == "agent":
            if rules:  # the first agent after a rule begins a group
                groups.append(Group(frozenset(agents), tuple(rules), delay))
                agents, rules, delay = set(), [], None
            agents.add(_agent(value))
        elif key == "sitemap":
            sitemaps.append(value)
        elif key == "delay":
            delay = _delay(value) if agents and delay is None else delay
        elif agents:
            rules += ((key == "allow", pattern) for pattern in _patterns(key, value))
    groups.append(Group(frozenset(agents), tuple(rules), delay))
    return Rules(tuple(group for group in groups if group.agents), tuple(sitemaps))


def allows(rules: Rules, agent: str, url: str) -> bool:
    """Whether the rules let an agent ask for an address.

    The longest pattern that fits decides, an allowing one at equal length. Groups that name the agent are read as one;
    those for "*" only where none does. `agent` is a product token or a whole user agent beginning with one. An address
    that is not percent-encoded is judged as it is and as it will be sent, and both must be allowed.
    """
    own = [rule for group in _groups(rules, agent) for rule in group.rules]
    path = _path(url)
    return all(_allowed(own, spelt) for spelt in {path, quote(path, safe="/?%:@!$&'()*+,;=~[]")})


def delay(rules: Rules, agent: str) -> float | None:
    """Seconds between two requests that the site asks of an agent (Crawl-delay), an hour at most; None for none."""
    return max((group.delay for group in _groups(rules, agent) if group.delay is not None), default=None)


def sitemaps(rules: Rules) -> tuple[str, ...]:
    """The addresses of the site's own lists of its pages, as written."""
    return rules.sitemaps


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    """Each line that says something known, as key and value."""
    body = body[:LARGEST]
    mark = next(size for size in (3, 2, 1, 0) if body.startswith(_BOM[:size]))  # also half of one
    for line in re.split(rb"\r\n|\r|\n", body[mark:]):
        text = line[: _LONGEST - 1].partition(b"#")[0].decode("utf-8", "surrogateescape").strip(" \t\r\n\v\f\0")
        head, colon, value = text.partition(":")
        if not colon:  # "disallow /private", with just two words
            words = text.split()
            if len(words) != 2:
                continue
            head, value = words
        key = _key(head.strip().lower())
        if key and head:
            yield key, value.strip()


def _key(head: str) -> str | None:
    return next((key for key, begins in _KEYS.items() if head.startswith(begins)), None)


def _agent(value: str) -> str:
    """The product token of a group: "*" also where words follow it, else its first letters, hyphens, underscores."""
    if value[:1] == "*" and not value[1:2].strip():
        return "*"
    token = _TOKEN.match(value)
    return token[0].lower() if token else ""


def _delay(value: str) -> float | None:
    return min(float(value), _LONGEST_DELAY) if _SECONDS.fullmatch(value) else None


def _patterns(key: str, value: str) -> Iterator[str]:
    """The pattern in one spelling of percent-encoding; where allowed, /index.html is also the folder it stands for."""
    pattern = re.sub(r"%[0-9A-Fa-f]{2}", lambda found: found[0].upper(), _encoded(value))
    yield pattern
    folder, slash, name = pattern.rpartition("/")
    if key == "allow" and slash and name.startswith("index.htm"):
        yield f"{folder}/$"


def _encoded(text: str) -> str:
    return "".join(
        char if char.isascii() else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogateescape"))
        for char in text
    )


def _groups(rules: Rules, agent: str) -> list[Group]:
    """The groups that name an agent; those for all where none does."""
    name = agent.partition("/")[0].strip().lower()
    named = [group for group in rules.groups if name in group.agents]
    return named or [group for group in rules.groups if "*" in group.agents]


def _path(url: str) -> str:
    """Path and query of an address, "/" where it has none."""
    start = url.find("//")
    rest = url[start + 2 if start >= 0 else 0 :]
    ends = [place for place in map(rest.find, "/?;") if place >= 0]
    path = rest[min(ends) :].partition("#")[0] if ends else ""
    return path if path.startswith("/") else f"/{path}"


def _allowed(rules: Iterable[tuple[bool, str]], path: str) -> bool:
    best = (0, True)  # an empty pattern says nothing
    for allowed, pattern in rules:
        if len(pattern) >= best[0] and _fits(pattern, path):
            best = max(best, (len(pattern), allowed))
    return best[1]


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern fits the beginning of a path; "*" is anything, "$" at the end the end. Linear in both."""
    ends = pattern.endswith("$")
    first, *rest = (pattern[:-1] if ends else pattern).split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    last = rest.pop() if ends and rest else None
    for piece in rest:
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    if last is not None:
        return len(path) - place >= len(last) and path.endswith(last)
    return place == len(path) if ends else True
