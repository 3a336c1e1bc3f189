"""From the record to pages: plain functions that make `model.page` records, and templates that set them."""

from __future__ import annotations

from coranto.publish.record import Index, Record, gather, index

__all__ = ["Index", "Record", "gather", "index"]
