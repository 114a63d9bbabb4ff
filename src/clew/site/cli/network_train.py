"""`clew network-train WORLD… -o FILE`: the weights of the re-ranker, from made worlds."""

import argparse
import json
from pathlib import Path

from clew.engines.graphs.training import train
from clew.engines.graphs.worlds import World, read_world
from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.network import resolved
from clew.site.cli.streams import Progress, say

_FILES = ("records", "mentions", "truth", "rings", "disclosures")


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("worlds", metavar="WORLD", type=Path, nargs="+", help="a made world")
    parser.add_argument(
        "-o", "--out", required=True, metavar="FILE", type=Path, help="the weights to write, JSON"
    )
    parser.add_argument(
        "--entities",
        default="resolve",
        choices=("resolve", "exact", "truth"),
        help="how people are told apart: as `clew resolve` does, by name and date, or as they are",
    )
    parser.epilog = (
        "Train on made worlds only: weights that were fitted on real people tell of them."
    )


def _read(folder: Path, entities: str, told: Progress) -> World:
    if entities != "resolve":
        return read_world(folder, entities_by=entities)
    with resolved(folder / "records.parquet", None, told) as clusters:
        return read_world(folder, entities_by=str(clusters))


def run(arguments: argparse.Namespace) -> int:
    """Read the worlds, fit both models and write them."""
    faults = [
        Fault(folder.name or str(folder), "", f"no {name}.parquet", "the folder of a made world")
        for folder in arguments.worlds
        for name in _FILES
        if not (folder / f"{name}.parquet").is_file()
    ]
    if faults:
        raise WrongInput(faults)
    with Progress() as told:
        worlds = []
        for folder in arguments.worlds:
            told("reading a world")
            worlds.append(_read(folder, arguments.entities, told))
        told("training")
        names = ", ".join(folder.resolve().name for folder in arguments.worlds)
        model = train(worlds, trained_on=f"{names}; entities: {arguments.entities}")
    arguments.out.write_text(f"{json.dumps(model.as_json(), indent=2)}\n", encoding="utf-8")
    say(f"Trained on {len(worlds)} worlds: {arguments.out}")
    return 0
