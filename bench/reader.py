"""Speed and memory of the shipped readers, beside spaCy's small English architecture on the same texts in one run.

    python bench/reader.py [--rounds 9] [--articles 100] [--texts FILE.jsonl]

Prints words per CPU-second on one core for the full tier, the fast tier and spaCy (tok2vec, tagger, parser, ner of its
stock configuration, set up with our reader's own labels and not trained: speed does not depend on the weights), each
from raw text on; then, each in a process of its own, the time a reader takes to load and the peak memory over 1,000
articles. Without `--texts` (one object with "text" a line) the texts are our own news sentences, twenty an article.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"  # before any library that counts cores is loaded: they are, in functions, below

NEWS = Path(__file__).parent.parent / "training" / "reader" / "news"
TIERS = ("full", "fast")
LENGTH = 20
"""Sentences of one article."""


def our_texts() -> list[str]:
    """Our news sentences as articles."""
    lines = [line for path in sorted(NEWS.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    plain = [_plain(line) for line in lines if line and not line.startswith("#")]
    return ["\n".join(plain[at : at + LENGTH]) for at in range(0, len(plain), LENGTH)]


def _plain(line: str) -> str:
    """A sentence without its labels: "[LOC Suva]" is "Suva"."""
    parts = line.split("[")
    return parts[0] + "".join(part.partition(" ")[2].replace("]", "", 1) for part in parts[1:])


def texts(path: Path | None, count: int) -> list[str]:
    """So many texts, over and over where there are fewer."""
    found = [json.loads(line)["text"] for line in path.open(encoding="utf-8")] if path else our_texts()
    return (found * (count // len(found) + 1))[:count]


def cut(text: str) -> list[list[str]]:
    """Sentences as token forms."""
    from coranto.nlp import sentences, tokenize

    return [[text[a:b] for a, b in tokenize(text, *span)] for span in sentences(text)]


def ours(tier: str, given: Sequence[str]) -> tuple[int, float]:
    """Words read and CPU seconds spent."""
    from coranto.nlp import load

    reader, words = load(1, tier), 0  # type: ignore[arg-type]  # one of TIERS
    start = time.process_time()
    for text in given:
        sentences = cut(text)
        words += sum(map(len, sentences))
        reader.parse(sentences)
    return words, time.process_time() - start


def spacy_pipeline(given: Sequence[str]) -> Any:
    """SpaCy's stock pipeline, set up with the labels that our reader finds in a few of the texts."""
    import spacy
    from spacy.cli.init_config import init_config
    from spacy.tokens import Doc
    from spacy.training import Example

    from coranto.nlp import load

    config = init_config(lang="en", pipeline=["tagger", "parser", "ner"], optimize="efficiency", gpu=False)
    made = spacy.util.load_model_from_config(config, auto_fill=True, validate=False)
    examples = []
    for text in given[:20]:
        sentences = cut(text)
        for forms, parse in zip(sentences, load(1).parse(sentences), strict=True):
            heads = [at if head < 0 else head for at, head in enumerate(parse.head)]
            labels = {
                "heads": heads,
                "deps": list(parse.relation),
                "tags": list(parse.xpos),
                "ents": list(parse.entity),
            }
            examples.append(Example(Doc(made.vocab, words=forms), Doc(made.vocab, words=forms, **labels)))
    made.initialize(lambda: examples)
    return made


def theirs(made: Any, given: Sequence[str]) -> tuple[int, float]:
    """Words read by spaCy and CPU seconds spent."""
    start = time.process_time()
    words = sum(len(doc) for doc in made.pipe(given, batch_size=32))
    return words, time.process_time() - start


def best(works: Mapping[str, Callable[[], tuple[int, float]]], rounds: int) -> dict[str, float]:
    """Words per CPU-second of each in its quickest round; they take turns, so that what disturbs one disturbs all."""
    speeds = dict.fromkeys(works, 0.0)
    for _ in range(rounds):
        for name, work in works.items():
            words, seconds = work()
            speeds[name] = max(speeds[name], words / seconds)
    return speeds


def alone(tier: str, source: Path | None, count: int) -> dict[str, float]:
    """Load time and peak memory, in a process of its own."""
    command = [sys.executable, __file__, "--alone", tier, "--articles", str(count)]
    command += ["--texts", str(source)] if source else []
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def measure_alone(tier: str, given: Sequence[str]) -> None:
    """Print what `alone` reads."""
    start = time.perf_counter()
    from coranto.nlp import load

    load(1, tier)  # type: ignore[arg-type]  # one of TIERS
    seconds = time.perf_counter() - start
    ours(tier, given)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"load": seconds, "memory": megabytes}))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--texts", type=Path, help="JSON lines with a text each")
    parser.add_argument("--alone", choices=TIERS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    given = texts(args.texts, args.articles)
    if args.alone:
        measure_alone(args.alone, given)
        return 0
    made = spacy_pipeline(given)
    tiers = {tier: partial(ours, tier, given) for tier in TIERS}
    speeds = best({"spaCy": partial(theirs, made, given), **tiers}, args.rounds)
    peer = speeds["spaCy"]
    print(f"spaCy, small architecture  {peer:8,.0f} words per CPU-second")
    for tier in TIERS:
        speed = speeds[tier]
        print(f"coranto, {tier} tier         {speed:8,.0f} words per CPU-second, {speed / peer:.2f} x spaCy")
    print(f"fast against full          {speeds['fast'] / speeds['full']:8.2f} x")
    for tier in TIERS:
        found = alone(tier, args.texts, 1000)
        print(f"{tier}: loads in {found['load']:.2f} s, peak memory over 1,000 articles {found['memory']:,.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
