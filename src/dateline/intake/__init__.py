"""Files and streams → articles."""
