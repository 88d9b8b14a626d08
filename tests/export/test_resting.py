"""What an article rests on."""

import pytest

import dateline
from dateline.export import resting

TEXT = (
    "PORT AZUL (Coast Press) — Rebels shelled the port on Monday, killing four people, the interior ministry said. "
    "The mayor left the city. An official who asked not to be named said two ships had sunk. "
    "Analysts say ties are warm.\n"
)


@pytest.fixture(scope="module")
def found():
    return resting.of(dateline.read(TEXT, published="2024-05-15"))


def test_every_claim_is_counted_once(found):
    voiced = sum(row["claims"] for row in found["sources"])
    assert found["claims"] == voiced + round(found["own_voice"] * found["claims"])


def test_shares_of_kinds_sum_to_one(found):
    assert sum(found["by_kind"].values()) == pytest.approx(1, abs=0.01)


def test_a_source_without_a_name_is_anonymous(found):
    named = {row["source"]: row["named"] for row in found["sources"]}
    assert [name for name in named if "official" in name and not named[name]]
    assert 0 < found["anonymous"] < 1


def test_a_statement_that_tells_no_report_stands_beside_the_claims(found):
    (row,) = [row for row in found["sources"] if "nalysts" in row["source"]]
    assert (row["claims"], row["statements"]) == (0, 1)


def test_an_article_without_claims_rests_on_nobody():
    empty = resting.of(dateline.read("The bay is wide.\n", published="2024-05-15"))
    assert (empty["claims"], empty["sources"], empty["own_voice"]) == (0, [], 0.0)
