"""The only place where XML is parsed: no document types, no entities, no network, no endless depth."""

from __future__ import annotations

import re

from lxml import etree

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
_INSIDE = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_BARE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def has_entities(body: bytes) -> bool:
    """Whether a document type defines entities: such a document is refused unread, whatever they say."""
    return _ENTITY.search(_INSIDE.sub(b"", body)) is not None if _ENTITY.search(body) else False


def has_doctype(body: bytes) -> bool:
    """Whether there is a document type at all; one that defines nothing is left out of reading."""
    return _DOCTYPE.search(_INSIDE.sub(b"", body)) is not None if _DOCTYPE.search(body) else False


def tree(text: str) -> etree._Element | None:
    """The root of an XML document, or None where nothing can be read of it.

    The text is already characters, so a declared encoding is taken off. Feeds are often not quite XML: forbidden
    characters go out, entities of HTML and bare ampersands are kept as text, and what is broken is recovered.
    """
    bare = _without_doctype(_DECLARATION.sub("", _FORBIDDEN.sub("", text), count=1)).strip()
    if not bare.startswith("<"):
        return None
    for recover in (False, True):
        source = _BARE_AMPERSAND.sub("&amp;", bare) if recover or "&" in bare else bare
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False, huge_tree=False,
            recover=recover, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(source.encode("utf-8"), parser)
        except etree.XMLSyntaxError:
            continue
        if root is not None:
            return root
    return None


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
