"""The text of an article: its parts, its parse, the working state of a reading."""
