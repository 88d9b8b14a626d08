"""Retelling: texts that people wrote from one text, against follow-ups and other reports of the event."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.corpus import copies
from dateline.corpus.fingerprint import fingerprint
from dateline.corpus.retelling import PASSAGE, RETOLD, RUN, has_passage, retold
from tests.corpus.press import AGENCY, NEWS, OTHER, article, sentences

RETOLD_BY_A_PERSON = (
    "The Harbor Bridge in Port Azul is open again. Two weeks after a barge struck its eastern pier, the first lorries "
    "crossed at dawn on Monday, the transport ministry of Norland said, and by noon about 300 vehicles an hour passed. "
    "The repair cost 14 million crowns, half of what engineers had feared, said Minister Ana Reyes, who thanked crews "
    "from Estland: they had sent two floating cranes and 60 welders last week. According to the ministry, Belov "
    "Shipping, the barge's owner, has agreed to pay for the pier. Since May 1, residents of Sant Elm had relied on a "
    "ferry that sails twice a day. Mayor Tomas Hale spoke of the worst disruption since the flood of 2009. Divers from "
    "the University of Estland will examine the western pier on June 15, in a second inspection."
)


def made(text):
    return fingerprint(article("x", text))


def test_a_text_retold_by_a_person_is_a_copy():
    one, other = made(RETOLD_BY_A_PERSON), made(AGENCY)
    assert has_passage(one, other)
    assert retold(one, other) >= RETOLD
    assert copies.compare(one, other).is_copy


@pytest.mark.parametrize("text", [OTHER, NEWS])
def test_another_report_of_the_event_has_no_passage_in_common(text):
    assert not has_passage(made(text), made(AGENCY))


def test_a_follow_up_is_not_retold_however_much_it_takes_whole():
    follow_up = made(f"{NEWS} {' '.join(sentences(AGENCY)[-4:])}")
    assert has_passage(follow_up, made(AGENCY))
    assert retold(follow_up, made(AGENCY)) == 0.0
    assert copies.compare(follow_up, made(AGENCY)).class_ == "partial"


WORDS = [
    f"{a}{b}" for a in ("harbor", "ferry", "winter", "signal", "copper") for b in ("ling", "wise", "dom", "ward", "ful")
]
PASSAGE_OF = " ".join(WORDS[: RUN + PASSAGE - 1])


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        (f"{PASSAGE_OF.capitalize()}.", True),
        (f"{PASSAGE_OF.rsplit(' ', 1)[0].capitalize()}.", False),
        (f'"We saw {PASSAGE_OF} there," she said.', False),
    ],
    ids=["long enough", "a word too short", "in quotation marks"],
)
def test_how_long_a_passage_is(passage, found):
    assert has_passage(made(f"{NEWS} {passage}"), made(f"{OTHER} {passage}")) is found


def test_one_long_passage_counts_also_between_other_names():
    long = " ".join(WORDS)
    one = f"{NEWS} In Vestby Jana Lund and Per Aas {long} at noon."
    other = f"{OTHER} On Sunday Marta Okoye of Sant Elm {long} by night."
    assert has_passage(made(one), made(other))


@given(st.text(max_size=200), st.sampled_from([AGENCY, ""]))
def test_any_text_has_a_share(text, other):
    assert 0.0 <= retold(made(text), made(other)) <= 1.0
    assert has_passage(made(text), made(other)) is has_passage(made(other), made(text))


def test_a_text_is_retold_whole_by_itself():
    assert retold(made(AGENCY), made(AGENCY)) == 1.0
