"""Maps draw what is known: dots for spots, outlines for countries, nothing for regions; words cover nothing."""

from itertools import pairwise

import pytest

from dateline.web import geometry, labels, maps

SURE = {"certainty": "certain", "polarity": "positive", "tense": "past"}
PLANNED = {**SURE, "tense": "future"}


def stop(place, day, lat, lon, feature="city", country="RU", status=SURE):
    return {"place": place, "date": f"2023-09-{day}", "lat": lat, "lon": lon, "feature": feature, "country": country,
            "status": status}  # fmt: skip


FAR = [stop("Khasan", 12, 42.43, 130.65), stop("Vostochny", 13, 51.88, 128.33), stop("Vladivostok", 16, 43.11, 131.87),
       stop("Knevichi", 16, 43.4, 132.15), stop("Pyongyang", 19, 39.03, 125.75, country="KP")]  # fmt: skip


def test_stops_that_lie_close_are_one_dot_and_an_inset():
    made = maps.draw(FAR, "2023")
    assert [d.number for d in made.main.dots] == ["1", "2", "3–4", "5"]
    assert [d.number for d in made.inset.sheet.dots] == ["3", "4"]


def test_inset_draws_no_coast_that_is_too_coarse_for_it():
    made = maps.draw(FAR, "2023")
    assert made.main.land
    assert not made.inset.sheet.land


def test_leg_has_its_days_and_is_dashed_unless_both_ends_are_certain():
    made = maps.draw([*FAR[:2], stop("Omsk", 17, 54.97, 73.38, status=PLANNED)], "2023")
    assert [(leg.sure, leg.label and leg.label.lines) for leg in made.main.legs] == [
        ("certain", ["12–13 Sep"]), ("probable", ["13–17 Sep"]),
    ]  # fmt: skip
    assert made.told[0] == "Khasan to Vostochny, 12–13 Sep"


def test_region_is_listed_and_country_outlined():
    made = maps.draw(
        [FAR[0], stop("Primorye", 14, 45.0, 135.0, "region"), stop("Japan", 15, 36.0, 138.0, "country", "JP")]
    )
    assert made.pinned == {1}
    assert [place for place, _ in made.missing] == ["Primorye"]
    assert len(made.main.dots) == 1


def test_country_alone_is_still_a_map():
    made = maps.draw([stop("Japan", 15, 36.0, 138.0, "country", "JP")])
    assert made.main.regions
    assert not made.main.dots


def test_nothing_with_a_spot_is_no_map():
    assert maps.draw([stop("the spaceport", 13, None, None, "facility")]) is None


def test_globe_shows_where_and_is_left_out_of_half_the_world():
    assert maps.draw(FAR).globe is not None
    assert maps.draw([stop("A", 1, 60.0, -70.0), stop("B", 2, -35.0, 20.0)]).globe is None


@pytest.mark.parametrize("lon", [-179.0, 0.0, 179.0])
def test_outline_stays_in_its_frame_at_the_date_line(lon):
    project = geometry.Projection([(lon, 66.0)], 380, 400)
    cut = [p for rings in geometry.outlines().values() for ring in rings for p in project.clipped(ring)]
    assert cut or lon == 0.0
    assert all(-5 <= x <= 385 and -5 <= y <= 405 for x, y in cut)


def test_no_outline_jumps_across_the_world():
    rings = [ring for code, rings in geometry.outlines().items() if code != "AQ" for ring in rings]
    assert all(abs(a[0] - b[0]) < 180 for ring in rings for a, b in pairwise(ring))


def box_of(words, letter=labels.LETTER):
    """Where words stand."""
    wide = max(map(len, words.lines)) * letter
    left = {"start": words.x, "middle": words.x - wide / 2, "end": words.x - wide}[words.anchor]
    top = words.y - labels.LINE + 2
    return (left, top, left + wide, top + labels.LINE * len(words.lines))


def crosses(box, a, b):
    """Whether the arc between two dots passes through a box."""
    return any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in maps._curve(a, b, 400))


def test_words_of_an_inset_leave_its_legs_and_arrows_free():
    bergen, oslo = stop("Bergen", 13, 60.39, 5.32, country="NO"), stop("Oslo", 13, 59.91, 10.75, country="NO")
    sheet = maps.draw([bergen, oslo, stop("Tokyo", 20, 35.68, 139.69, country="JP")], "2023").inset.sheet
    assert len(sheet.legs) == 1
    for dot in sheet.dots:
        assert not crosses(box_of(dot.label), *sheet.dots)


def test_name_of_a_country_is_crossed_by_no_leg():
    stops = [stop("Bergen", 13, 60.39, 5.32), stop("Cairo", 14, 30.04, 31.24), stop("Lisbon", 15, 38.72, -9.14)]
    made = maps.draw(stops, "2023")
    assert made.countries
    for words in made.countries:
        box = box_of(words, labels.SPACED)
        assert not any(crosses(box, a, b) for a, b in pairwise(made.main.dots))


def test_words_of_two_dots_do_not_cover_each_other():
    taken = [labels.around(100, 100, 7), labels.around(100, 120, 7)]
    labels.beside(100, 100, 7, ["Vladivostok"], "16 Sep", (380, 400), taken, [])
    labels.beside(100, 120, 7, ["Khasan"], "12 Sep", (380, 400), taken, [])
    assert not labels.overlap(taken[2], taken[3])


@pytest.mark.parametrize(
    ("name", "lines"), [("Oslo", ["Oslo"]), ("Komsomolsk-on-Amur", ["Komsomolsk-", "on-Amur"]),
                        ("Vostochny Cosmodrome", ["Vostochny", "Cosmodrome"])]
)  # fmt: skip
def test_long_name_is_broken_where_it_may_be(name, lines):
    assert labels.wrapped(name) == lines
