"""Errors are for wrong calls and broken set-ups; untidy news is a `model.Problem`.

CorantoError
├── UsageError        the caller asked for something that cannot be done as asked
│   ├── InputError    a file, line or value given to us cannot be used
│   └── SettingError  a setting is unknown or has a wrong value
├── CodebookError     a codebook file is wrong; lists every fault found, not only the first
├── StoreError        the record cannot be opened, or its schema is not ours
└── FetchError        an address may not or cannot be fetched
"""

from __future__ import annotations


class CorantoError(Exception):
    """Base of all errors that coranto raises on purpose.

    `where` names file and line ("feeds.opml:12"), `remedy` what to do about it; both are shown by the command line,
    which ends with exit code 2.
    """

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """The message with place and remedy, on one line each."""
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}\n  {self.remedy}" if self.remedy else head


class UsageError(CorantoError):
    """The caller asked for something that cannot be done as asked."""


class InputError(UsageError):
    """A file, line or value given to us cannot be used."""


class SettingError(UsageError):
    """A setting is unknown or has a wrong value."""


class CodebookError(CorantoError):
    """A codebook file is wrong."""


class StoreError(CorantoError):
    """The record cannot be opened, or its schema is not ours."""


class FetchError(CorantoError):
    """An address may not or cannot be fetched.

    `status` is the HTTP status that the server answered with, None where there was no answer or the fault is not in
    its status. `retry_after` is the number of seconds for which the server asks to be left alone, None where it asks
    nothing.
    """

    def __init__(
        self,
        message: str,
        *,
        where: str = "",
        remedy: str = "",
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.status = status
        self.retry_after = retry_after
