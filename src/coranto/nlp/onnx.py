"""The shipped reader: one small encoder with several heads, run by onnxruntime. No torch, no download.

**Two tiers** share a vocabulary, its word vectors and the lemma tables: the full network, and a smaller one that learnt
from it, for those who would rather have speed.

**One sentence a run.** The weights are 8-bit and the activations are rounded to 8 bits as they come, with one scale a
tensor. In a batch that scale would depend on the neighbours, and the same sentence could be read in two ways. Run
alone, a sentence always gives the same answer, whatever the batch size and order. The network alone, measured on one
core with an earlier graph, in words a second of processor time: dynamic 8-bit 4,600 one by one and 5,900 in batches of
8 of one length; 8-bit weights with scales a block 3,000 and 3,400; float32 2,000 and 2,500. So batches would buy a
quarter more speed, and every other way of getting the same answer twice costs more than that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
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
from coranto.nlp.parse import ROOT, Parse, Predicate, Tier
from coranto.nlp.pieces import START, STOP, Pieces, read_vocabulary

NAMES = {"full": "coranto-reader-en-2", "fast": "coranto-reader-en-2-fast"}
NETWORKS = {"full": "reader.onnx", "fast": "fast.onnx"}
SHARED = ("words.npz", "vocab.txt", "labels.json", "lemmas.json.gz")

LONGEST = 256
"""Word pieces of one run, start and stop included. Longer sentences are cut: attention costs the square of the length,
and training saw none longer."""

LEAST_CUT = 2 / 3
"""A long sentence is cut at its last stop or comma in the final third of the window, if there is one."""

STOPS = frozenset(".;:,!?…–—")

AT_ONCE = 64
"""Sentences whose answers are held before they are looked at: the network's weights and Python's own data share one
cache, so that turning from one to the other with every sentence costs 5 % of the time."""

JOIN = "parataxis"
"""Relation by which the later windows of a cut sentence hang on the first: UD's for clauses side by side."""

PASSIVE = "nsubj:pass"

SURELY = 1e9
"""What no odds of being a predicate come near to."""

CORE = frozenset(f"ARG{i}" for i in range(6))
"""Roles that a predicate has once at most: PropBank numbers the rest of a broken argument `C-`."""

Outputs = Sequence[Any]
"""What the network gives for a window: `vectors` (words, hidden); `upos` and `xpos` (words), numbers of labels;
`entity` (words, labels), logarithms of probabilities; `frames`, 0 and then the predicates' words, counted from 1; `arc`
(words, words + 1), how well each column heads a row; `governed`, `constant` and `governing`, from which the label of
each relation comes once its head is known (see `_relations`); `role` and `score` (frames, words + 1), the best role of
each word and by how much it beats none. Of words + 1, the root is the first."""
Inputs = dict[str, NDArray[Any]]
Window = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """A vector for each word piece: 8-bit rows, (pieces, hidden), and a scale for each, (pieces, 1)."""

    rows: NDArray[np.int8]
    scale: NDArray[np.float32]

    def of(self, pieces: Sequence[int]) -> NDArray[np.float32]:
        """(pieces, hidden)."""
        return self.rows[pieces] * self.scale[pieces]


