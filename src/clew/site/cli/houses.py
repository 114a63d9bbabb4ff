"""What commands on a real house share: which house is meant, and giving it an order."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from clew.rules.sources.faults import Fault, WrongInput, describe
from clew.site.cli.streams import complain, say

if TYPE_CHECKING:
    from clew.site.environment import Environment

_WRONG = 2


def add_data(parser: argparse.ArgumentParser) -> None:
    """Let a command name the folder of its house."""
    parser.add_argument("--data", metavar="DIR", help="folder of a real house (default: CLEW_DATA)")


def choose(data: str | None) -> "Environment":
    """Return the settings of the real house that is meant, before Django is set up.

    Raises:
        WrongInput: no house lies there. Looking at a folder never makes a house of it.
    """
    if data is not None:
        if not data or not Path(data).is_dir():
            raise WrongInput([Fault("--data", "", describe(data), "a folder that exists")])
        os.environ["CLEW_DATA"] = data
    os.environ["CLEW_MODE"] = "real"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
    from clew.site import house  # noqa: PLC0415 -- reads the environment set above

    here = house.here()
    if not here.holds_house:
        raise WrongInput([Fault("--data", "", "a folder without a house", "the folder of one")])
    return here


def order(name: str, data: str | None, **arguments: object) -> int:
    """Give a house an order, served or not; print what it says. Returns the exit code.

    Raises:
        WrongInput: no house lies there.
    """
    here = choose(data)
    from clew.site import control, house  # noqa: PLC0415 -- loads Django

    try:
        return control.carry_out(here, name, say, **arguments)
    except (control.Refused, house.WrongHouse) as refused:
        complain(str(refused))
        return _WRONG


def order_served(name: str, here: "Environment", **arguments: object) -> int:
    """Give an order to the process that serves a house. Returns the exit code."""
    from clew.site import control  # noqa: PLC0415 -- loads Django

    try:
        return control.carry_out_served(here, name, say, **arguments)
    except control.Refused as refused:
        complain(str(refused))
        return _WRONG
