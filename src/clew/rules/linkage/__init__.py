"""When two organisations mean the same thing: one exact way to write a number, a door, a name.

Start with `normalise.parts_of`. The parts are what two records may meet under; nothing here
compares, scores or decides.
"""
