"""Reading steps that misbehave, for processes that are to be ended."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from coranto.model import Reading
from coranto.read import Tools

DEADLY, ONCE, FAULTY = "This sentence ends processes.", "This one ends the first process.", "This one is a fault."


def misbehave(reading: Reading, _tools: Tools) -> Reading:
    """End the process, raise, or do nothing, as the text says."""
    text = reading.article.text
    if DEADLY in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if ONCE in text and _first():
        os.kill(os.getpid(), signal.SIGKILL)
    if FAULTY in text:
        raise ValueError("a fault of ours")
    return reading


def _first() -> bool:
    """Whether this is asked for the first time by any process: a file of its own says so."""
    mark = Path(os.environ["CORANTO_TEST_MARK"])
    try:
        mark.open("x").close()
    except FileExistsError:
        return False
    return True
