"""Formats of others: their fields as published, and what this project does with each.

`delimited` reads a table of text, `htcds` knows the fields of the Human Trafficking Case Data
Standard, `cells` one cell, `records` a whole table: all of it, or a sentence for each fault.
`writing` writes one. Nothing here knows a person, a house or a database.
"""
