"""Which characters the bytes stand for: byte order mark, then what the bytes themselves say, then what is declared."""

from __future__ import annotations

import codecs
import re

from coranto.model import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before the mark of 16 bits, which is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_STARTS = (
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0<\0", "utf-16-be"),
    (b"<\0", "utf-16-le"),
)
"""Markup in 32 or 16 bits without a mark (XML 1.0, appendix F)."""
_DECLARED = re.compile(rb"""(?:charset\s*=|encoding\s*=)\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
_HEAD = 2048
"""Bytes at the front that may hold a declaration; browsers look at 1024, pages with long comments need more."""

# Browsers read these labels as the larger set that writers of such pages really use (WHATWG Encoding, table of labels).
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_SHIFTING = frozenset({"iso2022_jp", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "hz"})
"""Sets whose bytes can look like plain ASCII or UTF-8, so that a declaration must go first."""


def characters(body: bytes, declared: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The text of `body`, without its byte order mark.

    Bytes that are valid UTF-8 are UTF-8 whatever a header says: servers that declare Latin-1 by default are common,
    and other text that is by chance valid UTF-8 is not. Without any ground Windows-1252 is taken, with a Problem.
    """
    text, _, problems = named(body, declared)
    return text, problems


def named(body: bytes, declared: str | None = None) -> tuple[str, str, tuple[Problem, ...]]:
    """As `characters`, with the name of the set between; of sets that read ASCII alike, it is the declared one."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _loose(body[len(mark) :], name)
    for start, name in _WIDE_STARTS:
        if body.startswith(start):
            return _loose(body, name)
    labels = [label for label in (_label(declared), _label(_meta(body))) if label]
    for label in labels:
        if label in _SHIFTING:
            return _loose(body, label)
    if _valid(body, "utf-8"):
        return body.decode("utf-8"), _alike(body, labels), ()
    return _not_utf8(body, labels)


def _alike(body: bytes, labels: list[str]) -> str:
    """The name of the set of bytes that are valid UTF-8."""
    return next((label for label in labels if body.isascii() and body.decode("ascii") == _read(body, label)), "utf-8")


def _read(body: bytes, label: str) -> str | None:
    return body.decode(label) if _valid(body, label) else None


def _not_utf8(body: bytes, labels: list[str]) -> tuple[str, str, tuple[Problem, ...]]:
    for label in labels:
        if label != "utf-8" and _valid(body, label):
            return body.decode(label), label, ()
    text = body.decode("utf-8", "replace")
    strange = sum(1 for character in text if character > "\x7f")
    if "utf-8" in labels or text.count("�") * 10 < strange:
        return text, "utf-8", (_broken(text),)
    note = Problem("formats.charset-guessed", "no character set is declared and it is not UTF-8; read as Windows-1252")
    return body.decode("cp1252", "replace"), "cp1252", (note,)


def _loose(body: bytes, name: str) -> tuple[str, str, tuple[Problem, ...]]:
    text = body.decode(name, "replace")
    return text, name, ((_broken(text),) if "�" in text else ())


def _broken(text: str) -> Problem:
    return Problem("formats.broken-characters", f"{text.count('�')} characters could not be read and stand as U+FFFD")


def _valid(body: bytes, name: str) -> bool:
    try:
        codecs.decode(body, name)
    except UnicodeError:
        return False
    return True


def _meta(body: bytes) -> str | None:
    found = _DECLARED.search(body[:_HEAD])
    return found[1].decode("ascii") if found else None


def _label(name: str | None) -> str | None:
    if not name:
        return None
    try:
        known = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    # UTF-7 and the transforms (base64, rot13, zip …) are no character sets of the web; UTF-7 is an attack.
    if not known._is_text_encoding or known.name in {
        "utf-7",
        "unicode_escape",
        "raw_unicode_escape",
        "idna",
        "punycode",
    }:
        return None
    return _WIDER.get(known.name, known.name)
