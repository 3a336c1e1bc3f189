"""Records to JSON and back, exactly: what is read from the store equals what was put in.

The codec is worked out once per type from its annotations: strings, numbers, booleans, enumerations, dates, tuples,
`X | None` and dataclasses of these. Every field is written, so that a later change of a default changes no old
record; a field that an old record lacks takes its default.
"""

from __future__ import annotations

import json
import types
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from coranto.errors import StoreError

Record = TypeVar("Record")
Codec = tuple[Callable[[Any], Any], Callable[[Any], Any]]


def write(record: object) -> str:
    """A record as one line of JSON. Raises TypeError for a record with a field of a kind that JSON cannot hold."""
    kind: Any = type(record)
    encode, _ = _codec(kind)
    return json.dumps(encode(record), ensure_ascii=False, separators=(",", ":"))


def read(kind: type[Record], line: str) -> Record:
    """The record of this kind that `write` put down.

    Raises StoreError where it has fields that this version of coranto does not know.
    """
    hint: Any = kind
    _, decode = _codec(hint)
    return cast("Record", decode(json.loads(line)))


@cache
def _codec(hint: Any) -> Codec:  # Any: a type hint has no narrower type
    if get_origin(hint) in (Union, types.UnionType):
        return _optional(hint)
    if get_origin(hint) is tuple:
        return _sequence(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return (lambda member: member.value), hint
    if is_dataclass(hint):
        return _dataclass(hint)
    raise TypeError(f"the store cannot hold a {hint!r}")


def _optional(hint: Any) -> Codec:
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    if len(kinds) != 1:
        raise TypeError(f"the store cannot tell the kinds of {hint!r} apart")
    encode, decode = _codec(kinds[0])
    return (
        lambda value: None if value is None else encode(value),
        lambda value: None if value is None else decode(value),
    )


def _sequence(hint: Any) -> Codec:
    kind, *rest = get_args(hint)
    if rest != [...]:
        raise TypeError(f"the store holds tuples of one kind only, not {hint!r}")
    encode, decode = _codec(kind)
    return (lambda items: [encode(item) for item in items]), (lambda items: tuple(decode(item) for item in items))


def _dataclass(kind: Any) -> Codec:
    hints = get_type_hints(kind)
    codecs = {field.name: _codec(hints[field.name]) for field in fields(kind)}

    def encode(record: object) -> dict[str, Any]:
        return {name: codec[0](getattr(record, name)) for name, codec in codecs.items()}

    def decode(plain: dict[str, Any]) -> object:
        if unknown := plain.keys() - codecs.keys():
            raise StoreError(
                f"a stored {kind.__name__} has fields unknown here: {', '.join(sorted(unknown))}",
                remedy="it was written by a newer coranto: update this one",
            )
        return kind(**{name: codecs[name][1](value) for name, value in plain.items()})

    return encode, decode


def write_instant(at: datetime) -> str:
    """An instant in ISO 8601, with the name of its time zone where it has one, as in RFC 9557.

    "2024-11-05T09:00:00+09:00[Asia/Seoul]": the name is kept because it is what the source gave.
    """
    key = at.tzinfo.key if isinstance(at.tzinfo, zoneinfo.ZoneInfo) else None
    return f"{at.isoformat()}[{key}]" if key else at.isoformat()


def read_instant(written: str) -> datetime:
    """The datetime that `write_instant` put down, in the same zone and on the same side of a clock change.

    The offset wins over the zone's name: where this machine's zone rules do not know the zone, or no longer put that
    offset there, the instant stays what it was and only the name is lost.
    """
    stamp, _, key = written.partition("[")
    at = datetime.fromisoformat(stamp)
    zone = _zone(key.removesuffix("]")) if key else None
    if zone is None:
        return at
    local = [at.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    return next((moment for moment in local if moment.utcoffset() == at.utcoffset()), at)


def _same(value: object) -> object:
    return value


_PLAIN: Mapping[Any, Codec] = {
    datetime: (write_instant, read_instant),
    date: (date.isoformat, date.fromisoformat),
    **dict.fromkeys((str, int, float, bool), (_same, _same)),
}


@cache
def _zone(key: str) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(key)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None
