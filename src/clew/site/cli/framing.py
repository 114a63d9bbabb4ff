"""`clew framing TEXT`: wordings that blur smuggling and trafficking, each with a reason."""

import argparse
import os
from collections.abc import Iterator

from clew.engines.texts.languages import in_english
from clew.engines.texts.reading import LARGEST_FILE, WANTED, read
from clew.rules.framing.checking import check
from clew.rules.framing.findings import Finding, codes
from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.streams import Progress, complain, print_json, read_input, say


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "text", metavar="TEXT", help=f"{WANTED}; - reads input; or a FOLDER of them"
    )
    parser.add_argument(
        "--context", action="store_true", help="read each sentence with its paragraph"
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="print the plain text that is read, in whose characters places are told, and no more",
    )
    parser.add_argument(
        "-o", "--out", metavar="OUT", help="of a FOLDER: the folder to write rates and plots to"
    )
    parser.add_argument(
        "--index", metavar="FILE", help="of a FOLDER: CSV with file, source, date (2026-01-31)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON for machines")
    parser.epilog = "Nothing is changed in a text: a person decides on every wording."


def run(arguments: argparse.Namespace) -> int:
    """Check one text, or all of a folder."""
    if os.path.isdir(arguments.text):  # noqa: PTH112 -- false, not an error, of a name that is none
        from clew.site.cli import framing_folder  # noqa: PLC0415 -- draws, which is slow to import

        return framing_folder.run(arguments)
    for name in ("out", "index"):
        if getattr(arguments, name):
            option = {"out": "-o", "index": "--index"}[name]
            raise WrongInput([Fault(option, "", "one text", "a FOLDER of texts with it")])
    raw, name = read_input(arguments.text, most=LARGEST_FILE)
    with Progress() as told:
        told(f"reading {name}")
        reading = read(raw, name)
        if arguments.plain:
            print(reading.text)
            return 0
        notes = (*reading.notes, *in_english(reading.text, name))
        told(f"checking {len(reading.text):,} characters")
        found = check(reading.text, context=arguments.context)
    for note in notes:
        complain(f"Note: {note}.")
    if arguments.json:
        print_json([as_json(each) for each in found])
    else:
        say(*in_plain_words(found))
    return 0


def as_json(finding: Finding) -> dict[str, object]:
    """Return a finding in the shape of docs/reference/framing.md, which stays put."""
    return {
        "sentence": finding.sentence,
        "start": finding.start,
        "end": finding.end,
        "code": finding.code,
        "severity": finding.severity,
        "because": finding.because,
        "suggestion": finding.suggestion,
        "voice": finding.voice.value,
    }


def in_plain_words(findings: list[Finding]) -> Iterator[str]:
    """Yield lines for a reader: each sentence once, what to look at, and why."""
    if not findings:
        yield "No wording was found that blurs the two. A reader may still find one."
        return
    last = ""
    for each in findings:
        if each.sentence != last:
            yield ""
            yield each.sentence
            last = each.sentence
        weight = ("", "note", "should change", "does harm")[each.severity]
        whose = "" if each.voice == "author" else f", {each.voice} words"
        yield f"  {codes()[each.code].name} ({each.code}, {weight}{whose})"
        yield f"    {each.because}"
        yield f"    {each.suggestion}"
