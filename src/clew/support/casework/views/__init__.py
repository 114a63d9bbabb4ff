"""The pages of a case: each fetches by a query, binds a form, calls one action."""
