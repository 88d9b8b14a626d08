"""Finding and resolving time expressions."""
