from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.corpus.claims import Amount, Claim, Party, Spot
from dateline.corpus.disputes import agree
from dateline.corpus.events import cluster, families, presence
from dateline.corpus.identity import fold
from dateline.corpus.space import compatible, distance
from dateline.knowledge import Knowledge

ANA, IVO, MARA = (Party(name, f"person:{name.lower()}", name) for name in ("Ana Belov", "Ivo Kern", "Mara Vey"))
PORT = Spot("Port Azul", 43.1, 131.9, country="RU", feature="city")
FAR = Spot("Estham", 10.0, 20.0, country="ES", feature="city")
LAND = Spot("Norland", 60.0, 90.0, country="RU", feature="country")


def claim(article="a1", report="r1", **values):
    made = Claim(
        article=article, report=report, published="2024-05-15", publisher=None, integrity="original", frame="meet",
        type="CONSULT", mode=None, trigger="met", text="", evidence=(), sentence=(0, 1), gloss="", actors=(ANA,),
        recipients=(IVO,), objects=(), companions=(), reciprocal=True, edtf="2024-05-13", earliest="2024-05-13",
        latest="2024-05-13", basis="explicit", where=None, origin=None, quantities=(), certainty="certain",
        polarity="positive", tense="past", voices=(),
    )  # fmt: skip
    return replace(made, **values)


UNDATED = {"edtf": None, "earliest": None, "latest": "2024-05-15", "basis": "bound"}


@pytest.mark.parametrize(
    ("other", "events"),
    [
        ({}, 1),
        ({"actors": (IVO,), "recipients": (ANA,)}, 1),  # who is named first says nothing where both do it
        ({"recipients": ()}, 1),  # silent on the other side
        ({"recipients": (MARA,)}, 2),  # another counterpart
        ({"earliest": "2024-05-14", "latest": "2024-05-14"}, 2),  # two days are two meetings
        ({"earliest": "2024-05-01", "latest": "2024-05-31"}, 1),  # the month holds the day
        (UNDATED, 1),
        ({**UNDATED, "published": "2024-07-01", "latest": "2024-07-01"}, 2),  # too long after
        ({"frame": "talk", "trigger": "talked"}, 1),  # one family
        ({"frame": "accuse", "trigger": "accused"}, 2),
        ({"tense": "future"}, 2),  # a plan is no event that took place
        ({"polarity": "negative"}, 2),  # a denial is linked, not joined
        ({"where": FAR}, 2),
        ({"where": LAND}, 1),  # the country holds the city
    ],
)
def test_one_event_or_two(other, events):
    first = claim(where=PORT)
    assert len(cluster([first, claim("a2", **other)])) == events


def test_a_claim_that_leaves_something_open_never_joins_two_others():
    silent = claim("a3", recipients=())
    groups = cluster([claim("a1"), claim("a2", recipients=(MARA,)), silent])
    assert sorted(len(group) for group in groups) == [1, 2]


def test_actors_that_differ_are_two_events():
    one = claim(frame="accuse", reciprocal=False, trigger="accused")
    assert len(cluster([one, replace(one, article="a2", actors=(MARA,))])) == 2


def test_different_things_are_two_events():
    one = claim(frame="inspect", recipients=(), reciprocal=False, objects=(Party("the frigate", None, ""),))
    other = replace(one, article="a2", objects=(Party("two bombers", None, ""),))
    same = replace(one, article="a3", objects=(Party("a frigate of the fleet", None, ""),))
    assert sorted(len(group) for group in cluster([one, other, same])) == [1, 2]


def test_what_the_text_calls_the_same_is_one_event():
    one = claim(report="r1")
    other = claim(report="r2", frame="dine", actors=(), recipients=(), same=("r1",))
    assert len(cluster([one, other])) == 1


CLAIMS = st.builds(
    claim,
    article=st.sampled_from(["a1", "a2", "a3"]),
    report=st.sampled_from([f"r{n}" for n in range(6)]),
    actors=st.sampled_from([(ANA,), (IVO,), ()]),
    recipients=st.sampled_from([(IVO,), (MARA,), ()]),
    earliest=st.sampled_from(["2024-05-13", "2024-05-14", None]),
    where=st.sampled_from([PORT, FAR, LAND, None]),
    tense=st.sampled_from(["past", "future"]),
)


@given(st.lists(CLAIMS, unique_by=lambda c: (c.article, c.report), max_size=10), st.randoms())
def test_every_claim_stands_in_one_event_whatever_the_order(claims, draw):
    groups = cluster(claims)
    shuffled = list(claims)
    draw.shuffle(shuffled)
    assert cluster(shuffled) == groups
    assert sorted((c.article, c.report) for g in groups for c in g) == sorted((c.article, c.report) for c in claims)
    assert all(len({c.stance for c in group}) == 1 for group in groups)


@pytest.mark.parametrize(
    ("a", "b", "both"),
    [
        ((5, "exact"), (6, "exact"), False),
        ((20, "at_least"), (25, "exact"), True),
        ((30, "at_least"), (25, "exact"), False),
        ((300, "about"), (310, "exact"), True),
        ((10, "at_most"), (12, "at_least"), False),
    ],
)
def test_numbers_that_can_both_be_right(a, b, both):
    one, other = (Amount("dead", value, None, bound, str(value)) for value, bound in (a, b))
    assert agree(one, other) is agree(other, one) is both


def test_places_and_distance():
    assert compatible(PORT, LAND)
    assert not compatible(PORT, FAR)
    assert compatible(PORT, Spot("the spaceport"))
    assert distance(Spot("a", 0, 0), Spot("b", 0, 1)) == pytest.approx(111.19, abs=0.01)


@given(st.text())
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)).removeprefix("the ") == fold(name).removeprefix("the ")


def test_the_table_of_families_is_whole():
    rows = Knowledge().rows("event_families")
    frames = [row["frame"] for row in rows]
    assert len(set(frames)) == len(frames)
    assert frames == sorted(frames)
    assert {row["presence"] for row in rows} <= {"both", "actors", "none"}
    assert all(row["example"].endswith(".") for row in rows)
    assert families(Knowledge())["talk"] == families(Knowledge())["meet"]
    assert presence(Knowledge())["inspect"] == "actors"
