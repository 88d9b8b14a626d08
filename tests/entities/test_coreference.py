"""Nominals, pronouns and groups."""

import pytest


def linked(reading, words):
    """The name of the entity that a phrase or pronoun was linked to, by its first place in the text; None if none."""
    start = reading.text.index(words)
    span = (start, start + len(words))
    return next((e.name for e in reading.entities if any(m.span == span for m in e.mentions)), None)


def entity(reading, words):
    return next(e for e in reading.entities if any(reading.words(m.span) == words for m in e.mentions))


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Anna Berg arrived on Monday. She met the king.", "She", "Anna Berg"),
        ("Peter Holm met Anna Berg. He thanked her.", "her.", None),
        ("Peter Holm met Anna Berg on Monday. He thanked the staff.", "He", "Peter Holm"),
        ("Peter Holm met Anna Berg on Monday. She thanked the staff.", "She", "Anna Berg"),
        ("Peter Holm praised his deputy, Anna Berg.", "his", "Peter Holm"),
    ],
)
def test_a_pronoun_means_whom_its_gender_and_the_sentence_allow(read, text, words, name):
    assert linked(read(text), words) == name


def test_a_plain_object_pronoun_is_never_the_subject_of_its_verb(read):
    assert linked(read("Peter Holm arrived. Karl Lund criticised him."), "him") == "Peter Holm"


def test_an_it_that_means_nothing_is_left_alone(read):
    assert linked(read("The Azul Shipping Company denied it. It is clear that prices will rise."), "It is") is None


def test_who_means_the_name_before_it(read):
    assert linked(read("Sergei Holm, who had met the king in July, arrived on Monday."), "who") == "Sergei Holm"


def test_an_office_named_before_its_holder_is_linked(read):
    reading = read("The governor said on Monday that he would resign. Gov. Oleg Berg gave no reason.")
    assert linked(reading, "The governor") == "Oleg Berg"


def test_an_appositive_names_the_same_person(read):
    reading = read("Anton Vik, the commander of the fleet, briefed the king.")
    assert linked(reading, "the commander") == "Anton Vik"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Protesters blocked the road on Monday.", "Protesters"),
        ("Analysts said the vote was close.", "Analysts"),
        ("Residents fled, according to two officials.", "two officials"),
    ],
)
def test_unnamed_people_who_act_or_speak_are_an_anonymous_group(read, text, words):
    found = entity(read(text), words)
    assert (found.kind, found.anonymous) == ("group", True)


def test_two_persons_joined_are_a_group_with_members(read):
    reading = read("Anna Berg and Peter Holm travelled to the coast. They inspected the port.")
    group = next(e for e in reading.entities if e.members)
    assert [reading.words(m) for m in group.members] == ["Anna Berg", "Peter Holm"]
    assert [reading.words(m.span) for m in group.mentions] == ["They"]


def test_the_two_leaders_are_a_group_with_members(read):
    reading = read("Anna Berg met Peter Holm on Monday. The two leaders signed a pact.")
    assert [reading.words(m) for m in entity(reading, "The two leaders").members] == ["Anna Berg", "Peter Holm"]


def test_an_officer_of_another_country_is_not_the_one_named(read):
    reading = read("Prime Minister Anna Berg arrived on Monday. Greece's prime minister hosted the meeting.")
    assert linked(reading, "Greece's prime minister") != "Anna Berg"


def test_the_north_is_the_one_country_of_the_article_so_named(read):
    reading = read("North Korea fired a missile. The North gave no reason.")
    assert entity(reading, "North").name == "North Korea"


def test_officials_of_two_countries_are_a_group_of_two_groups(read):
    reading = read("US and South Korean officials denied the report on Monday.")
    group = entity(reading, "US and South Korean officials")
    assert group.anonymous
    assert [reading.words(m) for m in group.members] == ["US", "South Korean officials"]
    members = [next(e for e in reading.entities if m in [x.span for x in e.mentions]) for m in group.members]
    assert [(m.kind, m.country) for m in members] == [("group", "US"), ("group", "KR")]
