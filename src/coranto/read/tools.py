"""What a reading step works with, and what a step is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coranto.codebook import Codebook
from coranto.model.reading import Reading
from coranto.nlp import Pipeline
from coranto.nlp.coder import Coder
from coranto.settings import Settings


@dataclass(frozen=True, slots=True)
class Tools:
    """A frozen bundle handed to every step: the codebook, the parser, the coder's vote, the settings."""

    codebook: Codebook
    pipeline: Pipeline
    coder: Coder
    settings: Settings


Step = Callable[[Reading, Tools], Reading]
