"""A machine that rewords, abridges, reorders and extends articles, for tests of copy detection.

It works as word-swapping programs do: blind to part of speech and sense. There are two sources of synonyms, so that
what is tuned with one is measured with the other: ``Tables`` (the swap tables of the development data) and ``WordNet``
(the dictionary files of the Debian package ``wordnet-base``).
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Protocol

from benchmarks.harness import Absent

WORDNET = Path("/usr/share/wordnet")
FUNCTION_ROWS = Path(__file__).with_name("rewording_phrases.tsv")
WORD = re.compile(r"[A-Za-z]+")


class Synonyms(Protocol):
    def get(self, word: str) -> list[str]:
        """Words to put for a word in lower case; none where the source doesn't know it."""
        ...

    phrases: list[tuple[str, str]]


class WordNet:
    """Synonyms of the first three senses of each part of speech, blind to which is meant."""

    def __init__(self, folder: Path = WORDNET) -> None:
        if not (folder / "data.noun").exists():
            raise Absent(f"{folder} is not there (install the Debian package wordnet-base)")
        self._synonyms: dict[str, list[str]] = {}
        for pos in ("noun", "verb", "adj", "adv"):
            synsets = self._synsets(folder / f"data.{pos}")
            for line in (folder / f"index.{pos}").read_text(encoding="ascii").splitlines():
                if line.startswith(" ") or not line:
                    continue
                cells = line.split()
                lemma, senses = cells[0], cells[-int(cells[2]) :][:3]
                words = [w for sense in senses for w in synsets[sense] if w != lemma]
                known = self._synonyms.setdefault(lemma, [])
                known.extend(w for w in words if w not in known)
        rows = FUNCTION_ROWS.read_text(encoding="utf-8").splitlines()
        self.phrases = [tuple(r.split("\t")) for r in rows if r and not r.startswith("#")][1:]  # type: ignore[misc]

    @staticmethod
    def _synsets(path: Path) -> dict[str, list[str]]:
        synsets = {}
        for line in path.read_text(encoding="ascii").splitlines():
            if line.startswith(" "):
                continue
            cells = line.split(" | ")[0].split()
            count = int(cells[3], 16)
            words = [re.sub(r"\(\w+\)$", "", cells[4 + 2 * i]).replace("_", " ").lower() for i in range(count)]
            synsets[cells[0]] = words
        return synsets

    def get(self, word: str) -> list[str]:
        for lemma, ending in _lemmas(word):
            if found := self._synonyms.get(lemma):
                return [_inflect(w, ending) for w in found]
        return []


class Tables:
    """The swap tables; a word that they don't know is swapped for one of theirs, always the same."""

    def __init__(self, folder: Path) -> None:
        self._synonyms: dict[str, list[str]] = {}
        self.phrases = []
        pairs = []
        for line in (folder / "sample_substitutions.tsv").read_text(encoding="utf-8").splitlines():
            wording, original = line.split("\t")[:2]
            pairs.append((wording, original))
        tortured = json.loads((folder / "tortured-phrases.json").read_text(encoding="utf-8"))["phrases"]
        pairs.extend((row["tortured"], row["correct"]) for row in tortured)
        for wording, original in pairs:
            self._learn(wording.lower().split(), original.lower().split())
        pool = {w for words in self._synonyms.values() for w in words if w.isalpha() and len(w) > 3}
        self._pool = sorted(pool)

    def _learn(self, wording: list[str], original: list[str]) -> None:
        for tag, i, k, j, n in SequenceMatcher(None, original, wording, autojunk=False).get_opcodes():
            if tag != "replace":
                continue
            old, new = " ".join(original[i:k]), " ".join(wording[j:n])
            if k - i == 1 and old.isalpha() and len(old) > 3:
                self._synonyms.setdefault(old, []).append(new)
            elif 1 < k - i <= 3:
                self.phrases.append((old, new))

    def get(self, word: str) -> list[str]:
        return self._synonyms.get(word) or [self._pool[zlib.crc32(word.encode()) % len(self._pool)]]


def _lemmas(word: str) -> list[tuple[str, str]]:
    forms = [(word, "")]
    for suffix, replacements in (("ies", ["y"]), ("es", ["", "e"]), ("s", [""])):
        if word.endswith(suffix):
            forms.extend((word[: -len(suffix)] + r, "s") for r in replacements)
    for suffix in ("ed", "ing"):
        if word.endswith(suffix):
            stem = word[: -len(suffix)]
            forms.extend((stem + r, suffix) for r in ("", "e"))
            if len(stem) > 2 and stem[-1] == stem[-2]:
                forms.append((stem[:-1], suffix))
    return forms


