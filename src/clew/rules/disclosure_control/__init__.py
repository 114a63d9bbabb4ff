"""Counts that are safe to show. Every page with counts goes through `tables.protect`.

Read in this order: `thresholds` (which counts are small), `lattice` (a table with its margins and
the sums that tie them), `complements` (what to hide beside a small count), `auditing` (the attack
on what would be published), `tables` (the one function).
"""
