"""`clew framing FOLDER -o OUT`."""
import argparse


def run(arguments: argparse.Namespace) -> int:
    """Check a folder."""
    raise NotImplementedError
