"""The decisions: labels that follow lawfully, probabilities that are some, weights that fit the code."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.attributions.labelling import FEATURES, LABELS
from dateline.text.decide import Chain, Odds, lawful, spans_of, weights

BIO = ("O", "B-a", "I-a", "B-b", "I-b")
seeds = st.integers(0, 10_000)


def chain(seed):
    made = np.random.default_rng(seed)
    return Chain(
        {
            "labels": BIO,
            "given": np.diag(made.uniform(0.2, 1.2, 5)),
            "features": made.normal(size=(3, 5)),
            "follow": made.normal(size=(6, 5)),
        }
    )


def emissions(fitted, seed, size):
    made = np.random.default_rng(seed + 1)
    return fitted.emissions(made.normal(size=(size, 5)), made.normal(size=(size, 3)))


@given(seeds, st.integers(0, 12))
def test_labels_follow_lawfully(seed, size):
    fitted = chain(seed)
    best, shares = fitted.label(emissions(fitted, seed, size), [(0, size)])
    law = lawful(BIO)
    for before, label in itertools.pairwise([len(BIO), *best]):
        assert law[before, label] == 0.0
    assert np.allclose(shares.sum(axis=1), 1.0)
    assert (shares >= 0).all()


@given(seeds)
def test_best_path_is_the_best_of_all(seed):
    fitted = chain(seed)
    given_by = emissions(fitted, seed, 4)
    best, shares = fitted.label(given_by, [(0, 4)])

    def score(path):
        total = fitted.follow[-1][path[0]] + sum(given_by[t][n] for t, n in enumerate(path))
        return total + sum(fitted.follow[a][b] for a, b in itertools.pairwise(path))

    paths = list(itertools.product(range(5), repeat=4))
    totals = np.array([score(p) for p in paths])
    assert tuple(best) == paths[int(totals.argmax())]
    likely = np.exp(totals - totals.max())
    likely /= likely.sum()
    for place, label in ((0, 1), (2, 2), (3, 0)):
        share = sum(s for s, p in zip(likely, paths, strict=True) if p[place] == label)
        assert shares[place, label] == pytest.approx(share, abs=1e-6)


@given(seeds, st.integers(1, 12))
def test_probabilities_hold_where_labels_are_all_but_ruled_out(seed, size):
    fitted = chain(seed)
    best, shares = fitted.label(emissions(fitted, seed, size) * 400, [(0, size)])
    assert np.isfinite(shares).all()
    assert np.allclose(shares.sum(axis=1), 1.0)
    assert lawful(BIO)[len(BIO), best[0]] == 0.0


@given(seeds, st.lists(st.integers(1, 9), min_size=1, max_size=30))
def test_passages_know_nothing_of_each_other(seed, sizes):
    fitted = chain(seed)
    given_by = emissions(fitted, seed, sum(sizes))
    ends = list(itertools.accumulate(sizes))
    ranges = [(end - size, end) for size, end in zip(sizes, ends, strict=True)]
    together, shares = fitted.label(given_by, ranges)
    for first, end in ranges:
        alone, own = fitted.label(given_by[first:end], [(0, end - first)])
        assert together[first:end].tolist() == alone.tolist()
        assert np.allclose(shares[first:end], own)


def test_tokens_outside_all_passages_have_the_first_label():
    fitted = chain(3)
    best, shares = fitted.label(emissions(fitted, 3, 4), [(1, 3)])
    assert best[0] == best[3] == 0
    assert shares[0, 0] == 1.0


def test_spans_of_labels():
    assert spans_of(["B-a", "I-a", "O", "B-b", "B-b", "I-b"]) == [("a", 0, 1), ("b", 3, 3), ("b", 4, 5)]


def test_odds_weigh_what_they_know():
    odds = Odds({"weights": {"rule": 2.0, "alone": -1.0}, "threshold": 0.5})
    assert odds({"rule": 1.0, "unheard of": 5.0}) == pytest.approx(0.8808, abs=1e-4)
    assert odds.accepts(0.5)
    assert not odds.accepts(0.49)


@given(st.floats(-1e6, 1e6))
def test_odds_stay_between_nothing_and_all(value):
    assert 0.0 <= Odds({"weights": {"x": 1.0}, "threshold": 0.5})({"x": value}) <= 1.0


def test_the_fitted_chain_fits_the_code():
    fitted = Chain(weights("attribution_chain"))
    assert fitted.labels == LABELS
    assert fitted.features.shape == (len(FEATURES), len(LABELS))
