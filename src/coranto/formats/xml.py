"""The only place where XML is parsed: no document types, no entities, no network, no endless depth."""

from __future__ import annotations

import re
from functools import cache
from html.entities import html5

from lxml import etree

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
_INSIDE = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_BARE_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)(\w{1,32};)?",
    re.DOTALL,
)
"""An ampersand that is no reference of XML's own; what stands in CDATA is left alone."""
_C1 = re.compile(r"[\x80-\x9f]")
"""Control characters that nobody means: HTML reads references to them as the letters of Windows-1252."""
_REFERENCE = re.compile(r"&#(?:(\d{1,9})|[xX]([0-9a-fA-F]{1,8}));")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def has_entities(body: bytes) -> bool:
    """Whether a document type defines entities: such a document is refused unread, whatever they say."""
    return _ENTITY.search(_INSIDE.sub(b"", body)) is not None if _ENTITY.search(body) else False


def has_doctype(body: bytes) -> bool:
    """Whether there is a document type at all; one that defines nothing is left out of reading."""
    return _DOCTYPE.search(_INSIDE.sub(b"", body)) is not None if _DOCTYPE.search(body) else False


def tree(text: str) -> etree._Element | None:
    """The root of an XML document, or None where nothing can be read of it."""
    return parsed(text)[0]


def parsed(text: str) -> tuple[etree._Element | None, bool]:
    """The root of an XML document, or None where nothing can be read of it; and whether it was well-formed.

    The text is already characters, so a declared encoding is taken off. Feeds are often not quite XML: forbidden
    characters go out, entities of HTML become their characters, bare ampersands are kept as text, and what is broken
    is recovered.
    """
    bare = _without_doctype(_DECLARATION.sub("", text.lstrip("\0 \t\r\n"), count=1)).strip()
    if not bare.startswith("<"):
        return None, False
    if not bare.isascii() and _C1.search(bare):
        bare = _C1.sub(lambda found: _letter(ord(found[0])), bare)
    bare = _sound(bare)
    source = bare
    for attempt in range(3):
        recover = attempt == 2
        if attempt == 1:
            source = _sound(_BARE_AMPERSAND.sub(_named, _FORBIDDEN.sub("", bare)))
            if source == bare:
                continue
        try:
            root = etree.fromstring(source.encode("utf-8"), _parser(recover))
        except (etree.XMLSyntaxError, UnicodeEncodeError):
            continue
        if root is not None:
            return root, not recover
    return None, False


@cache
def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False, huge_tree=False,
        recover=recover, remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _letter(code: int) -> str:
    """The letter of Windows-1252 that is meant by a control character, or nothing."""
    return bytes([code]).decode("cp1252", "ignore")


def _sound(text: str) -> str:
    """The text without numeric references that XML does not know, also those that taking others out would leave."""
    once = _REFERENCE.sub(_referred, text)
    if once == text or _REFERENCE.sub(_referred, once) == once:
        return once
    return _REFERENCE.sub(lambda found: _referred(found) or "\ufffd", once)


def _referred(found: re.Match[str]) -> str:
    """A numeric reference that XML knows, or nothing: of half a pair libxml2 would make what is no text."""
    code = int(found[1]) if found[1] else int(found[2], 16)
    if 0x80 <= code < 0xA0:
        return _letter(code)
    fit = code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return f"&#{code};" if fit else ""


def _named(found: re.Match[str]) -> str:
    """The character that HTML gives a name, or an ampersand that is none in XML."""
    if not found[0].startswith("&"):
        return found[0]
    character = html5.get(found[1] or "")
    return character if character and character not in "&<" else f"&amp;{found[1] or ''}"


def _without_doctype(text: str) -> str:
    """Take off a document type that defines nothing, or what of it stands before the root."""
    found = re.match(
        r"(\s*(?:<!--.*?-->\s*|<\?.*?\?>\s*)*)<!DOCTYPE\b[^\[>]*+(?:\[[^\]]*+\])?[^>]*+>",
        text,
        re.IGNORECASE | re.DOTALL,
    )
    return text[found.end() :] if found else text


def local(element: etree._Element) -> str:
    """An element's name without its namespace, in small letters."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def inner(element: etree._Element) -> str:
    """What stands in an element, markup and all, as text (Atom's xhtml content)."""
    parts = [element.text or ""]
    parts += [etree.tostring(child, encoding="unicode") for child in element]
    return "".join(parts)
