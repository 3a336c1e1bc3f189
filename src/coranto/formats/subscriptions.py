"""Lists of sources to watch: OPML 1.0 and 2.0, and plain lists of one address a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from coranto.formats import charset, guard, links, xml
from coranto.model import Problem, Subscription

MOST_SUBSCRIPTIONS = 20_000
"""Addresses of one list; the rest is left with a Problem. The largest lists that readers export hold some thousands."""

_HEAD = 4096
"""Bytes looked at to tell a list from anything else."""
_PROLOG = r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\][^>]*)?>\s*)*"
_OPML = re.compile(_PROLOG + r"<(?:\w+:)?opml\b", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(r"(?:feed:)?https?://\S+|feed://\S+", re.IGNORECASE)
_LONGEST_NAME = 200
"""Characters of a title or a folder's path; what is longer is cut, for it only names."""

Found = Subscription | Problem


def is_subscriptions(body: bytes) -> bool:
    """Whether these bytes are an OPML list, or lines of which at least half begin with an address."""
    text, _ = charset.characters(body[:_HEAD])
    if _OPML.match(text):
        return True
    lines = [line for line in _lines(text) if not line.startswith("#")]
    told = sum(1 for line in lines if _ADDRESS.match(line))
    return told > 0 and told * 2 >= len(lines) and not lines[0].startswith(("<", "{", "["))


def read_subscriptions(body: bytes, where: str) -> tuple[tuple[Subscription, ...], tuple[Problem, ...]]:
    """The sources that a list names, each address once and in the list's order, and a Problem for each bad entry.

    `where` names the list in messages. In a plain list "#" begins a comment line, and words after the address are
    the source's title. Nothing is fetched: an OPML outline that includes another list is a Problem.
    """
    if len(body) > guard.LARGEST:
        return (), (Problem("formats.too-large", f"{where}: {len(body):,} bytes are more than {guard.LARGEST:,}"),)
    text, noted = charset.characters(body)
    found = list(_from_opml(body, text, where) if _OPML.match(text) else _from_lines(text, where))
    problems = [one for one in found if isinstance(one, Problem)]
    sources: dict[str, Subscription] = {}
    for one in found:
        if isinstance(one, Subscription):
            sources.setdefault(_key(one.url), one)
    kept = list(sources.values())
    if len(kept) > MOST_SUBSCRIPTIONS:
        told = f"{where}: only the first {MOST_SUBSCRIPTIONS:,} addresses were read"
        problems.append(Problem("formats.too-many-lines", told))
    if not kept and not problems:
        problems.append(Problem("formats.empty", f"{where}: there is no address in it"))
    return tuple(kept[:MOST_SUBSCRIPTIONS]), (*noted, *problems)


def _key(url: str) -> str:
    """What makes two entries one: the same address, whatever the case of its host."""
    scheme, rest = url.split("://", 1)
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.lower()}/{path if slash else ''}"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _from_lines(text: str, where: str) -> Iterator[Found]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.strip().startswith("#"):
            address, *title = line.split(maxsplit=1)
            yield _source(address, title[0] if title else "", "", f"{where}, line {number}")


def _source(address: str, title: str, folder: str, where: str) -> Found:
    """One entry; "feed:" before an address, as browsers once wrote it, is taken off."""
    bare = re.sub(r"\Afeed:(?=https?://)", "", address.strip(), flags=re.IGNORECASE)
    fit = links.safe(re.sub(r"\Afeed://", "http://", bare, flags=re.IGNORECASE))
    if fit is None:
        told = f"{where}: {address[:80]!r} is no absolute http or https address"
        return Problem("formats.bad-subscription", told)
    return Subscription(fit, _name(title), _name(folder))


def _name(words: str) -> str | None:
    return re.sub(r"\s+", " ", words).strip()[:_LONGEST_NAME] or None


def _from_opml(body: bytes, text: str, where: str) -> Iterable[Found]:
    if xml.has_entities(body):
        return [Problem("formats.entities", f"{where}: the document type defines entities; such a list is not read")]
    fault = guard.costly_xml(text)
    if fault:
        return [Problem("formats.hostile-markup", f"{where}: {fault}")]
    root = xml.tree(text)
    outlines = [] if root is None else [child for node in root if xml.local(node) == "body" for child in node]
    return _outlines(outlines, where)


def _outlines(roots: Iterable[etree._Element], where: str) -> Iterator[Found]:
    """All outlines in the order of the document, without recursion: a stranger decides how deep they are nested."""
    stack = [(node, "") for node in reversed(list(roots))]
    number = 0
    while stack:
        node, folder = stack.pop()
        if xml.local(node) != "outline":
            continue
        number += 1
        found = _outline(node, folder, f"{where}, outline {number}")
        if found is not None:
            yield found
        path = folder if isinstance(found, Subscription) else "/".join(filter(None, (folder, _title(node))))
        stack += [(child, path) for child in reversed(node)]


def _outline(node: etree._Element, folder: str, where: str) -> Found | None:
    """What an outline names: a source, a list that we do not follow, or nothing (it is a group)."""
    address = next((value for name, value in _attributes(node) if name == "xmlurl"), "")
    if address:
        return _source(address, _title(node), folder, where)
    kind = (node.get("type") or "").lower()
    if kind == "include" or (kind == "link" and (node.get("url") or "").lower().endswith(".opml")):
        told = f"{where}: it includes another list, {(node.get('url') or '')[:80]!r}, which was not fetched"
        return Problem("formats.included-list", told)
    if kind in {"rss", "atom", "feed"}:
        return Problem("formats.bad-subscription", f"{where}: {_title(node)[:80]!r} has no address (xmlUrl)")
    return None


def _attributes(node: etree._Element) -> Iterator[tuple[str, str]]:
    return ((str(name).lower(), str(value)) for name, value in node.attrib.items())


def _title(node: etree._Element) -> str:
    """OPML wants `text`; many write `title`, or both."""
    return (node.get("text") or node.get("title") or "").replace("/", " ").strip()
