"""What the bench of the firewall shows: its table and its page."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from bench import machine, one_call

if TYPE_CHECKING:
    from bench.firewall import Seen

FOLDER: Final = one_call.ROOT / "docs" / "reference" / "benchmarks"
GIVEN: Final = "given"  # what was released to them, and the key it opens with


def table(partners: "Seen", house: "Seen") -> Iterator[str]:
    """Yield the lines of the table."""
    yield "| | process for partners | the house (control) |"
    yield "|---|---:|---:|"
    both = (partners, house)
    yield _row("requests", *(f"{one.requests:,}" for one in both))
    yield _row("addresses that answered with a page", *(f"{len(one.pages):,}" for one in both))
    yield _row("answered with an error of its own (5xx)", *(f"{_failed(one):,}" for one in both))
    yield _row("closed fields, each with a mark", *(f"{one.closed}" for one in both))
    yield _row("**marks found in answers**", *(_closed(one.in_answers) for one in both))
    yield _row("**marks found in memory**", *(_closed(one.in_memory) for one in both))
    yield _row("**closed keys found in memory**", *(_closed(one.keys) for one in both))
    yield _row("**marks found in log and folder**", *(_closed(one.written) for one in both))
    yield _row("what was released to them: in answers", *(_given(one.in_answers) for one in both))
    yield _row("the same, in memory", *(_given(one.in_memory) for one in both))
    yield _row("the key it opens with, in memory", *(_given(one.keys) for one in both))


def _row(what: str, *cells: str) -> str:
    return f"| {what} | {' | '.join(cells)} |"


def _failed(seen: "Seen") -> int:
    return sum(many for status, many in seen.statuses.items() if status >= 500)  # noqa: PLR2004 -- as said


def _closed(found: set[str]) -> str:
    return f"**{len(found - {GIVEN})}**"


def _given(found: set[str]) -> str:
    return "found" if GIVEN in found else "not found"


_PAGE: Final = """\
# What reaches the process for partners

One house on PostgreSQL, one row of every kind in it, and in each of its {closed} sealed fields that
are closed to partners a mark of its own. Beside it `clew serve --profile partner` under its own
database role. Four officers, signed in, send it {requests:,} requests: every address of the house,
nine methods, ids of what was released and of rows of every table, words that sort, filter and
search, forged headers, broken paths, fields that no form has. Every answer, all that the process
can write to in its memory ({looks} looks), its log and its folder are searched for the marks
(UTF-8, UTF-16, UTF-32), and its memory for the keys that are closed to it.

{lines}

- **Which fields are closed** is not a list kept by hand: it is every sealed field whose compartment
  is not given to the process. A field without a row in the test makes the bench stop.
- **The house** is the control: {control:,} requests of the same kind, by an advocate and the
  officers, to the ordinary process, under the same search. It shows that marks and keys are seen
  where they are.
- **Errors of the house**: a mark also stands where only a code is ever written; two pages of the
  house cannot read it there.
- **Keys**: the house makes the key of what was released anew from its own secret each time, so that
  it does not lie in its memory; the two that are found are its own secrets.
- **Released to them** is a name that partners may read; it must be found, or the search is blind.
- Packages are sealed to the partner's key before they leave; what is in them is tested elsewhere.
- **Dice**: seed {seed}; the same requests in every run but for ids, which are random.
- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench firewall`.
"""


def write(day: date, lines: Sequence[str], partners: "Seen", house: "Seen", *, seed: int) -> None:
    """Write the page beside the other figures."""
    page = _PAGE.format(
        closed=partners.closed, requests=partners.requests, control=house.requests, seed=seed,
        looks=partners.looks, lines="\n".join(lines),
        machine=machine.described(), day=day.isoformat(),
    )  # fmt: skip
    (FOLDER / "firewall.md").write_text(page, encoding="utf-8")
