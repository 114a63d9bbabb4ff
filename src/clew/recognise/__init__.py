"""Seeing: a worker learns the signs, asks safely, and sets trafficking beside smuggling."""
