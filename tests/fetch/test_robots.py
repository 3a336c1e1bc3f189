from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coranto.fetch.http import USER_AGENT
from coranto.fetch.robots import EVERYTHING, LARGEST, NOTHING, Rules, allows, delay, read, sitemaps, unanswered

SITE = "https://lorn.example"


def may(body: str | bytes, path: str, agent: str = "coranto") -> bool:
    return allows(read(body.encode() if isinstance(body, str) else body), agent, SITE + path)


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("disallow: /", "/a", False),
        ("disallow:", "/a", True),
        ("disallow: /a\nallow: /a/b", "/a/b/c", True),  # the longer pattern
        ("allow: /a/b\ndisallow: /a", "/a/c", False),
        ("disallow: /a\nallow: /a", "/a", True),  # at equal length the allowing one
        ("disallow: /*.pdf$", "/x/y.pdf", False),
        ("disallow: /*.pdf$", "/x/y.pdf?z", True),
        ("disallow: /a*c*e", "/abcde", False),
        ("disallow: /a*c*e", "/abde", True),
        ("disallow: /a$b", "/a$b", False),  # a dollar inside is a dollar
        ("disallow: /*$", "/any", False),
        ("disallow: /fish*fish$", "/fish", True),  # the end may not use letters of the beginning again
        ("disallow: /Fish", "/fish", True),
        ("disallow: /a?b", "/a?b=1", False),
        ("disallow: *a", "/ba", False),
        ("disallow: /\nallow: /news/index.html", "/news/", True),
        ("disallow: /\nallow: /news/index.html", "/news/x", False),
        ("disallow: /caf%c3%a9", "/caf%C3%A9", False),
        ("disallow: /café", "/caf%C3%A9", False),
        ("disallow: /café", "/café", False),  # as it will be sent
        ("disallow: /a # b", "/a", False),
    ],
)
def test_which_pattern_decides(rules: str, path: str, allowed: bool) -> None:
    assert may(f"user-agent: *\n{rules}\n", path) is allowed


@pytest.mark.parametrize(
    "line",
    ["Disallow: /x", "DISALLOW:/x", " disallow : /x ", "disalow: /x", "dissallow: /x", "disallow /x", "disallow\t/x"],
)
@pytest.mark.parametrize(
    "agent", ["User-agent: *", "useragent: *", "user agent: *", "User-Agent: * all of you", "user-agent *"]
)
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines_as_people_write_them(line: str, agent: str, end: str) -> None:
    assert not may(end.join((agent, line)), "/x")
    assert may(end.join((agent, line)), "/y")


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xef\xbb"])
def test_a_byte_order_mark_hides_no_rule(mark: bytes) -> None:
    assert not may(mark + b"user-agent: *\ndisallow: /", "/")


GROUPS = """
disallow: /lost
user-agent: *
disallow: /all
user-agent: coranto
user-agent: Other/2.0
sitemap: https://lorn.example/map.xml
crawl-delay: 7.5
disallow: /one

user-agent: CORANTO news reader
disallow: /two
"""


def test_groups_that_name_us_are_one_and_those_for_all_then_say_nothing() -> None:
    for path, allowed in (("/one", False), ("/two", False), ("/all", True), ("/lost", True)):
        assert may(GROUPS, path) is allowed
    assert not may(GROUPS, "/all", "nobody")
    assert not may(GROUPS, "/one", "other")
    assert may(GROUPS, "/one", "coranto2")  # no beginning of a name is the name


def test_a_whole_user_agent_stands_for_its_first_word() -> None:
    assert not may(GROUPS, "/one", USER_AGENT)
    assert not may(GROUPS, "/one", f"{USER_AGENT} (+https://desk.example/)")


def test_an_agent_named_without_rules_may_do_all() -> None:
    assert may("user-agent: *\ndisallow: /\nuser-agent: coranto\n", "/a")
    assert may("user-agent: *\ndisallow: /\n\nuser-agent: coranto\ndisallow:\n", "/a")


def test_delay_and_site_maps() -> None:
    rules = read(GROUPS.encode())
    assert delay(rules, "coranto") == 7.5
    assert delay(rules, "nobody") is None
    assert sitemaps(rules) == ("https://lorn.example/map.xml",)
    for given_, seconds in (("5", 5.0), ("soon", None), ("-1", None), ("1e9", None), ("999999", 3600.0), ("inf", None)):
        assert delay(read(f"user-agent: *\ncrawl-delay: {given_}\n".encode()), "coranto") == seconds


def test_what_a_site_without_rules_allows() -> None:
    for status in (301, 400, 401, 403, 404, 410, 451):
        assert unanswered(status) == EVERYTHING
    for status in (429, 500, 503, None):
        assert unanswered(status) == NOTHING
    assert allows(EVERYTHING, "coranto", SITE)
    assert not allows(NOTHING, "coranto", SITE)


def test_only_the_first_500_kib_are_read() -> None:
    head = b"user-agent: *\n"
    fill = b"#" * (LARGEST - len(head) - 1) + b"\n"
    assert may(head + fill + b"disallow: /", "/")
    assert not may(head + fill[20:] + b"disallow: /", "/")


@pytest.mark.parametrize(
    "body",
    [
        b"user-agent: *\ndisallow: /" + b"*a" * 200_000,
        b"user-agent: *\n" + b"disallow: /*a*a*a*a*a*a*a*b$\n" * 16_000,
        b"user-agent: a\n" * 35_000 + b"disallow: /",
        b":" * 500_000,
        b" " * 500_000,
        b"\n" * 500_000,
        b"%" * 500_000,
    ],
    ids=["stars", "patterns", "agents", "colons", "blanks", "lines", "percents"],
)
def test_rules_made_to_be_slow_are_not(body: bytes) -> None:
    start = time.process_time()
    allows(read(body), "coranto", f"{SITE}/{'a' * 1500}c")
    assert time.process_time() - start < 1


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_are_an_error(body: bytes) -> None:
    rules = read(b"user-agent: *\n" + body)
    assert isinstance(rules, Rules)
    assert allows(rules, "coranto", SITE) in {True, False}
    assert delay(rules, "coranto") is None or delay(rules, "coranto") >= 0  # type: ignore[operator]  # not None here
