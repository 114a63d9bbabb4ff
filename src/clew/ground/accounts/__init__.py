"""Organisations, members, roles and circles; who may open which address."""
