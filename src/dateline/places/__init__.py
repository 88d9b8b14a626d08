"""Resolving toponyms."""
