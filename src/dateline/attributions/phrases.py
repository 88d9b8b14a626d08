"""Attributions that hang on no verb: *according to*, *in the words of*, *reportedly*; with a colon or a dash."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from dateline.attributions.finding import Article, Finding
from dateline.attributions.trees import noun_phrase
from dateline.text.parse import Sentence, Token

_HOSTS = {"clause", "inserted", "quote", "object"}


def prepositional(article: Article) -> Iterator[Finding]:
    """*According to X*, and the other phrases of ``attribution_words.tsv`` that name a source."""
    tokens = article.tokens
    phrases = article.cues.phrases
    free = 0
    for token in tokens:
        options = phrases.get(token.lower)
        if not options or token.i < free or article.inside[token.i] is not None:
            continue
        for words in options:
            end = token.i + len(words)
            if tuple(t.lower for t in tokens[token.i : end]) != words or end >= len(tokens):
                continue
            source = _source_after(tokens, end)
            free = end
            if source is not None and not _idle(article, words, source):
                yield _prepositional(article, tokens[token.i : end], source)
            break


def _idle(article: Article, words: tuple[str, ...], source: Token) -> bool:
    """A measure instead of a source: *per day*, *according to height*."""
    if source.pos in ("PROPN", "PRON"):
        return False
    if article.cues.speaks(source):
        return False
    return words == ("per",) or (not any(c.i < source.i for c in source.children) and source.tag == "NN")


def _source_after(tokens: list[Token], start: int) -> Token | None:
    """The head of the noun phrase that begins here."""
    token = tokens[start]
    if token.pos == "PUNCT":
        return None
    for _ in range(12):
        above = token.head
        if above is token or above.i < start or above.sentence != token.sentence or above.pos in ("VERB", "AUX"):
            break
        token = above
    return token if token.pos in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ") else None


def _prepositional(article: Article, cue: list[Token], source: Token) -> Finding:
    tokens = article.tokens
    sentence = article.parse.sentence_of(cue[0])
    first, last = cue[0].i, max(source.right, source.i)
    begin, end = _bounds(cue[0], sentence)
    content = set(range(begin, end)) - set(range(first, last + 1))
    span = noun_phrase(source, tokens)
    if not any(tokens[n].text[0].isalnum() for n in content):
        comma = next((t for t in tokens[source.i + 1 : end] if t.text == ","), None)
        if comma is None:
            return Finding(cue[0], "according", cue, "statement", source, span, set())
        span, content = (span[0], tokens[comma.i - 1].end), set(range(comma.i + 1, end))
    cue_class = article.cues.words("phrase")[" ".join(t.lower for t in cue)]
    return Finding(cue[0], "according", cue, cue_class, source, span, content)  # type: ignore[arg-type]


def _bounds(cue: Token, sentence: Sentence) -> tuple[int, int]:
    """What a phrase that names a source vouches for: the sentence, or the reported clause that it stands in."""
    for above in cue.ancestors():
        if above.dep == "ccomp" and above.head.i < above.left <= cue.i <= above.right:
            return above.left, above.right + 1
    return sentence.first, sentence.end


def citations(article: Article, found: list[Finding]) -> list[Finding]:
    """*Radio Norland, citing the mayor, said …*: the mayor vouches for what Radio Norland says, within it."""
    known = article.cues.words("citing")
    by_head = {f.head.i: f for f in found}
    made = []
    for token in article.tokens:
        if token.lower not in known or token.pos != "VERB" or article.inside[token.i] is not None:
            continue
        for finding in found:
            if token.i in finding.content and finding.head.i < token.i and finding.construction in _HOSTS:
                finding.content -= set(range(token.left, token.right + 1))
        by_head.pop(token.i, None)
        host = by_head.get(token.head.i) or by_head.get(token.head.head.i)
        source = token.child("dobj")
        if source is None or not article.cues.speaks(source) or host is None or host.construction not in _HOSTS:
            continue
        span = noun_phrase(source, article.tokens)
        made.append(Finding(token, "citing", [token], "statement", source, span, set(host.content), outer=host))
    return made


def adverbs(article: Article) -> Iterator[Finding]:
    """*Reportedly*, *allegedly*: the source is not named, the content is the clause."""
    known = article.cues.words("adverb")
    for token in article.tokens:
        if token.lower not in known or article.inside[token.i] is not None:
            continue
        head = token.head
        while head.pos in ("ADV", "ADP") and head.head is not head:
            head = head.head
        content = set(range(head.left, head.right + 1)) - {token.i}
        yield Finding(token, "adverb", [token], "statement", None, None, content)


_LABEL = re.compile(
    r"[“\"']?(?P<name>[A-Z][\w.'’-]*(?: (?:of |the |and |de |van |al-)?[A-Z][\w.'’-]*){0,5})(?P<colon>:)\s+(?=\S)"
)
_SIGNED = re.compile(
    r"(?P<dash>[—–―-]{1,2})\s?(?P<name>[A-Z][\w.'’-]*(?: (?:of |the |and |de |van )?[A-Z][\w.'’-]*){0,5})"
    r"(?:,[^.!?\n]{0,80})?\.?(?=\s*(?:\n|\Z))"
)


def labels(article: Article, paragraphs: list[tuple[int, int]]) -> Iterator[Finding]:
    """*Kim: …* at a paragraph's start, and a quotation with *— Kim* behind it or on the next line."""
    parse = article.parse
    known = article.cues.words("label")
    before: tuple[int, int] | None = None
    for span in paragraphs:
        inside = parse.tokens_in(span)
        match = _LABEL.match(article.text, span[0], span[1])
        if match and inside:
            finding = _labelled(article, inside, match, known)
            if finding is not None:
                yield finding
        for signed in _SIGNED.finditer(article.text, *span):
            finding = _signed(article, inside, signed, before)
            if finding is not None:
                yield finding
        before = span


