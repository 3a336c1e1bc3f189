"""coranto: who did what to whom, when, where, according to whom and how surely, with the sentence behind each cell."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
