"""Who says so: source, cue and content."""

from dateline.attributions.stage import Attributions, find

__all__ = ["Attributions", "find"]
