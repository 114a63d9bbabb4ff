"""What states do: how long each gives a person to recover, and how that has changed.

`comparison` arranges the dated periods of `rules.law`, `views` shows them. Reads nothing about a
person.
"""
