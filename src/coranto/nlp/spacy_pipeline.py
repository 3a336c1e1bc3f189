"""Any spaCy pipeline for English as a reader of sentences, in place of the shipped one.

Our tokens and sentence cuts are kept. Trees in the CLEAR style are converted (`coranto.nlp.clear`). What spaCy lacks is
made up for as well as can be: PropBank roles are guessed from the tree (`coranto.nlp.tree_roles`), and missing lemmas
come from the shipped lexicon. The vectors are `Doc.tensor` where a pipeline leaves one, else they have no columns;
either way a head that was trained on the shipped reader's vectors cannot run on them.

spaCy is optional (`pip install "coranto[spacy]"`), so it is imported only when a pipeline is opened.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from coranto.errors import SettingError
from coranto.nlp import clear, tree_roles
from coranto.nlp.lemmas import Lexicon, read_lexicon
from coranto.nlp.onnx import windows
from coranto.nlp.parse import ROOT, Parse
from coranto.nlp.penn import penn_of, universal_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

Scheme = Literal["clear", "ud"]
"""How a pipeline's parser labels its trees: CLEAR, or Universal Dependencies."""

CLEAR_ONLY = frozenset(("acomp", "attr", "auxpass", "dobj", "nsubjpass", "pobj", "poss", "prep", "relcl", "rcmod"))
UD_ONLY = frozenset(("acl:relcl", "aux:pass", "cop", "flat", "nmod:poss", "nsubj:pass", "obj", "obl", "obl:agent"))
"""Labels that tell the schemes apart. Neither has the other's."""

RENAMED = {
    "obl:npmod": "obl:unmarked",
    "obl:tmod": "obl:unmarked",
    "nmod:npmod": "nmod:unmarked",
    "nmod:tmod": "nmod:unmarked",
}
"""Subtypes that the English treebanks gave up in release 2.14, and what they say now."""

KINDS = {
    **{kind: kind for kind in ("PER", "ORG", "LOC", "FAC", "NORP", "ARM", "EVT", "MISC")},
    "PERSON": "PER",
    "GPE": "LOC",
    "FACILITY": "FAC",
    "EVENT": "EVT",
    "PRODUCT": "MISC",
    "WORK_OF_ART": "MISC",
    "LAW": "MISC",
    "LANGUAGE": "MISC",
}
"""Kinds of names: OntoNotes' and the four of CoNLL-2003, as ours. Others (dates, numbers, a pipeline's own) are
dropped. A product is MISC, not ARM: OntoNotes does not tell weapons from telephones."""

JOIN = "parataxis"
NO_SPACE_BEFORE = frozenset(".,;:!?)]}%’”…") | {"'s", "’s", "n't", "n’t", "'", "''"}
NO_SPACE_AFTER = frozenset("([{$£€“‘#") | {"``"}
"""Where no space is written. The models look at spaces a little, and our tokens come without them."""


