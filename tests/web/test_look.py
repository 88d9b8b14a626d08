"""The style sheet: what is read has contrast enough, what is drawn too (WCAG 2.2: 4.5 and 3)."""

import re

import pytest

from dateline.export.html import style

TEXT = [("ink", "paper"), ("ink-2", "paper"), ("ink-2", "sheet"), ("link", "paper"), ("differ", "differ-bg"),
        ("said", "said-bg"), ("ink", "hit"), ("name", "said-bg"), ("time", "said-bg"), ("place", "said-bg")]  # fmt: skip
DRAWN = [("bar", "paper"), ("edge", "paper"), ("edge", "sea"), ("bar", "land")]


def tokens(dark):
    css = style()
    blocks = re.findall(r":root \{(.*?)\}", css.split("/* ---------- elements")[0], re.DOTALL)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[0]))
    return found | (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[1])) if dark else {})


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("pair", "least"), [(p, 4.5) for p in TEXT] + [(p, 3.0) for p in DRAWN])
def test_contrast(pair, least, dark):
    known = tokens(dark)
    assert contrast(known[pair[0]], known[pair[1]]) >= least
