"""Bad input that others collected, fed to every reader: no exception, none over a second, a Problem for each refusal.

    python evals/hostile.py [--data FOLDER] [--limit SECONDS]

Prints a table of reader by outcome and names every file that failed. Exit code 1 for a failure, 2 where the folder
is missing.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from coranto.formats import decode
from coranto.model import Raw, Span

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "hostile"
FORMS = ("html", "feed", "text", "jsonl", None)


def fault(body: bytes, form: str | None, limit: float) -> tuple[str, str]:
    """How one input fared with one reader ("articles", "refused" or "FAILED"), and what went wrong."""
    start = time.perf_counter()
    try:
        found = decode(Raw(body, form, url="https://example.org/a"))
    except Exception:  # noqa: BLE001  # any exception at all is the finding here
        return "FAILED", traceback.format_exc(limit=-2)
    used = time.perf_counter() - start
    if used > limit:
        return "FAILED", f"{used:.2f} s"
    if not found.articles and not found.problems:
        return "FAILED", "neither article nor problem"
    for article in found.articles:
        edge = Span(0, 0)
        for block in article.blocks:
            if block.span.start < edge.end or block.span.end > len(article.text) or block.span.start >= block.span.end:
                return "FAILED", f"blocks out of order: {edge} {block}"
            edge = block.span
    return ("articles" if found.articles else "refused"), ""


def main() -> int:
    """Feed everything to everything and print the table."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--data", type=Path, default=DATA)
    given.add_argument("--limit", type=float, default=1.0)
    options = given.parse_args()
    if not options.data.is_dir():
        print(f"no hostile input at {options.data}: name its folder with --data", file=sys.stderr)
        return 2
    import trafilatura  # noqa: F401  # half a second once per process, whatever page comes first

    decode(Raw(b"<p>warm", "html"))
    sums: Counter[tuple[str, str]] = Counter()
    slowest = (0.0, "")
    for file in sorted(f for f in options.data.rglob("*") if f.is_file()):
        body = file.read_bytes()
        for form in FORMS:
            start = time.perf_counter()
            outcome, why = fault(body, form, options.limit)
            slowest = max(slowest, (time.perf_counter() - start, f"{form} {file.name}"))
            sums[str(form), outcome] += 1
            if why:
                print(f"FAILED {form} {file.relative_to(options.data)}: {why}")
    print(f"{'reader':8}{'articles':>10}{'refused':>10}{'FAILED':>10}")
    for name in map(str, FORMS):
        print(f"{name:8}" + "".join(f"{sums[name, outcome]:10d}" for outcome in ("articles", "refused", "FAILED")))
    print(f"slowest {slowest[0]:.2f} s: {slowest[1]}")
    return 1 if any(outcome == "FAILED" for _, outcome in sums) else 0


if __name__ == "__main__":
    sys.exit(main())
