"""What is no report, what a participant is not, and the sentence that a report is told by."""

import pytest

from dateline.reports.inflect import Inflections
from dateline.reports.stage import Reports
from tests.reports.conftest import stages


def triggers(reading):
    return [reading.words(d.trigger) for d in reading.reports]


@pytest.fixture
def reworded(read):
    """The reading of a text taken for one that a program has reworded."""

    def reread(text):
        reading = read(text)
        reading.integrity = "reworded"
        next(s for s in stages() if isinstance(s, Reports))(reading)
        return reading

    return reread


@pytest.mark.parametrize(
    "text",
    [
        "An aide, who asked not to be named, said the king was tired.",
        "An official who declined to be identified said the king was tired.",
        "The king was tired, said an officer who spoke on condition of anonymity.",
    ],
)
def test_how_a_source_hides_is_no_report(read, text):
    assert triggers(read(text)) == []


def test_to_be_named_to_a_post_is_a_report(read):
    assert triggers(read("Mira Holt was named ambassador on Monday.")) == ["named"]


def test_what_is_denied_is_the_only_report(read):
    reading = read("The army denied that it had bombed the bridge.")
    (draft,) = reading.reports
    assert (reading.words(draft.trigger), draft.polarity) == ("bombed", "negative")
    assert draft.attribution is not None


def test_the_source_takes_no_part(read):
    reading = read("Fighting near Port Azul has killed at least 12 people since April, according to the Red Crescent.")
    (draft,) = [d for d in reading.reports if d.frame == "kill"]
    assert [reading.words(s) for s in [*draft.actors, *draft.recipients]] == ["at least 12 people"]


def test_a_bare_weekday_of_what_was_agreed_on_is_the_next_one(read):
    reading = read("Norland and Estland agreed on a ceasefire from Friday.")
    (draft,) = reading.reports
    assert (draft.tense, draft.edtf, draft.type) == ("future", "2024-05-17", "RETREAT")
    assert draft.gloss == "Norland and Estland agreed on a ceasefire"


def test_a_day_after_a_participle_that_tells_nothing_dates_its_event(read):
    reading = read("Holt's journey, crowned by a summit with Anton Brandt on Monday, has pleased Estland.")
    (draft,) = [d for d in reading.reports if reading.words(d.trigger) == "summit"]
    assert (draft.edtf, draft.when_basis) == ("2024-05-13", "explicit")


def test_a_meeting_during_a_visit_has_its_mode(read):
    (draft,) = [d for d in read("Mira Holt met the king during a visit to Estland.").reports if d.frame == "meet"]
    assert draft.mode == "visit"


@pytest.mark.parametrize(
    "text",
    [
        "The alliance may gasoline the war.",
        "The weapons may advance the programme.",
        "Mira Holt is utilizing her visit to win friends.",
    ],
)
def test_a_swapped_word_is_no_doing(reworded, text):
    told = triggers(reworded(text))
    assert not {"gasoline", "advance", "utilizing"} & set(told)


def test_a_typed_doing_of_a_reworded_text_stands(reworded):
    assert triggers(reworded("Rebels attacked a convoy.")) == ["attacked"]


@pytest.mark.parametrize(
    ("text", "gloss"),
    [
        ("Mira Holt flew to Baku. She met the king.", "Mira Holt met the king"),
        ("Norland may supply Estland with shells.", "Norland may supply Estland with shells"),
        ("At least 12 soldiers were killed.", "At least 12 soldiers were killed"),
        ("Holt and Brandt held talks.", "Holt and Brandt held talks"),
        ("The army did not close the bridge.", "The army did not close the bridge"),
        ("Norland's invasion of Estland went on.", "Norland invaded Estland"),
        ("Mira Holt travelled to Baku.", "Mira Holt travelled to Baku"),
        ("Mira Holt spoke with the king.", "Mira Holt spoke with the king"),
    ],
)
def test_a_gloss_is_a_plain_sentence(read, text, gloss):
    assert read(text).reports[-1].gloss == gloss


def test_a_gloss_is_short(read):
    long = "the extraordinarily expensive long-range unmanned reconnaissance aircraft of the northern coastal squadron"
    (draft,) = read(f"The commander of the Norland navy inspected {long}.").reports
    assert len(draft.gloss) <= 80


@pytest.mark.parametrize(
    ("lemma", "past", "third"),
    [("meet", "met", "meets"), ("carry", "carried", "carries"), ("ban", "banned", "bans"), ("visit", "visited", "visits"),
     ("shell", "shelled", "shells"), ("reach", "reached", "reaches"), ("close", "closed", "closes")],
)  # fmt: skip
def test_verbs_are_inflected(lemma, past, third):
    forms = Inflections({"meet": ("met", "met")})
    assert (forms.past(lemma), forms.third(lemma)) == (past, third)


def test_what_somebody_travels_for_is_planned_and_not_told_as_done(read):
    reading = read("The king flew to Ankara on Tuesday to sign a gas deal.")
    draft = next(d for d in reading.reports if d.frame == "sign")
    assert (draft.certainty, draft.tense, draft.latest) == ("certain", "future", None)
    assert draft.gloss == "The king to sign a gas deal"


def test_what_happened_has_no_date_to_come(read):
    reading = read("Estland called for a general strike next Monday.")
    draft = next(d for d in reading.reports if d.frame == "demand")
    assert (draft.tense, draft.when_basis, draft.latest) == ("past", "bound", "2024-05-15")


def test_what_is_banned_did_not_happen(read):
    assert triggers(read("The president signed a decree banning imports of Norlandic wine.")) == ["signed"]


def test_who_begins_or_continues_something_does_it(read):
    (draft,) = read("The king continued a visit to Estland.").reports
    assert [draft.gloss, draft.frame] == ["The king visited Estland", "visit"]


def test_a_meeting_has_the_date_of_the_visit_during_which_it_was(read):
    reading = read("The envoy, who had met the king during a rare visit to Estland in March, flew home on Monday.")
    draft = next(d for d in reading.reports if d.frame == "meet")
    assert (draft.edtf, draft.when_basis) == ("2024-03", "inferred")


def test_in_a_reworded_text_the_parser_reads_what_most_likely_stood_there(reworded):
    reading = reworded("The king travelled to Ankara on Monday, the place he plans to satisfy with the envoy.")
    draft = next(d for d in reading.reports if d.frame == "meet")
    assert reading.words(draft.trigger) in ("satisfy", "satisfy with")
    assert "will meet with" in draft.gloss


def test_a_clause_with_where_lies_at_the_place_before_it(read):
    reading = read("The king flew to Odesa, where he inspected a frigate.")
    draft = next(d for d in reading.reports if d.frame == "inspect")
    assert reading.words(draft.place) == "Odesa"
    assert draft.gloss == "The king inspected a frigate in Odesa"


def test_a_bare_month_of_what_is_asked_for_is_the_next_one(read):
    reading = read("The mayor urged Holt to call an election in March.")
    draft = next(d for d in reading.reports if d.frame == "call" or reading.words(d.trigger).startswith("call"))
    assert (draft.edtf, draft.latest) == ("2025-03", "2025-03-31")


def test_why_a_source_stays_unnamed_is_no_report(read):
    text = "An aide, who asked not to be named because she was not authorised to speak, said the king was tired."
    assert triggers(read(text)) == []
