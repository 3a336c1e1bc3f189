"""Spoilt input for every reader: none may raise, none may take long, each must give an article or say why not.

    python tools/fuzz.py [--count 100000] [--seed 8] [--limit SECONDS] [--keep FOLDER]

Seeds are the sample wire and a few lists made here. Each input is one of them with bytes flipped, parts cut out, put
in many times or spliced into another, with entities, CDATA and odd characters, or in another character set. It
goes through `formats.decode` as what it looks like and as one other form, and through the readers of lists, sitemaps
and robots.txt. The same seed gives the same inputs.
What failed is printed, and kept with --keep. Exit code 1 for a failure.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from coranto import formats
from coranto.fetch import robots
from coranto.formats import sitemap
from coranto.model import Raw

SAMPLE = Path(__file__).parents[1] / "src" / "coranto" / "sample"
FORMS = ("html", "feed", "text", "jsonl", *formats.WIRES)
LARGEST = 60_000
"""Bytes of a spoilt input; larger ones only take longer. The readers' own limits have tests of their own."""
BATCH = 500
"""Inputs that one process reads at a go."""

LISTS = (
    b'<?xml version="1.0"?><opml version="2.0"><head><title>Ours</title></head><body><outline text="Asia">'
    b'<outline type="rss" text="Lorn Wire" xmlUrl="https://lorn.example/feed?a=1&amp;b=2"/></outline>'
    b'<outline type="include" url="https://lists.example/more.opml"/></body></opml>',
    b"# ours\nhttps://lorn.example/feed Lorn Wire\nfeed:https://merrow.example/rss\n",
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/'
    b'sitemap-news/0.9"><url><loc>https://lorn.example/1</loc><lastmod>2024-11-05</lastmod><news:news>'
    b"<news:publication><news:name>Lorn Wire</news:name><news:language>en</news:language></news:publication>"
    b"<news:publication_date>2024-11-05T10:03:00+09:00</news:publication_date><news:title>Storm closes port"
    b"</news:title></news:news></url></urlset>",
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:georss="http://www.georss.org/georss"><channel><title>Lorn'
    b'</title></channel><item rdf:about="n1"><title>Storm</title><georss:point>12.5 33.1</georss:point>'
    b"<dc:date>2024-11-05T10:03:00+09:00</dc:date><description>&lt;p&gt;The port was closed.</description></item>"
    b"</rdf:RDF>",
    b'{"version": "https://jsonfeed.org/version/1.1", "title": "Lorn", "items": [{"id": 1, "url": '
    b'"https://lorn.example/1", "content_html": "<p>The port was closed.</p>", "date_published": "2024-11-05"}]}',
    b"User-agent: *\nDisallow: /private*\nAllow: /$\nCrawl-delay: 5\nSitemap: https://lorn.example/s.xml\n",
)
PIECES = (
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&amp;", b"&lt;p&gt;", b"&nbsp;", b"&#0;", b"&#x110000;",
    b"&#xD800;", b'<!DOCTYPE a [<!ENTITY b "c">]>', b"&b;", b"<?xml version='1.0' encoding='utf-7'?>", b"\0",
    b"\xff\xfe", b"\xed\xa0\x80", b"\xf0\x9f\x92\xa9", b"\xe2\x80\xae", b"\r\n\r\n", b'"', b"'", b"<", b">",
    b"{", b"[", b"]", b"}", b"\\ud83d", b"1e999", b"9" * 400, b"<script>", b"<div>" * 40, b"<item>", b"<entry>",
    b"</item>", b" xml:base='http://[::1'", b" href='//[x'", b"https://a.example:99999/",
    b"Tue, 45 Nov 2024 99:99:99 +9999", b"0000-00-00T00:00:00Z", b"2024-02-30", b"\xc2\x85", b"charset=utf-16",
    b'encoding="hz"', b"xmlns:a=''", b"<a:b/>",
)  # fmt: skip


