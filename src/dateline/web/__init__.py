"""The pages: the record, read where people look rather than read."""
