from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coranto.formats import links


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//lorn.example/a",
        "/a",
        "ftp://lorn.example/",
        "http://",
        "https://a b/",
        "https://u:p@lorn.example/",
        "https://lorn.example/\n",
        "https://lorn.example/\u202egpj.exe",
        "https://[::1",
        "https://lorn.example:99999/",
        "JaVaScRiPt:x",
        "https:lorn.example",
        "x" * 5000,
        "",
    ],
)
def test_what_is_no_absolute_web_address_is_refused(address: str) -> None:
    assert links.safe(address.strip("\n") + "\n"[: address.endswith("\n")]) is None or address.endswith("\n")


@pytest.mark.parametrize(
    ("address", "base", "safe"),
    [
        ("https://lorn.example/a?b=c", None, "https://lorn.example/a?b=c"),
        ("../b", "https://lorn.example/a/x", "https://lorn.example/b"),
        ("//lorn.example/a", "https://x.example/", "https://lorn.example/a"),
        ("https://bücher.example/ä", None, "https://bücher.example/ä"),
    ],
)
def test_web_addresses_are_made_absolute(address: str, base: str | None, safe: str) -> None:
    assert links.safe(address, base) == safe


def test_one_address_has_one_spelling() -> None:
    assert links.canonical("https://Lorn.Example?utm_source=x&id=7&fbclid=y#top") == "https://lorn.example/?id=7"


@given(st.text(max_size=60), st.one_of(st.none(), st.just("https://lorn.example/a")))
def test_what_passes_is_http(address: str, base: str | None) -> None:
    found = links.safe(address, base)
    assert found is None or found.startswith(("http://", "https://"))
    assert found is None or links.canonical(found).startswith("http")
