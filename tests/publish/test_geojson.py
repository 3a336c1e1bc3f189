"""GeoJSON: valid by RFC 7946, and no pin where no place is known."""

from __future__ import annotations

import json
from typing import Any

from coranto.publish import exports
from coranto.publish.exports import Row
from coranto.publish.geojson import COUNTRY_ONLY, NO_PLACE, NO_POINT, geojson, without_pin
from coranto.publish.record import Record


def check(found: Any) -> None:
    """What RFC 7946 asks of a collection of points."""
    assert found["type"] == "FeatureCollection"
    assert isinstance(found["features"], list)
    assert "crs" not in found  # 4: WGS 84 always
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert isinstance(feature["id"], str | int)
        assert isinstance(feature["properties"], dict)
        assert not {"coordinates", "geometries", "features"} & feature.keys()  # 7.1
        geometry = feature["geometry"]
        assert geometry["type"] == "Point"
        lon, lat = geometry["coordinates"]  # 3.1.1: longitude first
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90


def row(**changes: Any) -> Row:
    plain = {"id": "x", "status": "happened", "lat": -12.0, "lon": 170.5, "precision": "city"}
    return {**plain, **changes}


def test_the_sample_is_valid_and_says_how_fine_each_pin_is(record: Record) -> None:
    told = [exports.event_row(event) for event in record.events]
    rows = [
        {**one, "lat": 40.0, "lon": 135.0} if one["precision"] else one for one in told
    ]  # the Sea of Japan's centre
    body = geojson(rows)
    found = json.loads(body)
    check(found)
    assert [one["id"] for one in found["features"]] == [one["id"] for one in rows if not without_pin(one)]
    assert found["features"]
    for feature in found["features"]:
        assert feature["properties"]["precision"]
        assert feature["properties"]["status"]
    assert body == geojson(list(rows))


def test_longitude_comes_first() -> None:
    found = json.loads(geojson([row()]))
    check(found)
    assert found["features"][0]["geometry"]["coordinates"] == [170.5, -12.0]


def test_no_pin_without_a_place_and_none_from_a_country() -> None:
    given = {
        "": row(),
        NO_PLACE: row(lat=None, lon=None, precision=None),
        COUNTRY_ONLY: row(precision="country"),
        NO_POINT: row(lat=None, lon=None, precision="area"),
    }
    assert {reason: without_pin(one) for reason, one in given.items()} == {reason: reason for reason in given}
    assert len(json.loads(geojson(list(given.values())))["features"]) == 1


def test_nothing_is_an_empty_collection() -> None:
    found = json.loads(geojson([]))
    check(found)
    assert found["features"] == []
