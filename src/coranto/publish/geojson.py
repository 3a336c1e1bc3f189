"""Rows as GeoJSON (RFC 7946): a point for each act whose place is known more finely than its country."""

from __future__ import annotations

import json
from collections.abc import Sequence

from coranto.model import Precision
from coranto.publish.exports import Row

NO_PLACE = "without a place"
NO_POINT = "with a place that has no point"
COUNTRY_ONLY = "known only by the country: its centre says nothing of where it happened"


def geojson(rows: Sequence[Row]) -> bytes:
    """Give a FeatureCollection: a feature a row that has a pin, with all its other cells as properties.

    `precision` is among them, since the point of a region or a sea is only its centre. What has no pin is left out
    (`left_out` says why): a country's centre is never shown as the place of an act.
    """
    features = ",\n".join(json.dumps(_feature(row), ensure_ascii=False) for row in rows if not without_pin(row))
    return f'{{"type": "FeatureCollection", "features": [\n{features}\n]}}\n'.encode()


def without_pin(row: Row) -> str:
    """Why a row has no pin on a map; "" for one that has."""
    if row["precision"] is None:
        return NO_PLACE
    if row["precision"] == Precision.COUNTRY:
        return COUNTRY_ONLY
    return "" if row["lat"] is not None and row["lon"] is not None else NO_POINT


def _feature(row: Row) -> dict[str, object]:
    rest = {name: value for name, value in row.items() if name not in ("id", "lat", "lon")}
    point = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    return {"type": "Feature", "id": row["id"], "geometry": point, "properties": rest}
