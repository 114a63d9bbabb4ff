"""Standing by: casework first, then advocacy, proceedings and evidence side by side.

Nothing stands here yet. The floor is present so that its order and its walls hold from the first
module on (pyproject.toml, import contracts).
"""
