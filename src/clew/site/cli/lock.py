"""`clew lock`: the keys of a served house leave its memory; it answers one page until unlocked."""

import argparse

from clew.site.cli import houses


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    houses.add_data(parser)


def run(arguments: argparse.Namespace) -> int:
    """Lock."""
    return houses.order_served("house.lock", houses.choose(arguments.data))
