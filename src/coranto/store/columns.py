"""Two kinds of column that no database has: text that survives anything, and instants that sort."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from coranto.errors import UsageError

# Code points that one database or another will not take: NUL, halves of surrogate pairs, and the escape itself.
# U+001A is the control character SUBSTITUTE, which stands "in the place of a character that is invalid".
_ESCAPE = "\x1a"
_AWKWARD = re.compile("[\x00\x1a\ud800-\udfff]")
_ESCAPED = re.compile("\x1a([0-9a-f]{4})")

_FIRST = datetime(1, 1, 3)  # noqa: DTZ001  compared with the naive part of a zoned datetime
_LAST = datetime(9999, 12, 29)  # noqa: DTZ001  as above


def escape(text: str) -> str:
    """Text that every database can hold; the same text wherever nothing in it is awkward."""
    return _AWKWARD.sub(lambda found: f"{_ESCAPE}{ord(found[0]):04x}", text)


def unescape(stored: str) -> str:
    """The text that `escape` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), stored) if _ESCAPE in stored else stored


class Exact(TypeDecorator[str]):
    """Text in any code points. Inherits because that is how SQLAlchemy lets a column type be made."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Python to database."""
        del dialect
        return None if value is None else escape(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Database to Python."""
        del dialect
        return None if value is None else unescape(value)


def instant(at: datetime) -> str:
    """An instant as UTC text of one width, so that text order is time order: "2024-11-05T00:00:00.000000Z".

    Within two days of the calendar's two ends, where a change of zone may fall off it, it is the end less two days:
    these columns are for asking, the record itself keeps the exact value. Raises UsageError without a zone.
    """
    offset = at.utcoffset()
    if offset is None:
        raise UsageError(f"{at.isoformat()} has no time zone", remedy="give every instant a zone")
    moment = min(max(at.replace(tzinfo=None), _FIRST), _LAST) - offset
    return moment.isoformat(timespec="microseconds") + "Z"


def moment(stored: str) -> datetime:
    """The instant, in UTC, that `instant` put down."""
    return datetime.fromisoformat(stored.removesuffix("Z")).replace(tzinfo=UTC)
