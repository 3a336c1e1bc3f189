"""ninjs, News in JSON, in its three generations: one item, a list of items, or one a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from coranto.formats import charset, ninjs_rules, nitf, topics, wire, xml
from coranto.formats.ninjs_rules import Fault
from coranto.formats.result import Decoded, refused
from coranto.formats.wire import Item, Shown, Words
from coranto.model import Article, Problem, Raw, Subject

FORM = "ninjs"
NOT_NINJS = "formats.not-ninjs"
_Fields = Mapping[str, object]
_WORDS = ("uri", "headline", "body", "bodies", "description")
"""Properties without which an item cannot be read; a fault in any other one leaves the report readable."""
_PLANS = ("event", "planning")
_SILENT = ("picture", "graphic", "audio", "video", *_PLANS)
_ABSTRACTS = ("summary", "abstract", "text", "main", "lead", "plain", "html", "")
"""Roles of a description that make it a standfirst, the best first; a caption is none."""
_UNSOUND = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_DEEPEST = 3
"""Packages inside each other whose reports are read."""
_MOST_VALUES = 200_000
"""Values of one input: what has more would be checked for longer than a second, and a large item has 500."""
_MOST_TOLD = 5
"""Faults named in one message."""


def read_ninjs(raw: Raw) -> Decoded:
    """All reports among the items, with their kills and embargoes; whole items among the associations are reports too.

    What breaks the standard where its words or its id stand is refused; elsewhere the report is read, and a Problem
    names what the standard does not have. Pictures, plans and events by themselves are Problems.
    """
    text, noted = charset.characters(raw.body, raw.charset)
    found = _parsed(text)
    if isinstance(found, str):
        return refused(NOT_NINJS, found)
    try:
        return wire.collected((one for each in found for one in _read(raw, each)), noted, NOT_NINJS)
    except RecursionError:
        return refused(NOT_NINJS, "it is nested too deep")


def _parsed(text: str) -> list[object] | str:
    """The items of an input, or what is wrong with it. Several lines of one object each are several items."""
    if text.count(":") + text.count(",") > _MOST_VALUES:
        return f"it has more than {_MOST_VALUES:,} values"
    try:
        found = _sound(json.loads(text))
    except RecursionError:
        return "it is nested too deep"
    except ValueError as fault:
        rows = [_row(row) for row in text.splitlines()[: wire.MOST_ITEMS + 1] if row.strip()]
        several = len(rows) > 1 and all(isinstance(row, dict) for row in rows)
        return rows if several else f"it is not JSON: {fault}"[:120]
    return found if isinstance(found, list) else [found]


def _sound(value: object) -> object:
    """A parsed value without halves of character pairs and control characters, which no store holds."""
    if isinstance(value, str):
        return _UNSOUND.sub("\ufffd", value)
    if isinstance(value, list):
        return [_sound(one) for one in value]
    if isinstance(value, dict):
        return {_UNSOUND.sub("\ufffd", key): _sound(one) for key, one in value.items()}
    return value


def _row(row: str) -> object:
    try:
        return _sound(json.loads(row))
    except (ValueError, RecursionError):
        return None


def _read(raw: Raw, given: object, deep: int = 0) -> Iterator[Article | Problem]:
    """The report of an item, then those among its associations; or why there is none."""
    if not isinstance(given, dict):
        yield Problem(NOT_NINJS, "it is no object of JSON")
        return
    found = ninjs_rules.faults(given, ninjs_rules.version_of(given))
    grave = [fault for fault in found if not fault.extra and fault.path.startswith(_WORDS)]
    if grave:
        yield Problem(NOT_NINJS, f"item {str(given.get('uri'))[:80]!r}: {_told(grave)}")
        return
    light = [Problem("formats.beyond-standard", f"departs from ninjs: {_told(found)}")] if found else []
    fields = _fields(given)
    one = item(fields)
    held = one.embargoed or (one.standing and one.standing != "usable")
    kind = _text(fields, "type")
    if held or (kind not in _PLANS and (one.body or (kind not in _SILENT and (one.headline or one.standfirst)))):
        made = wire.made(raw, FORM, replace(one, problems=tuple(light)))
        yield from [made] if isinstance(made, Article) else [made, *light]
    elif kind in _SILENT:
        yield from (Problem("formats.no-report", f"{kind} without text is no report: {one.guid[:80]!r}"), *light)
    else:
        yield from (Problem("formats.empty", f"item {one.guid[:80]!r} has no words"), *light)
    for _, other in _associated(fields) if deep < _DEEPEST else []:
        if _body(_fields(other)) and isinstance(other.get("uri"), str):
            yield from _read(raw, other, deep + 1)


def _told(found: Sequence[Fault]) -> str:
    more = f", and {len(found) - _MOST_TOLD} more" if len(found) > _MOST_TOLD else ""
    return "; ".join(f"{fault.path or 'it'} {fault.message}" for fault in found[:_MOST_TOLD]) + more


def _fields(given: _Fields) -> _Fields:
    """The properties under small letters: generation 3 writes in camel case what generation 2 wrote small."""
    return {key.lower(): value for key, value in given.items()}


def _text(fields: _Fields, *names: str) -> str:
    """The first of these properties that is a text with anything in it, on one line."""
    told = (wire.flat(value) for name in names if isinstance(value := fields.get(name), str))
    return next((words for words in told if words), "")


def _listed(fields: _Fields, *names: str) -> list[_Fields]:
    """The objects in the first of these lists that is there."""
    found = next((value for name in names if isinstance(value := fields.get(name), list)), [])
    return [_fields(one) for one in found if isinstance(one, dict)]


def item(fields: _Fields) -> Item:
    """What an item says, from its properties in small letters."""
    embargo, urgency = fields.get("embargoed", fields.get("embargoeduntil")), fields.get("urgency")
    sources = [_text(one, "name") for one in _listed(fields, "infosource", "infosources")]
    status = fields.get("pubstatus")
    return Item(
        guid=_text(fields, "uri"),
        headline=_headline(fields),
        standfirst=_standfirst(fields),
        body=_body(fields),
        place=_text(fields, "located"),
        byline=_text(fields, "byline", "by"),
        credit=next((name for name in sources if name), _text(fields, "copyrightholder")),
        source=_text(fields, "copyrightholder") or next((name for name in sources if name), ""),
        published=_text(fields, "firstcreated"),
        changed=_text(fields, "versioncreated"),
        embargo=embargo if isinstance(embargo, str) else "",
        embargoed=embargo not in (None, ""),
        standing=status.strip() if isinstance(status, str) else "" if status is None else "unreadable",
        urgency=f"{urgency:g}" if isinstance(urgency, (int, float)) and 0 < urgency < 10 else "",
        language=_text(fields, "language"),
        revision=_text(fields, "version"),
        note=_text(fields, "ednote"),
        subjects=tuple(one for one in map(_subject, _listed(fields, "subject", "subjects")) if one),
        pictures=tuple(shown for name, one in _associated(fields) if (shown := _shown(name, _fields(one)))),
    )


def _headline(fields: _Fields) -> str:
    """The one headline, the main one of several, or the title where there is none."""
    several = [(_text(one, "role").casefold(), _text(one, "value")) for one in _listed(fields, "headlines")]
    main = [words for role, words in several if role in {"", "main", "headline"}]
    others = [value for key, value in fields.items() if key.startswith("headline_") and isinstance(value, str)]
    told = (_text(fields, "headline"), *main, *(words for _, words in several), *map(wire.flat, others))
    return _line(next((words for words in told if words), "") or _text(fields, "title"))


def _line(words: str) -> str:
    """A headline or standfirst on one line, markup off."""
    if "<" not in words and "&" not in words:
        return words
    return " ".join(told for _, told in wire.markup(words)) or words


def _standfirst(fields: _Fields) -> str:
    several = {_text(one, "role").casefold(): _text(one, "value") for one in reversed(_listed(fields, "descriptions"))}
    told = next((several[role] for role in _ABSTRACTS if several.get(role)), "")
    return _line(told or _text(fields, "description_text", "description_summary", "description_html"))


def _body(fields: _Fields) -> Words:
    """The paragraphs of the body: of several renderings the one that tells them apart best."""
    several = [
        (f"{_text(one, 'contenttype')} {_text(one, 'role')}".casefold(), one.get("value"))
        for one in _listed(fields, "bodies")
    ] or [(key.removeprefix("body_"), value) for key, value in fields.items() if key.startswith("body_")]
    ranked = sorted((_rank(kind), kind, value) for kind, value in several if isinstance(value, str))
    bodies = (_worded(kind, value) for _, kind, value in ranked)
    return next((body for body in bodies if body), ())


def _rank(kind: str) -> int:
    return 0 if "html" in kind else 1 if "nitf" in kind else 2 if "text" in kind or "plain" in kind else 3


def _worded(kind: str, value: str) -> Words:
    if "nitf" in kind:
        return _nitf(value)
    return wire.markup(value) if "html" in kind or value.lstrip().startswith("<") else wire.plain(value)


def _nitf(value: str) -> Words:
    """The paragraphs of NITF inside an item: a whole document, or a piece of its body."""
    if xml.has_entities(value.encode("utf-8", "replace")):
        return ()
    root: etree._Element | None = xml.tree(value)
    if root is None:
        return wire.plain(value) if "<" not in value else ()
    return nitf.item(root).body if xml.local(root) == "nitf" else wire.flowing(root)


def _subject(one: _Fields) -> Subject | None:
    """A subject by scheme and code, or by an address that ends in the code."""
    scheme, code = _text(one, "scheme"), _text(one, "code", "literal")
    address = _text(one, "uri").rstrip("/")
    front, _, last = address.rpartition("/")
    return topics.subject(scheme or front, last if front and not scheme else code, _text(one, "name") or None)


def _associated(fields: _Fields) -> list[tuple[str, _Fields]]:
    """Associated items with their names: generation 1 has them by name, later ones in a list."""
    held = fields.get("associations")
    named = (
        held.items() if isinstance(held, dict) else ((one.get("name"), one) for one in _listed(fields, "associations"))
    )
    return [(str(name or ""), one) for name, one in named if isinstance(one, dict)]


def _shown(name: str, fields: _Fields) -> Shown | None:
    """The picture of an associated item, None where it is none: its caption, its makers, its largest rendering."""
    if _text(fields, "type") not in {"picture", "graphic"}:
        return None
    several = {_text(one, "role").casefold(): _text(one, "value") for one in reversed(_listed(fields, "descriptions"))}
    captions = (several.get("caption", ""), _text(fields, "description_caption"), _standfirst(fields))
    makers = (_text(fields, "byline", "by"), _text(fields, "copyrightholder"))
    return Shown(
        src=_largest(fields),
        caption=next((words for words in captions if words), ""),
        credit="/".join(dict.fromkeys(maker for maker in makers if maker)),
        alt=_text(fields, "title") or name,
    )


def _largest(fields: _Fields) -> str:
    """The address of the widest rendering that is an image."""
    held = fields.get("renditions")
    several = held.values() if isinstance(held, dict) else held if isinstance(held, list) else []
    images = [_fields(one) for one in several if isinstance(one, dict)]
    wide = [one for one in images if _text(one, "href") and _is_image(one)]
    return _text(max(wide, key=_width), "href") if wide else ""


def _is_image(rendition: _Fields) -> bool:
    kind = _text(rendition, "mimetype", "contenttype").casefold()
    return kind.startswith("image") or not kind


def _width(rendition: _Fields) -> float:
    width = rendition.get("width")
    return width if isinstance(width, (int, float)) else 0
