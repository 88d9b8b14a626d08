"""Who says so: source, cue and content."""
