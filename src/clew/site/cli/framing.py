"""`clew framing TEXT`: wordings that blur smuggling and trafficking, each with a reason."""

import argparse
from collections.abc import Iterator

from clew.rules.framing.checking import check
from clew.rules.framing.findings import Finding, codes
from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.streams import print_json, read_input, say


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("text", metavar="TEXT", help="a text file; - reads input")
    parser.add_argument(
        "--context", action="store_true", help="read each sentence with its paragraph"
    )
    parser.add_argument("--json", action="store_true", help="print JSON for machines")
    parser.epilog = "Nothing is changed in the text: a person decides on every wording."


def run(arguments: argparse.Namespace) -> int:
    """Check one text."""
    raw, name = read_input(arguments.text)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongInput([Fault(name, "", "bytes that are no UTF-8", "a text")]) from None
    found = check(text, context=arguments.context)
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
