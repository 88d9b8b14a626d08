"""Attributions that hang on no verb: *according to*, *in the words of*, *reportedly*, and the forms with a colon or a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.attributions.finding import Article, Finding
from dateline.attributions.trees import noun_phrase
from dateline.text.parse import Sentence, Token

_FILLER = {",", "—", "–", "-", "--"}


def prepositional(article: Article) -> Iterator[Finding]:
    """*According to X*, and the other phrases of ``attribution_words.tsv`` that name a source."""
    tokens = article.tokens
    phrases = article.cues.phrases
    for token in tokens:
        options = phrases.get(token.lower)
        if not options or article.inside[token.i] is not None:
            continue
        for words in options:
            end = token.i + len(words)
            if tuple(t.lower for t in tokens[token.i : end]) != words or end >= len(tokens):
                continue
            source = _source_after(tokens, end)
            if source is not None and not _idle(words, source):
                yield _prepositional(article, tokens[token.i : end], source)
            break


def _idle(words: tuple[str, ...], source: Token) -> bool:
    """*per* has a source only in a name; *per day* has none."""
    return words == ("per",) and source.pos != "PROPN"


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
    first = cue[0].i
    last = max(source.right, source.i)
    begins = all(not t.text[0].isalnum() or t.dep == "cc" for t in tokens[sentence.first : first])
    if begins:
        span = noun_phrase(source, tokens)
        stop = last
        content = set(range(stop + 1, sentence.end))
    else:
        span = noun_phrase(source, tokens)
        content = _clause_around(article, cue[0], sentence, first, last)
    return Finding(cue[0], "according", cue, "statement", source, span, content)


def _clause_around(article: Article, cue: Token, sentence: Sentence, first: int, last: int) -> set[int]:
    """What a phrase in or after a clause vouches for: that clause, to the sentence's start where it ends it."""
    tokens = article.tokens
    before = set(range(sentence.first, first))
    rest = [t for t in tokens[last + 1 : sentence.end] if t.text[0].isalnum()]
    if not rest:
        return before
    return before | set(range(last + 1, sentence.end))


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
    r"(?P<dash>[—–-]{1,2})\s?(?P<name>[A-Z][\w.'’-]*(?: (?:of |the |and |de |van )?[A-Z][\w.'’-]*){0,5})(?:,[^.!?]{0,80})?$"
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
        signed = _SIGNED.search(article.text, max(span[0], span[1] - 160), span[1])
        if signed and inside:
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
    span = (match.start("name"), match.end("name"))
    return Finding(colon, "colon", [colon], "statement", head, span, {t.i for t in rest})


def _signed(
    article: Article, inside: list[Token], match: re.Match[str], before: tuple[int, int] | None
) -> Finding | None:
    dash = next((t for t in inside if t.start <= match.start("dash") < t.end), None)
    name = [t for t in inside if match.start("name") <= t.start < match.end("name")]
    if dash is None or not name:
        return None
    quoted = [t for t in inside if t.i < dash.i]
    if not quoted and before is not None:
        quoted = article.parse.tokens_in(before)
    if not quoted or article.inside[quoted[0].i] is None or quoted[-1].text not in {"”", '"', "''", "’", "»", "'"}:
        return None
    span = (name[0].start, name[-1].end)
    return Finding(dash, "colon", [dash], "statement", name[-1], span, {t.i for t in quoted}, quoted=True)
