"""What a hostile server or feed costs us: CPU seconds and memory, each vice in a process of its own.

    python bench/bombs.py [--limit-seconds 1] [--limit-mb 200]

Packed bombs and endless bodies are fetched from a server of ours on 127.0.0.1, under the limits that every user has;
XML bombs are given to the feed reader. Printed are the CPU seconds of this work alone, by how many megabytes the
process grew at its peak, the seconds that passed, and what the user is told. Exit code 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from coranto import formats
from coranto.errors import FetchError
from coranto.fetch.http import Network, fetch
from coranto.model import Raw

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "fetch"))
import server

GIB = 1 << 30
SECONDS = 20.0
Vice = tuple[str, Callable[[], str]]


def peak() -> float:
    """Give the most megabytes that this process has held, since `forget` where the system can forget."""
    return int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))[1]) / 1024  # type: ignore[index]  # Linux has it


def forget() -> None:
    """Set the peak back to what is held now."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def told(url: str) -> str:
    """Fetch as a user does, and give what he is told."""
    try:
        return f"{len(fetch(url, Network(allow_private=True, seconds=SECONDS)).body):,} bytes read"
    except FetchError as fault:
        return fault.message


def read(body: bytes) -> str:
    """Read a feed and give its problems' codes."""
    found = formats.decode(Raw(body, "feed", url="https://lorn.example/feed"))
    return f"{len(found.articles)} articles; " + ", ".join(problem.code for problem in found.problems[:3])


def xml_bombs() -> dict[str, bytes]:
    """Feeds made to burst or to take for ever."""
    item = b"<rss><channel><item><title>%b</title></item></channel></rss>"
    laughs = b'<!ENTITY a0 "ha">' + b"".join(b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    return {
        "billion laughs": b"<!DOCTYPE rss [" + laughs + b"]>" + item % b"&a11;",
        "quadratic entity": b'<!DOCTYPE rss [<!ENTITY a "' + b"x" * 100_000 + b'">]>' + item % (b"&a;" * 100_000),
        "outer entity": b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + item % b"&a;",
        "deep nesting": b"<rss>" + b"<a>" * 3_000_000,
        "many attributes": b"<rss><item " + b" ".join(b'a%d=""' % n for n in range(1_000_000)) + b"/></rss>",
        "many items": b"<rss><channel>" + b"<item><title>x</title></item>" * 600_000 + b"</channel></rss>",
        "one long text": item % (b"word " * 3_900_000),
        "comments": b"<rss>" + b"<!-- -->" * 2_400_000 + b"</rss>",
    }  # fmt: skip


def vices(site: server.Site) -> Iterator[Vice]:
    """Give everything that is tried, by name."""
    for coding in ("gzip", "deflate", "br", "zstd"):
        path = f"/bomb-{coding}"
        site.pages[path] = server.bomb(coding, GIB)
        yield f"1 GiB in {coding}", lambda path=path: told(site.url + path)
    endless = [path for path, answers in site.pages.items() if re.match(r"/(endless|long|tiny|empty)-?", path)]
    for path in endless:
        yield path.removeprefix("/").replace("-", " "), lambda path=path: told(site.url + path)
    for name, body in xml_bombs().items():
        yield f"XML: {name}", lambda body=body: read(body)


def measured(work: Callable[[], str]) -> tuple[float, float, float, str]:
    """Do one thing in a process of its own; give CPU seconds, megabytes grown, seconds passed and what was told."""
    near, far = multiprocessing.Pipe(duplex=False)

    def child() -> None:
        forget()
        held, cpu, start = peak(), time.process_time(), time.monotonic()
        word = work()
        far.send((time.process_time() - cpu, peak() - held, time.monotonic() - start, word))

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    far.close()
    try:
        return near.recv()  # type: ignore[no-any-return]  # what the child sent
    except EOFError:
        return float("inf"), float("inf"), 0.0, "the process died"
    finally:
        process.join()


def served(pipe: multiprocessing.connection.Connection) -> None:
    """Run the server, which spends CPU and memory of its own, in another process until told to stop."""
    with server.serve() as site:
        names = [name for name, _ in vices(site)]
        pipe.send((site.url, names))
        pipe.recv()


def main() -> int:
    """Try everything and print the table."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--limit-seconds", type=float, default=1.0)
    given.add_argument("--limit-mb", type=float, default=200.0)
    options = given.parse_args()
    near, far = multiprocessing.Pipe()
    running = multiprocessing.get_context("fork").Process(target=served, args=(far,), daemon=True)
    running.start()
    url, _ = near.recv()
    told(f"{url}/page")  # what is loaded once per process is not the vice's doing
    read(xml_bombs()["outer entity"])
    passed = 0
    print(f"{'':22}{'CPU s':>7}{'MB':>7}{'s':>7}  told")
    for name, work in vices(server.Site(url, server.vices())):
        cpu, grown, took, word = measured(work)
        over = cpu > options.limit_seconds or grown > options.limit_mb
        passed += over
        print(f"{name:22}{cpu:7.2f}{grown:7.0f}{took:7.2f}  {word[:80]}{'  PASSED THE LIMIT' * over}", flush=True)
    near.send("stop")
    running.join()
    print(f"over a limit  {passed}")
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(main())
