"""How well web pages are read: text, title, authors, date, tags, captions and speed on stored news pages.

    python evals/pages.py [--data FOLDER] [--worst N] [--misses WHAT]

FOLDER holds <country>/<Publisher>_<date>.html.gz, <Publisher>.json and meta.info as the fundus project keeps them.
Text F1 is counted over runs of four words, as the article-extraction benchmark of Scrapinghub does; the expected text
is summary, headings and paragraphs. Every page counts: one that gives no article has missed whatever is expected.
Titles, authors, tags and captions are compared by their letters alone. Authors and tags are F1 counted over all pages
together, ours on pages where none are expected included; text is the mean of the pages' F1. Of captions the lead
picture's counts; "strays" is the share
of our captions that are no expected picture's, on pages where captions are expected. `--misses` takes title, authors,
date, tags or caption and shows what was expected and what was read. Exit code 2 where the folder is missing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from coranto.formats import decode
from coranto.model import Article, Part, Raw

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "dev" / "fundus_pages"
READ = {Part.STANDFIRST, Part.PARAGRAPH, Part.HEADING, Part.KEY_POINT, Part.KEY_POINTS_HEADING, Part.LONG_READ_HEADING}
SHINGLE = 4


def pages(folder: Path) -> Iterator[tuple[str, Raw, dict[str, Any]]]:
    """Every page with its address and what a careful parser finds in it."""
    for expected in sorted(folder.glob("*/*.json")):
        versions = json.loads(expected.read_text(encoding="utf-8"))
        meta = json.loads((expected.parent / "meta.info").read_text(encoding="utf-8"))
        files = sorted(f for f in expected.parent.glob("*.html.gz") if f.name.startswith(f"{expected.stem}_"))
        for file, version in zip(files, sorted(versions), strict=False):
            url = meta[file.name]["url"]
            yield file.name, Raw(gzip.decompress(file.read_bytes()), "html", url), versions[version]


def wanted(gold: dict[str, Any]) -> str:
    """The expected text: summary, then headings and paragraphs."""
    body = gold["body"]
    lines = list(body["summary"])
    for section in body["sections"]:
        lines += [*section["headline"], *section["paragraphs"]]
    return "\n".join(lines)


def text_of(article: Article) -> str:
    """What we take for the article's text."""
    return "\n".join(block.span.of(article.text) for block in article.blocks if block.part in READ)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words; a text without spaces is cut into characters."""
    tokens = re.findall(r"\w+", text) if text.count(" ") * 20 > len(text) else re.findall(r"\w", text)
    return Counter(tuple(tokens[n : n + SHINGLE]) for n in range(max(1, len(tokens) - SHINGLE + 1)))


def text_score(found: str, gold: str) -> tuple[float, float]:
    """Precision and recall of the shared shingles."""
    left, right = shingles(found), shingles(gold)
    both = sum((left & right).values())
    return both / max(1, sum(left.values())), both / max(1, sum(right.values()))


def plain(text: str | None) -> str:
    """Letters and figures only, to compare titles, tags and captions."""
    return re.sub(r"[\W_]+", " ", text or "").strip().casefold()


def dates(article: Article | None, gold: dict[str, Any]) -> tuple[bool, bool] | None:
    """Whether the day and the minute are right; None where none is expected."""
    if not gold.get("publishing_date"):
        return None
    want = datetime.fromisoformat(gold["publishing_date"])
    if article is None or article.published is None:
        return False, False
    have, want = article.published.at.replace(second=0, microsecond=0), want.replace(second=0, microsecond=0)
    exact = have == want if want.tzinfo else have.replace(tzinfo=None) == want
    return have.date() == want.date() or (
        want.tzinfo is not None and have.astimezone(want.tzinfo).date() == want.date()
    ), exact


def captions(article: Article | None, gold: dict[str, Any]) -> bool | None:
    """Whether the lead picture's caption is among ours; None where none is expected."""
    wants = [plain(image["caption"]) for image in gold.get("images") or () if image["is_cover"] and image["caption"]]
    return any(same(one, wants[0]) for one in shown(article)) if wants else None


def shown(article: Article | None) -> list[str]:
    """Our captions, by their letters."""
    return [plain(picture.caption.text) for picture in (article.pictures if article else ()) if picture.caption]


def same(ours: str, theirs: str) -> bool:
    """Whether two captions are one: equal, or ours the front of theirs, whose caveats stand apart with us."""
    return ours == theirs or (len(ours) > 30 and theirs.startswith(ours))


def strays(article: Article | None, gold: dict[str, Any]) -> tuple[int, int]:
    """How many of our captions are no expected one's, and how many we have; nothing where none is expected."""
    wants = [plain(image["caption"]) for image in gold.get("images") or () if image["caption"]]
    have = shown(article) if wants else []
    return sum(not any(same(one, want) or one in want or want in one for want in wants) for one in have), len(have)


