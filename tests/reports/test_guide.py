"""The guide to the record, row by row."""

import pytest

from tests.reports.guide import CASES, NOT_YET


def cells(reading, draft):
    """A draft's cells in words."""
    words = reading.words
    source = next((a.source for a in reading.attributions if a.key == draft.attribution), None)
    return {
        "frame": draft.frame, "type": draft.type, "mode": draft.mode, "reciprocal": draft.reciprocal,
        "certainty": draft.certainty, "polarity": draft.polarity, "tense": draft.tense,
        "actors": [words(s) for s in draft.actors], "recipients": [words(s) for s in draft.recipients],
        "objects": [words(s) for s in draft.objects], "others": [(o.role, words(o.span)) for o in draft.others],
        "edtf": draft.edtf, "earliest": draft.earliest, "latest": draft.latest, "basis": draft.when_basis,
        "place": words(draft.place) if draft.place else None, "relation": draft.relation, "precision": draft.precision,
        "from": words(draft.path_from) if draft.path_from else None, "to": words(draft.path_to) if draft.path_to else None,
        "quantities": [(q.of, q.value, q.bound) for q in draft.quantities], "source": words(source) if source else None,
    }  # fmt: skip


def differences(reading, expected):
    """What the reading has otherwise than expected, a line each."""
    found = {reading.words(d.trigger): cells(reading, d) for d in reading.reports}
    lines = [f"missing {t!r}" for t in expected if t not in found]
    lines += [f"unwanted {t!r}" for t in found if t not in expected]
    for trigger, wanted in expected.items():
        for name, value in wanted.items():
            if trigger in found and found[trigger][name] != value:
                lines.append(f"{trigger!r} {name}: {found[trigger][name]!r}, not {value!r}")
    return lines


def relevant(section, text, expected, lines):
    """Beside what a row is about, other reports of its sentence do no harm unless the row is about noise."""
    if section.startswith("1") or not expected:
        return lines
    return [line for line in lines if not line.startswith("unwanted")]


@pytest.mark.parametrize(("section", "text", "expected"), CASES, ids=[f"{s}: {t}" for s, t, _ in CASES])
def test_the_guide_is_followed(read, section, text, expected):
    lines = relevant(section, text, expected, differences(read(text), expected))
    if text in NOT_YET:
        assert lines, f"this is read now: take it off the list ({NOT_YET[text]})"
        return
    assert not lines
