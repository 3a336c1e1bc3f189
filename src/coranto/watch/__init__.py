"""What the record shows over time: how many events on which day."""

from __future__ import annotations

from coranto.watch.timeline import Day, timeline

__all__ = ["Day", "timeline"]
