"""Input made to hurt: no reader raises, none takes long, each refusal says why."""

from __future__ import annotations

import pytest
from article_checks import check

from coranto.formats import decode
from coranto.model import Raw

LOL = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]><rss><channel><item><title>&a9;</title></item></channel></rss>"
)
OUTSIDE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item><title>&x;</title></item></channel></rss>'
QUADRATIC = (
    '<!DOCTYPE r [<!ENTITY x "'
    + "y" * 100_000
    + '">]><rss><channel><item><title>'
    + "&x;" * 10_000
    + "</title></item></channel></rss>"
)
BODIES = {
    "billion laughs": LOL.encode(),
    "billion laughs, 16 bits": LOL.encode("utf-16"),
    "external entity": OUTSIDE.encode(),
    "quadratic blow-up": QUADRATIC.encode(),
    "deep page": b"<div>" * 100_000 + b"Words." + b"</div>" * 100_000,
    "deep inline": b"<b>" * 100_000 + b"Words.",
    "deep feed": b"<rss><channel>" + b"<item>" * 100_000,
    "many attributes": b"<div " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">Words.",
    "many quoted attributes": b"<div " + b" ".join(b'a%d=">"' % n for n in range(60_000)) + b">Words.",
    "long attribute": b'<p title="' + b"x" * 1_000_000 + b'">The port was closed by its master.</p>',
    "open comment": b"<!--" * 200_000,
    "open scripts": b"<script>" * 100_000,
    "open quotes": b"<a href='" * 100_000,
    "brackets": b"[" * 1_000_000,
    "null bytes": b"\0" * 1_000_000,
    "one long line": b"a" * 1_000_000,
    "one long line of words": b"word " * 199_999,
    "line breaks": b"\n" * 2_000_000,
    "lines": b"x\n" * 500_000,
    "bullets": "• Key points:\n".encode() * 4_000,
    "separators": b" | ".join([b"A b"] * 100_000),
    "spaces": b"<p>" + b" " * 1_000_000 + b"</p>",
    "spaces in text": b"MERROW" + b" " * 900_000 + b"x",
    "brackets in captions": b"<figure><img><figcaption>" + b"(" * 1_400 + b"</figcaption></figure>",
    "broken characters": b"<p>\xff\xfe\xfd The port was closed by its master.\xc3</p>",
    "many paragraphs": b"<p>a" * 90_000,
    "many entities": b"<p>" + b"&amp;" * 500_000,
    "doctypes": b"<!DOCTYPE " * 100_000,
    "cdata": b"<rss><![CDATA[" * 100_000,
    "nothing": b"",
    "linked data": b'<script type="application/ld+json">' + b"[" * 200_000 + b"</script><p>The port was closed.",
}  # fmt: skip


@pytest.mark.parametrize("form", ["html", "feed", "text", "jsonl", None])
@pytest.mark.parametrize("name", BODIES)
def test_every_reader_survives(name: str, form: str | None) -> None:
    # How long each takes is shown by evals/hostile.py on a quiet machine; here a hang would end the run.
    found = decode(Raw(BODIES[name], form))
    assert found.articles or found.problems
    for article in found.articles:
        check(article)


@pytest.mark.parametrize("name", ["billion laughs", "billion laughs, 16 bits", "external entity", "quadratic blow-up"])
def test_entities_are_refused_unread(name: str) -> None:
    found = decode(Raw(BODIES[name], "feed"))
    assert [problem.code for problem in found.problems] == ["formats.entities"]


@pytest.mark.parametrize("name", ["deep page", "deep inline", "many attributes", "many quoted attributes"])
def test_costly_markup_is_refused_unparsed(name: str) -> None:
    found = decode(Raw(BODIES[name], "html"))
    assert [problem.code for problem in found.problems] == ["formats.hostile-markup"]


def test_too_much_is_refused() -> None:
    found = decode(Raw(b"x" * 20_000_001, "text"))
    assert [problem.code for problem in found.problems] == ["formats.too-large"]
