"""Asking at a terminal who gives an order, and letting the house read what came by a pipe."""

import argparse
import getpass
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from clew.rules.sources.faults import Fault, WrongInput, describe

_STANDARD_INPUT = "-"


def add_who(parser: argparse.ArgumentParser) -> None:
    """Let a command say in whose name it is given."""
    parser.add_argument(
        "--as", dest="who", metavar="ADDRESS",
        help="your e-mail address in the house; your passphrase and a code are asked for",
    )  # fmt: skip


def who_asks(arguments: argparse.Namespace) -> dict[str, str]:
    """Return who gives the order, with what they show: typed unseen, or two lines piped in.

    Raises:
        WrongInput: nobody was named.
    """
    if not arguments.who or "@" not in arguments.who:
        found = describe(arguments.who)
        raise WrongInput([Fault("--as", "", found, "your e-mail address in the house")])
    return {
        "address": arguments.who,
        "passphrase": _typed("Your passphrase: "),
        "code": _typed("A code of your app, or a spare code: ").strip(),
    }


def _typed(question: str) -> str:
    # With a table on standard input, getpass asks at the terminal itself.
    if sys.stdin.isatty() or _taken():
        return getpass.getpass(question)
    return sys.stdin.readline().rstrip("\r\n")


def _taken() -> bool:
    return _STANDARD_INPUT in sys.argv[1:]


@contextmanager
def readable(path: str, raw: bytes) -> Iterator[str]:
    """Yield a path by which the process that serves the house reads a file, or what was piped in.

    What was piped in lies in memory where the system can, else in a file of the user's own that is
    removed again.
    """
    if path != _STANDARD_INPUT:
        yield os.path.realpath(path)
        return
    if hasattr(os, "memfd_create"):
        held = os.memfd_create("clew-input")
        try:
            with os.fdopen(os.dup(held), "wb") as written:
                written.write(raw)
            yield f"/proc/{os.getpid()}/fd/{held}"
        finally:
            os.close(held)
        return
    with tempfile.NamedTemporaryFile(prefix="clew-input-") as kept:
        kept.write(raw)
        kept.flush()
        yield kept.name
