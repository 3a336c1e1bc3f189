"""Corpora: what the pool costs, how much memory a stream needs, and how quickly archives are unpacked.

    python bench/corpus.py [--articles 200] [--records 3000]

Prints the peak memory of going through a corpus of JSON lines, of Parquet and of WARC, and through one ten times as
large (on Linux); pages of a WARC file a CPU-second, beside FastWARC going through the same records without
understanding any; and articles a second of wall time read by one process alone and by a pool of two, each with the
time to start.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from fastwarc.warc import ArchiveIterator

from coranto import scale
from coranto.settings import Settings
from twins import sentences

LENGTH = 12
"""Sentences of an article."""


def articles(count: int) -> Iterable[dict[str, str]]:
    """Articles of our own news sentences."""
    chance = random.Random(8)  # noqa: S311 - not for secrets
    known = sentences()
    for number in range(count):
        yield {"id": f"a{number}", "text": "\n".join(chance.sample(known, LENGTH)), "published": "2024-11-05"}


def write_jsonl(path: Path, count: int) -> None:
    """A corpus of JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in articles(count))


def write_parquet(path: Path, count: int) -> None:
    """The same as Parquet, in row groups of a thousand."""
    pq.write_table(pa.Table.from_pylist(list(articles(count))), path, row_group_size=1000)


def write_warc(path: Path, count: int) -> None:
    """The same as pages of an archive, packed by record."""
    with path.open("wb") as file:
        for row in articles(count):
            body = "".join(f"<p>{line}</p>" for line in row["text"].split("\n")).encode()
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>" + body
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{row['id']}>\r\n"
                f"WARC-Date: 2024-11-05T10:00:00Z\r\nWARC-Target-URI: https://a.example/{row['id']}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 1))


WRITERS: dict[scale.Kind, Callable[[Path, int], None]] = {
    "jsonl": write_jsonl,
    "parquet": write_parquet,
    "warc": write_warc,
}
PEAK = """
import sys
from pathlib import Path
from coranto import scale
given = scale.open_corpus(Path(sys.argv[1]), sys.argv[2])
assert scale.measure(given).units == sum(1 for _ in scale.units(given))
told = Path("/proc/self/status").read_text().splitlines()
print(next(int(line.split()[1]) // 1024 for line in told if line.startswith("VmHWM")))
"""
"""What a process of its own runs. Linux tells the peak of this program alone; `getrusage` also that of its parent."""


def peak(path: Path, kind: scale.Kind) -> int:
    """Megabytes that a process of its own needs to go through a corpus."""
    command = [sys.executable, "-c", PEAK, str(path), kind]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def pooled(path: Path, workers: int) -> float:
    """Wall seconds to read a corpus to be printed."""
    given = scale.open_corpus(path, "jsonl")
    start = time.perf_counter()
    read = sum(1 for _ in scale.tell_all(scale.units(given), "line", scale.Crew(Settings(reader="fast"), workers)))
    assert read == scale.measure(given).units  # noqa: S101 - a rate of something else would be no rate
    return time.perf_counter() - start


def rate(work: Callable[[], int]) -> float:
    """How many of what the work counts a CPU-second does, in the best of three rounds."""
    found = []
    for _ in range(3):
        start = time.process_time()
        found.append(work() / (time.process_time() - start))
    return max(found)


def bare(path: Path) -> int:
    """Records that FastWARC alone gives, bodies unpacked from the archive and no more."""
    with path.open("rb") as file:
        return sum(1 for record in ArchiveIterator(file, fsspec_args=False) if record.reader.read() is not None)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--records", type=int, default=3000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for kind, write in WRITERS.items():
            paths = [Path(scratch, f"{size}.{kind}") for size in (args.records, 10 * args.records)]
            for path, size in zip(paths, (args.records, 10 * args.records), strict=True):
                write(path, size)
            small, large = (peak(path, kind) for path in paths)
            print(f"{kind:8} {args.records:,} articles: {small} MB at most; ten times as many: {large} MB")
        archive = scale.open_corpus(Path(scratch, f"{args.records}.warc"), "warc")
        ours = rate(lambda: sum(1 for _ in scale.units(archive)))
        theirs = rate(lambda: bare(archive.path))
        print(f"WARC {ours:,.0f} pages a CPU-second, {ours / theirs:.2f} of FastWARC alone")
        corpus = Path(scratch, "read.jsonl")
        write_jsonl(corpus, args.articles)
        alone = pooled(corpus, 1)
        print(f"one process alone {args.articles / alone:6.1f} articles a second")
        print(f"a pool of two     {args.articles / pooled(corpus, 2):6.1f} articles a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
