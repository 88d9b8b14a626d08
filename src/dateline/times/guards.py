"""Checks on the words around: what looks like a time and is none."""

from __future__ import annotations

import re
from collections.abc import Callable

from dateline.times.context import Words

Guard = Callable[[Words], bool]
"""True when the words may stand as a time expression."""

MODAL_BEFORE = re.compile(r"(?:\b(?:he|she|it|they|we|you|i|who|which|that|there|this|what|one)\s|[a-z]\s)$")
MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|of|since|by|until|till|from|to|through|during|before|after|for|last|next|this|early|late|mid|and|or"
    r"|between|than|every|each|on|around|about|their|its|his|her|the|a|s)[\s-]|[(,\"'-]\s?|^)$"
)
MONEY_BEFORE = re.compile(
    r"(?:[$£€#]|\b(?:route|highway|flight|no\.|number|about|nearly|some|least|than|over|only|room|boeing|page|section|unit|windows|office|article|resolution|of all|all)\s|\w-|\w\.)$"
)  # noqa: E501
YEAR_AFTER = re.compile(
    r"\s?(?:%|percent\b|people\b|men\b|women\b|soldiers\b|troops\b|shares\b|miles?\b|km\b|kilomet|met(?:er|re)s?\b|feet\b"
    r"|tons?\b|tonnes?\b|dollars?\b|pounds?\b|euros?\b|points?\b|jobs\b|members\b|cases\b|workers\b|employees\b|or more (?:people|men)"
    r"|[a-z]+ (?:people|men|women|soldiers|troops|shares|killed|wounded)\b|casualties\b|killed\b|wounded\b|dead\b|prisoners\b"
    r"|tanks\b|aircraft\b|planes\b|guns\b|ships\b|houses\b|homes\b|students\b|volunteers\b|votes\b|hectares\b|acres\b|square\b"
    r"|guerrillas\b|fighters\b|civilians\b|refugees\b|horsemen\b|infantry\b|cavalry\b|rpm\b|mhz\b|mw\b|kg\b|lbs?\b)"
)
COUNTED = re.compile(r"\s?(?:%|percent\b|cases\b|places\b|homes\b|dollars\b|meters\b|met(?:re|er)\b|miles\b|feet\b|words\b|pages\b)")
YEAR_BEFORE = re.compile(r"\b(?:in|of|since|by|until|till|from|to|through|during|before|after|for|early|late|mid|fiscal|year|and|or|between|ended|ending|due|the|a|an|its|their|his|her|on|this)[\s-]$|[(,]\s?$|^$|\n$|[.\"]\s*$")  # noqa: E501
NAMED_AFTER = re.compile(r"\s(?:times|herald|mirror|telegraph|post|express|mail|night football|night live|school|best)\b")


def _before(words: Words, width: int = 24) -> str:
    at = words.core[0].start
    return words.context.folded[max(0, at - width) : at]


def _after(words: Words, width: int = 40) -> str:
    at = words.core[-1].end
    return words.context.folded[at : at + width]


def month(words: Words) -> bool:
    """A month's name is written with a capital; *may* and *march* also need company that a verb has not."""
    token = words.get("MONTH")
    assert token is not None
    text = words.context.text
    if not text[token.start].isupper():
        return False
    bare = token.word.rstrip(".")
    alone = len(words.core) == 1
    if bare in ("may", "march") and alone:
        if text[token.start : token.end].isupper() and len(text) > 40:
            return False
        before = _before(words)
        return bool(
            re.search(
                r"\b(?:in|of|since|by|until|till|from|to|through|during|before|after|for|last|next|this|early|late|mid|between|than|every|each)[\s-]+$",
                before,
            )
        ) or bool(  # noqa: E501
            re.match(
                r"'s\b|,? (?:and|or|to|through) (?:january|february|april|june|july|august|september|october|november|december)\b",
                _after(words),
            )  # noqa: E501
        )
    if alone and len(bare) <= 4 and bare not in ("june", "july", "sept"):
        # Jan, Dec, Mar: names and words of other languages unless a figure or a preposition stands by.
        return bool(
            re.search(
                r"\b(?:in|since|by|until|from|to|through|of|last|next|this|late|early|mid)[\s-]+$", _before(words)
            )
        )
    if bare in ("april", "june", "august", "january") and alone:
        # A first name: another capitalised word follows or a title goes before.
        at = token.end
        follows = text[at : at + 2]
        if (
            len(follows) == 2
            and follows[0] == " "
            and follows[1].isupper()
            and not re.search(
                r"\b(?:in|of|since|by|until|from|to|during|last|next|this|the|early|late|an?|its|their)[\s-]+$",
                _before(words),
            )
        ):
            return False
    return True


