"""Which candidates are attributions: the lexicon on the cue, and tests of source and content that it cannot hold."""

from __future__ import annotations

from dateline.attributions.candidates import Candidate
from dateline.attributions.finding import Article, Finding
from dateline.attributions.lexicon import Cue, Cues
from dateline.attributions.trees import noun_phrase, surface_subject
from dateline.text.parse import Token

_FINITE = {"clause", "inserted", "as"}
_NAMING = {"name", "identify", "quote"}
_MODALS = {"might", "may", "could", "would", "should", "must", "can"}


class Acceptance:
    """Decides on the candidates of one article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.cues: Cues = article.cues
        self.nothing = self.cues.words("no_source")
        self.sight = self.cues.words("sight")
        self.light = self.cues.words("light")
        self.showing = self.cues.words("showing")

    def finding(self, candidate: Candidate) -> Finding | None:
        """The finding that a candidate makes, or None."""
        head = candidate.head
        if self.article.inside[head.i] is not None:
            return None
        cue = self.cues.of(head, candidate.pos)
        source = self._source(candidate)
        if candidate.passive and source is None and candidate.construction in ("clause", "to"):
            state = self.cues.get(head.lower, "adj")
            if state is not None and candidate.construction in state.takes:
                cue, source = state, surface_subject(head)
        if cue is None or not self._takes(cue, candidate):
            return None
        if source is not None and source.lower in self.nothing and source.right == source.i:
            return None
        if not self._vouches(candidate, source):
            return None
        span = noun_phrase(source, self.article.tokens) if source is not None else None
        cue_class = cue.class_in(candidate.construction)
        return Finding(head, candidate.construction, candidate.cue, cue_class, source, span, candidate.content)

    def _takes(self, cue: Cue, candidate: Candidate) -> bool:
        name = candidate.construction
        if candidate.passive and name != "object":
            return "passive" in cue.takes or name in cue.takes
        return ("quote" if name == "inserted" else name) in cue.takes

    def _source(self, candidate: Candidate) -> Token | None:
        """The source; a subject inside the quotation that the verb stands outside of is none of it."""
        source = candidate.source
        if source is None and candidate.pos == "verb" and not candidate.passive:
            return self.article.noun_beside(candidate.head)
        if source is not None and not self.cues.speaks(source):
            source = self._reporting_subject(candidate.head) or source
        if source is None or (self.article.inside[source.i] is None and source.pos != "PUNCT"):
            return source
        return self.article.noun_behind(candidate.head)

    def _reporting_subject(self, verb: Token) -> Token | None:
        """*The envoy said the talks went well and praised the hosts*: talks praise nobody, the envoy does."""
        above = verb.head
        if verb.dep != "conj" or above.dep != "ccomp" or verb.tag != above.head.tag or verb.child("nsubj") is not None:
            return None
        return surface_subject(above.head)

    def _vouches(self, candidate: Candidate, source: Token | None) -> bool:
        """Whether such a source can vouch for such a content by such a verb."""
        name, head = candidate.construction, candidate.head
        if candidate.passive and source is None:
            return not any(c.dep == "neg" for c in head.children)
        if candidate.pos == "verb" and source is None and not candidate.passive:
            return False
        if candidate.pos == "noun":
            return self._owned(candidate)
        if candidate.pos == "adj" or source is None:
            return True
        if not self.cues.speaks(source):
            return name in _FINITE and head.lemma not in self.showing
        return name in _FINITE or self._says_so(candidate, source)

    def _says_so(self, candidate: Candidate, source: Token) -> bool:
        """Whether a verb with an object, an infinitive or a preposition says something, and is said to have done so."""
        name, head = candidate.construction, candidate.head
        if name != "to" and any(t.lower in _MODALS for t in candidate.cue):
            return False
        if name in ("object", "to") and head.tag == "VB" and not any(c.lemma == "do" for c in head.children):
            return False
        if name == "object":
            seen = head.lemma not in self.sight or self._sighted(candidate, source)
            return seen and not self.handed(head) and not self._idle(candidate)
        return name != "to" or not self._asks_for_silence(candidate)

    def _owned(self, candidate: Candidate) -> bool:
        """Whether a noun cue has a source by its own, by a light verb, or needs none (*reports that …*)."""
        if candidate.owned == "own":
            return True
        if candidate.owned == "object":
            return candidate.head.head.lemma in self.light
        return candidate.construction == "clause"

    def _sighted(self, candidate: Candidate, source: Token) -> bool:
        """*Analysts see a link*, *she saw it as a threat*: a view; *she saw the bridge*: none."""
        head = candidate.head
        if any(c.lower == "as" for c in head.children):
            return True
        return head.tag in ("VBP", "VBZ") and source.tag in ("NNS", "NNPS", "NN")

    def _asks_for_silence(self, candidate: Candidate) -> bool:
        """*Asked not to be named* is how a source stays unnamed, not what it says."""
        to = candidate.head.child("xcomp", "ccomp")
        return to is not None and to.lemma in _NAMING and any(c.dep == "auxpass" for c in to.children)

    def _idle(self, candidate: Candidate) -> bool:
        """*Said goodbye* reports nothing; *citing weak demand* gives a reason."""
        if candidate.head.lower in self.cues.words("citing"):
            return True
        content = candidate.content
        return (
            candidate.head.lemma == "say" and len(content) < 2 and all(self.article.inside[n] is None for n in content)
        )

    def handed(self, verb: Token) -> bool:
        """Two objects side by side are something shown or given to somebody: *confirmed her another ship*."""
        things = [c for c in verb.children if c.dep in ("dobj", "dative", "oprd") and c.i > verb.i and c.pos != "ADP"]
        if len(things) < 2 or verb.lemma in self.cues.words("naming"):
            return False
        return things[0].pos in ("PRON", "PROPN") and things[-1].left == things[0].right + 1
