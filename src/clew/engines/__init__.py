"""Heavy work without a framework: what is computed over many records, and packages that leave.

Every room takes frozen dataclasses and gives frozen dataclasses; none reads a table of its own.
"""
