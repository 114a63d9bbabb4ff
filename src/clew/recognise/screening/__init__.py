"""Guided screening: one question a page, why and how to ask it, and an outcome with reasons.

The interview is open to all and keeps nothing: the answers travel in the page and are gone when it
is closed. `interview` holds what was answered so far, `views` moves through it, `rules.indicators`
decides. Somebody signed in may keep one for a person (`actions`), sealed, and read it again
(`queries`, pages in `kept`).
"""
