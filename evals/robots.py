"""robots.txt as Google reads it: the cases of its own matcher, and how many we answer as it does.

    python evals/robots.py [--data ../shared/data/dev/robots-google]

Prints each case that we answer otherwise, and the count. Exit code 2 where the folder is missing.
"""

from __future__ import annotations

import json
import sys

from common import data_folder, need
from coranto.fetch import robots


def main() -> int:
    """Ask every case and print where we differ."""
    folder = data_folder(__doc__, "../shared/data/dev/robots-google")
    need(folder / "cases.json")
    cases = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    right = 0
    for case in cases:
        rules = robots.read(case["robots"].encode("utf-8", "surrogatepass"))
        answer = robots.allows(rules, case["agent"], case["url"])
        right += answer == case["allowed"]
        if answer != case["allowed"]:
            print(f"{case['test']}: {case['agent']!r} {case['url']!r}: {answer}, and Google {case['allowed']}")
    print(f"of Google's {len(cases)} cases")
    print(f"right  {right}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
