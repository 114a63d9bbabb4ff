"""Frozen rows counted, small numbers protected, released by two people."""
