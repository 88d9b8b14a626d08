"""Stories: what belongs together, ids that stay, splits and merges."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.corpus import stories
from dateline.corpus.stories import Change, Story
from tests.corpus.press import AGENCY, NEWS, OTHER, REWORDED, article

MATCH = (
    "Estland beat Norland 3-1 in the final of the Coast Cup on Sunday, with two goals by Jana Lund in the second half. "
    "The stadium in Vestby was sold out for the first time since 2011. Coach Per Aas said his players had "
    "waited for this "
    "evening for four years. Norland's captain left the pitch after ten minutes with a knee injury."
)
POOL = [
    article("a", AGENCY, published="2024-05-13", title="Bridge reopens"),
    article("b", REWORDED, published="2024-05-14"),
    article("c", OTHER, published="2024-05-14"),
    article("m", MATCH, published="2024-05-14", title="Estland win the cup"),
    article("n", MATCH.replace("beat", "defeated"), published="2024-05-15"),
    article("z", ""),
]


def test_articles_on_one_happening_are_one_story():
    found, changes = stories.cluster(POOL)
    assert [(s.story, set(s.articles)) for s in found] == [("a", {"a", "b", "c"}), ("m", {"m", "n"}), ("z", {"z"})]
    assert (found[0].first, found[0].last, found[0].title) == ("2024-05-13", "2024-05-14", "Bridge reopens")
    assert changes == []


@settings(deadline=None, max_examples=20)
@given(st.permutations(POOL))
def test_the_order_of_arrival_makes_no_difference(articles):
    assert stories.cluster(articles) == stories.cluster(POOL)


def test_ids_stay_when_articles_arrive():
    before, _ = stories.cluster([a for a in POOL if a.id not in {"a", "m"}])
    after, _ = stories.cluster(POOL, before=before)
    assert {s.story for s in before} <= {s.story for s in after}


def test_splits_and_merges_are_told():
    one, two = Story("s", ("a", "b", "c")), Story("t", ("d",))
    named, changes = stories.reconcile([one, two], [Story("a", ("a", "b", "d")), Story("c", ("c",))])
    assert [s.story for s in named] == ["s", "c"]
    assert changes == [Change("merge", "s", ("t",)), Change("split", "s", ("c",))]


PARTITIONS = st.lists(st.integers(0, 3), min_size=6, max_size=6)


@given(PARTITIONS, PARTITIONS)
def test_ids_are_unique_and_every_article_stands_in_one_story(old, new):
    def parted(labels):
        groups = {}
        for name, label in zip("abcdef", labels, strict=True):
            groups.setdefault(label, []).append(name)
        return [Story(g[0], tuple(g)) for g in groups.values()]

    named, _ = stories.reconcile(parted(old), parted(new))
    assert len({s.story for s in named}) == len(named)
    assert sorted(a for s in named for a in s.articles) == list("abcdef")


def test_an_empty_list_has_no_stories():
    assert stories.cluster([]) == ([], [])


def test_far_days_make_two_stories_of_like_texts():
    found, _ = stories.cluster(
        [article("a", AGENCY, published="2024-01-01"), article("b", AGENCY, published="2024-12-01")]
    )
    assert len(found) == 2
    assert NEWS