@dataclass(frozen=True, slots=True, eq=False)
class WordPieces:
    """What all shipped networks are given: the pieces of words, their vectors and their shapes."""

    cut: Pieces
    vectors: Vectors

    def of(self, forms: Sequence[str]) -> list[tuple[int, ...]]:
        """The numbers of each word's pieces."""
        return [self.cut.of(form) for form in forms]

    def inputs(self, forms: Sequence[str], pieces: Sequence[tuple[int, ...]]) -> Inputs:
        """Vectors and shapes of a window's pieces, and where the root (the start piece) and each word begin."""
        known, shape = self.cut.vocabulary, self.cut.shape
        sizes = [len(found) for found in pieces]
        return {
            "pieces": self.vectors.of([known[START], *chain.from_iterable(pieces), known[STOP]]),
            "shapes": np.repeat([0, *[shape(form) for form in forms], 0], [1, *sizes, 1]),
            "first": np.cumsum([0, 1, *sizes[:-1]]),
        }


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

    tier: Tier
    session: onnxruntime.InferenceSession
    pieces: WordPieces
    labels: Labels
    follows: NDArray[np.bool_]
    """(labels, labels): which tag of a name may follow which."""
    lexicon: Lexicon
    threads: int

    @property
    def name(self) -> str:
        """Short name for people."""
        return NAMES[self.tier]

    @property
    def digest(self) -> str:
        """SHA-256 over the weights, the vocabulary, the labels and the tables."""
        return _digest(self.tier)

    def parse(
        self, sentences: Sequence[Sequence[str]], predicates: Sequence[Collection[int]] | None = None
    ) -> list[Parse]:
        """Read sentences given as lists of token forms; one `Parse` each, in the same order. An empty one is empty.

        `predicates`, one collection of token indices a sentence, says which words to take as predicates; without it
        the reader chooses them itself.
        """
        chosen = predicates if predicates is not None else [None] * len(sentences)
        found: list[Parse] = []
        with ThreadPoolExecutor(self.threads) if self.threads > 1 else nullcontext() as pool:
            for at in range(0, len(sentences), AT_ONCE):
                found.extend(self._some(sentences[at : at + AT_ONCE], chosen[at : at + AT_ONCE], pool))
        return found

    def _some(
        self,
        sentences: Sequence[Sequence[str]],
        chosen: Sequence[Collection[int] | None],
        pool: ThreadPoolExecutor | None,
    ) -> Iterator[Parse]:
        """Read a few sentences: first the network on all of them, then what its answers mean."""
        cut = [self._windows(forms, given) for forms, given in zip(sentences, chosen, strict=True)]
        flat = [inputs for parts in cut for _, inputs in parts]
        outputs = iter(pool.map(self._run, flat) if pool else map(self._run, flat))
        answers = [[(forms, next(outputs)) for forms, _ in parts] for parts in cut]
        for parts in answers:
            yield _joined([_parse(forms, output, self) for forms, output in parts])

    def _run(self, inputs: Inputs) -> Outputs:
        return self.session.run(None, inputs)  # type: ignore[no-any-return]  # onnxruntime has no types

    def _windows(self, forms: Sequence[str], given: Collection[int] | None) -> list[tuple[Sequence[str], Inputs]]:
        """The parts of a sentence that have at most `LONGEST` pieces, with what the network is given for each."""
        pieces = self.pieces.of(forms)
        found = []
        for a, b in windows(forms, [len(some) for some in pieces]):
            told = np.full(b - a, 0 if given is None else -SURELY, dtype=np.float32)
            if given is not None:
                told[sorted(token - a for token in given if a <= token < b)] = SURELY
            found.append((forms[a:b], {**self.pieces.inputs(forms[a:b], pieces[a:b]), "given": told}))
        return found


def open_pipeline(threads: int, tier: Tier = "full", network: Path | None = None) -> OnnxPipeline:
    """The shipped reader, reading so many sentences at a time.

    `network`: another ONNX file with the same labels, such as the one in float32 that training leaves behind.
    """
    folder = _folder()
    with resources.as_file(folder / NETWORKS[tier]) as path:
        session = open_session(network or path)
    known = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    labels = Labels(**{task: tuple(names) for task, names in known.items()})
    return OnnxPipeline(
        tier=tier,
        session=session,
        pieces=open_pieces(),
        labels=labels,
        follows=following(labels.entity),
        lexicon=read_lexicon((folder / "lemmas.json.gz").read_bytes()),
        threads=threads,
    )


def open_session(network: Path) -> onnxruntime.InferenceSession:
    """A network that runs on one thread: several runs at a time are faster, at these sizes, than threads within one."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])


@cache
def open_pieces() -> WordPieces:
    """The shipped vocabulary and word vectors, opened once for all networks."""
    folder = _folder()
    vocabulary = read_vocabulary((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())
    with (folder / "words.npz").open("rb") as packed, np.load(packed) as arrays:
        return WordPieces(Pieces(vocabulary), Vectors(arrays["rows"], arrays["scale"]))


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


def _parse(forms: Sequence[str], outputs: Outputs, reader: OnnxPipeline) -> Parse:
    """A `Parse` from the network's answers on one window."""
    vectors, upos, xpos, entity, frames, arc, *related, role, score = outputs
    vectors, upos, xpos, entity = vectors[0], upos[0], xpos[0], entity[0]
    labels, lexicon = reader.labels, reader.lexicon
    heads = best_tree(arc)
    tags = tuple([labels.upos[i] for i in upos.tolist()])
    penn = tuple([labels.xpos[i] for i in xpos.tolist()])
    lemmas = tuple([lexicon.lemma(form, tag) for form, tag in zip(forms, penn, strict=True)])
    relations = _voiced(heads, _relations(heads, related, labels.relation), penn)
    particles = {heads[i]: forms[i].lower() for i, name in enumerate(relations) if name == "compound:prt"}
    predicates = tuple(
        Predicate(
            token=token,
            sense=lexicon.sense(lemmas[token], tags[token], particles.get(token)),
            arguments=_arguments(token, role[row, 1:], score[row, 1:], labels.role),
        )
        for row, token in enumerate((frames - 1).tolist())
        if row
    )
    entities = tuple([labels.entity[i] for i in best_tags(entity, reader.follows)])
    vectors.flags.writeable = False
    return Parse(tags, penn, lemmas, tuple(heads), relations, entities, predicates, vectors)


