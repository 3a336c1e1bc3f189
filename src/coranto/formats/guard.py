"""What is refused before a parser sees it: markup that would cost more than a second, whatever it says."""

from __future__ import annotations

import re

LARGEST = 20_000_000
"""Bytes of one input, decoded."""
DEEPEST = 2_000
"""Elements open inside each other. Browsers stop at 512; the parser's time grows with the square (100,000: 17 s)."""
MOST_ATTRIBUTES = 2_000
"""Attributes of one element; the parser compares each with all before it (30,000: 1.6 s)."""
MOST_TAGS = 100_000
"""Tags of one page; the largest live blog seen here has 20,000."""
MOST_XML_TAGS = 600_000
"""Tags of one XML document: 20,000 items of fifteen elements. They take the parser a fifth of a second."""

_LONG_TAG = re.compile(r"""<[a-zA-Z](?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?)*+""")
"""An opening tag; quotes count only after an equals sign, as browsers have it."""
_LONG_RUN = re.compile(r"<[^\s<>!?/&;]+\s[^<]{4000,}")
"""An opening tag of XML that could hold too many attributes: no "<" may stand in one."""
_FRONT = 100_000
"""Characters of a tag that are counted first: a million attributes are too many after the first thousands."""
_PROGRAM = re.compile(r"<(script|style)\b[^>]*>.*?(?:</\1|\Z)", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNNESTED = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
        "p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot",
    }
)  # fmt: skip
"""Elements that hold nothing or are closed by the next of their kind."""


def costly(page: str) -> str | None:
    """Why an HTML page would be too costly to parse, or None. Cheap itself: small pages are not looked at."""
    if len(page) > 100_000 and _crowded(page) and _crowded(_PROGRAM.sub("", page)):
        return f"an element has more than {MOST_ATTRIBUTES:,} attributes"
    tags = page.count("<")
    if tags > MOST_TAGS:
        return f"the page has more than {MOST_TAGS:,} tags"
    return f"elements are nested more than {DEEPEST:,} deep" if tags > DEEPEST and _depth(page) > DEEPEST else None


def costly_xml(document: str) -> str | None:
    """Why an XML document would be too costly to parse, or None. The parser itself stops at 256 levels of depth."""
    for found in _LONG_RUN.finditer(document):
        if found[0].count("=") > MOST_ATTRIBUTES and _crowded(found[0]):
            return f"an element has more than {MOST_ATTRIBUTES:,} attributes"
    return f"it has more than {MOST_XML_TAGS:,} tags" if document.count("<") > MOST_XML_TAGS else None


def _crowded(page: str) -> bool:
    """Whether a tag has too many attributes; looked at again without programs, whose "<" opens no tag."""
    long = (tag[0] for tag in _LONG_TAG.finditer(page) if tag.end() - tag.start() > 4 * MOST_ATTRIBUTES)
    return any(_attributes(tag[:_FRONT]) > MOST_ATTRIBUTES or _attributes(tag) > MOST_ATTRIBUTES for tag in long)


def _attributes(tag: str) -> int:
    bare = re.sub(r'"[^"]*+"?', '""', re.sub(r"'[^']*+'?", "''", tag))
    return len(re.findall(r"[^\s=\"'/<>]+(?=[\s=\"'/>]|\Z)", re.sub(r"=\s*(?:\"\"|''|[^\s\"'>]+)", "", bare)))


def _depth(page: str) -> int:
    depth = deepest = 0
    for close, name in _NAME.findall(page):
        if name.lower() not in _UNNESTED:
            depth = max(depth - 1, 0) if close else depth + 1
            deepest = max(deepest, depth)
    return deepest
