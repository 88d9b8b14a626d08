"""Who says so: source, cue and content."""

from dateline.attributions.stage import Attributions, Found, find

__all__ = ["Attributions", "Found", "find"]
