"""Rows as Apache Parquet: typed columns, lists as lists, days as days, instants in UTC."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from coranto.publish.columns import Column, Form
from coranto.publish.exports import Row, Value

if TYPE_CHECKING:
    import pyarrow as pa

Plain = Any  # what pyarrow takes and gives: it has no types of its own for a checker


def table(rows: Sequence[Row], columns: Sequence[Column]) -> pa.Table:
    """Give rows as an Arrow table with a typed column for each of `columns`."""
    import pyarrow as pa

    arrays = [
        pa.array([_plain(row[column.name], column.form) for row in rows], type=_type(column.form)) for column in columns
    ]
    fields = [
        pa.field(column.name, _type(column.form), metadata={"meaning": column.meaning.encode()}) for column in columns
    ]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def parquet(rows: Sequence[Row], columns: Sequence[Column]) -> bytes:
    """Give rows as one Parquet file. The same rows give the same bytes with one version of pyarrow."""
    from pyarrow import parquet as files

    out = io.BytesIO()
    files.write_table(table(rows, columns), out, compression="zstd")
    return out.getvalue()


def read_parquet(body: bytes, columns: Sequence[Column]) -> list[Row]:
    """Give the rows of a file that `parquet` wrote; instants come back in UTC, since Parquet keeps no zone."""
    from pyarrow import parquet as files

    form = {column.name: column.form for column in columns}
    kept = files.read_table(io.BytesIO(body)).to_pylist()
    return [{name: _value(value, form[name]) for name, value in row.items()} for row in kept]


def _type(form: Form) -> Plain:
    import pyarrow as pa

    amount = [("what", pa.string()), ("low", pa.float64()), ("high", pa.float64()), ("unit", pa.string())]
    types: Mapping[Form, Plain] = {
        Form.TEXT: pa.string(),
        Form.LIST: pa.list_(pa.string()),
        Form.WHOLE: pa.int64(),
        Form.NUMBER: pa.float64(),
        Form.TRUTH: pa.bool_(),
        Form.DAY: pa.date32(),
        Form.INSTANT: pa.timestamp("us", tz="UTC"),
        Form.AMOUNTS: pa.list_(pa.struct(amount)),
    }
    return types[form]


def _plain(value: Value, form: Form) -> Plain:
    if value is None or not isinstance(value, str):
        return value
    if form is Form.DAY:
        return date.fromisoformat(value)
    return datetime.fromisoformat(value).astimezone(UTC) if form is Form.INSTANT else value


def _value(value: Plain, form: Form) -> Value:
    if value is None:
        return None
    made: Value = value.isoformat() if form in (Form.DAY, Form.INSTANT) else value
    return made
