"""The places stage: finding, resolving, and what a toponym is used as."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.places import Places, resolve
from dateline.record import Article
from dateline.text.reading import PlaceDraft, Reading


def one(text, word, **given_):
    start = text.index(word)
    (place,) = resolve(text, [(start, start + len(word))], **given_)
    return place


def found(text):
    return {text[p.span[0] : p.span[1]]: p for p in resolve(text)}


@pytest.mark.parametrize(
    ("text", "word", "country", "admin1"),
    [
        ("He lives in Paris, Texas.", "Paris", "US", "Texas"),
        ("He lives in Paris.", "Paris", "FR", None),
        ("She landed in Vladivostok on Friday.", "Vladivostok", "RU", "Primorsky Krai"),
        ("Georgia and Armenia signed it in Tbilisi.", "Georgia", "GE", None),
        ("Police in Atlanta, Georgia, arrested him.", "Georgia", "US", None),
        ("Rain fell on London, Ontario, all night.", "London", "CA", "Ontario"),
    ],
)
def test_container_and_prominence_choose_among_namesakes(text, word, country, admin1):
    place = one(text, word)
    assert place.country == country
    if admin1:
        assert place.admin1 == admin1


def test_one_name_has_one_sense_in_an_article():
    text = "The mayor of Springfield, Illinois, spoke. Springfield is proud."
    places = [p for p in resolve(text, [(13, 24), (43, 54)]) if p.name == "Springfield"]
    assert [p.admin1 for p in places] == ["Illinois", "Illinois"]


def test_what_no_table_knows_stays_unresolved():
    place = one("The ferry left Qzxwvria at dawn.", "Qzxwvria")
    assert place.lat is None
    assert place.lon is None
    assert place.name == "Qzxwvria"


@pytest.mark.parametrize(
    ("text", "word", "as_"),
    [
        ("The talks were held in Moscow.", "Moscow", "location"),
        ("Critics of Moscow's war marched.", "Moscow", "government"),
        ("Korean troops moved.", "Korean", "demonym"),
        ("The Kremlin denied it.", "Kremlin", "government"),
        ("They settled in Primorye.", "Primorye", "location"),
        ("Ankara accused the rebels.", "Ankara", "government"),
    ],
)
def test_usage(text, word, as_):
    assert one(text, word).as_ == as_


@pytest.mark.parametrize(
    ("text", "country", "as_"),
    [
        ("North Korea shut the road. The North fired two shells.", "KP", "government"),
        ("North Korea shut the road. It rained in the North.", "KP", "location"),
    ],
)
def test_a_compass_word_stands_for_the_one_country_of_that_name(text, country, as_):
    start = text.rindex("North")
    spans = [(text.index("North Korea"), text.index("North Korea") + 11), (start, start + 5)]
    place = resolve(text, spans)[1]
    assert (place.country, place.as_) == (country, as_)


def test_a_compass_word_between_two_countries_stands_for_neither():
    text = "North Korea and North Macedonia met. The North left."
    spans = [(0, 11), (16, 31), (41, 46)]
    assert resolve(text, spans)[2].country not in ("KP", "MK")


def test_finds_places_and_leaves_names_of_other_things():
    text = "Reading is fun, said the Washington Post. President Lincoln flew from Nairobi to Kenya's coast."
    assert set(found(text)) == {"Nairobi", "Kenya"}


def test_the_stage_keeps_given_drafts_in_order():
    text = "From Oslo to Baku."
    reading = Reading(Article.make(text))
    reading.places = [PlaceDraft((13, 17), "Baku"), PlaceDraft((5, 9), "Oslo")]
    Places()(reading)
    assert [p.name for p in reading.places] == ["Oslo", "Baku"]
    assert all(p.lat is not None and 0 < p.p <= 1 for p in reading.places)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text):
    for place in resolve(text):
        start, end = place.span
        assert 0 <= start < end <= len(text)
        assert place.lat is None or -90 <= place.lat <= 90
        assert place.lon is None or -180 <= place.lon <= 180
        assert 0 <= place.p <= 1


@pytest.mark.parametrize("text", ["", "   \n\n", "🌍🌍", "Paris " * 5000])
def test_odd_texts_raise_nothing(text):
    resolve(text)
