"""Strategies: texts as they come, from fragments that look like news to noise."""

from hypothesis import strategies as st

WORDS = [
    "Norland", "Estland", "the minister", "Anna Berg", "Radio Norland", "said", "stated", "met", "will visit", "may have",
    "on Monday", "in March", "a day after visiting", "according to", "“We won,”", "he", "they", "Port Azul", "25 people",
    "were killed", "the Tu-160", "the frigate Admiral Belov", "did not", "if", "denied that", "in 2019", "’", '"', "(NPA)",
    "—", "MOSCOW", "last week", "two days later", "in", "near", "to", "from", "troops", "attacked", "the talks", ",", ".",
    "\n", "\n\n", "?", ":", ";", "…", "😀", "e\u0301", "\r\n", "\t", "ﬁ", "北京", "\u200b", "I.", "Jan. 5", "the 1990s",
]  # fmt: skip

news = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)
noise = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)
texts = st.one_of(news, noise, st.tuples(news, noise).map("".join))
dates = st.one_of(st.none(), st.dates().map(str))
