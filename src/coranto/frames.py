"""The record as pandas DataFrames, for notebooks.

    import coranto
    record = coranto.open("coranto.db")
    record.claims(party="PRK", since="2024-11-01")

Needs pandas: `pip install "coranto[pandas]"`. The columns are those of `publish.columns`, described in docs/exports.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from coranto import exporting, settings, store
from coranto.errors import UsageError
from coranto.model import Certainty, Status
from coranto.model.query import Query
from coranto.publish.columns import TABLES, Form
from coranto.publish.exports import Row

if TYPE_CHECKING:
    import pandas as pd


class Asked(TypedDict, total=False):
    """What can be asked for, as in `model.query.Query`; a day may be written "2024-11-01"."""

    text: str
    party: str
    actor: str
    recipient: str
    type: str
    mode: str
    status: str
    certainty: str
    holder: str
    since: str | date | datetime
    until: str | date | datetime
    country: str
    box: tuple[float, float, float, float]
    article: str
    took_place: bool
    as_known_at: str | date | datetime
    limit: int


@dataclass(frozen=True, slots=True)
class Frames:
    """A record, by its path or URL. It is opened for reading at each call, and closed again."""

    where: str

    def claims(self, **asked: Unpack[Asked]) -> pd.DataFrame:
        """Give the claims that answer a question, one a row, columns as `columns.REPORTS`.

        Raises UsageError for a question that cannot be asked, StoreError where there is no record.
        """
        return self._frame("reports", asked)

    def events(self, **asked: Unpack[Asked]) -> pd.DataFrame:
        """Give the events that answer a question, one a row, columns as `columns.EVENTS`; errors as in `claims`."""
        return self._frame("events", asked)

    def articles(self, **asked: Unpack[Asked]) -> pd.DataFrame:
        """Give the articles that answer a question (`text`, `article`, `as_known_at`, `limit`), one a row."""
        return self._frame("articles", asked)

    def _frame(self, level: str, asked: Asked) -> pd.DataFrame:
        query = _query(asked)
        _pandas()
        with store.open(self.where, read_only=True) as record:
            return _made(exporting.rows(record, level, query), level)


def open(where: str = "") -> Frames:  # noqa: A001  called as coranto.open
    """Give the record at a path or SQLAlchemy URL, or the one that the settings name.

    Raises UsageError where pandas is not installed, StoreError where there is no record.
    """
    _pandas()
    place = settings.place(settings.load(), where)
    with store.open(place, read_only=True):
        return Frames(place)


def _pandas() -> Any:
    try:
        import pandas as pd
    except ImportError as fault:
        raise UsageError("this needs pandas", remedy='install it with: pip install "coranto[pandas]"') from fault
    return pd


def _query(asked: Asked) -> Query:
    """Give the question; a day or time without a zone is UTC."""
    unknown = asked.keys() - Asked.__annotations__.keys()
    if unknown:
        known = ", ".join(Asked.__annotations__)
        raise UsageError(f"this cannot be asked by {', '.join(sorted(unknown))}", remedy=f"ask by {known}")
    given: dict[str, Any] = {
        name: _READ[name](value, name) if name in _READ else value for name, value in asked.items()
    }
    return Query(**given)


def _instant(value: object, name: str) -> datetime:
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError as fault:
        raise UsageError(
            f"{name}: {value!r} is not a date", remedy="write 2024-11-05 or 2024-11-05T19:00+09:00"
        ) from fault
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _member(kind: type[Status] | type[Certainty]) -> Callable[[object, str], Status | Certainty]:
    def read(value: object, name: str) -> Status | Certainty:
        try:
            return kind(str(value))
        except ValueError as fault:
            raise UsageError(f"no {name} {value!r}", remedy=f"known: {', '.join(kind)}") from fault

    return read


_READ: Mapping[str, Callable[[Any, str], Any]] = {
    "since": _instant,
    "until": _instant,
    "as_known_at": _instant,
    "status": _member(Status),
    "certainty": _member(Certainty),
}


def _made(rows: list[Row], level: str) -> pd.DataFrame:
    """Give rows as a DataFrame: days and instants as pandas' own, lists as lists, whole numbers with room for none."""
    pandas = _pandas()
    cells = {c.name: pandas.Series([row[c.name] for row in rows], dtype="object") for c in TABLES[level]}
    made: pd.DataFrame = pandas.DataFrame({c.name: _typed(cells[c.name], c.form) for c in TABLES[level]})
    return made


def _typed(series: Any, form: Form) -> Any:
    pandas = _pandas()
    if form is Form.DAY:  # to the second: with nanoseconds, history would end in 1677
        return series.astype("datetime64[s]")
    if form is Form.INSTANT:
        return pandas.to_datetime(series, utc=True, format="ISO8601").astype("datetime64[us, UTC]")
    kinds = {Form.TEXT: "string", Form.WHOLE: "Int64", Form.NUMBER: "float64", Form.TRUTH: "boolean"}
    return series.astype(kinds[form]) if form in kinds else series
