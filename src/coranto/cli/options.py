"""Options that several commands take, and how their values are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import click

from coranto import settings
from coranto.errors import InputError
from coranto.model import Grain, Moment

store_option = click.option(
    "--store", "where", default="", metavar="PATH|URL", help="The record to use instead of the one in the settings."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line, for programs.")

fast_option = click.option("--fast", is_flag=True, help="Read with the quicker, less exact reader.")


def chosen(fast: bool) -> settings.Settings:
    """Give the settings, with the quicker reader where `--fast` asks for it."""
    given = settings.load()
    return replace(given, reader="fast") if fast else given


def moment(given: str | None, where: str = "--published") -> Moment | None:
    """Read a day or a time in ISO 8601; a time without a zone is taken as UTC, and the reason says so."""
    if not given:
        return None
    try:
        at = datetime.fromisoformat(given)
    except ValueError as fault:
        raise InputError(
            f"{given!r} is not a date", where=where, remedy="write 2024-11-05 or 2024-11-05T19:00+09:00"
        ) from fault
    zoned = at if at.tzinfo else at.replace(tzinfo=UTC)
    whole_day = len(given) <= len("2024-11-05") and at.time() == time()
    why = "given by the caller" if at.tzinfo else "given by the caller, without a zone: UTC"
    return Moment(zoned, Grain.DAY if whole_day else Grain.MINUTE, "given", why)
