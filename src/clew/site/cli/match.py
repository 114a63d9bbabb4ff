"""`clew match`: one new record against what `clew resolve` found."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import cast

from clew.engines.linkage.noting import COLUMNS, ID
from clew.rules.sources.faults import Fault, WrongInput, describe
from clew.site.cli.streams import complain, print_json, read_input


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("out", metavar="OUT", help="the folder that resolve wrote")
    parser.add_argument(
        "--record",
        required=True,
        metavar="FILE",
        help="one record as JSON, the columns of resolve as keys; - for standard input",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the entities that the record may be, the most probable first."""
    row = _record(*read_input(arguments.record))
    if not (Path(arguments.out) / "index" / "model.json").is_file():
        raise WrongInput([Fault("OUT", "", "no answer", "a folder that resolve wrote")])
    from clew.engines.linkage.standing import StandingIndex  # noqa: PLC0415 -- loads numpy

    print_json([asdict(found) for found in StandingIndex(Path(arguments.out)).ask(row)])
    return 0


def _record(raw: bytes, name: str) -> dict[str, str]:
    try:
        given = json.loads(raw)
    except (ValueError, RecursionError):
        raise WrongInput([Fault(name, "", "no JSON", "one record as a JSON object")]) from None
    if isinstance(given, list) and len(given) == 1:
        given = given[0]
    if not isinstance(given, dict):
        raise WrongInput([Fault(name, "", describe(given), "one record as a JSON object")])
    row = cast("dict[str, object]", given)
    strange = [key for key in row if key not in {ID, *COLUMNS}]
    if strange:
        complain(
            f"Note: {name}: found {len(strange)} keys that are no columns; they were not used."
        )
    if len(strange) == len(row):
        raise WrongInput([Fault(name, "", "no column of resolve", "name, birth_date, phones, …")])
    return {key: _cell(value, name, key) for key, value in row.items() if key not in strange}


def _cell(value: object, name: str, key: str) -> str:
    if isinstance(value, list):
        return ";".join(_cell(one, name, key) for one in value)
    if isinstance(value, dict | bool):
        raise WrongInput([Fault(name, key, describe(value), "text, or a list of texts")])
    return "" if value is None else str(value)
