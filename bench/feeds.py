"""Feeds: entries per CPU-second against feedparser on the same bytes in the same run, and what XML bombs cost.

    python bench/feeds.py [--rounds 3] [--bombs FOLDER]

Two kinds of feed: some that are made here (20 to 100 items, bodies of HTML in our own words, RSS and Atom), and
those of the sample wire. Two figures for ours: the record of the feed with its dates read, which is what feedparser
gives, and the articles, whose text is out of its markup and laid out. With --bombs, each file of that folder is read
in a process of its own, and its CPU seconds and the memory that it added are printed.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import feedparser

from coranto import desk
from coranto.formats import dates, decode
from coranto.formats.entries import Feed
from coranto.formats.feed import parse_feed
from coranto.model import Raw

WORDS = re.findall(
    r"\w+",
    "port harbour master note storm closed ships wait council vote bridge river guard border talks minister letter "
    "teachers strike market grain price rail line reopened flood valley court ruled appeal tide island ferry crew",
)
ONE = """
import resource, sys, time
from coranto.formats import decode
from coranto.model import Raw
decode(Raw(b"<rss version='2.0'><channel><item><title>warm</title></item></channel></rss>", "feed"))
body = open(sys.argv[1], "rb").read()
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
found = decode(Raw(body, "feed"))
print(time.process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
      found.problems[0].code if found.problems else "articles")
"""
"""Reads one file and prints CPU seconds, megabytes added to the peak, and what came of it."""


def sentence(chance: random.Random) -> str:
    """Give words in a row, with a link and a stress where a newsroom's editor puts them."""
    words = [chance.choice(WORDS) for _ in range(chance.randint(8, 24))]
    words[2] = f'<a href="/tags/{words[2]}" title="All on {words[2]}">{words[2]}</a>'
    words[5] = f"<em>{words[5]}</em>"
    return " ".join(words).capitalize() + "."


def body(chance: random.Random) -> str:
    """Give an item's HTML: a picture and three to eight paragraphs."""
    paragraphs = (
        f"<p>{' '.join(sentence(chance) for _ in range(chance.randint(2, 4)))}</p>" for _ in range(chance.randint(3, 8))
    )
    return f'<img src="/p/{chance.randint(1, 9999)}.jpg" alt="A harbour"/>' + "\n".join(paragraphs)


def rss(chance: random.Random, items: int) -> bytes:
    """Give an RSS 2.0 feed with contents of HTML."""
    made = [
        f"<item><title>{' '.join(chance.choice(WORDS) for _ in range(8))}</title><link>https://lorn.example/{n}</link>"
        f'<guid isPermaLink="false">n{n}</guid><pubDate>Tue, {n % 28 + 1:02} Nov 2024 10:03:00 +0900</pubDate>'
        f"<dc:creator>Ada Quill</dc:creator><category>{chance.choice(WORDS)}</category>"
        f"<description>{escape(sentence(chance))}</description>"
        f"<content:encoded><![CDATA[{body(chance)}]]></content:encoded></item>"
        for n in range(items)
    ]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Lorn Wire</title>'
        "<link>https://lorn.example/</link><language>en</language>"
    )
    return (head + "\n".join(made) + "</channel></rss>").encode()


def atom(chance: random.Random, entries: int) -> bytes:
    """Give an Atom feed with contents of HTML."""
    made = [
        f"<entry><title>{' '.join(chance.choice(WORDS) for _ in range(8))}</title><id>tag:lorn.example,2024:{n}</id>"
        f'<link href="https://lorn.example/{n}"/><published>2024-11-{n % 28 + 1:02}T10:03:00+09:00</published>'
        f"<updated>2024-11-{n % 28 + 1:02}T11:03:00+09:00</updated><author><name>Ada Quill</name></author>"
        f'<category term="{chance.choice(WORDS)}"/><summary type="html">{escape(sentence(chance))}</summary>'
        f'<content type="html">{escape(body(chance))}</content></entry>'
        for n in range(entries)
    ]
    head = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://lorn.example/"><title>Lorn Wire</title>'
    return (head + "\n".join(made) + "</feed>").encode()


def record(bodies: Sequence[bytes]) -> list[Feed]:
    """Read feeds to records, and their entries' dates."""
    feeds = [feed for one in bodies if (feed := parse_feed(Raw(one, "feed", url="https://lorn.example/feed"))[0])]
    for feed in feeds:
        for entry in feed.entries:
            for written in filter(None, (entry.published, entry.updated)):
                dates.moment(written, "feed", mail=True)
    return feeds


def cpu(work: Callable[[], object], rounds: int) -> float:
    """Give the least CPU seconds of several rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def compare(name: str, bodies: Sequence[bytes], rounds: int) -> None:
    """Measure one kind of feed and print entries per CPU-second of both, and the ratio."""
    entries = sum(len(feed.entries) for feed in record(bodies))
    theirs = entries / cpu(lambda: [feedparser.parse(one) for one in bodies], rounds)
    ours = entries / cpu(lambda: record(bodies), rounds)
    whole = entries / cpu(lambda: [decode(Raw(one, "feed", url="https://lorn.example/")) for one in bodies], rounds)
    print(f"{name}: {len(bodies)} feeds, {entries} entries, {sum(map(len, bodies)) / 1024:.0f} KB")
    print(f"  feedparser       {theirs:8.0f} entries per CPU-second")
    print(f"  coranto, record  {ours:8.0f} entries per CPU-second, {ours / theirs:.0f} x")
    print(f"  coranto, articles{whole:8.0f} entries per CPU-second, {whole / theirs:.0f} x")


def bombs(folder: Path) -> None:
    """Read each file in a process of its own and print its cost."""
    for file in sorted(f for f in folder.rglob("*") if f.suffix in {".xml", ".xsl"}):
        done = subprocess.run([sys.executable, "-c", ONE, str(file)], capture_output=True, text=True, check=True)
        seconds, megabytes, outcome = done.stdout.split()
        print(f"  {file.name:28}{float(seconds):7.3f} s{float(megabytes):8.1f} MB  {outcome}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--bombs", type=Path, help="folder with XML bombs; they are not part of the repository")
    options = parser.parse_args()
    chance = random.Random(8)  # noqa: S311  # the same feeds in every run
    made = [make(chance, chance.randint(20, 100)) for make in (rss, atom) for _ in range(5)]
    compare("made here", made, options.rounds)
    wire = [raw.body for raw in desk.sample() if formats_feed(raw)]
    compare("sample wire", wire * 20, options.rounds)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if options.bombs:
        bombs(options.bombs)
    return 0


def formats_feed(raw: Raw) -> bool:
    """Whether a report of the sample wire came in a feed that feedparser reads too."""
    feed, _ = parse_feed(raw)
    return feed is not None and bool(feed.entries) and raw.body.lstrip()[:1] == b"<" and feed.version != "sitemap"


if __name__ == "__main__":
    sys.exit(main())