@dataclass(frozen=True, eq=False)
class SpacyPipeline:
    """A spaCy pipeline; a `Pipeline`. Not to be shared between threads: spaCy's vocabulary grows as it reads."""

    nlp: Language
    scheme: Scheme
    lexicon: Lexicon

    @property
    def name(self) -> str:
        """The pipeline's own name and version: `spacy:en_core_web_sm-3.8.0`."""
        meta = self.nlp.meta
        return f"spacy:{meta['lang']}_{meta['name']}-{meta['version']}"

    @cached_property
    def digest(self) -> str:
        """SHA-256 over name, version, the components' settings and weights, the vectors, and our lexicon."""
        whole = hashlib.sha256(self.name.encode())
        for part in chain(_component_bytes(self.nlp), (_lexicon_bytes(),)):
            whole.update(hashlib.sha256(part).digest())
        return whole.hexdigest()

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Read sentences given as lists of token forms; one `Parse` each, in the same order. An empty one is empty.

        Very long ones are cut as the shipped reader cuts them, and the later parts hang on the first as `parataxis`.
        Raises SettingError for a pipeline that merges or splits tokens.
        """
        cut = [[list(forms[a:b]) for a, b in windows(forms, [1] * len(forms))] for forms in sentences]
        # One sentence a run, since a transformer pads a batch to its longest, and what a sentence gives must not depend
        # on its neighbours. spaCy's convolutional encoder gave the same in batches of 1, 32 and 256 (300 sentences);
        # batches would be twice as quick there.
        docs = self.nlp.pipe((_doc(self.nlp, forms) for parts in cut for forms in parts), batch_size=1)
        return [self._sentence([_checked(next(docs), len(forms)) for forms in parts]) for parts in cut]

    def _sentence(self, docs: Sequence[Doc]) -> Parse:
        """One parse of the parts of a sentence."""
        tagged = [self._tagged(doc) for doc in docs]
        heads: list[int] = []
        for part in tagged:
            first = len(heads)
            heads += [ROOT if head == ROOT else head + first for head in part.head]
        head, relation = one_tree(heads, [name for part in tagged for name in part.relation])
        words = tree_roles.Columns(
            upos=tuple(chain.from_iterable(part.upos for part in tagged)),
            xpos=tuple(chain.from_iterable(part.xpos for part in tagged)),
            lemma=tuple(chain.from_iterable(part.lemma for part in tagged)),
            head=head,
            relation=relation,
        )
        return Parse(
            upos=words.upos,
            xpos=words.xpos,
            lemma=words.lemma,
            head=words.head,
            relation=words.relation,
            entity=tuple(chain.from_iterable(names(_entities(doc)) for doc in docs)),
            predicates=tree_roles.predicates(words, self.lexicon),
            vectors=_vectors(docs),
        )

    def _tagged(self, doc: Doc) -> tree_roles.Columns:
        """The columns of one Doc, its tree in Universal Dependencies."""
        xpos = tuple(token.tag_ or penn_of(token.pos_, token.morph.to_dict()) for token in doc)
        lemma = tuple(_lemma(token, tag, self.lexicon) for token, tag in zip(doc, xpos, strict=True))
        heads = [ROOT if token.head.i == token.i else token.head.i for token in doc]
        relations = [RENAMED.get(token.dep_, token.dep_) or "dep" for token in doc]
        head, relation = one_tree(heads, relations)
        if self.scheme == "clear":
            tree = clear.universal(head, relation, xpos, lemma)
            head, relation = tree.head, tree.relation
        upos = tuple(
            universal_of(token.pos_, tag, relation[token.i], lemma[token.i])
            for token, tag in zip(doc, xpos, strict=True)
        )
        return tree_roles.Columns(upos, xpos, lemma, head, relation)


@cache
def open_spacy(name_or_path: str) -> SpacyPipeline:
    """An installed spaCy pipeline by its package's name, or one in a folder; opened once in each process.

    Raises SettingError, with the remedy, where spaCy or the pipeline is missing, or cannot do what a reader must.
    """
    if importlib.util.find_spec("spacy") is None:
        raise SettingError("spaCy is not installed", where="reader", remedy='pip install "coranto[spacy]"')
    import spacy

    try:
        nlp = spacy.load(name_or_path)
    except (OSError, ValueError, ImportError) as fault:
        raise SettingError(
            f"spaCy cannot open {name_or_path!r}: {fault}",
            where="reader",
            remedy=f"python -m spacy download {name_or_path}, or give the folder of a pipeline",
        ) from fault
    return wrap_spacy(nlp)


def wrap_spacy(nlp: Language) -> SpacyPipeline:
    """A spaCy pipeline that is already in memory, as a reader.

    Raises SettingError where it has no dependency parser with CLEAR or Universal Dependencies labels, or no tagger.
    """
    where, remedy = "reader", "use a pipeline with a tagger and a parser, such as en_core_web_sm"
    given = {name: nlp.get_pipe_meta(name).assigns for name in nlp.pipe_names}
    if not any("token.tag" in assigns or "token.pos" in assigns for assigns in given.values()):
        raise SettingError("the spaCy pipeline has no tagger", where=where, remedy=remedy)
    parsers = [name for name, assigns in given.items() if "token.dep" in assigns]
    if not parsers:
        raise SettingError("the spaCy pipeline has no dependency parser", where=where, remedy=remedy)
    labels = [label for name in parsers for label in nlp.pipe_labels.get(name, [])]
    scheme = scheme_of(labels)
    if scheme is None:
        raise SettingError(
            f"the parser's labels are neither CLEAR nor Universal Dependencies: {', '.join(sorted(labels)) or 'none'}",
            where=where,
            remedy=remedy,
        )
    return SpacyPipeline(nlp, scheme, read_lexicon(_lexicon_bytes()))


def scheme_of(labels: Iterable[str]) -> Scheme | None:
    """How the labels of a parser are to be understood; None where they tell of neither scheme."""
    found = set(labels)
    clear_ones, ud_ones = len(found & CLEAR_ONLY), len(found & UD_ONLY)
    if clear_ones == ud_ones:
        return None
    return "clear" if clear_ones > ud_ones else "ud"


def one_tree(heads: Sequence[int], relations: Sequence[str]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Heads and relations as one tree: its first root is the root, and the others hang on that as `parataxis`.

    A ring, which a parser that is not spaCy's own may leave, is cut where it is first met. Only the root is `root`.
    """
    found, named = list(heads), list(relations)
    state = [0] * len(found)
    for token in range(len(found)):
        here, path = token, []
        while here != ROOT and state[here] == 0:
            state[here] = 1
            path.append(here)
            here = found[here]
        if here != ROOT and state[here] == 1:
            found[here] = ROOT
        for one in path:
            state[one] = 2
    root = found.index(ROOT) if found else ROOT
    for token, head in enumerate(found):
        if token == root:
            named[token] = "root"
        elif head == ROOT:
            found[token], named[token] = root, JOIN
        elif named[token] in ("root", "ROOT"):
            named[token] = "dep"
    return tuple(found), tuple(named)


