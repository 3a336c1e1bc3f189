"""Feeds against feedparser's own suite, by our field names.

    python evals/feeds.py [--data FOLDER] [--group NAME] [--failing]

Each case of the suite is a feed and an assertion in feedparser's words. `Told` gives what our record of the feed says
under those words ("summary_detail.base" is `Entry.summary.base`), and the assertion is put to it. Markup is equal when
its trees are: how a tag writes its quotes and in which order its attributes stand is nobody's finding. What we keep
without a field of its own is looked up under its element's name; what we do not keep at all fails. Groups that are not
about what a feed says are counted too; `sanitize` is not: we keep no page's markup. Exit code 2 without the folder.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from common import need
from coranto.formats import charset, dates
from coranto.formats.entries import Entry, Feed, Link, Other, Person, Text
from coranto.formats.feed import parse_feed
from coranto.model import Problem, Raw

SERVER = "http://127.0.0.1:8097/"
"""Where the suite's own server stands; cases that test relative addresses name it."""
BESIDE = ("entities", "http", "json")
"""Shown, but not of the suite's 1,841 parse cases: names of characters, what the fetcher keeps, an example."""
_EXPECT = re.compile(r"Expect:\s*(.*?)\s*(?:-->)?\s*$", re.MULTILINE)
_HEADER = re.compile(r"^\s*Header:\s*([\w-]+)\s*:\s*(.*?)\s*$", re.MULTILINE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_LISTS = frozenset({"media_credit", "media_thumbnail", "media_content"})
_KIND = {"self": "application/atom+xml", "enclosure": ""}
"""What feedparser takes a link to lead to where the feed does not say; we leave it open."""
_BROKEN = frozenset(
    {"formats.broken-characters", "formats.charset-guessed", "formats.not-well-formed", "formats.not-a-feed"}
)
"""Problems that say that a feed is not what it should be: feedparser's word for one is "bozo"."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case: where it stands, its bytes, the server's headers and the assertion."""

    name: str
    group: str
    body: bytes
    headers: Mapping[str, str]
    expect: str


class Markup(str):
    """Markup, equal to other markup that has the same tree."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        """Equal as text, or as a tree where there are tags."""
        if str.__eq__(self, other) is True:
            return True
        return isinstance(other, str) and ("<" in self or "&" in self) and list(_tree(self)) == list(_tree(other))

    def __ne__(self, other: object) -> bool:
        """Not equal."""
        return not self == other


def _tree(markup: str) -> Iterator[tuple[object, ...]]:
    page = LexborHTMLParser(f"<div>{markup}</div>")
    yield from _below(page.body, 0)


def _below(node: LexborNode | None, level: int) -> Iterator[tuple[object, ...]]:
    child = node.child if node else None
    while child is not None:
        if child.tag == "-text":
            yield level, child.text(deep=False, strip=False)
        else:
            marks = ((key, value or "") for key, value in child.attributes.items())
            yield level, child.tag, tuple(sorted(mark for mark in marks if not mark[0].startswith("xmlns")))
        yield from _below(child, level + 1)
        child = child.next


class Charset(str):
    """The name of a character set, equal to all its other names, and to the larger set that the web reads it as."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        """Equal where text of ours, declared as the other, would be read in the same set; ASCII is part of UTF-8."""
        if not isinstance(other, str):
            return False
        return charset.named(b"a", other)[1] == charset.named(b"a", str(self))[1] or (
            other == "us-ascii" and str(self) in {"utf-8", "cp1252"}
        )

    def __ne__(self, other: object) -> bool:
        """Not equal."""
        return not self == other


class Told(dict):  # type: ignore[type-arg]
    """What a record says under feedparser's names, read as feedparser's are: by key or by attribute."""

    def __missing__(self, name: str) -> object:
        """An address has two names."""
        if name == "url" and "href" in self:
            return self["href"]
        raise KeyError(name)

    def __getattr__(self, name: str) -> object:
        """Give a key as an attribute."""
        if name in self:
            return self[name]
        raise AttributeError(name)

    def has_key(self, name: str) -> bool:
        """Whether there is such a key."""
        return name in self


def _filled(**fields: object) -> Told:
    return Told({key: value for key, value in fields.items() if value not in (None, "", (), [])})


def of_text(text: Text) -> Told:
    """A text with its kind, language and base."""
    told = _filled(value=_value(text), type=text.type, base=text.base, src=text.src)
    told["language"] = text.language
    return told


def _value(text: Text) -> str:
    return text.value if text.type == "text/plain" else Markup(text.value)


def of_person(person: Person) -> Told:
    """A person."""
    return _filled(name=person.name, email=person.email, href=person.url)


def _line(person: Person) -> str:
    return f"{person.name} ({person.email})" if person.name and person.email else person.name or person.email


def of_link(link: Link) -> Told:
    """A link."""
    kind = link.type or _KIND.get(link.rel, "text/html")
    return _filled(href=link.href, rel=link.rel, type=kind, title=link.title, hreflang=link.language,
                   length=link.length)  # fmt: skip


def of_entry(entry: Entry, version: str) -> Told:
    """An entry, or the feed itself, under feedparser's names."""
    told = Told()
    texts = {"title": entry.title, "subtitle": entry.subtitle, "info": entry.info, "rights": entry.rights,
             "summary": entry.summary}  # fmt: skip
    for name, text in texts.items():
        if text is not None:
            told[name], told[f"{name}_detail"] = _value(text), of_text(text)
    _aliases(told, version)
    told.update(
        _filled(
            id=entry.id, guid=entry.id, link=entry.link, language=entry.language, licence=entry.licence,
            license=entry.licence, icon=entry.icon, logo=entry.logo, comments=entry.comments,
            content=[of_text(one) for one in entry.contents], authors=[of_person(one) for one in entry.authors],
            contributors=[of_person(one) for one in entry.contributors],
            tags=[_filled(term=tag.term, scheme=tag.scheme, label=tag.label) for tag in entry.tags],
            source=Told(of_entry(entry.source, version), href=entry.source.link) if entry.source else None,
            links=[of_link(one) for one in entry.links],
        )
    )  # fmt: skip
    if entry.contents and "summary" not in told:  # feedparser's summary is the content where there is no other
        told["summary"] = told["description"] = _value(entry.contents[0])
    _people(told, entry)
    _times(told, entry)
    _rest(told, entry)
    return told


def _aliases(told: Told, version: str) -> None:
    """Older words: tagline and description for a feed's subtitle, copyright for rights, description for a summary."""
    del version
    for ours, theirs in (("subtitle", "tagline"), ("rights", "copyright"), ("summary", "description"),
                         ("summary", "subtitle"), ("summary", "tagline"), ("subtitle", "description")):  # fmt: skip
        for end in ("", "_detail"):
            if ours + end in told:
                told.setdefault(theirs + end, told[ours + end])


def _people(told: Told, entry: Entry) -> None:
    if entry.authors:
        told["author"], told["author_detail"] = _line(entry.authors[-1]), of_person(entry.authors[-1])
    if entry.publisher:
        told["publisher"], told["publisher_detail"] = _line(entry.publisher), of_person(entry.publisher)


def _times(told: Told, entry: Entry) -> None:
    times = {"validity_start": entry.valid_since, "validity_end": entry.valid_until}
    times |= {name: getattr(entry, name) for name in ("published", "updated", "created", "expired")}
    for name, written in times.items():
        if written:
            told[name] = told[f"{name}_parsed"] = written
            found = dates.moment(written, "feed", mail=True)
            told[f"{name}_parsed"] = tuple(found.at.utctimetuple()) if found else None


def _rest(told: Told, entry: Entry) -> None:
    enclosed = [link for link in told.get("links", []) if link.get("rel") == "enclosure"]
    told["enclosures"] = [Told({key: value for key, value in link.items() if key != "rel"}) for link in enclosed]
    told["guidislink"] = entry.stable and entry.link == entry.id
    told["itunes_explicit"], told["itunes_block"] = entry.explicit, int(entry.blocked)
    if entry.tags:
        told["category"] = entry.tags[0].term
    if entry.shape:
        points = [tuple(point) for point in entry.shape.points]
        kind = entry.shape.kind
        told["where"] = Told(type=kind, coordinates={"Point": points[0], "Polygon": [points]}.get(kind, points))
    for other in entry.others:
        if other.name in _LISTS:
            told.setdefault(other.name, []).append(of_other(other))
        told.setdefault(other.name, of_other(other))
        if other.name == "generator":
            marks = dict(other.attributes)
            address = marks.get("uri") or marks.get("url")
            told["generator"] = other.value
            told["generator_detail"] = _filled(name=other.value, href=address, version=marks.get("version"))
    if entry.image:
        told["image"] = Told({**(told["image"] if isinstance(told.get("image"), dict) else {}), "href": entry.image})


def of_other(other: Other) -> object:
    """An element without a field: its words, or its attributes and parts by name."""
    if other.name in {"width", "height"} and other.value.isdecimal():
        return int(other.value)
    if not other.attributes and not other.parts:
        return Markup(other.value)
    told = Told(other.attributes)
    for part in other.parts:
        told.setdefault(part.name.rpartition("_")[2], of_other(part))
    if other.value:
        told.setdefault("content", other.value)
    return told


def words(feed: Feed, problems: tuple[Problem, ...], headers: Mapping[str, str]) -> dict[str, object]:
    """All names that an assertion may use."""
    return {
        "feed": Told(of_entry(feed.about, feed.version), newlocation=feed.moved),
        "entries": [of_entry(entry, feed.version) for entry in feed.entries],
        "version": feed.version,
        "encoding": Charset(feed.charset),
        "bozo": any(problem.code in _BROKEN for problem in problems),
        "headers": {name.lower(): value for name, value in headers.items()},
        "len": len,
        "ord": ord,
    }


def holds(case: Case) -> bool:
    """Whether our record of the case's feed says what the suite asserts."""
    base = urljoin(SERVER + case.name, case.headers.get("content-location", ""))
    base = base if base.startswith("http") else SERVER + case.name
    declared = _CHARSET.search(case.headers.get("content-type", ""))
    feed, problems = parse_feed(Raw(case.body, "feed", url=base, charset=declared[1] if declared else None))
    if feed is None:
        feed = Feed("", Entry(), ())
    try:
        tree = ast.parse(case.expect.strip(), mode="eval")
        if any(isinstance(node, ast.Attribute) and node.attr.startswith("_") for node in ast.walk(tree)):
            return False
        known = {"__builtins__": {}, **words(feed, problems, case.headers)}
        return bool(eval(compile(tree, case.name, "eval"), known))  # noqa: S307  # the suite's own assertions
    except (LookupError, AttributeError, NameError, TypeError, SyntaxError, ValueError):
        return False


def cases(data: Path) -> Iterator[Case]:
    """Every case of the suite that says what it expects, but for `sanitize`."""
    for file in sorted(f for f in data.rglob("*") if f.suffix in {".xml", ".json"}):
        parts = file.relative_to(data).parts
        body = file.read_bytes()
        head = _head(body)
        expect = _EXPECT.search(head)
        if expect and "sanitize" not in parts:
            headers = {name.lower(): value for name, value in _HEADER.findall(head)}
            group = parts[1] if len(parts) > 2 else parts[0]
            yield Case("/".join(parts), group, body, headers, expect[1])


def _head(body: bytes) -> str:
    """The comment at the front, whichever width its characters have."""
    plain = body[:8000].replace(b"\0", b"")
    return plain.decode("utf-8", "replace")


def main() -> int:
    """Count by group and print the table, and the names of what failed."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--data", type=Path, default=Path("../shared/data/dev/feedparser-suite"))
    given.add_argument("--group", help="this group only")
    given.add_argument("--failing", action="store_true", help="print each failing case with its assertion")
    options = given.parse_args()
    need(options.data)
    passed: Counter[str] = Counter()
    failed: dict[str, list[Case]] = {}
    for case in cases(options.data):
        if options.group in {None, case.group}:
            if holds(case):
                passed[case.group] += 1
            else:
                failed.setdefault(case.group, []).append(case)
    _print(passed, failed, options.failing)
    return 0


def _print(passed: Counter[str], failed: Mapping[str, list[Case]], failing: bool) -> None:
    show: Callable[[Case], str] = (lambda c: f"\n  {c.name}: {c.expect}") if failing else (lambda c: Path(c.name).stem)
    for group in sorted({*passed, *failed}):
        bad = failed.get(group, [])
        print(f"{group:16}{passed[group]:5} of {passed[group] + len(bad):5}  {' '.join(map(show, bad))}")
    total = passed.total() + sum(map(len, failed.values()))
    beside = sum(passed[group] + len(failed.get(group, [])) for group in BESIDE)
    good = passed.total() - sum(passed[group] for group in BESIDE)
    print(f"cases    {good} of {total - beside}")
    print(f"share    {good / max(total - beside, 1):.4f}")


if __name__ == "__main__":
    sys.exit(main())