def _relations(heads: Sequence[int], related: Outputs, names: Sequence[str]) -> list[str]:
    """The likeliest relation of each word to its head.

    `related`: `governed`, what each word is as a dependent, `constant`, and `governing`, what each is as a head. Where
    those two have one width, the head is factored: scores are their product, number by number, times all rows of
    `constant` but the last, plus that one. Else `governed` has a row of that width for each label, and `constant` is
    what is added to its product with `governing`.
    """
    governed, constant, governing = related
    above = governing[[head + 1 for head in heads]]
    if governed.shape == governing.shape:
        scores = (governed[1:] * above) @ constant[:-1] + constant[-1]
    else:
        blocks = governed[1:].reshape(len(heads), len(names), -1)
        scores = np.matmul(blocks, above[:, :, np.newaxis])[:, :, 0] + constant[1:]
    scores[:, names.index("root")] = -np.inf
    numbers = scores.argmax(1).tolist()
    return ["root" if head == ROOT else names[number] for head, number in zip(heads, numbers, strict=True)]


def _voiced(heads: Sequence[int], relations: Sequence[str], xpos: Sequence[str]) -> tuple[str, ...]:
    """Relations where no finite verb with an object has a passive subject: "Brazil accused Peru", read as a headline.

    The tree alone says so: a passive has an auxiliary, and what would be its object is its subject.
    """
    if PASSIVE not in relations:
        return tuple(relations)
    active = {head for head, name in zip(heads, relations, strict=True) if name == "obj" and xpos[head] == "VBD"}
    active -= {head for head, name in zip(heads, relations, strict=True) if name == "aux:pass"}
    return tuple(
        "nsubj" if name == PASSIVE and head in active else name for head, name in zip(heads, relations, strict=True)
    )


def _arguments(
    predicate: int, roles: NDArray[np.int64], scores: NDArray[np.float32], names: Sequence[str]
) -> tuple[tuple[str, int], ...]:
    """Arguments of one predicate; of two words with the same core role the surer one is kept."""
    found = [(names[roles[token]], token) for token in roles.nonzero()[0].tolist() if token != predicate]
    best: dict[str, int] = {}
    for role, token in found:
        if role in CORE and (role not in best or scores[token] > scores[best[role]]):
            best[role] = token
    return tuple([(role, token) for role, token in found if best.get(role, token) == token])


def following(tags: Sequence[str]) -> NDArray[np.bool_]:
    """(labels, labels): whether the column's BIO tag may follow the row's."""
    return np.array([[not tag.startswith("I-") or before[2:] == tag[2:] for tag in tags] for before in tags])


def best_tags(scores: NDArray[np.float32], follows: NDArray[np.bool_]) -> list[int]:
    """The likeliest tags of which each may follow the one before (Viterbi 1967), as numbers.

    `scores`, (words, labels): logarithms of probabilities. No tag follows nothing but one that may follow `O`, the
    label numbered 0.
    """
    free: list[int] = scores.argmax(1).tolist()
    if all(map(follows.item, [0, *free], free)):
        return free
    barred = np.where(follows, np.float32(0), np.float32(-np.inf))
    best, back = scores[0] + barred[0], []
    for row in scores[1:]:
        ways = best[:, np.newaxis] + barred
        back.append(ways.argmax(0))
        best = ways.max(0) + row
    found = [int(best.argmax())]
    for came in reversed(back):
        found.append(int(came[found[-1]]))
    return found[::-1]


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
def _digest(tier: Tier) -> str:
    whole = hashlib.sha256()
    for name in (NETWORKS[tier], *SHARED):
        whole.update(hashlib.sha256((_folder() / name).read_bytes()).digest())
    return whole.hexdigest()