def names(entities: Sequence[tuple[str, bool]]) -> tuple[str, ...]:
    """BIO tags of our kinds, from each token's label by spaCy ("" for none) and whether a name begins there."""
    found: list[str] = []
    before = ""
    for label, begins in entities:
        kind = KINDS.get(label, "")
        found.append(f"{'B' if begins or label != before else 'I'}-{kind}" if kind else "O")
        before = label
    return tuple(found)


def spaces(forms: Sequence[str]) -> list[bool]:
    """Whether a space is written after each token, as English usually has it."""
    following = [*forms[1:], ""]
    return [
        after not in NO_SPACE_BEFORE and form not in NO_SPACE_AFTER
        for form, after in zip(forms, following, strict=True)
    ]


def _doc(nlp: Language, forms: Sequence[str]) -> Doc:
    """A Doc of our tokens that is one sentence. Lone surrogates and empty forms, which spaCy refuses, are replaced."""
    from spacy.tokens import Doc

    words = [form.encode("utf-8", "replace").decode("utf-8") or "_" for form in forms]
    starts: list[bool | int | None] = [i == 0 for i in range(len(words))]
    return Doc(nlp.vocab, words=words, spaces=spaces(words), sent_starts=starts)


def _checked(doc: Doc, size: int) -> Doc:
    if len(doc) != size:
        raise SettingError(
            f"the spaCy pipeline changes the tokens: it made {len(doc)} of {size}",
            where="reader",
            remedy="leave out components such as merge_entities and merge_noun_chunks",
        )
    return doc


def _entities(doc: Doc) -> list[tuple[str, bool]]:
    return [(token.ent_type_, token.ent_iob_ == "B") for token in doc]


def _lemma(token: Token, tag: str, lexicon: Lexicon) -> str:
    """The pipeline's lemma; ours where it has none."""
    return token.lemma_ or lexicon.lemma(token.text, tag)


def _vectors(docs: Sequence[Doc]) -> NDArray[np.float32]:
    """(tokens, width) of what the pipeline left in `Doc.tensor`; no columns where it left nothing for each token."""
    parts = [_plain(doc.tensor).astype(np.float32) for doc in docs]
    fitting = all(part.ndim == 2 and len(part) == len(doc) for part, doc in zip(parts, docs, strict=True))
    size = sum(len(doc) for doc in docs)
    whole = np.concatenate(parts) if parts and fitting else np.zeros((size, 0), dtype=np.float32)
    whole.flags.writeable = False
    return whole


def _component_bytes(nlp: Language) -> Iterable[bytes]:
    """What decides how a pipeline reads, in its order: word vectors, then each component's settings and weights.

    The vocabulary's strings are left out: they grow as a pipeline reads.
    """
    yield np.ascontiguousarray(_plain(nlp.vocab.vectors.data)).tobytes()
    for name, component in nlp.pipeline:
        meta = nlp.get_pipe_meta(name)
        yield json.dumps([name, meta.factory, nlp.get_pipe_config(name)], sort_keys=True, default=_kind).encode()
        to_bytes: Callable[..., bytes] | None = getattr(component, "to_bytes", None)
        if to_bytes is not None:
            yield to_bytes(exclude=["vocab"])


def _kind(setting: object) -> str:
    """What stands for a setting that is no plain value: its class, since its text may hold an address in memory."""
    return type(setting).__qualname__


def _plain(array: Any) -> NDArray[Any]:
    """An array that may lie on a graphics card, in main memory."""
    from thinc.util import to_numpy

    return np.asarray(to_numpy(array))  # type: ignore[no-untyped-call]  # thinc leaves it untyped


@cache
def _lexicon_bytes() -> bytes:
    return (resources.files("coranto.nlp") / "data" / "lemmas.json.gz").read_bytes()
