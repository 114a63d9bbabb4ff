"""Template pieces of the look."""
