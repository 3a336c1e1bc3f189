from __future__ import annotations

import pytest

from coranto.formats import is_subscriptions, read_subscriptions
from coranto.model import Subscription

OPML = b"""<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Ours</title></head><body>
<outline text="Asia"><outline title="Japan">
<outline type="rss" text="Lorn Wire" xmlUrl="https://lorn.example/feed?a=1&amp;b=2"/>
<outline type="rss" text="Lorn Wire again" xmlUrl="https://LORN.example/feed?a=1&amp;b=2"/></outline>
<outline text="Merrow Post" XMLURL="feed://merrow.example/rss"><outline text="In it" xmlUrl="https://in.example/"/></outline>
</outline>
<outline type="include" text="More" url="https://lists.example/more.opml"/>
<outline type="rss" text="Nameless"/><outline text="Script" xmlUrl="javascript:alert(1)"/>
</body></opml>"""
LINES = b"""# our papers
https://lorn.example/feed  Lorn   Wire

feed:https://merrow.example/rss
lorn.example
  https://lorn.example/feed the same
"""


def test_an_opml_list_keeps_folders_titles_and_order() -> None:
    found, _ = read_subscriptions(OPML, "ours.opml")
    assert found == (
        Subscription("https://lorn.example/feed?a=1&b=2", "Lorn Wire", "Asia/Japan"),
        Subscription("http://merrow.example/rss", "Merrow Post", "Asia"),
        Subscription("https://in.example/", "In it", "Asia"),
    )


def test_what_an_opml_list_does_not_give_is_told() -> None:
    _, problems = read_subscriptions(OPML, "ours.opml")
    codes = ["formats.included-list", "formats.bad-subscription", "formats.bad-subscription"]
    assert [problem.code for problem in problems] == codes
    assert "ours.opml, outline 7" in problems[0].message
    assert "Nameless" in problems[1].message
    assert "javascript" in problems[2].message


def test_a_plain_list_has_comments_titles_and_a_problem_for_each_bad_line() -> None:
    found, problems = read_subscriptions(LINES, "papers.txt")
    assert found == (
        Subscription("https://lorn.example/feed", "Lorn Wire"),
        Subscription("https://merrow.example/rss"),
    )
    assert [problem.code for problem in problems] == ["formats.bad-subscription"]
    assert problems[0].message.startswith("papers.txt, line 5: 'lorn.example'")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (OPML, True),
        (b"\xef\xbb\xbf<!-- ours --><opml><body/></opml>", True),
        (LINES, True),
        (OPML.decode().encode("utf-16"), True),
        (b"https://lorn.example/feed", True),
        (b"", False),
        (b"# nothing\n", False),
        (b"The port was closed.\n\nhttps://lorn.example/1\nIts master said so.\n", False),
        (b"<rss><channel><link>https://lorn.example/</link></channel></rss>", False),
        (b"<p>\nhttps://lorn.example/1\nhttps://lorn.example/2\n", False),
        (b'{"url":\n"x"}\nhttps://lorn.example/1\nhttps://lorn.example/2\n', False),
    ],
)
def test_a_list_is_told_from_anything_else(body: bytes, told: bool) -> None:
    assert is_subscriptions(body) is told


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "formats.empty"),
        (b"<opml><body></body></opml>", "formats.empty"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body><outline xmlUrl="https://a.example/"/></body></opml>',
         "formats.entities"),
        (b"<opml><body><outline " + b"".join(b'a%d="" ' % n for n in range(3_000)) + b"/></body></opml>",
         "formats.hostile-markup"),
        (b"<opml><body>" + b"<outline>" * 50_000, "formats.empty"),
        (b"\n" * 20_000_001, "formats.too-large"),
    ],
)  # fmt: skip
def test_a_list_that_gives_nothing_says_why(body: bytes, code: str) -> None:
    found, problems = read_subscriptions(body, "list")
    assert (found, [problem.code for problem in problems]) == ((), [code])


def test_groups_may_be_nested_deep() -> None:
    body = b"<opml><body>" + b'<outline text="g">' * 200 + b'<outline xmlUrl="https://a.example/"/>'
    (found,), _ = read_subscriptions(body, "deep")
    assert found.url == "https://a.example/"
    assert len(found.folder) <= 200


def test_a_list_of_too_many_is_cut_and_says_so() -> None:
    body = b"\n".join(b"https://a.example/%d" % n for n in range(20_001))
    found, problems = read_subscriptions(body, "long")
    assert (len(found), [problem.code for problem in problems]) == (20_000, ["formats.too-many-lines"])
