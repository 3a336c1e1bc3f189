"""The shipped reader: one small encoder with several heads, run by onnxruntime. No torch, no download.

**One sentence a run.** The weights are 8-bit and the activations are rounded to 8 bits as they come, with one scale a
tensor. In a batch that scale would depend on the neighbours, and the same sentence could be read in two ways. Run
alone, a sentence always gives the same answer, whatever the batch size and order. The network alone, measured on one
core when this was written, in words a second of processor time: dynamic 8-bit 4,600 one by one and 5,900 in batches of
8 of one length; 8-bit weights with scales a block 3,000 and 3,400; float32 2,000 and 2,500. So batches would buy a
quarter more speed, and every other way of getting the same answer twice costs more than that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from coranto.nlp.lemmas import Lexicon, read_lexicon
from coranto.nlp.mst import best_tree
from coranto.nlp.parse import ROOT, Parse, Predicate
from coranto.nlp.pieces import START, STOP, Pieces, read_vocabulary, shape

NAME = "coranto-reader-en-1"
FILES = ("reader.onnx", "vocab.txt", "labels.json", "lemmas.json.gz")

LONGEST = 256
"""Word pieces of one run, start and stop included. Longer sentences are cut: attention costs the square of the length,
and training saw none longer."""

LEAST_CUT = 2 / 3
"""A long sentence is cut at its last stop or comma in the final third of the window, if there is one."""

STOPS = frozenset(".;:,!?…–—")

LIKELY = 0.5
"""Probability from which a word is a predicate. F1 on development data: 95.6 at 0.3, 95.7 at 0.5, 95.5 at 0.7."""

JOIN = "parataxis"
"""Relation by which the later windows of a cut sentence hang on the first: UD's for clauses side by side."""

NO_ROLE = "-"
CORE = frozenset(f"ARG{i}" for i in range(6))
"""Roles that a predicate has once at most: PropBank numbers the rest of a broken argument `C-`."""

Outputs = Sequence[Any]
"""Arrays of several kinds, as onnxruntime gives them."""
Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of the labels of each task, in the network's order."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    relation: tuple[str, ...]
    entity: tuple[str, ...]
    role: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class OnnxPipeline:
    """The shipped reader; a `Pipeline`. Safe to share between threads."""

    session: onnxruntime.InferenceSession
    pieces: Pieces
    labels: Labels
    lexicon: Lexicon
    threads: int

    @property
    def name(self) -> str:
        """Short name for people."""
        return NAME

    @property
    def digest(self) -> str:
        """SHA-256 over the weights, the vocabulary, the labels and the tables."""
        return _digest()

    def parse(
        self, sentences: Sequence[Sequence[str]], predicates: Sequence[Collection[int]] | None = None
    ) -> list[Parse]:
        """Read sentences given as lists of token forms; one `Parse` each, in the same order. An empty one is empty.

        `predicates`, one collection of token indices a sentence, says which words to take as predicates; without it
        the reader chooses them itself.
        """
        chosen = predicates if predicates is not None else [None] * len(sentences)
        if self.threads > 1 and len(sentences) > 1:
            with ThreadPoolExecutor(self.threads) as pool:
                return list(pool.map(self._sentence, sentences, chosen))
        return [self._sentence(forms, given) for forms, given in zip(sentences, chosen, strict=True)]

    def _sentence(self, forms: Sequence[str], given: Collection[int] | None) -> Parse:
        pieces = [self.pieces.of(form) for form in forms]
        parts: list[Parse] = []
        for a, b in windows(forms, [len(found) for found in pieces]):
            inside = None if given is None else sorted(token - a for token in given if a <= token < b)
            parts.append(self._window(forms[a:b], pieces[a:b], inside))
        return _joined(parts)

    def _window(self, forms: Sequence[str], pieces: Sequence[tuple[int, ...]], given: Sequence[int] | None) -> Parse:
        """Read at most `LONGEST` pieces."""
        outputs = self.session.run(None, _inputs(forms, pieces, self.pieces))
        return _parse(forms, outputs, given, self.labels, self.lexicon)


