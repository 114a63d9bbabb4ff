"""Connecting: sharing and matching, then network, then leads. They see released claims only.

Nothing stands here yet. The floor is present so that its order and its walls hold from the first
module on (pyproject.toml, import contracts; tests/architecture).
"""
