"""Agency formats: the ninjs test suite and the examples of NewsML-G2.

    python evals/wires.py [--data FOLDER]

The ninjs suite says of 200 items whether they follow the standard. "told" gives each item the version whose suite it
stands in, as validators are given a schema; "found out" lets coranto tell the version from the item, as on a wire. An
item is right where coranto finds a fault in it, or none, as the suite says; and the reader must refuse or name every
fault, and none of a sound item. The examples of NewsML-G2 (30) are right where the reader gives the report with the
headline, words, place, subjects, version and embargo that stand in the file, or says what the item is instead; what
each must give was written down from the files and the standard by hand.

Prints counts, and every case that fails. Exit code 2 where the data are missing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from common import data_folder, need
from coranto.formats import decode, ninjs_rules
from coranto.model import Article, Raw

FAULTS = {"formats.not-ninjs", "formats.beyond-standard"}


def ninjs_cases(folder: Path) -> Iterator[tuple[Path, bool, tuple[int, int]]]:
    """Each item of the suite, whether it is sound, and its version; drafts (x_dev) are left out."""
    for path in sorted(folder.glob("[123].[0-9]/should_*/*.json")):
        major, minor = path.parts[-3].split(".")
        yield path, path.parent.name == "should_pass", (int(major), int(minor))


def sound(path: Path, version: tuple[int, int] | None) -> bool:
    """Whether coranto finds an item to follow the standard, in a given version or in the one that it finds out."""
    try:
        item = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return not ninjs_rules.faults(item, version or ninjs_rules.version_of(item))


def read_sound(path: Path) -> bool:
    """Whether the reader takes an item without naming a fault; an item without words is sound too."""
    decoded = decode(Raw(path.read_bytes(), form="ninjs"))
    codes = {one.code for one in (*decoded.problems, *(p for article in decoded.articles for p in article.problems))}
    return not codes & FAULTS


Wanted = Callable[[Article], bool]


def headed(headline: str, *more: Wanted) -> Wanted:
    """A report with this headline, of which more must hold."""
    return lambda article: (
        article.headline is not None and article.headline.text == headline and all(one(article) for one in more)
    )


def holding(*words: str) -> Wanted:
    """The text holds these words."""
    return lambda article: all(one in article.text for one in words)


def placed(name: str) -> Wanted:
    """The report was written there."""
    return lambda article: article.dateline.place is not None and article.dateline.place.text == name


def classed(*codes: str) -> Wanted:
    """These codes are among its subjects."""
    return lambda article: set(codes) <= {subject.code for subject in article.subjects}


def version(number: str, changed: str) -> Wanted:
    """The provider's version, made at this time."""
    return lambda article: (
        article.revision == number
        and (moment := article.modified or article.published) is not None
        and moment.at.isoformat() == changed
    )


def embargoed(until: str) -> Wanted:
    """Under embargo until then."""
    return lambda article: article.embargo is not None and article.embargo.at.isoformat() == until


NO_REPORT, EMPTY = "formats.no-report", "formats.empty"
GAME = "Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05p.m."
FED = 'Fed to halt QE to avert "bubble"'
LISTINGS: Mapping[str, str | Wanted] = {
    "1": headed(
        FED, version("11", "2018-10-21T16:25:32-05:00"), embargoed("2018-10-23T12:00:00+00:00"), placed("Berlin"),
        classed("04000000", "20000523"),
    ),
    "2": headed(
        FED, version("11", "2018-11-21T16:25:32-05:00"), placed("New York, NY"), holding("Ugiating ea feugait"),
        classed("04000000", "20000350", "20000379"),
    ),
    "3": NO_REPORT, "3A": NO_REPORT, "4": NO_REPORT, "5": NO_REPORT, "6": NO_REPORT, "7": NO_REPORT, "8": NO_REPORT,
    "9": NO_REPORT, "10": NO_REPORT, "11": NO_REPORT, "12": NO_REPORT, "13": NO_REPORT, "14": NO_REPORT,
    "15": NO_REPORT, "16": EMPTY, "17": NO_REPORT, "18": NO_REPORT, "19": NO_REPORT, "20": NO_REPORT,
    "21": headed(
        "Troy Tulowitzki singled to third and advanced to second on Martin Prado's throwing error. Runner on second "
        "with one out and Carlos Gonzalez due up.",
        version("1", "2015-06-06T00:59:42-04:00"), classed("15007000"),
    ),
    "22": headed(
        GAME, version("11", "2018-10-19T11:45:00-04:00"), classed("20000822", "20000849"),
        holding("three-game sweep of the Atlanta Braves"),
    ),
    "23": NO_REPORT, "24": EMPTY,
    "25": headed(GAME, holding("clash of the Titans", "big weekend sweeps")),
    "26": NO_REPORT,
    "27": headed(
        "Acme Widgets announces annual results", version("11", "2018-10-19T14:23:00+00:00"), holding("six per cent"),
    ),
    "28": NO_REPORT, "29": EMPTY,
}  # fmt: skip
"""What each listing must give: the Problem that says why it is no report, or what the report must hold.

4 and 5 are videos, 3 and 26 pictures; 24's members are dots, 29 and 16 have no words; 7, 8, 25 and 28 are pieces.
"""


def right(path: Path, wanted: str | Wanted) -> bool:
    """Whether the reader gives of a listing what it must."""
    decoded = decode(Raw(path.read_bytes(), form="newsml"))
    if isinstance(wanted, str):
        return not decoded.articles and {one.code for one in decoded.problems} == {wanted}
    return len(decoded.articles) == 1 and not decoded.problems and wanted(decoded.articles[0])


def main() -> int:
    """Score both, print the failing cases and the counts."""
    data = data_folder(__doc__) / "data" / "dev"
    suite, examples = data / "ninjs" / "test_suite", data / "newsml-g2" / "examples"
    need(suite, examples)
    tests = {"ninjs told": 0, "ninjs found out": 0, "ninjs reader": 0}
    cases = list(ninjs_cases(suite))
    for path, wanted, known in cases:
        found = {
            "ninjs told": sound(path, known),
            "ninjs found out": sound(path, None),
            "ninjs reader": read_sound(path),
        }
        for name, verdict in found.items():
            tests[name] += verdict == wanted
            if verdict != wanted:
                print(f"  fails: {name}: {'/'.join(path.parts[-3:])}")
    listings = {path.name.split("_")[1]: path for path in examples.glob("LISTING_*.xml")}
    failed = [number for number, wanted in LISTINGS.items() if not right(listings[number], wanted)]
    for number in failed:
        print(f"  fails: newsml-g2 listing {number}")
    for name, count in tests.items():
        print(f"{name:<18}  of {len(cases)}: {count}")
    print(f"{'newsml':<18}  of {len(LISTINGS)}: {len(LISTINGS) - len(failed)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
