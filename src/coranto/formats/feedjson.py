"""JSON Feed 1.0 and 1.1, from a parsed object to the record of a feed."""

from __future__ import annotations

from collections.abc import Mapping

from coranto.formats.entries import Entry, Feed, Link, Person, Tag, Text


def read(found: object, most: int) -> Feed | None:
    """The record of a feed, at most `most` items of it, or None where the object is no feed."""
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(items, list):
        return None
    language = _said(found, "language")
    about = Entry(
        title=_text(found, "title", language),
        subtitle=_text(found, "description", language),
        link=_said(found, "home_page_url"),
        links=_links(found, ("home_page_url", "alternate"), ("feed_url", "self")),
        authors=_people(found),
        language=language,
        icon=_said(found, "icon"),
        logo=_said(found, "favicon"),
    )
    made = tuple(_entry(item if isinstance(item, dict) else {}, language) for item in items[:most])
    return Feed(_version(_said(found, "version")), about, made, "utf-8", len(items) > most)


def _version(told: str) -> str:
    return {"1": "json1", "1.0": "json1", "1.1": "json11"}.get(told.rstrip("/").rpartition("/")[2], "")


def _entry(fields: Mapping[str, object], feed_language: str) -> Entry:
    tags = fields.get("tags")
    language = _said(fields, "language") or feed_language
    contents = (_text(fields, "content_html", language, "text/html"), _text(fields, "content_text", language))
    return Entry(
        title=_text(fields, "title", language),
        summary=_text(fields, "summary", language),
        contents=tuple(one for one in contents if one),
        id=_said(fields, "id"),
        link=_said(fields, "url") or _said(fields, "external_url"),
        links=(*_links(fields, ("url", "alternate"), ("external_url", "related")), *_attachments(fields)),
        published=_said(fields, "date_published"),
        updated=_said(fields, "date_modified"),
        authors=_people(fields),
        tags=tuple(Tag(tag) for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        language=language,
        image=_said(fields, "image") or _said(fields, "banner_image"),
    )


def _said(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**18 else ""
    return value.strip() if isinstance(value, str) else ""


def _text(fields: Mapping[str, object], name: str, language: str, kind: str = "text/plain") -> Text | None:
    value = _said(fields, name)
    return Text(value, kind, language or None) if value else None


def _links(fields: Mapping[str, object], *wanted: tuple[str, str]) -> tuple[Link, ...]:
    return tuple(Link(_said(fields, name), rel) for name, rel in wanted if _said(fields, name))


def _attachments(fields: Mapping[str, object]) -> tuple[Link, ...]:
    listed = fields.get("attachments")
    return tuple(
        Link(_said(one, "url"), "enclosure", _said(one, "mime_type"), _said(one, "title"), "",
             _said(one, "size_in_bytes"))
        for one in (listed[:60] if isinstance(listed, list) else ())
        if isinstance(one, dict) and _said(one, "url")
    )  # fmt: skip


def _people(fields: Mapping[str, object]) -> tuple[Person, ...]:
    """Version 1.1 has `authors`, 1.0 had one `author`."""
    listed = fields.get("authors")
    people = listed if isinstance(listed, list) else [fields.get("author")]
    made = (Person(_said(one, "name"), "", _said(one, "url")) for one in people[:20] if isinstance(one, dict))
    return tuple(person for person in made if person.name or person.url)
