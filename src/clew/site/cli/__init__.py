"""The command line: `clew COMMAND`. Each command is a module with `add` and `run`, loaded alone.

A command answers in a fraction of a second, so nothing is imported that the command named does not
need: Django and the database are loaded only by the commands that serve.
"""

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from clew import __version__
from clew.rules.sources.faults import WrongInput
from clew.rules.sources.records import one_of
from clew.site.cli.streams import complain

DONE, NOT_SO, WRONG = 0, 1, 2

COMMANDS = {
    "screen": "answers to an indicator instrument → an outcome with reasons",
    "classify": "facts → trafficking, smuggling, both or neither, with reasons and articles",
    "framing": "a text → wordings that blur smuggling and trafficking, with reasons",
    "framing-agreement": "what several people said of the same sentences → how far they agree",
    "recovery-period": "the time to recover in a country, and its last day",
    "certificate": "whether the signed lines of a training certificate hold",
    "resolve": "which records of a table are one person, and which may be",
    "network": "records and what they mention → who else may be held, with reasons",
    "network-train": "made worlds → the weights of the re-ranker of `clew network`",
    "match": "one new record against what resolve found",
    "import": "records of another system → people and their files in a house (HTCDS)",
    "export": "records that may leave → a table of another system's standard (HTCDS)",
    "open": "check a package that was released to you, and read it",
    "identity": "make the key pair that packages are sealed to",
    "up": "serve the demonstration on http://localhost:8000",
    "init": "make a new, empty house for a real charity",
    "serve": "serve a real house",
    "unlock": "open a locked house that is being served",
    "lock": "lock a house that is being served: its keys leave the memory",
    "keys": "trustee shares, what keys there are, and exchanging them",
    "database-roles": "what each role of the database may do: printed, or applied",
    "backup": "back a house up, sealed for those who keep its backups",
    "restore": "restore a backup into a new folder, and prove it",
    "drill": "restore a backup on trial, prove it, and say how long it took",
    "audit": "go through the trace of everything that was done and read",
    "manage": "Django's own commands",
    "settings": "list the settings that the environment can give",
}
# A word of Python itself names no module.
_MODULES = {"import": "import_records", "export": "export_records"}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence and leaves with 2, as every command does."""

    def error(self, message: str) -> NoReturn:
        # argparse repeats the words it does not know, and a word can be a person's name.
        if message.startswith("unrecognized arguments"):
            message = "found words nobody reads"
        elif "invalid choice" in message:
            message = f"found a command nobody knows, wanted {one_of(COMMANDS)}"
        elif "ambiguous option" in message:
            message = "found an option that could be more than one"
        complain(f"{self.prog}: {message}. See {self.prog} --help.")
        raise SystemExit(WRONG)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 done, 1 not so, 2 the input or call is wrong."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        try:
            return _run(given)
        finally:
            sys.stdout.flush()
    except WrongInput as wrong:
        for sentence in wrong.sentences:
            complain(sentence)
    except BrokenPipeError:
        # The reader (head, less) has left: nothing more to say, and nothing went wrong.
        _forget_output()
        return DONE
    except OSError as error:
        _forget_output()
        complain(f"The answer could not be written: {error.strerror}.")
    except KeyboardInterrupt:
        complain("Stopped.")
    return WRONG


def _run(given: list[str]) -> int:
    """Load the one command that was named, and nothing of the others."""
    name = given[0] if given else ""
    parser = _Parser(prog="clew", description="Clew, for those who fight human trafficking.")
    parser.add_argument("--version", action="version", version=f"clew {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command, summary in COMMANDS.items():
        sub = commands.add_parser(command, help=summary, description=_capital(summary))
        if command == name:
            named = _MODULES.get(command, command.replace("-", "_"))
            module = importlib.import_module(f"clew.site.cli.{named}")
            module.add(sub)
            sub.set_defaults(run=module.run)
    parsed = parser.parse_args(given)
    return int(parsed.run(parsed))


def _forget_output() -> None:
    """Send what is still in the buffer nowhere, or Python complains of it while it shuts down."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