def weekday(words: Words) -> bool:
    """Not in the name of a newspaper, a school or a show."""
    token = words.get("WEEKDAY")
    if token is None:
        return True
    if not words.context.text[token.start].isupper():
        return False
    return not (NAMED_AFTER.match(_after(words)) and words.context.text[token.end + 1 : token.end + 2].isupper())


def year(words: Words) -> bool:
    """A bare figure is a year unless it counts or names something."""
    token = words.get("YEAR")
    assert token is not None
    if not token.word.isdigit() and token.word[0] != "'":
        return True
    before, after = _before(words), _after(words)
    if token.word[0] == "'":
        return bool(re.search(r"\b(?:in|of|since|by|from|to|until|and|class of|the|summer|winter|spring|fall)\s$", before))
    if words.prior and words.prior[-1].kind in ("YEAR", "BC", "DAY", "MONTH", "AND", "TO") and words.prior[-1].end >= token.start - 5:
        # The end of a range or list: what led it was a date already.
        return words.behind("YEAR", "MONTH") is not None or not YEAR_AFTER.match(after)
    if re.search(r"\b(?:in|since|during|until)\s$", before):
        return not COUNTED.match(after)
    if YEAR_AFTER.match(after) or MONEY_BEFORE.search(before):
        return False
    return 1400 <= int(token.value) < 2100 if YEAR_BEFORE.search(before) else 1700 <= int(token.value) < 2060


def season(words: Words) -> bool:
    """*fall* and *spring* are verbs too; a lone season needs an article or a preposition."""
    token = words.get("SEASON")
    assert token is not None
    if len(words.core) > 1 and words.core[0].word == "the" and token.word not in ("fall", "spring"):
        return True
    before, after = _before(words), _after(words)
    if token.word in ("fall", "spring"):
        return bool(
            re.search(
                r"\b(?:in|of|since|by|until|this|last|next|during|over|throughout|early|late|mid|each|every)\s(?:the\s)?$",
                before,
            )
        ) and not re.match(  # noqa: E501
            r"\s(?:of|in|from|to|by|into|below|off|out|behind|short|apart|back|roll|water)\b", after
        )
    return (
        bool(
            re.search(
                r"\b(?:in|of|since|by|until|during|over|through|throughout|early|late|mid|and|for)\s(?:the\s)?$", before
            )
        )
        or len(words.core) > 1
    )


def unit(words: Words) -> bool:
    """*this time*, *the last minute* are no dates."""
    token = words.get("UNIT")
    return token is None or token.value not in ("TH", "TM", "TS", ".5CE", "ML")


def the_unit(words: Words) -> bool:
    """*the year* alone is a date only where it closes a phrase and nothing tells which year it was."""
    token = words.get("UNIT")
    assert token is not None
    if token.value not in ("Y", "M", "D", "W"):
        return False
    before, after = _before(words), _after(words)
    if re.match(r"\s[IVX]+\b", words.context.text[words.span[1] : words.span[1] + 6]):
        return False  # a year of the Republican calendar
    if words.has("REST"):
        return token.value in ("Y", "M", "W", "D")
    if words.core[0].word not in ("the",):
        return False
    if token.value == "Y":
        return bool(
            re.search(r"\b(?:of|for|during|in|by|throughout|through|end|late in|early in)\s$", before)
        ) and not re.match(r"\s(?:of|that|when|after|before|in which|he|she|they|earlier|ago|\d)\b|-", after)
    if token.value == "M":
        return bool(re.search(r"\b(?:end of|of|in|during)\s$", before)) and bool(
            re.match(r"\s?[.,;)]|\s(?:and|at|to)\b", after)
        )
    if token.value == "D":
        return bool(re.search(r"\b(?:(?:late|early|later|earlier)\s(?:in|on)|rest of|end of)\s$", before))
    return bool(re.search(r"\b(?:end of|of|in|during|for)\s$", before)) and bool(re.match(r"\s?[.,;)]", after))


