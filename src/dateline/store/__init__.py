"""Records kept in a database: schema, writing, queries."""
