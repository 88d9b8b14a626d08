"""Origins: the worked example of docs/copies.md, and what must hold for any reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.corpus import copies
from dateline.corpus.origins import Derivation, Support, Voice, count, derivations, of_articles
from tests.corpus.press import AGENCY, NEWS, OTHER, article, sentences

MAYOR = Voice("person", "Tomas Hale")
RADIO = Voice("media", "Radio Norland")
COPY = Derivation("twin", "wire", whole=True)


@pytest.mark.parametrize(
    ("supports", "credited", "names"),
    [
        ([Support("wire"), Support("twin")], {}, ["wire"]),
        ([Support("wire"), Support("twin")], {"wire": "NPA"}, ["NPA"]),
        ([Support("a"), Support("b")], {"a": "NPA", "b": "NPA"}, ["NPA"]),
        ([Support("a"), Support("b")], {}, ["a", "b"]),
        ([Support(f"a{i}", chain=(RADIO,)) for i in range(10)], {}, ["Radio Norland"]),
        ([Support("a", chain=(RADIO, MAYOR)), Support("b", chain=(RADIO,))], {}, ["Radio Norland"]),
        ([Support("a", chain=(MAYOR,)), Support("b", chain=(MAYOR,))], {}, ["a", "b"]),
        ([Support("a", chain=(Voice("unnamed"),))], {}, ["a"]),
        ([Support("a", chain=(Voice("document"),))], {}, ["a"]),
        ([Support("a", chain=(Voice("document", "Hale report"),)), Support("b")], {}, ["Hale report", "b"]),
        ([], {}, []),
    ],
)
def test_roots(supports, credited, names):
    assert sorted(o.name for o in count(supports, [COPY], credited).origins) == sorted(names)


def test_a_follow_up_counts_for_its_own_sentences_alone():
    shared = Derivation("later", "wire", (((500, 600), (0, 100)),))
    background, own, wire = Support("later", (520, 560)), Support("later", (0, 90)), Support("wire", (10, 60))
    assert len(count([background, wire], [shared])) == 1
    assert len(count([own, wire], [shared])) == 2


def test_an_undirected_passage_is_one_origin_and_joins_nothing_else():
    shared = Derivation("a", "b", (((0, 50), (100, 150)),), directed=False)
    assert len(count([Support("a", (0, 50)), Support("b", (100, 150))], [shared])) == 1
    assert len(count([Support("a", (60, 90)), Support("b", (0, 50))], [shared])) == 2


TWINS = Derivation("twin", "wire", (((0, 80), (0, 80)), ((81, 160), (81, 160))), whole=True)


def test_what_vouches_for_a_sentence_vouches_for_its_copy():
    vouched, bare = Support("wire", (0, 80), (RADIO,)), Support("twin", (10, 70))
    assert [o.name for o in count([vouched, bare], [TWINS]).origins] == ["Radio Norland"]
    third = Derivation("third", "wire", (((0, 80), (0, 80)),), whole=True)
    assert [o.name for o in count([bare, Support("third", (0, 80), (RADIO,))], [TWINS, third]).origins] == [RADIO.name]


def test_what_vouches_for_one_sentence_vouches_for_no_other():
    result = count([Support("wire", (0, 80), (RADIO,)), Support("twin", (90, 150))], [TWINS])
    assert [o.name for o in result.origins] == ["Radio Norland", "wire"]


def test_the_origins_of_a_story_are_its_groups_and_agencies():
    groups = {"wire": "wire", "twin": "wire", "own": "own", "other": "other"}
    result = of_articles(["own", "twin", "wire", "other"], groups, {"wire": "NPA", "other": "NPA"})
    assert result.to_json() == {
        "articles": 4,
        "origins": 2,
        "origin_list": [
            {"kind": "agency", "name": "NPA", "articles": ["other", "twin", "wire"]},
            {"kind": "text", "name": "own", "articles": ["own"]},
        ],
    }


def test_the_worked_example():
    later = f"{NEWS} {' '.join(sentences(AGENCY)[-3:])}"
    articles = [
        article("wire", AGENCY, published="2024-05-13", publisher="NPA"),
        article("post", AGENCY, published="2024-05-13", publisher="The Norland Post"),
        article("later", later, published="2024-05-16", publisher="Harbor Daily"),
        article("own", OTHER, published="2024-05-14", publisher="Radio Norland"),
    ]
    found, known = copies.pairs(articles)
    taken = derivations(found, known)
    credited = {mark.id: mark.agency for mark in known}
    at = later.index("Port Azul's mayor")
    reports = [
        Support("wire", (AGENCY.index("Port Azul's mayor"), AGENCY.index("A second inspection"))),
        Support("post", (AGENCY.index("Port Azul's mayor"), AGENCY.index("A second inspection"))),
        Support("later", (at, at + 60)),
        Support("own", (0, 80)),
    ]
    result = count(reports, taken, credited)
    assert [(o.kind, o.name, o.articles) for o in result.origins] == [
        ("agency", "NPA", ("later", "post", "wire")),
        ("text", "own", ("own",)),
    ]
    assert result.articles == 4
    assert len(count([*reports, Support("later", (0, 50))], taken, credited)) == 3


NAMES = st.sampled_from("abcde")
SPANS = st.tuples(st.integers(0, 5), st.integers(1, 4)).map(lambda s: (s[0] * 10, s[0] * 10 + s[1] * 10))
DERIVATIONS = st.builds(
    Derivation, NAMES, NAMES, st.lists(st.tuples(SPANS, SPANS), max_size=3).map(tuple), st.booleans(), st.booleans()
)
SUPPORTS = st.builds(Support, NAMES, st.none() | SPANS, st.sampled_from([(), (MAYOR,), (RADIO, MAYOR)]))


@given(st.lists(SUPPORTS, max_size=8), st.lists(DERIVATIONS, max_size=6), st.randoms())
def test_no_more_origins_than_reports_and_order_makes_no_difference(supports, taken, random):
    credited = {"a": "NPA", "b": None}
    result = count(supports, taken, credited)
    assert len(result) <= len(supports)
    assert bool(supports) == bool(len(result))
    assert result.articles == len({s.article for s in supports})
    mixed, turned = list(supports), list(taken)
    random.shuffle(mixed)
    random.shuffle(turned)
    assert count(mixed, turned, credited) == result
