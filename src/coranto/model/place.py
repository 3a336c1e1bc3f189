"""Where something happened, no finer than the text says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coranto.model.span import Span


class Precision(StrEnum):
    """How fine a place is. A pin on a map is only drawn as fine as this."""

    POINT = "point"
    CITY = "city"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    SEA = "sea"
    AREA = "area"


class Use(StrEnum):
    """What a place name does in its sentence."""

    ACT = "act"
    DATELINE = "dateline"
    GOVERNMENT = "government"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Where:
    """A place name and what it resolves to.

    `country` is ISO 3166 alpha-3, or None (high seas, a region of several countries). `lat` and `lon` are WGS 84
    degrees, both or neither; for a country or a sea they are its centre, and `precision` says so.
    """

    span: Span
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    use: Use
    why: str
