"""Reports become events; contradictions stay side by side; what people decided is obeyed."""

from __future__ import annotations

from coranto.collate.events import collate
from coranto.collate.reports import independent, reports
from coranto.collate.score import Score, score

__all__ = ["Score", "collate", "independent", "reports", "score"]
