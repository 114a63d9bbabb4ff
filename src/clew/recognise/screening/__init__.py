"""Guided screening: one question a page, why and how to ask it, and an outcome with reasons.

Nothing is stored: the answers travel in the page and are gone when it is closed. `interview` holds
what was answered so far, `views` moves through it, `rules.indicators` decides.
"""
