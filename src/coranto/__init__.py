"""coranto: who did what to whom, when, where, according to whom and how surely, with the sentence behind each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coranto.frames import Frames

__all__ = ["__version__", "open"]

__version__ = "0.1.0"


def open(where: str = "") -> Frames:  # noqa: A001  called as coranto.open
    """Give the record at a path or URL, or the one that the settings name, as pandas DataFrames (`coranto.frames`)."""
    from coranto import frames  # here, so that importing coranto stays light

    return frames.open(where)
