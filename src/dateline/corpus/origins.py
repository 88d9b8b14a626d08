"""Origins: how many independent roots a set of reports rests on.

One function, :func:`count`, is asked everywhere. It drops nothing: it says how many origins stand behind how many
articles.
The rule, with a worked example, is in ``docs/copies.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dateline.corpus.copies import Comparison, Marks, first, in_time
from dateline.corpus.credits import named
from dateline.knowledge import Knowledge
from dateline.record import Record, Report, Span

Kind = Literal["agency", "medium", "document", "text"]
CARRIERS = ("media", "document")
"""Kinds of sources that carry information on: a person, a government or an unnamed source vouches, but is no origin."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of an attribution chain: the source's ``kind`` (as in the record) and name.

    The name is one that is the same in every article (an entity's); an unnamed source has none.
    """

    kind: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """A report that supports a claim: its article, the span that says so, and who vouches, outermost first."""

    article: str
    span: Span | None = None
    chain: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """That sentences of ``article`` stand in ``of`` too, as pairs of spans; ``whole`` when it is a copy of it all.

    ``directed`` is false where nothing tells which of the two was first.
    """

    article: str
    of: str
    pairs: tuple[tuple[Span, Span], ...] = ()
    whole: bool = False
    directed: bool = True


@dataclass(frozen=True, slots=True)
class Origin:
    """One root: what it is, its name, and the articles of the claim that rest on it.

    The name is an agency's, medium's or document's, else the article that the text came from.
    """

    kind: Kind
    name: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """The roots of a set of reports, sorted by how many articles rest on them."""

    origins: tuple[Origin, ...]
    articles: int

    def __len__(self) -> int:
        return len(self.origins)

    def to_json(self) -> dict[str, object]:
        """What is shown beside a claim, an event or a story: ``articles``, ``origins`` and which they are."""
        listed = [{"kind": o.kind, "name": o.name, "articles": list(o.articles)} for o in self.origins]
        return {"articles": self.articles, "origins": len(self), "origin_list": listed}


def derivations(comparisons: Iterable[Comparison], known: Iterable[Marks]) -> list[Derivation]:
    """What was taken from what, of all comparisons that are not *independent*: the later article from the earlier."""
    by_id = {mark.id: mark for mark in known}
    found = []
    for seen in comparisons:
        if seen.class_ == "independent" or seen.a not in by_id or seen.b not in by_id:
            continue
        a, b = by_id[seen.a], by_id[seen.b]
        later = in_time(seen, a, b)
        later = later if b.order < a.order else later.turned()
        pairs = tuple((pair.a, pair.b) for pair in later.pairs)
        whole = later.is_copy and later.class_ != "expanded"
        found.append(Derivation(later.a, later.b, pairs, whole, later.is_copy or first(a, b) != 0))
    return found


def support(record: Record, report: Report) -> Support:
    """What :func:`count` needs of one report of a record."""
    by_id = {attribution.id: attribution for attribution in record.attributions}
    entities = {entity.id: entity for entity in record.entities}
    chain: list[Voice] = []
    at, seen = report.attribution, set[str]()
    while at and at in by_id and at not in seen:
        seen.add(at)
        source = by_id[at].source
        entity = entities.get(source.entity or "")
        name = entity.name if entity else source.text
        chain.append(Voice(source.kind, name if source.named else None))
        at = by_id[at].within
    return Support(record.article.id, report.sentence or report.trigger, tuple(reversed(chain)))


def count(
    supports: Iterable[Support],
    derivations: Iterable[Derivation] = (),
    credited: Mapping[str, str | None] | None = None,
    knowledge: Knowledge | None = None,
) -> Origins:
    """The independent origins of the reports in ``supports``.

    1. A report whose attribution chain names a medium, agency or document rests on the innermost of them.
    2. Any other rests on its sentence: on the article that the sentence was copied from (``derivations``), else on its
       own.
    3. An article credited to an agency (``credited``: article to agency) rests on that agency, and so does whatever was
       copied from it.

    What vouches for a sentence vouches for its copies too, also where their own chain lacks it. The order of the
    arguments makes no difference.
    """
    known, reports = list(derivations), list(supports)
    roots, sentences = _Roots(known, credited or {}), _Sentences(known)
    vouched: dict[Node, Counter[tuple[Kind, str]]] = {}
    for support in reports:
        if (carrier := _carrier(support, knowledge)) and (sentence := sentences.of(support)):
            vouched.setdefault(sentence, Counter())[carrier] += 1
    found: dict[tuple[Kind, str], set[str]] = {}
    articles = set()
    for support in reports:
        articles.add(support.article)
        carrier = _carrier(support, knowledge) or _most(vouched.get(sentences.of(support) or ("", None)))
        found.setdefault(carrier or roots.of(support), set()).add(support.article)
    origins = [Origin(kind, name, tuple(sorted(names))) for (kind, name), names in found.items()]
    origins.sort(key=lambda o: (-len(o.articles), o.kind, o.name))
    return Origins(tuple(origins), len(articles))


def of_articles(
    articles: Iterable[str], groups: Mapping[str, str], credited: Mapping[str, str | None] | None = None
) -> Origins:
    """The origins of whole articles (a story's); ``groups`` tells of each the group of copies that it belongs to."""
    names = sorted(set(articles))
    taken = [Derivation(name, groups[name], whole=True) for name in names if groups.get(name, name) != name]
    return count(map(Support, names), taken, credited)


def _most(counted: Counter[tuple[Kind, str]] | None) -> tuple[Kind, str] | None:
    """The carrier named most often, of several the first by name."""
    return min(counted, key=lambda carrier: (-counted[carrier], carrier)) if counted else None


def _carrier(support: Support, knowledge: Knowledge | None) -> tuple[Kind, str] | None:
    """The innermost medium, agency or document of the chain."""
    for voice in reversed(support.chain):
        if not voice.name:
            continue
        if agency := named(voice.name, knowledge):
            return "agency", agency
        if voice.kind in CARRIERS:
            return ("medium" if voice.kind == "media" else "document"), voice.name
    return None


Node = tuple[str, int | None]
"""An article's own words (``None``), or the sentence of it that starts there and stands in another article too."""


class _Sentences:
    """Sentences that are copies of each other, in whatever articles."""

    def __init__(self, derivations: Iterable[Derivation]) -> None:
        self._parent: dict[Node, Node] = {}
        self._spans: dict[str, set[Span]] = {}
        for found in derivations:
            for a, b in found.pairs:
                self._spans.setdefault(found.article, set()).add(a)
                self._spans.setdefault(found.of, set()).add(b)
                one, other = self._find((found.article, a[0])), self._find((found.of, b[0]))
                if one != other:
                    above, below = sorted((one, other))
                    self._parent[below] = above

    def of(self, support: Support) -> Node | None:
        """What stands for the sentence of a report and all its copies; ``None`` where it has none."""
        start = _sentence(support.span, self._spans.get(support.article, ()))
        return None if start is None else self._find((support.article, start))

    def _find(self, node: Node) -> Node:
        while node in self._parent:
            node = self._parent[node]
        return node


def _sentence(span: Span | None, sentences: Iterable[Span]) -> int | None:
    """Where the sentence starts that a span lies in."""
    if span:
        overlaps = [(min(end, span[1]) - max(start, span[0]), -start) for start, end in sentences]
        if overlaps and max(overlaps)[0] > 0:
            return -max(overlaps)[1]
    return None


class _Roots:
    """Articles and shared sentences, joined by derivation."""

    def __init__(self, derivations: Iterable[Derivation], credited: Mapping[str, str | None]) -> None:
        self._parent: dict[Node, Node] = {}
        self._shared: dict[str, list[Span]] = {}
        self._agencies: dict[Node, Counter[str]] = {}
        ordered = sorted(derivations, key=lambda d: (d.article, d.of, d.pairs))
        for found in ordered:
            if not found.whole:
                self._shared.setdefault(found.article, []).extend(a for a, _ in found.pairs)
            if not found.directed:
                self._shared.setdefault(found.of, []).extend(b for _, b in found.pairs)
        self._taken = {found.article for found in ordered if found.directed}
        own: dict[Node, str] = {(article, None): agency for article, agency in credited.items() if agency}
        for found in ordered:
            self._join(found, credited, own)
        for node in sorted(own, key=self._place):
            self._agencies.setdefault(self._find(node), Counter())[own[node]] += 1

    def _join(self, found: Derivation, credited: Mapping[str, str | None], own: dict[Node, str]) -> None:
        if found.whole:
            self._union((found.article, None), (found.of, None))
            return
        for a, b in found.pairs:
            one = self._node(found.article, a)
            other = self._node(found.of, b) if not found.directed else (found.of, None)
            self._union(one, other)
            if not found.directed:  # nobody knows whose the passage is: either credit may tell
                for node in (one, other):
                    if agency := credited.get(node[0]):
                        own[node] = agency

    def of(self, support: Support) -> tuple[Kind, str]:
        """The root of a report that no medium or document vouches for."""
        root = self._find(self._node(support.article, support.span))
        if agencies := self._agencies.get(root):
            return "agency", min(agencies, key=lambda name: (-agencies[name], name))
        return "text", root[0] if root[1] is None else f"{root[0]}#{root[1]}"

    def _node(self, article: str, span: Span | None) -> Node:
        """The shared sentence that a span lies in, else the article's own words."""
        return (article, _sentence(span, self._shared.get(article, ())))

    def _find(self, node: Node) -> Node:
        while node in self._parent:
            node = self._parent[node]
        return node

    def _union(self, a: Node, b: Node) -> None:
        one, other = self._find(a), self._find(b)
        if one != other:
            above, below = sorted((one, other), key=self._place)
            self._parent[below] = above

    def _place(self, node: Node) -> tuple[bool, bool, str, int]:
        """Whole articles stand above single sentences, those taken from no other above those that were."""
        return node[1] is not None, node[0] in self._taken, node[0], node[1] or 0
