"""Template pieces of signing in."""
