"""The command line: `clew COMMAND`. Each command is a module with `add` and `run`, loaded alone.

A command answers in a fraction of a second, so nothing is imported that the command named does not
need: Django and the database are loaded only by the commands that serve.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

from clew import __version__
from clew.rules.sources.faults import WrongInput
from clew.site.cli.streams import complain

DONE, NOT_SO, WRONG = 0, 1, 2

COMMANDS = {
    "screen": "answers to an indicator instrument → an outcome with reasons",
    "classify": "facts → trafficking, smuggling, both or neither, with reasons and articles",
    "recovery-period": "the time to recover in a country, and its last day",
    "up": "serve the demonstration on http://localhost:8000",
    "serve": "serve Clew for real use",
    "manage": "Django's own commands",
    "settings": "list the settings that the environment can give",
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence and leaves with 2, as every command does."""

    def error(self, message: str) -> None:  # type: ignore[override]
        complain(f"{self.prog}: {message}. See {self.prog} --help.")
        raise SystemExit(WRONG)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 done, 1 not so, 2 the input or call is wrong."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    name = given[0] if given else ""
    parser = _Parser(prog="clew", description="Clew, for those who fight human trafficking.")
    parser.add_argument("--version", action="version", version=f"clew {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command, summary in COMMANDS.items():
        sub = commands.add_parser(command, help=summary, description=_capital(summary))
        if command == name:
            module = importlib.import_module(f"clew.site.cli.{command.replace('-', '_')}")
            module.add(sub)
            sub.set_defaults(run=module.run)
    parsed = parser.parse_args(given)
    try:
        return int(parsed.run(parsed))
    except WrongInput as wrong:
        for sentence in wrong.sentences:
            complain(sentence)
        return WRONG
    except BrokenPipeError:
        # The reader (head, less) has left: nothing more to say, and nothing went wrong.
        sys.stderr.close()
        return DONE
    except KeyboardInterrupt:
        complain("Stopped.")
        return WRONG


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
