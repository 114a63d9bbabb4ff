"""Asking at a terminal who gives an order."""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import Final

from clew.rules.sources.faults import Fault, WrongInput, describe

_TERMINAL: Final = Path("/dev/tty")


def add_who(parser: argparse.ArgumentParser) -> None:
    """Let a command say in whose name it is given."""
    parser.add_argument(
        "--as", dest="who", metavar="ADDRESS",
        help="your e-mail address in the house; your passphrase and a code are asked for",
    )  # fmt: skip


def who_asks(arguments: argparse.Namespace, *, taken: bool = False) -> dict[str, str]:
    """Return who gives the order, with what they show: typed unseen, or two lines piped in.

    Args:
        arguments: of the command.
        taken: whether standard input brings something else; then it is typed at the terminal.

    Raises:
        WrongInput: nobody was named, or standard input is taken and there is no terminal.
    """
    if not arguments.who or "@" not in arguments.who:
        found = describe(arguments.who)
        raise WrongInput([Fault("--as", "", found, "your e-mail address in the house")])
    if taken and not _at_a_terminal():
        found = "standard input that brings the table, and no terminal to type a passphrase at"
        raise WrongInput([Fault("--as", "", found, "a terminal, or the table as a FILE")])
    typed = taken or sys.stdin.isatty()
    return {
        "address": arguments.who,
        "passphrase": _typed("Your passphrase: ", typed=typed),
        "code": _typed("A code of your app, or a spare code: ", typed=typed).strip(),
    }


def _typed(question: str, *, typed: bool) -> str:
    return getpass.getpass(question) if typed else sys.stdin.readline().rstrip("\r\n")


def _at_a_terminal() -> bool:
    """Say whether getpass finds a terminal; without one it would ask what is read already."""
    if os.name == "nt":
        return True  # there it asks the console, whatever was piped in
    try:
        os.close(os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
