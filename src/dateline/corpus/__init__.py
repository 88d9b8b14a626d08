"""Across articles: copies, origins, stories, events, timelines, itineraries; pure functions."""
