"""`clew framing-agreement A.csv B.csv`: how far people code the same sentences alike."""

import argparse

from clew.engines.reliability import alpha
from clew.rules.framing.agreement import MOST_CODERS, compare
from clew.rules.framing.agreement_files import (
    as_json,
    differences_as_csv,
    in_plain_words,
    measures_as_csv,
)
from clew.rules.framing.codings import coding_of
from clew.rules.framing.units import units_of
from clew.rules.sources.documents import LARGEST_BYTES
from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.streams import print_json, read_input, say


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "files", nargs="+", metavar="CODING", help="the coding file of each coder, two at least"
    )
    parser.add_argument("--text", metavar="TEXT", help="the text, to show the words they differ on")
    out = parser.add_mutually_exclusive_group()
    out.add_argument("--json", action="store_true", help="print JSON for machines")
    out.add_argument(
        "--csv", choices=("measures", "differences"), help="print one of the two as a table"
    )
    parser.epilog = "A coding file comes from the page on which sentences are coded."


def run(arguments: argparse.Namespace) -> int:
    """Compare coding files."""
    if len(arguments.files) > MOST_CODERS:
        found, wanted = f"{len(arguments.files)} files", f"2 to {MOST_CODERS}"
        raise WrongInput([Fault("CODING", "", found, wanted)])
    agreement = compare(
        [coding_of(text, where=name) for text, name in map(_text, arguments.files)], alpha=alpha
    )
    sentences: tuple[str, ...] = ()
    if arguments.text:
        text, name = _text(arguments.text)
        units = units_of(text, where=name)
        if units.digest != agreement.digest:
            wanted = "the text whose sentences were coded"
            raise WrongInput([Fault(name, "", "another text", wanted)])
        sentences = units.sentences
    if arguments.json:
        print_json(as_json(agreement))
    elif arguments.csv == "measures":
        say(measures_as_csv(agreement).removesuffix("\n"))
    elif arguments.csv == "differences":
        say(differences_as_csv(agreement, sentences).removesuffix("\n"))
    else:
        say(*in_plain_words(agreement, sentences))
    return 0


def _text(path: str) -> tuple[str, str]:
    raw, name = read_input(path)
    if len(raw) > LARGEST_BYTES:
        found, wanted = "a file that is too large", f"{LARGEST_BYTES // 1_000_000} MB at most"
        raise WrongInput([Fault(name, "", found, wanted)])
    try:
        return raw.decode("utf-8-sig"), name
    except UnicodeDecodeError:
        raise WrongInput([Fault(name, "", "bytes that are no UTF-8", "a text")]) from None
