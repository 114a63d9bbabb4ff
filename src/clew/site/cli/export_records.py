"""`clew export htcds`: what may leave of people, as a table, through the gate like any release."""

import argparse
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clew.engines.appearing import on_disk
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli import houses, showing
from clew.site.cli.streams import Progress, complain, print_json, say

_LEFT, _WOULD = "left", "would leave"


class NotWritten(Exception):
    """It was handed over, and the table is not in its place."""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("standard", choices=["htcds"], help="whose columns the table gets")
    parser.add_argument(
        "--person", metavar="CODE", action="append", default=[],
        help="a person's code; given for each (default: everybody you stand by)",
    )  # fmt: skip
    parser.add_argument(
        "--to", metavar="NAME", required=True, help="the partner, as the house writes it"
    )
    parser.add_argument(
        "--purpose", required=True, choices=[purpose.value for purpose in Purpose],
        help="what for; for statistics a table without names leaves",
    )  # fmt: skip
    parser.add_argument("--send", action="store_true", help="hand it over; else it is only shown")
    parser.add_argument("-o", "--out", metavar="FILE", type=Path, help="the table, with --send")
    showing.add_who(parser)
    houses.add_data(parser)
    parser.add_argument("--json", action="store_true", help="print JSON for machines")
    parser.epilog = (
        "Without --send nothing leaves: it says which fields would, what stays and why. The file "
        "that is written is not sealed."
    )


def run(arguments: argparse.Namespace) -> int:
    """Show what would leave, or hand it over. Exit 1 where nothing may."""
    if arguments.send != bool(arguments.out):
        raise WrongInput([Fault("--send", "", "one of --send and -o", "both, or neither")])
    if arguments.out and arguments.out.exists():
        raise WrongInput([Fault("-o", "", "a file", "one that is not there yet")])
    if arguments.out and not arguments.out.parent.is_dir():
        raise WrongInput([Fault("-o", "", "no such folder", "a file in a folder that exists")])
    who = showing.who_asks(arguments)
    here = houses.choose(arguments.data)
    from clew.site import control, house  # noqa: PLC0415 -- loads Django

    told: list[str] = []
    try:
        with appearing(arguments.out) as write, Progress() as step:
            step("looking at what may leave")
            code = control.carry_out(
                here,
                "htcds.export",
                told.append,
                people=arguments.person,
                to=arguments.to,
                purpose=arguments.purpose,
                send=arguments.send,
                **who,
            )
            done: dict[str, Any] = json.loads(told[-1])
            table = done.pop("table", None)
            if table is not None:
                keep(table, write, done)
    except (control.Refused, house.WrongHouse, NotWritten) as refused:
        complain(str(refused))
        return 2
    if arguments.json:
        print_json(done)
    else:
        _say(done, arguments.out if table is not None else None, sent=arguments.send)
    return code


@contextmanager
def appearing(out: Path | None) -> Iterator[Callable[[str], None]]:
    """Yield what writes the table, whole, for the user who runs the command alone.

    It is begun before anything is handed over: a folder nobody may write to is found first. It
    takes its place last, and never over a file that appeared there meanwhile.

    Raises:
        OSError: the folder takes no file; what is yielded raises it too, `FileExistsError` where
            another file took the place.
    """
    if out is None:
        yield lambda _table: None
        return
    partial = out.with_name(f".{out.name}.partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)

    def write(table: str) -> None:
        opened.write(table)
        opened.flush()
        os.fsync(opened.fileno())
        _take(partial, out)
        on_disk(out.parent)

    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as opened:
            yield write
    finally:
        partial.unlink(missing_ok=True)


def _take(partial: Path, out: Path) -> None:
    """Give a file its place. Raises `FileExistsError` where another took it first."""
    try:
        os.link(partial, out)
    except FileExistsError:
        raise
    except OSError:  # a stick's file system gives a file no second name: an empty one holds it
        os.close(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            partial.replace(out)
        except OSError:
            out.unlink(missing_ok=True)
            raise


def keep(table: str, write: Callable[[str], None], done: dict[str, Any]) -> None:
    """Write the table of what was handed over.

    Raises:
        NotWritten: it cannot be written; says what stands all the same, and where it is read.
    """
    try:
        write(table)
    except OSError as error:
        taken = isinstance(error, FileExistsError)
        why = "another file took its place" if taken else error.strerror or "the disk refused it"
        codes = ", ".join(sorted(done["handed_over"]))
        there = "" if done["in_table"] else "the recipient reads it in the house, and "
        msg = (
            f"The table could not be written ({why}), but it was handed over and stands in the "
            f"ledger: {there}you read it on the pages of {codes}; "
            "running this again hands it over twice."
        )
        raise NotWritten(msg) from error


def _say(done: dict[str, Any], out: Path | None, *, sent: bool) -> None:
    for each in done["people"]:
        fields = ", ".join(each["fields"]) or "nothing"
        say(f"{each['code']}: {fields}.")
        for kind, because in each["stays"].items():
            say(f"  {Kind(kind).label} stays: {because}")
        if each["unread"]:
            fields = ", ".join(each["unread"])
            say(f"  Free text stays, for it could speak of papers or a crossing: {fields}.")
        if each["without_code"]:
            fields = ", ".join(each["without_code"])
            say(f"  Not, or not wholly, in codes of the standard: {fields}.")
    for name, count in done["texts"].items():
        texts = f"{count} text{'s' * (count != 1)}"
        say(f"{name}: {texts} that nobody here has looked at {_LEFT if out else _WOULD}.")
    if done["withheld"]:
        say(f"{done['withheld']} withheld: fewer than ten are alike.")
    if out is not None:
        say(f"{done['leaves']} handed over; the table lies in {out}. It is not sealed.")
    elif sent:
        complain("Nothing left: no consent covers it, or too few people are alike.")
    else:
        say(f"{done['leaves']} would be handed over. Nothing left; add --send and -o FILE.")
