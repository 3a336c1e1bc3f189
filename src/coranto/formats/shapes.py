"""Where, as feeds tell it: GeoRSS simple and GML, and the W3C's latitude and longitude."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from lxml import etree

from coranto.formats import xml
from coranto.formats.entries import Shape

_SIMPLE = {"point": "Point", "line": "LineString", "polygon": "Polygon", "box": "Box"}
_KINDS = {"point": "Point", "linestring": "LineString", "polygon": "Polygon", "envelope": "Box"}
_LISTS = frozenset({"pos", "poslist", "lowercorner", "uppercorner", "coordinates"})
_MOST_POINTS = 2_000
"""Points of one shape; borders of countries in feeds have some hundreds."""
_WGS84 = re.compile(r"4326|4979|crs:?84|wgs", re.IGNORECASE)
"""Reference systems in degrees of WGS 84; what is told in any other is not read: metres are no degrees."""
_LONGITUDE_FIRST = re.compile(r"crs84|:4979\b.*lon|lon.?lat", re.IGNORECASE)
"""Reference systems that put the longitude first; EPSG:4326, which GeoRSS takes without one, does not."""


def shape(found: Mapping[str, Sequence[etree._Element]]) -> Shape | None:
    """The first shape that an entry's elements give, or None where none can be read."""
    for key, children in found.items():
        prefix, _, local = key.rpartition(":")
        for child in children:
            made = None
            if prefix == "georss" and local in _SIMPLE:
                made = _made(_SIMPLE[local], _numbers(child.text), swap=True)
            elif key == "georss:where" or prefix == "gml" or key == "geo:point":
                made = _nested(child)
            if made:
                return made
    return _latitude({key: (children[0].text or "") for key, children in found.items() if key.startswith("geo:")})


def _nested(node: etree._Element) -> Shape | None:
    parts = {f"geo:{xml.local(child)}": (child.text or "") for child in node}
    if "geo:lat" in parts:
        return _latitude(parts)
    for form in (one for one in node.iter() if xml.local(one) in _KINDS):
        numbers = [n for one in form.iter() if xml.local(one) in _LISTS for n in _numbers(one.text)]
        given = " ".join(one.get("srsName") or "" for one in form.iter())
        size = next((one.get("srsDimension") for one in form.iter() if one.get("srsDimension")), "2")
        if given.strip() and not _WGS84.search(given):
            continue
        made = _made(
            _KINDS[xml.local(form)], numbers, swap=not _LONGITUDE_FIRST.search(given), size=3 if size == "3" else 2
        )
        if made:
            return made
    return None


def _latitude(parts: Mapping[str, str]) -> Shape | None:
    north, east = _numbers(parts.get("geo:lat")), _numbers(parts.get("geo:long") or parts.get("geo:lon"))
    return _made("Point", [*north, *east], swap=True) if len(north) == len(east) == 1 else None


def _numbers(text: str | None) -> list[float]:
    try:
        made = [float(part) for part in re.split(r"[\s,]+", (text or "").strip()[:40_000]) if part]
    except ValueError:
        return []
    return made[: _MOST_POINTS * 3] if all(map(math.isfinite, made)) else []


def _made(kind: str, numbers: Sequence[float], *, swap: bool, size: int = 2) -> Shape | None:
    least = {"Point": 1, "Box": 2, "LineString": 2, "Polygon": 3}[kind]
    size = 3 if kind == "Point" and len(numbers) == 3 else size
    if len(numbers) < least * size or len(numbers) % size:
        return None
    points = [tuple(numbers[at : at + size]) for at in range(0, len(numbers), size)]
    turned = tuple((p[1], p[0], *p[2:]) for p in points) if swap else tuple(points)
    right = all(-180 <= p[0] <= 180 and -90 <= p[1] <= 90 for p in turned)
    return Shape(kind, turned) if right else None
