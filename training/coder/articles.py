"""Our own coded reports: whole invented articles with every act in them, as training material for the coder.

    python training/coder/articles.py --check FILE...

prints every faulty line with its number, and counts. A report begins with `@ PLACE, YYYY-MM-DD` (where and when it was
published); `^` before a line marks the headline, every other line is a sentence. Under a sentence stands a line
for each act that it tells, or `= none`:

    = trigger | actor words | recipient words | CLAIM
    ~ trigger | actor words | recipient words | CLAIM

`=` for acts that every coder must find, `~` for optional ones. Trigger and words stand in the sentence exactly so; `&`
parts several parties; `-` stands for a party that the sentence does not name, or for none. CLAIM is a claim line
(docs/notation.md).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from zlib import crc32

from coranto.codebook import load
from coranto.codebook.actors import SECTORS
from coranto.codebook.plover import Type
from coranto.model import Article, Capture, Grain, Moment, Status, article_id, digest, version_id
from coranto.model.notation import ClaimLine, NotationError, parse

HEAD = re.compile(r"@ (?P<place>[^@]*?), (?P<day>\d{4}-\d\d-\d\d)")
CODE = re.compile(r"(?:[A-Z]{3}(?:\.[A-Z]{3})?|IGO\.[A-Z]{2,8}|UNK(?:\.[A-Z]{3})?)")
FIELDS = 4
BRIEF = 3
FIRST_HALF = 22
"""Reports of a newswire file that the first round learns from too."""
NEWER = "wire_e"
"""The first of the newswire files that have reports kept from it."""


class FaultError(Exception):
    """A line that cannot be read, in words for its author."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One act: where its trigger and its parties stand in the sentence, (start, end) each, and what it is.

    `core`: whether every coder must find it.
    """

    trigger: tuple[int, int]
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]
    claim: ClaimLine
    core: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence or headline with its acts."""

    line: int
    text: str
    headline: bool
    acts: tuple[Coded, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One article: where and when it was published, and its sentences."""

    file: str
    place: str
    day: str
    told: tuple[Told, ...]

    @property
    def brief(self) -> bool:
        """Whether it is of three sentences at most, its headline counted."""
        return len(self.told) <= BRIEF

    @property
    def article(self) -> Article:
        """It as an article of one sentence a line, published on its day."""
        text = "\n".join(told.text for told in self.told)
        published = Moment(datetime.combine(date.fromisoformat(self.day), time(), UTC), Grain.DAY, "given")
        capture = Capture(None, None, "text", digest(text))
        return Article(article_id(None, None, text), version_id(text), text, (), capture, published=published)


def reports(path: Path, faults: list[str]) -> list[Report]:
    """The reports of a file; what is wrong with it goes to `faults`, "FILE:LINE: what" each."""
    found: list[Report] = []
    text, began, acts, answered = "", 0, list[Coded](), True
    head: tuple[str, str] | None = None
    told: list[Told] = []
    lines = [*path.read_text(encoding="utf-8").splitlines(), "@"]
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line[0] in "=~":
            answered = True
            try:
                acts.extend(act(line, text))
            except (FaultError, NotationError) as fault:
                faults.append(f"{path.name}:{number}: {fault}")
            continue
        if text:
            if not answered:
                faults.append(f"{path.name}:{began}: a sentence without “=” or “~” lines; write “= none”")
            told.append(Told(began, text.removeprefix("^ "), text.startswith("^ "), tuple(acts)))
        text, acts = "", []
        if line.startswith("@"):
            if head and told:
                found.append(Report(path.name, *head, tuple(told)))
            match, told = HEAD.fullmatch(line), []
            head = (match["place"], match["day"]) if match else None
            if not match and number < len(lines):
                faults.append(f"{path.name}:{number}: write “@ PLACE, YYYY-MM-DD”")
        else:
            text, began, answered = line, number, False
    return found


def read_reports(folder: Path) -> list[Report]:
    """All reports of a folder; faulty lines are left out, `--check` names them."""
    faults: list[str] = []
    return [report for path in sorted(folder.glob("*.txt")) for report in reports(path, faults)]


def kept_for_casting(number: int, report: Report) -> bool:
    """Whether a report, the `number`th of its file, is kept from the first round, for `cast.py`.

    The second halves of the reports in plain newswire prose: most like what is read in the end.
    """
    return report.file.startswith("wire_") and report.file >= NEWER and number > FIRST_HALF and not held_out(report)


def numbered(found: Sequence[Report]) -> Iterator[tuple[int, Report]]:
    """Each report with its number within its file, from 1."""
    counts: Counter[str] = Counter()
    for report in found:
        counts[report.file] += 1
        yield counts[report.file], report


def held_out(report: Report) -> bool:
    """Whether a report is only ever measured on: about every tenth.

    Which ones depends on their first lines alone, so that a report stays where it is when others join it.
    """
    return crc32(report.told[0].text.encode()) % 10 == 0


def act(line: str, sentence: str) -> Iterator[Coded]:
    """The act of one line; raises `FaultError` or `NotationError`."""
    body = line[1:].strip()
    if body == "none":
        return
    parts = [part.strip() for part in body.split("|")]
    if len(parts) != FIELDS:
        raise FaultError(f"{len(parts)} parts where “trigger | actor words | recipient words | CLAIM” has {FIELDS}")
    claim = parse(parts[3])
    if not isinstance(claim, ClaimLine):
        raise FaultError("no claim line")
    told = sentence.removeprefix("^ ")
    yield Coded(
        place(parts[0], told), places(parts[1], told), places(parts[2], told), checked(claim), line.startswith("=")
    )


def place(words: str, sentence: str) -> tuple[int, int]:
    """Where words stand in a sentence, as whole words if they do; raises `FaultError` where they do not."""
    whole = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", sentence)
    start = whole.start() if whole else sentence.find(words)
    if not words or start < 0:
        raise FaultError(f"“{words}” does not stand in the sentence")
    return start, start + len(words)


def places(words: str, sentence: str) -> tuple[tuple[int, int], ...]:
    """The same for several, parted by `&`; none for `-`."""
    return () if words == "-" else tuple(place(one.strip(), sentence) for one in words.split(" & "))


@cache
def known_types() -> Mapping[str, Type]:
    """The codebook's types, loaded once: that takes a second."""
    return load().types.types


def checked(claim: ClaimLine) -> ClaimLine:
    """The claim, once its type, mode, codes and status are known ones; otherwise raises `FaultError`."""
    known = known_types().get(claim.type or "")
    if known is None:
        raise FaultError(f"no type {claim.type}")
    if claim.mode and claim.mode not in {mode.name for mode in known.modes}:
        raise FaultError(f"{claim.type} has no mode {claim.mode}")
    if claim.actors is None or claim.recipients is None or claim.status is None or claim.certainty is None:
        raise FaultError("actor, recipient (or “recipient none”), status and certainty must stand there")
    for code in (*claim.actors, *claim.recipients):
        sector = code.partition(".")[2]
        if not CODE.fullmatch(code) or (sector and not code.startswith("IGO") and sector not in SECTORS):
            raise FaultError(f"no code {code}")
    return claim


def check(path: Path) -> int:
    """Print faults and counts; gives the number of faults."""
    faults: list[str] = []
    found = reports(path, faults)
    print("\n".join(faults), file=sys.stderr)
    told = [one for report in found for one in report.told]
    acts = [one for sentence in told for one in sentence.acts]
    print(f"{path.name}: {len(found)} reports, {len(told)} sentences, {len(acts)} acts, {len(faults)} faults")
    print("  ", dict(Counter(str(one.claim.type) for one in acts).most_common()))
    print("  ", {str(status): sum(one.claim.status is status for one in acts) for status in Status})
    return len(faults)


def main() -> int:
    """Check files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", type=Path, nargs="+", required=True, metavar="FILE")
    return 1 if sum([check(path) for path in parser.parse_args().check]) else 0


if __name__ == "__main__":
    sys.exit(main())
