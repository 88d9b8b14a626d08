"""Names: where they stand, what they are, which belong together."""

import pytest


def names(reading, kind=None):
    """The texts of the name mentions of the entities of a kind, an entity a list."""
    return [
        [reading.words(m.span) for m in e.mentions if m.form == "name"]
        for e in reading.entities
        if kind in (None, e.kind) and any(m.form == "name" for m in e.mentions)
    ]


def entity(reading, words):
    """The entity of which some mention has these words."""
    return next(e for e in reading.entities if any(reading.words(m.span) == words for m in e.mentions))


def toponyms(reading):
    return [reading.words(p.span) for p in reading.places]


@pytest.mark.parametrize(
    ("text", "name", "titles"),
    [
        ("Gov. Oleg Berg spoke to reporters on Monday.", "Oleg Berg", ["Gov."]),
        ("Defence Minister Sergei Holm met the king on Monday.", "Sergei Holm", ["Defence Minister"]),
        ("Former president Maria Lund was arrested on Friday.", "Maria Lund", ["Former president"]),
        ("The officers met Lt. Gen. Anton Vik on Friday.", "Anton Vik", ["Lt. Gen."]),
    ],
)
def test_a_title_is_no_part_of_the_name(read, text, name, titles):
    found = entity(read(text), name)
    assert found.kind == "person"
    assert found.titles == titles


def test_a_possessive_ending_is_no_part_of_the_name(read):
    reading = read("Anna Berg's lawyer rejected the charge. Berg’s party backed her.")
    assert names(reading, "person")[0] == ["Anna Berg", "Berg"]


def test_a_surname_belongs_to_the_person_named_in_full(read):
    reading = read("Sergei Holm arrived on Monday. Holm then left. The talks with Holm had failed.")
    assert names(reading, "person") == [["Sergei Holm", "Holm", "Holm"]]


def test_two_persons_of_one_surname_are_told_apart_by_what_was_named_last(read):
    reading = read("Anna Berg won the vote. Berg thanked the voters. Peter Berg lost it. Berg asked for a recount.")
    assert names(reading, "person") == [["Anna Berg", "Berg"], ["Peter Berg", "Berg"]]


def test_an_acronym_in_brackets_is_another_name(read):
    reading = read("The Norland Dock Workers Union (NDWU) called a strike. NDWU said it would last a week.")
    assert ["Norland Dock Workers Union", "NDWU", "NDWU"] in names(reading, "organization")


@pytest.mark.parametrize("name", ["Tu-160", "MiG-31"])
def test_a_designation_beside_a_weapon_noun_is_a_weapon(read, name):
    reading = read(f"The air force sent {name} bombers to the coast on Monday.")
    assert [name] in names(reading, "weapon")


def test_designations_in_a_row_are_all_weapons(read):
    reading = read("He saw the Tu-160, Tu-95 and Tu-22 bombers at the airfield.")
    assert names(reading, "weapon") == [["Tu-160"], ["Tu-95"], ["Tu-22"]]


@pytest.mark.parametrize(
    "text",
    ["They inspected the Admiral Belov frigate on Monday.", "They inspected the frigate Admiral Belov on Monday."],
)
def test_a_ship_named_after_a_person_is_a_vessel(read, text):
    reading = read(text)
    assert ["Admiral Belov"] in names(reading, "vessel")
    assert not names(reading, "person")


def test_a_place_by_its_noun_is_a_toponym_and_no_person(read):
    reading = read("The delegation reached the port city of Zelenovar on Monday. Zelenovar was quiet.")
    assert toponyms(reading).count("Zelenovar") == 2
    assert not names(reading, "person")


def test_a_hyphenated_name_is_whole(read):
    reading = read("He visited a plant in Zelen-on-Amur on Friday.")
    assert "Zelen-on-Amur" in toponyms(reading)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("The Norland Defence Ministry denied the report.", "organization", "Norland Defence Ministry"),
        ("He studied at the University of Port Azul.", "organization", "University of Port Azul"),
        ("Flights from Azul International Airport were delayed.", "facility", "Azul International Airport"),
    ],
)
def test_the_words_of_a_name_say_its_kind(read, text, kind, name):
    assert [name] in names(read(text), kind)


@pytest.mark.parametrize(
    ("text", "as_"),
    [
        ("Moscow rejected the offer on Monday.", "government"),
        ("Critics of Moscow's war were arrested.", "government"),
        ("He arrived in Moscow on Monday.", "location"),
        ("Moscow's airports were closed.", "location"),
    ],
)
def test_a_capital_that_acts_is_its_government(read, text, as_):
    reading = read(text)
    assert [p.as_ for p in reading.places if reading.words(p.span) == "Moscow"] == [as_]
    russia = [e for e in reading.entities if e.kind == "country" and e.country == "RU"]
    assert len(russia) == (as_ == "government")


def test_an_adjective_is_a_mention_of_its_country_and_a_demonym(read):
    reading = read("North Korean troops left. North Korea gave no reason.")
    (country,) = [e for e in reading.entities if e.kind == "country"]
    assert (country.name, country.country) == ("North Korea", "KP")
    assert [p.as_ for p in reading.places] == ["demonym", "location"]


def test_the_country_before_a_title_is_the_person_s(read):
    assert entity(read("Japanese Prime Minister Anna Berg resigned on Monday."), "Anna Berg").country == "JP"


def test_agencies_are_known(read):
    found = entity(read("The troops crossed the river, KCNA stated on Monday."), "KCNA")
    assert (found.kind, found.country) == ("organization", "KP")


@pytest.mark.parametrize("text", ["", " \n", "🙂🙂", "\x00", "the", "(((", "A" * 5000, "Mr", "Gov. ", "'s", "Tu-"])
def test_odd_texts_pass(read, text):
    read(text)
