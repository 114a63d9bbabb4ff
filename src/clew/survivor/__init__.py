"""The person and their will: people, consent, contact, claims, release, in that order.

Nothing stands here yet. The floor is present so that its order and its walls hold from the first
module on (pyproject.toml, import contracts).
"""