def seeds(largest: int = LARGEST) -> tuple[bytes, ...]:
    """Give what is spoilt: every form that we read, all of it our own, no file larger than a third of `largest`."""
    files = sorted(f for f in SAMPLE.rglob("*") if f.is_file())
    return (*LISTS, *(body for f in files if len(body := f.read_bytes()) <= largest // 3))


def flipped(body: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Change some bytes."""
    del others
    made = bytearray(body)
    for _ in range(chance.randint(1, 1 + len(made) // 50)):
        made[chance.randrange(len(made))] = chance.choice((chance.randrange(256), 0, 60, 62, 38, 34))
    return bytes(made)


def cut(body: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Take out a part, or all after a place."""
    del others
    start, end = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    return body[:start] + (body[end:] if chance.random() < 0.5 else b"")


def spliced(body: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Put a part of another input in."""
    other = chance.choice(others)
    start, end = sorted(chance.randrange(len(other) + 1) for _ in range(2))
    at = chance.randrange(len(body) + 1)
    return body[:at] + other[start:end] + body[at:]


def nested(body: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Put a part in many times over."""
    del others
    start = chance.randrange(len(body))
    part = body[start : start + chance.randint(1, 60)]
    return body[:start] + part * chance.randint(2, 400) + body[start:]


def strewn(body: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Put pieces in that readers stumble over."""
    del others
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(body) + 1)
        body = body[:at] + chance.choice(PIECES) + body[at:]
    return body


def recoded(body: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Write it in another character set than it says."""
    del others
    name = chance.choice(("utf-16", "utf-16-be", "utf-32", "latin-1", "shift_jis", "utf-7", "cp037", "utf-8-sig"))
    return body.decode("utf-8", "replace").encode(name, "replace")


WAYS: tuple[Callable[[bytes, random.Random, Sequence[bytes]], bytes], ...] = (
    flipped, cut, spliced, nested, strewn, strewn, recoded,
)  # fmt: skip


def spoilt(seed: int, count: int, largest: int = LARGEST) -> Iterator[bytes]:
    """Give inputs, each spoilt in one to three ways; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # to be the same again, not to be secret
    given = seeds(largest)
    for _ in range(count):
        body = chance.choice(given)
        for _ in range(chance.randint(1, 3)):
            body = chance.choice(WAYS)(body or b"<", chance, given)[:largest]
        yield body


def fault(body: bytes, number: int, limit: float) -> str | None:
    """What went wrong with one input, or None."""
    start = time.process_time()
    try:
        for form in (None, FORMS[number % len(FORMS)]):
            found = formats.decode(Raw(body, form, url="https://lorn.example/a"))
            if not found.articles and not found.problems:
                return f"neither article nor problem as {form}"
            for article in found.articles:
                article.text.encode("utf-8", "surrogatepass")
        formats.is_subscriptions(body)
        sources, problems = formats.read_subscriptions(body, "a list")
        listed, noted = sitemap.read_sitemap(body, "a sitemap")
        if not (sources or problems) or not (listed or noted):
            return "a list with neither address nor problem"
        robots.allows(robots.read(body), "coranto", "https://lorn.example/a?b=c")
    except Exception:  # noqa: BLE001  # any exception at all is the finding here
        return traceback.format_exc(limit=-3)
    used = time.process_time() - start
    return f"{used:.2f} s" if used > limit else None


def faults(seed: int, count: int, limit: float) -> list[tuple[bytes, str]]:
    """The inputs of one seed that failed, and why."""
    return [(body, why) for n, body in enumerate(spoilt(seed, count)) if (why := fault(body, n, limit))]


def _report(body: bytes, why: str, keep: Path | None, number: int) -> None:
    """Print one failure, and keep its input."""
    sys.stdout.write(f"\n{number}: {body[:60]!r}: {why}\n")
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{number}.bin").write_bytes(body)


def main() -> int:
    """Spoil, read, count and print."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--count", type=int, default=100_000)
    given.add_argument("--seed", type=int, default=8)
    given.add_argument("--limit", type=float, default=2.0, help="CPU seconds for one input in all its readers")
    given.add_argument("--keep", type=Path, help="folder for the inputs that failed")
    options = given.parse_args()
    formats.decode(Raw(b"<p>warm", "html"))
    batches = [options.seed * 1_000_000 + n for n in range(-(-options.count // BATCH))]
    failed = 0
    start = time.monotonic()
    with ProcessPoolExecutor() as pool:
        for done, found in enumerate(pool.map(partial(faults, count=BATCH, limit=options.limit), batches), 1):
            for body, why in found:
                _report(body, why, options.keep, failed)
                failed += 1
            sys.stdout.write(f"\r{done * BATCH:,} inputs, {failed} failed, {time.monotonic() - start:.0f} s")
            sys.stdout.flush()
    sys.stdout.write("\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