def _inflect(word: str, ending: str) -> str:
    if ending in ("ed", "ing") and word.endswith("e"):
        return word[:-1] + ending
    return word + ending


class Rewording:
    """Rewords sentences with one source of synonyms and a seed."""

    def __init__(self, synonyms: Synonyms, grammar: frozenset[str], seed: int = 1) -> None:
        self._synonyms = synonyms
        self._grammar = grammar
        self._seed = seed
        ordered = sorted({(a.lower(), b) for a, b in synonyms.phrases if len(a) > 1}, key=lambda r: (-len(r[0]), r))
        self._phrases = dict(ordered[::-1])
        forms = "|".join(re.escape(a) for a in sorted(self._phrases, key=lambda a: (-len(a), a)))
        self._phrase = re.compile(rf"\b(?:{forms})\b", re.IGNORECASE) if forms else None

    def words(self, sentences: Sequence[str], share: float, key: str) -> list[str]:
        """Exchange ``share`` of the content words (names and numbers stay)."""
        draw = random.Random(f"{self._seed} {key} {share}")
        return [self._sentence(s, share, 0.0, draw) for s in sentences]

    def like_sample(self, sentences: Sequence[str], key: str) -> list[str]:
        """35 % of content words, function words and phrases, and 10 % of names that are dictionary words."""
        draw = random.Random(f"{self._seed} {key} sample")
        return [self._phrases_of(self._sentence(s, 0.35, 0.1, draw), draw) for s in sentences]

    def cut(self, sentences: Sequence[str], key: str, share: float = 0.6) -> list[str]:
        """Like the sample, the first ``share`` of the sentences, 15 % of those left out."""
        draw = random.Random(f"{self._seed} {key} cut")
        some = sentences[: max(2, round(share * len(sentences)))]
        return self.like_sample([s for s in some if draw.random() > 0.15] or some, key)

    def _sentence(self, sentence: str, share: float, names: float, draw: random.Random) -> str:
        def swap(match: re.Match[str]) -> str:
            word = match.group()
            lower = word.lower()
            if len(word) < 3 or lower in self._grammar:
                return word
            is_name = word[0].isupper() and match.start() > 0
            if draw.random() >= (names if is_name else share):
                return word
            choices = self._synonyms.get(lower)
            if not choices:
                return word
            new = draw.choice(choices)
            return new[:1].upper() + new[1:] if word[0].isupper() else new

        return WORD.sub(swap, sentence)

    def _phrases_of(self, sentence: str, draw: random.Random) -> str:
        if self._phrase is None:
            return sentence
        return self._phrase.sub(
            lambda m: self._phrases[m.group().lower()] if draw.random() < 0.7 else m.group(), sentence
        )


def shuffled(sentences: Sequence[str], key: str) -> list[str]:
    """The sentences in another order, the first where it was."""
    rest = list(sentences[1:])
    random.Random(f"order {key}").shuffle(rest)
    return [*sentences[:1], *rest]


def joined(sentences: Sequence[str]) -> list[str]:
    """Every two sentences made one."""
    made = []
    for i in range(0, len(sentences), 2):
        two = sentences[i : i + 2]
        made.append(" and ".join([two[0].rstrip(".!? "), two[1][:1].lower() + two[1][1:]]) if len(two) == 2 else two[0])
    return made


def split(sentences: Sequence[str]) -> list[str]:
    """Every sentence cut at its middle comma, or conjunction, where it has one."""
    made = []
    for sentence in sentences:
        cuts = [
            m
            for m in re.finditer(r",? (?:and|but|which|who|while) |, ", sentence)
            if 25 < m.start() < len(sentence) - 25
        ]
        if not cuts:
            made.append(sentence)
            continue
        cut = min(cuts, key=lambda m: abs(m.start() - len(sentence) / 2))
        rest = sentence[cut.end() :]
        made.extend([sentence[: cut.start()] + ".", rest[:1].upper() + rest[1:]])
    return made


def with_lead(sentences: Sequence[str], lead: Sequence[str]) -> list[str]:
    """New sentences set before the text."""
    return [*lead, *sentences]


def follow_up(own: Sequence[str], background: Sequence[str], share: float = 0.3) -> list[str]:
    """An article that ends on sentences of another: ``share`` of the whole (in words)."""
    total = sum(len(s.split()) for s in own)
    wanted = share * total / (1 - share)
    taken: list[str] = []
    for sentence in reversed(background):
        if sum(len(s.split()) for s in taken) >= wanted:
            break
        taken.insert(0, sentence)
    return [*own, *taken]
