"""Corpora larger than memory, read by many processes: into shards of Parquet with a manifest, or to be printed.

The input is cut into units and jobs by its order alone, so that what comes out never depends on how many processes
read it or how often they died.
"""

from __future__ import annotations

from coranto.scale.corpus import Corpus, Kind, Unit, lines, measure, open_corpus, units
from coranto.scale.manifest import marks
from coranto.scale.pool import Crew
from coranto.scale.releasing import SIZE, Step, read_to
from coranto.scale.telling import Form, Kept, Told, bring_together, keep, tell_all

__all__ = [
    "SIZE",
    "Corpus",
    "Crew",
    "Form",
    "Kept",
    "Kind",
    "Step",
    "Told",
    "Unit",
    "bring_together",
    "keep",
    "lines",
    "marks",
    "measure",
    "open_corpus",
    "read_to",
    "tell_all",
    "units",
]
