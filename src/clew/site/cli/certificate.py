"""`clew certificate`: whether the signed lines of a training certificate hold."""

import argparse
import re
import sys
from datetime import date
from pathlib import Path
from typing import Final

from clew.engines.packages.fingerprints import fingerprint_words
from clew.recognise.training.signing import checked
from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.streams import print_json, say

_KEY: Final = re.compile(r"[0-9a-fA-F]{64}\Z")
_LARGEST: Final = 10_000
_NOT_SO: Final = 1


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "lines", metavar="FILE", help="the signed lines as they stand on the paper; - for input"
    )
    parser.add_argument("--key", metavar="KEY", help="the key of the house it should be of")
    parser.add_argument("--json", action="store_true", help="print JSON for machines")


def run(arguments: argparse.Namespace) -> int:
    """Print what the certificate says; exit 1 where it has run out, 2 where it does not hold."""
    if arguments.key and not _KEY.match(arguments.key):
        raise WrongInput([Fault("--key", "", "no key", "64 hexadecimal digits")])
    said = checked(_read(arguments.lines), key=arguments.key)
    today = date.today()  # noqa: DTZ011 -- the day where the command is run
    runs = said.until_on >= today
    if arguments.json:
        print_json(
            {
                "name": said.name,
                "course": said.course,
                "passed_on": said.passed_on.isoformat(),
                "until_on": said.until_on.isoformat(),
                "issued_by": said.issued_by,
                "number": said.number,
                "session": said.session,
                "key": said.key,
                "key_words": fingerprint_words(said.key),
                "key_was_given": arguments.key is not None,
                "runs": runs,
            }
        )
    else:
        say(f"{said.name}: {said.course}. Passed on {said.passed_on}, valid until {said.until_on}.")
        say(f"Issued by {said.issued_by}, number {said.number}. The signature holds.")
        if said.session:
            say(f"Training session: {said.session}.")
        if arguments.key is None:
            say(f"Whose key it is, compare by its words: {fingerprint_words(said.key)}")
        if not runs:
            say("It has run out.")
    return 0 if runs else _NOT_SO


def _read(name: str) -> str:
    try:
        if name == "-":
            return sys.stdin.read(_LARGEST)
        with Path(name).open(encoding="utf-8") as opened:
            return opened.read(_LARGEST)
    except (OSError, UnicodeDecodeError):
        raise WrongInput([Fault(name, "", "no file of text", "the signed lines")]) from None