def a_unit(words: Words) -> bool:
    """*a day*, *a year*: a length unless it is a rate or a figure of speech."""
    token = words.get("UNIT")
    assert token is not None
    after = _after(words)
    if re.match(r"\s(?:when|in which|that|of (?!age))\b", after) and token.value in ("D", "DE", "CE"):
        return False
    before = _before(words)
    if re.search(r"\b(?:such|what|quite|not|half)\s$", before):
        return False
    return not (
        re.search(
            r"(?:\bone|\bonce|\btwice|times|\bcents|[\d%]|million|billion|percent|dollars|hours|days|share|barrels|apiece|tons)\s$",
            before,
        )
        and False
    )


def bare_units(words: Words) -> bool:
    """*for months*: a bare plural is a length after a preposition of time."""
    token = words.get("UNITS")
    assert token is not None
    before, after = _before(words), _after(words)
    if token.value in ("TS",):
        return False
    if words.has("THE"):
        return (
            words.core[0].word == "the"
            and bool(re.search(r"\b(?:over|through|in|during)\s$", before))
            and bool(re.match(r"\s(?:before|after|since|following|leading|to come|ahead)\b|[,.]", after))
        )
    return bool(
        re.search(
            r"\b(?:for|in|within|over|after|of|take|takes|took|lasted|last|spent|spend|by|follows|just|came|comes|first time in)\s$",
            before,
        )
    ) and not re.match(r"\s(?:of age|old|and (?!weeks|months|days|years))", after)


def length(words: Words) -> bool:
    """A number and a unit; not an age said with *old* as a property of a person in figures, not a sum."""
    name = words.get("UNIT", "UNITS")
    if (
        name is not None
        and name.value == "Y"
        and (words.has("OLD", "AGE") or re.match(r"[\s-](?:old|olds|of age)\b", _after(words)))
    ):
        return False
    return not re.search(r"[$£€]\s?$", _before(words))


def ref(words: Words) -> bool:
    """*soon* and *now* are times; *as soon as*, *now that* are conjunctions."""
    word, before, after = words.core[0].word, _before(words), _after(words)
    if word == "soon":
        # In a tale of the past *soon* is an adverb of manner; with a future it dates.
        return bool(re.search(r"\b(?:will|'ll|to|may|could|might|can|would|should|be|is|are)(?:\sbe)?\s$", before)) or (
            bool(re.match(r"\s(?:will|be|enough to)\b|[.,]", after) and not words.context.narrative)
            and not re.search(r"\b(?:as|too|so|how)\s$", before)
        )
    if word == "now":
        return not re.match(r"-defunct", after)
    if word == "the moment":
        return bool(re.search(r"\b(?:at|for)\s$", before)) and not re.match(r"\s(?:of|when|that|he|she|they)\b", after)
    if word == "the present":
        return bool(re.search(r"\b(?:at|for|to|until|in)\s$", before)) and not re.match(r"\s\w", after)
    return True


def end(words: Words) -> bool:
    """*the past*, *the future* as nouns."""
    if words.core[0].word != "the":
        return False
    return (
        not re.match(r"\s(?:of|participle|tense|decades?|centur|[a-z]+s\b(?<!is)(?<!was))", _after(words))
        if words.has("PAST")
        else not re.match(
            r"\s(?:of|tense|[a-z]*(?:price|president|king|market|contract|generation|pay|growth|size|course))",
            _after(words),
        )
    )


def future(words: Words) -> bool:
    """*future losses*; not futures, and not *the future*."""
    return bool(re.match(r"\s[a-z]", _after(words))) and not re.match(
        r"\s(?:of|in|for|and|with|is|was|at|as|to)\b", _after(words)
    )


