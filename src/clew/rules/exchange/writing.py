"""Writing records of HTCDS as a table, so that reading it again gives the same records.

A cell that a spreadsheet would take for a formula is led by an apostrophe; reading takes it off
again. What the standard defines without a code in its list is written as *Other*, and told.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Final

from clew.rules.exchange.cells import BETWEEN, guarded
from clew.rules.exchange.htcds import crosswalk, names, standard

_OTHER: Final = "Other"


def write_table(records: Sequence[Mapping[str, str]]) -> str:
    """Write records as CSV in UTF-8, every field that one of them has, in the standard's order."""
    heads = [name for name in names() if any(name in record for record in records)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    for record in records:
        row = [guarded(record.get(name, "")) for name in heads]
        # A lone empty cell would be an empty line, which nobody reads as a row.
        out.write('""\r\n') if row == [""] else writer.writerow(row)
    return out.getvalue()


def in_published_codes(record: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return a record in codes of the standard's lists only, and what had to become *Other*."""
    written, others = dict(record), []
    for name, value in record.items():
        terms = set(crosswalk().fields[name].terms)
        parts = value.split(BETWEEN)
        without = [part for part in parts if part in terms]
        if without:
            kept = {_OTHER, *(part for part in parts if part not in terms)}
            order = list(standard().fields[name].codes)
            written[name] = BETWEEN.join(sorted(kept, key=order.index))
            others += [(name, part) for part in without]
    return written, others
