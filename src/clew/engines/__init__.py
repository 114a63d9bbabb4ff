"""Heavy work without a framework: what is computed over many records at once.

Every room takes frozen dataclasses and gives frozen dataclasses; none reads a table of its own.
"""
