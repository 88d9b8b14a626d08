"""Every construction, a sentence each, written by somebody who had not read the rules."""

import pytest

from tests.attributions.constructions import cases, faults

CASES = cases()


@pytest.mark.parametrize("fast", [True, False], ids=["rules", "encoder"])
@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.id}-{c.construction}")
def test_construction(case, fast):
    assert not faults(case, fast=fast)