def open_pipeline(threads: int, network: Path | None = None) -> OnnxPipeline:
    """The shipped reader, reading so many sentences at a time.

    `network`: another ONNX file with the same labels, such as the one in float32 that training leaves behind.
    """
    folder = _folder()
    options = onnxruntime.SessionOptions()
    # One thread a run, several runs at a time: at these sizes that is faster than threads within a run.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    with resources.as_file(folder / "reader.onnx") as path:
        session = onnxruntime.InferenceSession(str(network or path), options, providers=["CPUExecutionProvider"])
    known = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return OnnxPipeline(
        session=session,
        pieces=Pieces(read_vocabulary((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())),
        labels=Labels(**{task: tuple(names) for task, names in known.items()}),
        lexicon=read_lexicon((folder / "lemmas.json.gz").read_bytes()),
        threads=threads,
    )


def windows(forms: Sequence[str], sizes: Sequence[int]) -> list[Window]:
    """Where to cut a sentence so that no part has more than `LONGEST` pieces: (first, last + 1) of each part's tokens.

    `sizes`: pieces of each token. Parts are never empty and leave nothing out.
    """
    found: list[Window] = []
    begin, room = 0, LONGEST - 2
    for i, size in enumerate(sizes):
        if size > room:
            cut = _cut(forms, begin, i)
            found.append((begin, cut))
            begin, room = cut, LONGEST - 2 - sum(sizes[cut:i])
        room -= size
    if begin < len(forms):
        found.append((begin, len(forms)))
    return found


def _cut(forms: Sequence[str], begin: int, end: int) -> int:
    """Where to end a window that may go up to `end`: after the last stop in its final third, or at `end`."""
    least = begin + int((end - begin) * LEAST_CUT)
    return next((i + 1 for i in range(end - 1, least, -1) if forms[i] in STOPS), end)


def _inputs(forms: Sequence[str], pieces: Sequence[tuple[int, ...]], known: Pieces) -> dict[str, NDArray[np.int64]]:
    """Pieces, their words' shapes, and where the root (the start piece) and each word begin; one row each."""
    numbers, shapes, first = [known.vocabulary[START]], [0], [0]
    for form, found in zip(forms, pieces, strict=True):
        first.append(len(numbers))
        numbers.extend(found)
        shapes.extend([shape(form)] * len(found))
    lists = {"pieces": [*numbers, known.vocabulary[STOP]], "shapes": [*shapes, 0], "first": first}
    return {name: np.array([items], dtype=np.int64) for name, items in lists.items()}


def _parse(
    forms: Sequence[str], outputs: Outputs, given: Sequence[int] | None, labels: Labels, lexicon: Lexicon
) -> Parse:
    """A `Parse` from the network's answers on one window; see OUTPUTS in training/reader/export.py for their order."""
    vectors, upos, xpos, entity, chance, arc, relation, role, score = (output[0] for output in outputs)
    heads = best_tree(arc)
    tags = tuple(labels.upos[i] for i in upos.tolist())
    penn = tuple(labels.xpos[i] for i in xpos.tolist())
    lemmas = tuple(lexicon.lemma(form, tag) for form, tag in zip(forms, penn, strict=True))
    relations = _relations(heads, relation, labels.relation)
    particles = {heads[i]: forms[i].lower() for i, name in enumerate(relations) if name == "compound:prt"}
    predicates = tuple(
        Predicate(
            token=token,
            sense=lexicon.sense(lemmas[token], tags[token], particles.get(token)),
            arguments=_arguments(token, role[token], score[token], labels.role),
        )
        for token in (np.flatnonzero(chance >= LIKELY).tolist() if given is None else given)
    )
    entities = _names(labels.entity[i] for i in entity.tolist())
    vectors.flags.writeable = False
    return Parse(tags, penn, lemmas, tuple(heads), relations, tuple(entities), predicates, vectors)


def _relations(heads: Sequence[int], best: NDArray[np.int64], names: Sequence[str]) -> tuple[str, ...]:
    """Relations of the chosen heads; `best`, (tokens, tokens): the best label under each head."""
    numbers = best[np.arange(len(heads)), heads].tolist()
    return tuple("root" if head == ROOT else names[number] for head, number in zip(heads, numbers, strict=True))


def _arguments(
    predicate: int, roles: NDArray[np.int64], scores: NDArray[np.float32], names: Sequence[str]
) -> tuple[tuple[str, int], ...]:
    """Arguments of one predicate; of two words with the same core role the surer one is kept."""
    found = [(names[roles[token]], token) for token in range(len(roles)) if token != predicate]
    best: dict[str, int] = {}
    for role, token in found:
        if role in CORE and (role not in best or scores[token] > scores[best[role]]):
            best[role] = token
    return tuple((role, token) for role, token in found if role != NO_ROLE and best.get(role, token) == token)


def _names(tags: Iterable[str]) -> list[str]:
    """BIO tags where an `I-` that continues nothing of its kind begins a name."""
    found: list[str] = []
    for tag in tags:
        goes_on = bool(found) and found[-1] != "O" and found[-1][2:] == tag[2:]
        found.append("B" + tag[1:] if tag.startswith("I-") and not goes_on else tag)
    return found


def _joined(parts: Sequence[Parse]) -> Parse:
    """One parse of the parts of a sentence: the first part's root is the root, the other roots hang on it."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Parse((), (), (), (), (), (), (), np.zeros((0, 0), dtype=np.float32))
    offsets = list(accumulate((len(part.head) for part in parts), initial=0))
    root = parts[0].head.index(ROOT)
    later = [part.head.index(ROOT) + offset for part, offset in zip(parts, offsets, strict=False)][1:]
    heads = [ROOT if head == ROOT else head + a for part, a in zip(parts, offsets, strict=False) for head in part.head]
    relations = [relation for part in parts for relation in part.relation]
    for token in later:
        heads[token], relations[token] = root, JOIN
    vectors = np.concatenate([part.vectors for part in parts])
    vectors.flags.writeable = False
    return Parse(
        upos=_chained(part.upos for part in parts),
        xpos=_chained(part.xpos for part in parts),
        lemma=_chained(part.lemma for part in parts),
        head=tuple(heads),
        relation=tuple(relations),
        entity=_chained(part.entity for part in parts),
        predicates=tuple(_moved(p, a) for part, a in zip(parts, offsets, strict=False) for p in part.predicates),
        vectors=vectors,
    )


def _chained(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(parts))


def _moved(predicate: Predicate, offset: int) -> Predicate:
    arguments = tuple((role, token + offset) for role, token in predicate.arguments)
    return Predicate(predicate.token + offset, predicate.sense, arguments)


def _folder() -> Traversable:
    return resources.files("coranto.nlp") / "data"


@cache
def _digest() -> str:
    whole = hashlib.sha256()
    for name in FILES:
        whole.update(hashlib.sha256((_folder() / name).read_bytes()).digest())
    return whole.hexdigest()
