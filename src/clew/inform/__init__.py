"""Telling: figures, comparisons of states and submissions. Reads nothing about a person."""
