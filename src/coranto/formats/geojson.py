"""Whether a value is GeoJSON (RFC 7946): places of items carry it."""

from __future__ import annotations

from collections.abc import Mapping

_DEPTHS: Mapping[str, int] = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How deep the positions of a geometry are nested (RFC 7946, section 3.1)."""
_DEEPEST = 8
"""Collections inside collections; RFC 7946 advises against any."""


def fault(value: object, deep: int = 0) -> str:
    """What makes a value no GeoJSON object, or "" where it is one."""
    if not isinstance(value, dict):
        return "is no GeoJSON object"
    kind = value.get("type")
    if kind == "Feature":
        return _feature(value, deep)
    listed = {"FeatureCollection": "features", "GeometryCollection": "geometries"}.get(str(kind))
    if listed is not None:
        return _collection(value.get(listed), listed, deep)
    if not isinstance(kind, str) or kind not in _DEPTHS:
        return f"has no type of GeoJSON: {str(kind)[:40]!r}"
    return "" if _positions(value.get("coordinates"), kind, _DEPTHS[kind]) else f"has no coordinates of a {kind}"


def _feature(value: Mapping[str, object], deep: int) -> str:
    if "geometry" not in value or "properties" not in value:
        return "is a GeoJSON feature without geometry or properties"
    geometry = value["geometry"]
    return "" if geometry is None else fault(geometry, deep + 1)


def _collection(members: object, listed: str, deep: int) -> str:
    if not isinstance(members, list):
        return f"is a GeoJSON collection without {listed}"
    if deep > _DEEPEST:
        return f"is nested more than {_DEEPEST} deep"
    return next((told for one in members if (told := fault(one, deep + 1))), "")


def _positions(value: object, kind: str, depth: int) -> bool:
    if not isinstance(value, list):
        return False
    if depth == 0:
        return len(value) >= 2 and all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in value)
    least = {("LineString", 1): 2, ("MultiLineString", 1): 2, ("Polygon", 1): 4, ("MultiPolygon", 1): 4}
    return len(value) >= least.get((kind, depth), 0) and all(_positions(one, kind, depth - 1) for one in value)
