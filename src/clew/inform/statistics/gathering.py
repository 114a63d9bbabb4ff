"""What a freezing takes from the floors below: categories of people, and how far chains came.

Each room says itself what of it may be counted (its module `counting`). Nothing of a person but
categories leaves here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clew.inform.statistics.categories import age_band, form_of, quarter_of, sex_of
from clew.recognise.classification import counting as classifications
from clew.survivor.people import counting as people


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One person as categories, without anything that leads back to them."""

    age: str
    sex: str
    form: str
    quarter: str


def case_rows(ids: Sequence[UUID], *, on: date) -> list[CaseRow]:
    """Return people as categories. Their trace must be left first.

    The form is that of the latest conclusion up to `on`; where nobody has concluded it is not
    known, whatever a screening may suggest.
    """
    purposes = classifications.purposes_met(ids, until=on)
    return [
        CaseRow(
            age=age_band(known.born, known.since),
            sex=sex_of(known.sex),
            form=form_of(purposes.get(known.person, ())),
            quarter=quarter_of(known.since),
        )
        for known in people.to_count(ids)
    ]
