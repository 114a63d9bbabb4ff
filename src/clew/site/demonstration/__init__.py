"""A made-up world to show, to test and to measure on: pure, by seed, with today passed in.

`making.made_world` makes it. Nothing is imported here: Django loads this package at every start.
"""