def _labelled(article: Article, inside: list[Token], match: re.Match[str], known: dict[str, str]) -> Finding | None:
    name = [t for t in inside if t.end <= match.end("name")]
    colon = next((t for t in inside if t.start == match.start("colon")), None)
    rest = [t for t in inside if colon is not None and t.i > colon.i]
    words = sum(t.text[0].isalnum() for t in rest)
    if colon is None or not name or words < 3 or match["name"].lower() in known:
        return None
    if not all(
        t.tag in ("NNP", "NNPS", ".", "POS", "IN", "DT", "HYPH") or t.text.isupper() or t.text in "“\"'" for t in name
    ):
        return None
    head = name[-1]
    if (
        not (head.name_label or head.text.isupper() or head.lower in article.cues.heads or len(name) == 1)
        or len(name) > 4
    ):
        return None
    span = (match.start("name"), match.end("name"))
    return Finding(colon, "colon", [colon], "statement", head, span, {t.i for t in rest})


def _signed(
    article: Article, inside: list[Token], match: re.Match[str], before: tuple[int, int] | None
) -> Finding | None:
    dash = next((t for t in inside if t.start <= match.start("dash") < t.end), None)
    name = [t for t in inside if match.start("name") <= t.start < match.end("name")]
    if dash is None or not name:
        return None
    place = bisect_right([q.span[1] for q in article.quotations], dash.start) - 1
    if place < 0 or not article.quotations[place].closed:
        return None
    spoken = article.quotations[place].span
    between = [t for t in inside if spoken[1] <= t.start < dash.start]
    follows = before is not None and dash is inside[0] and before[0] <= spoken[0] and spoken[1] == before[1]
    if between or not (follows or spoken[0] >= inside[0].start):
        return None
    quoted = article.parse.tokens_in(spoken)
    span = (name[0].start, name[-1].end)
    return Finding(dash, "colon", [dash], "statement", name[-1], span, {t.i for t in quoted}, quoted=True)
