"""Web pages: pages per CPU-second of our reader against trafilatura on the same pages, in one run and one thread.

    python bench/pages.py [--data FOLDER] [--rounds 3]

FOLDER is searched for stored pages (.html, .htm, each also with .gz); without it the pages of our own sample wire are
read over and over. Both readers get a page as bytes and give text and metadata: `formats.decode` as everywhere in
coranto, `trafilatura.bare_extraction` with metadata. Each reads all pages once unmeasured, so that what is loaded only
once does not count, and then takes turns with the other; the best round of each counts. Exit code 2 where FOLDER
holds no page.
"""

from __future__ import annotations

import argparse
import gzip
import logging
import sys
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import trafilatura

from coranto import formats
from coranto.model import Raw

SUFFIXES = (".html", ".htm", ".html.gz", ".htm.gz")


def stored(folder: Path) -> list[bytes]:
    """The pages under a folder, in the order of their names."""
    files = sorted(file for file in folder.rglob("*") if file.name.endswith(SUFFIXES))
    return [gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes() for file in files]


def ours(page: bytes) -> object:
    """Text, parts and metadata as coranto reads them."""
    return formats.decode(Raw(page, "html", "https://news.example/a"))


def theirs(page: bytes) -> object:
    """Text and metadata as trafilatura reads them."""
    return trafilatura.bare_extraction(page, url="https://news.example/a", with_metadata=True)


def rate(work: Callable[[bytes], object], pages: list[bytes]) -> float:
    """Pages per CPU-second over one round."""
    start = time.process_time()
    for page in pages:
        work(page)
    return len(pages) / max(time.process_time() - start, 1e-9)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    folder = options.data or Path(str(resources.files("coranto") / "sample"))
    pages = stored(folder)
    if not pages:
        print(f"no stored pages under {folder}: name a folder with --data", file=sys.stderr)
        return 2
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports each page without an article
    rounds = [(rate(theirs, pages), rate(ours, pages)) for _ in range(options.rounds + 1)][1:]
    peer, mine = (max(found) for found in zip(*rounds, strict=True))
    print(f"pages                 {len(pages)}, {sum(map(len, pages)) / len(pages) / 1000:,.0f} kB each")
    print(f"trafilatura           {peer:7.1f} pages per CPU-second")
    print(f"coranto               {mine:7.1f} pages per CPU-second, {mine / peer:.1f} x trafilatura")
    return 0


if __name__ == "__main__":
    sys.exit(main())
