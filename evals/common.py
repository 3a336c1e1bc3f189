"""What every yardstick needs: where the data are, and a clear word when they are not."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def data_folder(doc: str | None, default: str = "../shared") -> Path:
    """Read --data from the command line; leave with exit code 2 and a word where the folder is missing."""
    folder = Path(arguments(doc, default).data)
    need(folder)
    return folder


def arguments(doc: str | None, default: str = "../shared") -> argparse.Namespace:
    """Read the command line: --data, and --held-back for what is scored in final runs only."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=default, help="folder with the yardsticks")
    parser.add_argument("--held-back", action="store_true", help="final runs only: score what nobody may read")
    return parser.parse_args()


def need(*paths: Path) -> None:
    """Leave with exit code 2 and a word where a file or folder is missing."""
    for path in paths:
        if not path.exists():
            print(
                f"{path} is not here: this yardstick is not part of the repository (make eval DATA=folder)",
                file=sys.stderr,
            )
            sys.exit(2)


def coranto(arguments: Sequence[str], given: str) -> str:
    """Run the program in a process of its own, as a user would, and give what it printed."""
    command = [sys.executable, "-m", "coranto", *arguments]
    env = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False, env=env)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


def script(path: Path, *arguments: str) -> str:
    """Run a scorer and give what it printed."""
    command = [sys.executable, str(path), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{path}\n{done.stderr}")
    return done.stdout
