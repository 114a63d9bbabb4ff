"""Published indicator instruments: what they ask, how they decide, and where they stay silent.

Read `instruments` (the instruments as data), then `screening` (answers in, outcome with reasons
out). An outcome is a reason to look further, never a verdict on a person.
"""
