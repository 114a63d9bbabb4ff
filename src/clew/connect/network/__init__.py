"""People and what they share, drawn and as a table."""
