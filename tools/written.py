"""What the scripts here that write a page from the source have in common."""

from __future__ import annotations

import sys
from pathlib import Path


def written(target: Path, text: str) -> int:
    """Write the file, or with --check say by the exit code whether it is up to date."""
    if "--check" in sys.argv:
        return 0 if target.read_text(encoding="utf-8") == text else 1
    target.write_text(text, encoding="utf-8")
    return 0
