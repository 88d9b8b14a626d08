"""Copies: classes, direction, groups, and that the order of arrival makes no difference."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.corpus import copies
from dateline.corpus.candidates import CAP, FEW, Memory, few
from dateline.corpus.fingerprint import fingerprint
from tests.corpus.press import AGENCY, NEWS, OTHER, REWORDED, article, sentences

CUT = " ".join(sentences(AGENCY)[:4])
GROWN = f"{AGENCY} {' '.join(sentences(NEWS)[:2])}"
FOLLOW_UP = f"{NEWS} {' '.join(sentences(AGENCY)[-3:])}"


def made(text):
    return fingerprint(article("x", text))


@pytest.mark.parametrize(
    ("a", "b", "class_"),
    [
        (AGENCY, AGENCY, "identical"),
        (AGENCY.replace("said", "told reporters"), AGENCY, "near"),
        (REWORDED, AGENCY, "reworded"),
        (CUT, AGENCY, "abridged"),
        (GROWN, AGENCY, "near"),
        (AGENCY, CUT, "expanded"),
        (FOLLOW_UP, AGENCY, "partial"),
        (OTHER, AGENCY, "independent"),
        (NEWS, AGENCY, "independent"),
        (AGENCY.lower(), AGENCY, "identical"),
        (AGENCY.upper(), AGENCY, "identical"),
    ],
)
def test_class(a, b, class_):
    assert copies.compare(made(a), made(b)).class_ == class_


TEXTS = [AGENCY, REWORDED, CUT, GROWN, FOLLOW_UP, OTHER, NEWS, "", AGENCY.lower()]


@pytest.mark.parametrize("a", TEXTS, ids=range(len(TEXTS)))
@pytest.mark.parametrize("b", TEXTS, ids=range(len(TEXTS)))
def test_a_comparison_turned_is_the_comparison_of_the_other(a, b):
    there, back = copies.compare(made(a), made(b)), copies.compare(made(b), made(a), ids=("b", "a"))
    assert there.turned() == back
    assert 0 <= there.share_a <= 1
    assert 0 <= there.share_b <= 1


def test_joined_split_and_reordered_sentences_are_found():
    rows = sentences(AGENCY)
    joined = " ".join(f"{a.rstrip('.')} and {b[0].lower()}{b[1:]}" for a, b in zip(rows[::2], rows[1::2], strict=True))
    assert copies.compare(made(joined), made(AGENCY)).is_copy
    assert copies.compare(made(" ".join(rows[::-1])), made(AGENCY)).is_copy


def test_a_common_quotation_is_no_copy():
    quotation = '"We have waited for this bridge for two long weeks and we are glad that our lorries roll again today,"'
    one = f"{NEWS} {quotation} the mayor said."
    other = f"{OTHER} {quotation} Hale told us on the quay."
    assert copies.compare(made(one), made(other)).class_ == "independent"


def test_a_template_filled_anew_is_no_copy():
    form = (
        "Shares of {a} closed at {x} crowns on the {b} exchange, {y} percent higher than the day before. "
        "Analysts of {c} "
        "had expected {z} crowns after {d} raised its outlook. Trading in {a} was heavier than usual, with "
        "{w} papers sold. "
    )
    one = form.format(a="Belov", b="Norland", c="Okoye Trust", d="Lena Dvorak", x=41.2, y=3.1, z=40.8, w=3100)
    two = form.format(a="Harbor Steel", b="Estland", c="Reyes Bank", d="Tomas Hale", x=12.7, y=0.4, z=13.1, w=820)
    assert copies.compare(made(one * 2), made(two * 2)).class_ == "independent"


def test_versions_are_not_mixed():
    from dataclasses import replace

    with pytest.raises(ValueError, match="versions"):
        copies.compare(made(AGENCY), replace(made(AGENCY), version=0))


def items(*articles, **options):
    return {item.article: item for item in copies.find(articles, **options)}


def test_find_names_the_original_its_copies_and_the_others():
    found = items(
        article("wire", published="2024-05-13", publisher="NPA"),
        article("twin", published="2024-05-13", publisher="The Norland Post", credit="NPA"),
        article("spun", REWORDED, published="2024-05-14"),
        article("cut", CUT, published="2024-05-14"),
        article("later", FOLLOW_UP, published="2024-05-16"),
        article("own", OTHER, published="2024-05-14"),
    )
    assert {name: item.class_ for name, item in found.items()} == {
        "wire": "original", "twin": "identical", "spun": "reworded", "cut": "abridged", "later": "partial",
        "own": "independent",
    }  # fmt: skip
    assert {found[name].group for name in ("wire", "twin", "spun", "cut")} == {"wire"}
    assert found["later"].of in {"wire", "twin"}
    assert found["later"].group == "later"
    assert found["spun"].reworded


def test_credits_count_before_dates():
    found = items(
        article("outlet", published="2024-05-13", publisher="Radio Norland", credit="NPA"),
        article("agency", published="2024-05-14", publisher="NPA"),
    )
    assert found["agency"].class_ == "original"
    assert found["outlet"].of == "agency"


def test_a_follow_up_that_repeats_a_short_text_whole_is_no_copy():
    short = " ".join(sentences(AGENCY)[:3])
    long = f"{OTHER} {NEWS} {short}"
    found = items(article("brief", short, published="2024-05-13"), article("long", long, published="2024-05-15"))
    assert found["long"].class_ == "partial"
    back = items(article("brief", short, published="2024-05-15"), article("long", long, published="2024-05-13"))
    assert back["brief"].class_ == "abridged"


def test_nothing_tells_the_direction_of_undated_twins():
    found = items(article("a"), article("b"))
    assert not found["b"].directed


def test_days_bound_the_search():
    pair = (article("a", published="2024-05-01"), article("b", published="2024-05-20"))
    assert items(*pair)["b"].class_ == "independent"
    assert items(*pair, days=30)["b"].class_ == "identical"


@pytest.mark.parametrize(
    "text", ["", "Open.", "\n".join(f"Norland {i} {i * 3}" for i in range(80))], ids=["empty", "tiny", "table"]
)
def test_what_is_no_prose_groups_with_nothing(text):
    assert {item.class_ for item in copies.find([article("a", text), article("b", text)])} == {"independent"}


POOL = [
    article("a", published="2024-05-13", publisher="NPA"),
    article("b", REWORDED, published="2024-05-14"),
    article("c", CUT),
    article("d", GROWN, published="2024-05-13"),
    article("e", FOLLOW_UP, published="2024-05-16"),
    article("f", OTHER, published="2024-05-14"),
    article("g", NEWS, published="2024-05-16"),
    article("h", published="2024-05-13"),
    article("i", ""),
]
WANTED = copies.find(POOL)


@settings(deadline=None, max_examples=25)
@given(st.permutations(POOL))
def test_the_order_of_arrival_makes_no_difference(articles):
    assert copies.find(articles) == WANTED


@settings(deadline=None, max_examples=25)
@given(st.permutations(POOL), st.sets(st.sampled_from([a.id for a in POOL])))
def test_what_is_added_and_removed_leaves_no_trace(articles, gone):
    index, plain = Memory(), Memory()
    for a in articles:
        index.add(a.id, fingerprint(a), a.published)
    for name in sorted(gone):
        index.remove(name)
    for a in POOL:
        if a.id not in gone:
            plain.add(a.id, fingerprint(a), a.published)
    assert index.pairs() == plain.pairs()
    assert len(index) == len(plain)
    assert set(index._buckets) == set(plain._buckets)


def test_a_stream_in_the_order_of_dates_finds_the_same_groups():
    dated = sorted((a for a in POOL if a.published), key=lambda a: a.published)
    known, found = [], []
    for mark, seen in copies.stream(dated):
        known.append(mark)
        found.extend(seen)
    assert copies.group(known, found) == copies.find(dated)


def test_one_article_asks_for_its_candidates():
    index = Memory()
    index.add("a", made(AGENCY), "2024-05-13")
    assert index.candidates(made(REWORDED), "2024-05-14") == ["a"]
    assert index.candidates(made(REWORDED), "2024-06-14") == []
    assert index.candidates(made(NEWS), "2024-05-14") == []


def test_a_story_printed_by_hundreds_is_one_group():
    many = [article(f"a{i}", AGENCY + f" Seen by desk number {i}.") for i in range(CAP + 30)]
    found = copies.find(many)
    assert len({item.group for item in found}) == 1
    assert len(few([a.id for a in many])) == FEW


def test_diff_marks_the_exchanged_phrases():
    a, b = (
        "The barge struck the eastern pier of the Harbor Bridge on Monday.",
        "The barge hit the jap pier of the Harbor Bridge on Monday.",
    )
    rest = " ".join(sentences(AGENCY)[1:])
    found, rows = copies.diff(f"{a} {rest}", f"{b} {rest}")
    assert found.is_copy
    pair, swaps = rows[0]
    assert [(a[slice(*s.a)], b[slice(*s.b)]) for s in swaps] == [("struck", "hit"), ("eastern", "jap")]
    assert (pair.a, pair.b) == ((0, len(a)), (0, len(b)))
    assert all(swaps == [] for _, swaps in rows[1:])


def test_the_record_of_an_unreworded_copy_is_preferred():
    spun = article("a", REWORDED + " He paid a go to to Sant Elm, in addition to to talk.", published="2024-05-12")
    plain = article("b", published="2024-05-14")
    known = [copies.marks(a, fingerprint(a)) for a in (spun, plain)]
    assert [mark.reworded for mark in known] == [True, False]
    assert copies.preferred(known).id == "b"
