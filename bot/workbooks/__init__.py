"""A county's spreadsheet in, rows with reasons out."""
