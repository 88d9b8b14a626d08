"""The encoder: one small int8 transformer reads each passage once, and every head scores the parse's tokens from that.

A head is a file beside the encoder's (``weights/NAME.npz``): a linear map from the encoder's output to labels, or two
maps whose product scores pairs of tokens (links). What it was trained on, and how well it does, is told in
``training/README.md``. Nothing is loaded before a stage asks for a head's scores, and nothing runs twice.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.errors import DatelineError
from dateline.text.pieces import LONGEST, Pieces, pieces
from dateline.text.reading import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dateline.text.parse import Parse, Token

    Floats = NDArray[np.float32]

SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive tokens that are read at once: a paragraph, or whole sentences of a long one."""

    first: int
    end: int


class Weights:
    """The files of the encoder and its heads, each checked against ``SHA256SUMS`` when it is loaded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            lines = (folder / SUMS).read_text(encoding="utf-8").split("\n")
        except OSError as absent:
            raise DatelineError("encoder.missing", path=folder / SUMS) from absent
        pairs = (line.partition("  ") for line in lines if line)
        self.digests: dict[str, str] = {name: digest for digest, _, name in pairs}

    @property
    def digest(self) -> str:
        """One digest over all files."""
        return hashlib.sha256("".join(self.digests[name] for name in sorted(self.digests)).encode()).hexdigest()

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises ``DatelineError`` where it is missing or not the one that was built."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError as absent:
            raise DatelineError("encoder.missing", path=self.folder / name) from absent
        if hashlib.sha256(data).hexdigest() != self.digests.get(name):
            raise DatelineError("encoder.digest", path=self.folder / name)
        return data

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """The arrays of an ``.npz`` file."""
        import io

        with np.load(io.BytesIO(self.read(name)), allow_pickle=False) as stored:
            return {key: stored[key] for key in stored.files}


def shipped() -> Path:
    """The folder of the weights that ship."""
    return Path(str(resources.files("dateline.text"))) / "weights"


class Head:
    """One linear map: the encoder's output to the logarithms of the labels' probabilities."""

    def __init__(self, stored: dict[str, NDArray[Any]]) -> None:
        self.labels = tuple(str(label) for label in stored["labels"])
        self._weight, self._bias = stored["weight"], stored["bias"]

    def __call__(self, hidden: Floats) -> Floats:
        """Log-probabilities [rows × labels]."""
        raw = hidden @ self._weight + self._bias
        raw -= raw.max(axis=1, keepdims=True)
        shares: Floats = (raw - np.log(np.exp(raw).sum(axis=1, keepdims=True))).astype(np.float32)
        return shares


class Links:
    """Two linear maps: how well each of some tokens belongs to each of others, or to none of them."""

    def __init__(self, stored: dict[str, NDArray[Any]]) -> None:
        self._one, self._one_bias = stored["one"], stored["one_bias"]
        self._other, self._other_bias = stored["other"], stored["other_bias"]
        self._nothing = float(stored["nothing"][0])

    def __call__(self, ones: Floats, others: Floats) -> Floats:
        """Log-probabilities [ones × (1 + others)]; column 0 is *none of them*."""
        a, b = ones @ self._one + self._one_bias, others @ self._other + self._other_bias
        raw = np.full((len(ones), 1 + len(others)), self._nothing, dtype=np.float32)
        raw[:, 1:] = a @ b.T / np.sqrt(self._one.shape[1])
        raw -= raw.max(axis=1, keepdims=True)
        raw -= np.log(np.exp(raw).sum(axis=1, keepdims=True))
        return raw


class Model:
    """The encoder's session and tokenizer, and the heads that were asked for."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime  # type: ignore[import-untyped]
        from tokenizers import Tokenizer

        self.weights = Weights(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Fused with the sum before it, the normalisation takes a seventh of the whole time; by itself, next to none.
        self._session = onnxruntime.InferenceSession(
            self.weights.read("encoder.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],
        )
        self.tokenizer = Tokenizer.from_str(self.weights.read("tokenizer.json").decode("utf-8"))
        self._heads: dict[str, Head | Links] = {}
        self.width = int(self._session.get_outputs()[0].shape[-1])

    def head(self, name: str) -> Head:
        """The head of this name. Raises ``DatelineError`` where there is none."""
        head = self._load(name, Head)
        assert isinstance(head, Head)
        return head

    def links(self, name: str) -> Links:
        """The links of this name."""
        links = self._load(name, Links)
        assert isinstance(links, Links)
        return links

    def _load(self, name: str, kind: type[Head | Links]) -> Head | Links:
        if name not in self._heads:
            self._heads[name] = kind(self.weights.arrays(f"{name}.npz"))
        return self._heads[name]

    def hidden(self, passage: Pieces) -> Floats:
        """The encoder's output for a passage [pieces × width].

        One passage at a time: on one core that is faster than a batch, which would be padded.
        """
        (made,) = self._session.run(["hidden"], {"ids": passage.ids[None], "shapes": passage.shapes[None]})
        found: Floats = made[0]
        return found


@lru_cache(maxsize=2)
def load(folder: Path) -> Model:
    """The model of a folder, loaded once."""
    return Model(folder)


class Scores:
    """``scores[head]``: float32 [parse tokens × labels], log-probabilities; a token takes its first wordpiece.

    The encoder runs when a head is first asked for; tokens that no piece begins (a space of its own) score 0 for
    every label, as if nothing were known.
    """

    def __init__(self, parse: Parse, folder: Path) -> None:
        self._parse = parse
        self._folder = folder
        self._hidden: Floats | None = None
        self._known: NDArray[np.bool_] | None = None
        self._scores: dict[str, Floats] = {}

    def __getitem__(self, head: str) -> Floats:
        if head not in self._scores:
            hidden = self.hidden
            scores = load(self._folder).head(head)(hidden)
            scores[~self.known] = 0.0
            self._scores[head] = scores
        return self._scores[head]

    def labels(self, head: str) -> tuple[str, ...]:
        """The labels of a head, in the order of its columns."""
        return load(self._folder).head(head).labels

    def links(self, name: str, ones: list[int], others: list[int]) -> Floats:
        """Log-probabilities that tokens belong to others [ones × (1 + others)]; column 0 is *none of them*."""
        return load(self._folder).links(name)(self.hidden[ones], self.hidden[others])

    @property
    def hidden(self) -> Floats:
        """The encoder's output at every token [tokens × width], zeros where no piece begins."""
        if self._hidden is None:
            self._read()
        assert self._hidden is not None
        return self._hidden

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which tokens a piece begins."""
        if self._known is None:
            self._read()
        assert self._known is not None
        return self._known

    def _read(self) -> None:
        model = load(self._folder)
        tokens = self._parse.tokens
        done = [pair for passage in passages(self._parse) for pair in cut(model, self._parse, passage)]
        self._known = np.zeros(len(tokens), dtype=np.bool_)
        self._hidden = np.zeros((len(tokens), model.width), dtype=np.float32)
        for passage, made in done:
            numbers, firsts = align(tokens[passage.first : passage.end], made.offsets, tokens[passage.first].start)
            self._hidden[numbers + passage.first] = model.hidden(made)[firsts]
            self._known[numbers + passage.first] = True


def passages(parse: Parse) -> list[Passage]:
    """The paragraphs of a parse, as tokens."""
    found: list[Passage] = []
    before = -1
    for sentence in parse.sentences:
        if sentence.paragraph == before:
            found[-1] = Passage(found[-1].first, sentence.end)
        else:
            found.append(Passage(sentence.first, sentence.end))
        before = sentence.paragraph
    return found


def cut(model: Model, parse: Parse, passage: Passage) -> list[tuple[Passage, Pieces]]:
    """A passage with its pieces; one that is too long is cut at sentences, and a sentence that is, at words."""
    made = _pieces(model, parse, passage)
    if len(made.ids) <= LONGEST:
        return [(passage, made)]
    size = passage.end - passage.first
    if size == 1:
        return []
    middle = passage.first + size // 2
    ends = [s.first for s in parse.sentences if passage.first < s.first < passage.end]
    at = min(ends, key=lambda n: abs(n - middle)) if ends else middle
    halves = (Passage(passage.first, at), Passage(at, passage.end))
    return [pair for half in halves for pair in cut(model, parse, half)]


def _pieces(model: Model, parse: Parse, passage: Passage) -> Pieces:
    tokens = parse.tokens
    start, end = tokens[passage.first].start, tokens[passage.end - 1].end
    return pieces(model.tokenizer, parse.text[start:end])


def align(
    tokens: list[Token], offsets: list[tuple[int, int]], start: int = 0
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of the tokens in which a piece begins, and the first such piece of each.

    ``offsets`` are those of a passage that begins at ``start`` (code points of the text). The marks before and after a
    passage stand at its very start and cover nothing: they are nobody's piece.
    """
    numbers: list[int] = []
    firsts: list[int] = []
    i = 0
    for number, token in enumerate(tokens):
        first, end = token.start - start, token.end - start
        while i < len(offsets) and (offsets[i][0] < first or offsets[i][0] == offsets[i][1]):
            i += 1
        if i < len(offsets) and offsets[i][0] < end:
            numbers.append(number)
            firsts.append(i)
    return np.asarray(numbers, dtype=np.int64), np.asarray(firsts, dtype=np.int64)


class Encoder:
    """Give a reading its ``scores``; the model is loaded and run when a stage first asks for some."""

    name = "text.Encoder"
    requires = ("parse",)
    uses: tuple[str, ...] = ()
    provides = ("scores",)

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or shipped()
        self.version = Weights(self._folder).digest[:12]

    def __call__(self, reading: Reading) -> None:
        """Fill ``reading.scores``."""
        if reading.parse is not None and reading.parse.tokens:
            reading.scores = Scores(reading.parse, self._folder)
