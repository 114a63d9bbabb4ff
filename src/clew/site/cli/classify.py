"""`clew classify FACTS`: trafficking beside smuggling for every facts document of a file."""

import argparse
import textwrap
from collections.abc import Iterator

from clew.rules.law.classification import Classification, classify
from clew.rules.law.deadlines import in_words
from clew.rules.law.elements import codes
from clew.rules.law.facts import Facts, facts_in
from clew.rules.law.findings import Finding, words
from clew.rules.law.known import Met
from clew.rules.sources.citations import Citation
from clew.rules.sources.documents import Document
from clew.rules.sources.faults import Fault, WrongInput
from clew.rules.sources.states import State
from clew.rules.sources.strict_yaml import read_documents
from clew.site.cli.streams import print_json, read_input, say, with_progress

_MARKS = {Met.MET: "●", Met.NOT_MET: "○", Met.UNKNOWN: "?"}
_INDENT = "    "


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("facts", metavar="FACTS", help="YAML or JSON file of facts; - reads input")
    parser.add_argument("--json", action="store_true", help="print JSON for machines")
    parser.epilog = f"Jurisdictions with data: {', '.join(sorted(codes()))}."


def run(arguments: argparse.Namespace) -> int:
    """Classify every document, or none: a fault anywhere in the file prints no answer."""
    raw, name = read_input(arguments.facts)
    results = _classified(raw, name)
    if not results:
        raise WrongInput([Fault(name, "", "no facts", "at least one document of facts")])
    if arguments.json:
        answers = [as_json(result) for _, result in results]
        print_json(answers[0] if len(answers) == 1 else answers)
    else:
        for facts, result in results:
            say(*in_plain_words(facts, result), "")
    return 0


def _classified(raw: bytes, name: str) -> list[tuple[Facts, Classification]]:
    """Read and classify all documents, and name the faults of all of them in one round."""
    seen: dict[str, int] = {}
    results: list[tuple[Facts, Classification]] = []
    faults: list[Fault] = []
    documents = enumerate(read_documents(raw, name=name, words_only=True), start=1)
    for number, document in with_progress(documents, what="documents"):
        try:
            facts = facts_in(document, name=name, number=number)
            results.append((facts, _classify_at(document, facts, f"{name}, document {number}")))
        except WrongInput as wrong:
            faults += wrong.faults
            continue
        if facts.id in seen:
            found = f"the id of document {seen[facts.id]}"
            faults.append(Fault(f"{name}, document {number}", "id", found, "an id of its own"))
        seen.setdefault(facts.id, number)
    if faults:
        raise WrongInput(faults)
    return results


def _classify_at(document: Document, facts: Facts, where: str) -> Classification:
    """Classify one document; a fault of the law itself names the line of its key."""
    try:
        return classify(facts)
    except WrongInput as wrong:
        placed = [
            Fault(
                f"{where}, line {document.line_of((fault.where,))}",
                fault.where,
                fault.found,
                fault.wanted,
            )
            for fault in wrong.faults
        ]
        raise WrongInput(placed) from None


# --- for machines -----------------------------------------------------------------------------


def as_json(result: Classification) -> dict[str, object]:
    """Return the answer in the shape of docs/reference/classify.md, which stays put."""
    return {
        "id": result.id,
        "conclusion": result.conclusion,
        "trafficking": result.trafficking,
        "smuggling": result.smuggling,
        "aggravated": result.aggravated,
        "elements": [_element(item) for item in result.elements],
        "consequences": [
            {
                "what": item.what,
                "because": item.because,
                "citations": [cited(citation) for citation in item.citations],
                "verified": item.state is State.VERIFIED,
            }
            for item in result.consequences
        ],
        "ask_next": [
            {
                "question": item.question,
                "settles": item.settles,
                "because": item.why,
                "facts": list(item.facts),
            }
            for item in result.ask_next
        ],
    }


def _element(item: Finding) -> dict[str, object]:
    return {
        "element": item.element,
        "finding": item.finding,
        "because": item.because,
        "citations": [cited(citation) for citation in item.citations],
    }


def cited(citation: Citation) -> dict[str, str]:
    """Return a citation with the state it carries."""
    shown = {
        "text": citation.text,
        "source": citation.source,
        "locator": citation.locator,
        "state": citation.state,
    }
    return shown | ({"note": citation.note} if citation.note else {})


# --- for people -------------------------------------------------------------------------------


def in_plain_words(facts: Facts, result: Classification) -> Iterator[str]:
    """Yield the answer line by line for a person reading a terminal."""
    day = f" on {in_words(facts.on)}" if facts.on else ", the newest in our data"
    yield f"{result.id}: the facts point to {words(result.conclusion)}"
    yield f"Law: {result.law.name}{day}. A named person concludes, not this program."
    yield ""
    yield f"Trafficking: {result.trafficking.in_words}. Smuggling: {result.smuggling.in_words}."
    for item in result.elements:
        yield f"  {_MARKS[item.finding]} {words(item.element)}: {item.finding.in_words}"
        yield from _paragraph(item.because)
        yield from _paragraph(_sources(item.citations))
    if result.consequences:
        yield ""
        yield "What follows"
        for consequence in result.consequences:
            yield f"  - {consequence.what}"
            yield from _paragraph(consequence.because)
            yield from _paragraph(_sources(consequence.citations))
    if result.ask_next:
        yield ""
        yield "Ask next, if the person wants to talk"
        for ask in result.ask_next:
            yield f"  - {ask.question}"
            yield from _paragraph(f"Settles: {words(ask.settles)}. {ask.why}")


def _sources(citations: tuple[Citation, ...]) -> str:
    shown = [
        citation.text
        if citation.state is State.VERIFIED
        else f"{citation.text} [{citation.state.in_words}]"
        for citation in citations
    ]
    return f"Source: {'; '.join(shown)}."


def _paragraph(text: str) -> list[str]:
    return textwrap.wrap(text, 96, initial_indent=_INDENT, subsequent_indent=_INDENT)
