"""`clew screen ANSWERS`: answers to an indicator instrument, an outcome with reasons."""

import argparse
from collections.abc import Iterator

from clew.rules.indicators.answers import answers_in
from clew.rules.indicators.instruments import Indicator, instrument_ids, question_of
from clew.rules.indicators.screening import Screening, screen
from clew.rules.sources.faults import Fault, WrongInput
from clew.rules.sources.states import State
from clew.rules.sources.strict_yaml import read_documents
from clew.site.cli.streams import print_json, read_input, say

SHOWN_TO_PEOPLE = 5  # questions a person can take in; --json gives all


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "answers", metavar="ANSWERS", help="YAML or JSON: instrument, answers; - reads input"
    )
    parser.add_argument("--json", action="store_true", help="print JSON for machines")
    parser.epilog = f"Instruments: {', '.join(instrument_ids())}."


def run(arguments: argparse.Namespace) -> int:
    """Screen one document of answers."""
    raw, name = read_input(arguments.answers)
    documents = list(read_documents(raw, name=name, words_only=True))
    if len(documents) != 1:
        found = f"{len(documents)} documents"
        raise WrongInput([Fault(name, "", found, "one document: instrument and answers")])
    result = screen(answers_in(documents[0], name=name))
    if arguments.json:
        print_json(as_json(result))
    else:
        say(*in_plain_words(result))
    return 0


def as_json(result: Screening) -> dict[str, object]:
    """Return the answer in the shape of docs/reference/screen.md, which stays put."""
    return {
        "instrument": result.instrument.id,
        "version": result.instrument.version,
        "overall": {
            "outcome": result.overall.outcome,
            "because": result.overall.because,
            "verified": result.overall.state is State.VERIFIED,
        },
        "dimensions": [
            {
                "dimension": item.dimension.id,
                "outcome": item.outcome,
                "because": item.because,
                "counted": [indicator.id for indicator in item.counted],
            }
            for item in result.dimensions
        ],
        "not_covered": list(result.not_covered),
        "ask_next": [_ask(item) for item in result.ask_next],
        "unverified": list(result.unverified),
    }


def _ask(indicator: Indicator) -> dict[str, str]:
    asked = question_of(indicator)
    return {
        "indicator": indicator.id,
        "label": indicator.label,
        "question": asked.question if asked else indicator.label,
    }


def in_plain_words(result: Screening) -> Iterator[str]:
    """Yield the answer line by line for a person reading a terminal."""
    overall = result.overall
    named = overall.published_name or overall.outcome.replace("_", " ")
    yield f"{result.instrument.title}, version {result.instrument.version}"
    yield f"Outcome: {named}. {overall.because}"
    yield "This is a reason to look further or to ask again. It is never a verdict on a person."
    for item in result.dimensions:
        outcome = item.outcome.replace("_", " ")
        yield f"  {item.dimension.id} {item.dimension.name}: {outcome}. {item.because}"
    for combination in result.not_covered:
        yield f"Not covered by the published table: {combination}."
    if result.ask_next:
        yield "Ask next:"
        for indicator in result.ask_next[:SHOWN_TO_PEOPLE]:
            yield f"  - {_ask(indicator)['question']} ({indicator.id})"
        left = len(result.ask_next) - SHOWN_TO_PEOPLE
        if left > 0:
            yield f"  and {left} more; --json lists them."
    for line in result.unverified:
        yield f"Not verified: {line}."
