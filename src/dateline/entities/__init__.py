"""Mentions and their kinds; coreference."""