def author_counts(article: Article | None, gold: dict[str, Any]) -> tuple[int, int, int]:
    """Shared, ours, theirs: the byline taken apart into names, as a reader would."""
    byline = article.dateline.byline if article else None
    names = re.split(r"\s*[,;]\s*|\s+(?:and|und|et|y|e|&|/)\s+", byline.text) if byline else ()
    have, want = {plain(name) for name in names}, {plain(name) for name in gold.get("authors") or ()}
    return len(have & want), len(have), len(want)


def tag_counts(article: Article | None, gold: dict[str, Any]) -> tuple[int, int, int]:
    """Shared, ours, theirs."""
    have = {plain(tag.text) for tag in article.tags} if article else set()
    want = {plain(tag) for tag in gold.get("topics") or ()}
    return len(have & want), len(have), len(want)


def miss(what: str, article: Article | None, gold: dict[str, Any]) -> str | None:
    """What was expected and what was read of one measure, or None where they agree."""
    if what == "title":
        found: Any = article.headline.text if article and article.headline else None
        return None if plain(found) == plain(gold["title"]) else f"{gold['title']!r}, read {found!r}"
    if what == "date":
        right = dates(article, gold)
        found = article.published if article else None
        return None if right is None or all(right) else f"{gold['publishing_date']}, read {found}"
    if what == "caption":
        wants = [image["caption"] for image in gold.get("images") or () if image["is_cover"] and image["caption"]]
        return f"{wants[:1]}, read {shown(article)}" if captions(article, gold) is False else None
    counts = {"authors": author_counts, "tags": tag_counts}[what](article, gold)
    found = (article.dateline.byline if what == "authors" else [tag.text for tag in article.tags]) if article else None
    return None if len(set(counts)) == 1 else f"{gold.get(what if what == 'authors' else 'topics')}, read {found}"


def f1(both: float, ours: float, theirs: float) -> float:
    """The harmonic mean of precision and recall from counts."""
    return 2 * both / (ours + theirs) if ours + theirs else 1.0


def main() -> int:
    """Read all pages and print one table."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--data", type=Path, default=DATA)
    given.add_argument("--worst", type=int, default=0, help="name the N pages whose text is read worst")
    given.add_argument("--misses", choices=("title", "authors", "date", "tags", "caption"))
    options = given.parse_args()
    if not options.data.is_dir():
        print(f"no pages at {options.data}: name their folder with --data", file=sys.stderr)
        return 2
    rows: list[tuple[float, str]] = []
    sums: Counter[str] = Counter()
    used = 0.0
    for name, raw, gold in pages(options.data):
        start = time.process_time()
        decoded = decode(raw)
        used += time.process_time() - start
        sums["pages"] += 1
        article = decoded.articles[0] if decoded.articles else None
        said = "" if article else f": {decoded.problems}"
        rows.append((count(sums, article, gold), name + said))
        missed = miss(options.misses, article, gold) if options.misses else None
        if missed:
            print(f"  {name}: expected {missed}")
    report(sums, rows, used)
    for score, name in sorted(rows)[: options.worst]:
        print(f"  {score:.3f} {name}")
    return 0


def count(sums: Counter[str], article: Article | None, gold: dict[str, Any]) -> float:
    """Add one page's scores; its text F1 comes back."""
    precision, recall = text_score(text_of(article), wanted(gold)) if article else (0.0, 0.0)
    sums["title"] += plain(article.headline.text if article and article.headline else "") == plain(gold["title"])
    for value, name in zip(dates(article, gold) or (), ("day", "minute"), strict=False):
        sums[name] += value
    sums["dated"] += dates(article, gold) is not None
    lead = captions(article, gold)
    sums["captioned"] += lead is not None
    sums["caption"] += bool(lead)
    for key, value in zip(("strays", "captions"), strays(article, gold), strict=True):
        sums[key] += value
    for key, value in zip(("by", "by_ours", "by_theirs"), author_counts(article, gold), strict=True):
        sums[key] += value
    for key, value in zip(("tags", "tags_ours", "tags_theirs"), tag_counts(article, gold), strict=True):
        sums[key] += value
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def report(sums: Counter[str], rows: list[tuple[float, str]], used: float) -> None:
    """The table."""
    n = sums["pages"]
    print(f"pages            {n}")
    print(f"text             {sum(score for score, _ in rows) / n:.3f}")
    print(f"title            {sums['title'] / n:.3f}")
    print(f"authors          {f1(sums['by'], sums['by_ours'], sums['by_theirs']):.3f}")
    print(f"day              {sums['day']}/{sums['dated']} = {sums['day'] / max(1, sums['dated']):.3f}")
    print(f"minute           {sums['minute']}/{sums['dated']} = {sums['minute'] / max(1, sums['dated']):.3f}")
    print(f"tags             {f1(sums['tags'], sums['tags_ours'], sums['tags_theirs']):.3f}")
    lead = sums["caption"] / max(1, sums["captioned"])
    print(f"lead caption     {sums['caption']}/{sums['captioned']} = {lead:.3f}")
    print(f"strays           {sums['strays']}/{sums['captions']} = {sums['strays'] / max(1, sums['captions']):.3f}")
    print(f"pages per CPU s  {n / used:.0f}")


if __name__ == "__main__":
    sys.exit(main())