def recent(words: Words) -> bool:
    """*a recent closing*."""
    return bool(re.match(r"\s[a-z]", _after(words)))


def current(words: Words) -> bool:
    """*the current price*; not an electric one, and not *current account*."""
    token = words.core[0]
    return (
        token.word == "current"
        and bool(re.match(r"\s[a-z]", _after(words)))
        and not re.match(r"\s(?:of|in|was|is|and|account|assets|flow)\b", _after(words))
    )


def hourly(words: Words) -> bool:
    """*daily* as an adverb or adjective of frequency; not the name of a newspaper."""
    token = words.core[0]
    text = words.context.text
    if text[token.start].isupper():
        return False
    return True


def bare(words: Words) -> bool:
    """A weekend or season that modifies a noun."""
    return bool(re.search(r"\ba\s$", _before(words)))


def decade(words: Words) -> bool:
    """The 1980s, the Eighties; a person in his thirties is of an age, temperatures in the 80s are no dates."""
    token = words.get("DECADE", "BC")
    assert token is not None
    if token.kind == "BC":
        return token.value.endswith("s")
    if token.word[0].isdigit() and len(token.word.strip("'s")) == 4:
        return True
    first = words.core[0]
    if first.kind != "THE" or first.word != "the":
        return token.word[0] == "'"
    before = _before(words)
    after = _after(words)
    if re.match(r"\s(?:and (?:low|high|mid)|degrees|percent|%)", after) or re.search(
        r"\b(?:low|high|in their|in his|in her)\s$", before
    ):
        return False
    return (
        token.word[0] == "'" or not token.word[0].isdigit() or bool(re.search(r"\b(?:in|of|since|during)\s$", before))
    )


def century(words: Words) -> bool:
    """An ordinal and *century*."""
    name = words.ahead("UNIT", "UNITS")
    return name is not None and name.value == "CE"


def clock(words: Words) -> bool:
    """A clock time with a.m. or p.m., or one that a preposition brings; not a score or a record time."""
    token = words.core[0]
    if re.search(r"[ap]\.?m|o'clock|hrs|hours|[a-z]{3}$", token.word):
        return True
    before = _before(words)
    return bool(
        re.search(
            r"\b(?:at|by|until|till|from|to|around|about|before|after|since|between|and|of)\s$|[(\[]$|^$|\n$|[-–]\s?$",
            before,
        )
    ) and not re.match(r"\s?(?:minutes?|seconds?|win|record|lead|mile)\b", _after(words))


def part(words: Words) -> bool:
    """*the morning*: where a preposition brings it; *night* in names and compounds is none."""
    token = words.get("PART")
    assert token is not None
    first = words.core[0]
    before, after = _before(words), _after(words)
    if token.word == "overnight":
        return True
    if re.match(
        r"-|\s(?:club|clubs|news|show|sky|shift|school|game|games|vision|football|newspaper|train|flight|services?)\b",
        after,
    ):
        return False
    if first.kind == "THE" and first.word == "the":
        return bool(re.search(r"\b(?:in|during|of|by|through|into|throughout|for)\s$", before))
    if first.kind == "A":
        return False
    return bool(re.search(r"\b(?:at|by|before|after|until|during)\s$", before))


def year_end(words: Words) -> bool:
    """*year-end* as a date."""
    return len(words.core) > 1 or bool(re.search(r"\b(?:by|at|before|until|through|since|to|of)\s$", _before(words)))


def beside(words: Words) -> bool:
    """*the day before*, *the week after*; *the year before he left* tells another thing, but the words are the same."""
    token = words.get("UNIT")
    return token is not None and token.value in ("D", "W", "M", "Y")


GUARDS: dict[str, Guard] = {
    "month": month, "weekday": weekday, "year": year, "season": season, "unit": unit, "the_unit": the_unit,
    "a_unit": a_unit, "bare_units": bare_units, "length": length, "ref": ref, "end": end, "future": future,
    "recent": recent, "current": current, "hourly": hourly, "bare": bare, "decade": decade, "century": century,
    "clock": clock, "part": part, "year_end": year_end, "beside": beside,
}  # fmt: skip
"""Every guard that a rule may name."""
