"""Taking in survives kill -9 and clock jumps; `tools/kill_watch.py` does the same on the full size."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).parents[2] / "tools" / "kill_watch.py"


def test_nothing_is_lost_or_doubled_when_taking_in_is_killed():
    command = [sys.executable, str(TOOL), "--items", "60", "--kills", "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)  # noqa: S603  # our own
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost, 0 doubled, 0 faults" in done.stdout
    kills = re.search(r"killed (\d+) times while taking in, (\d+) while reading", done.stdout)
    assert kills
    assert int(kills[1]) + int(kills[2]) == 3
