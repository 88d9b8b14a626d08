"""Dateline reads news and tells you who says so."""
