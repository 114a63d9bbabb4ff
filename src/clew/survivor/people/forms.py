"""What is typed about a person, checked and kept. Nothing has to be known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clew.survivor.people.models import Person

# Nationality is sealed apart: it may be written here, and is never opened to be shown here.
SHOWN: Final = ("full_name", "called", "script", "born", "sex", "speaks", "reads")
WRITTEN: Final = (*SHOWN, "nationality")
LABELS: Final = {
    "full_name": gettext_lazy("Full name"),
    "called": gettext_lazy("What should we call you?"),
    "script": gettext_lazy("The script you read"),
    "born": gettext_lazy("Born"),
    "sex": gettext_lazy("Sex"),
    "speaks": gettext_lazy("Languages you speak"),
    "reads": gettext_lazy("Languages you read"),
    "nationality": gettext_lazy("Nationality"),
}
SCRIPTS: Final = {  # ISO 15924
    "Latn": gettext_lazy("Latin"),
    "Arab": gettext_lazy("Arabic"),
    "Armn": gettext_lazy("Armenian"),
    "Beng": gettext_lazy("Bengali"),
    "Mymr": gettext_lazy("Burmese"),
    "Hans": gettext_lazy("Chinese, simplified"),
    "Hant": gettext_lazy("Chinese, traditional"),
    "Cyrl": gettext_lazy("Cyrillic"),
    "Deva": gettext_lazy("Devanagari"),
    "Ethi": gettext_lazy("Ethiopic"),
    "Geor": gettext_lazy("Georgian"),
    "Grek": gettext_lazy("Greek"),
    "Guru": gettext_lazy("Gurmukhi"),
    "Hebr": gettext_lazy("Hebrew"),
    "Khmr": gettext_lazy("Khmer"),
    "Sinh": gettext_lazy("Sinhala"),
    "Taml": gettext_lazy("Tamil"),
    "Thai": gettext_lazy("Thai"),
    "Zyyy": gettext_lazy("Another script"),
    "Zxxx": gettext_lazy("Does not read"),
}
SEXES: Final = {
    "female": gettext_lazy("Woman or girl"),
    "male": gettext_lazy("Man or boy"),
    "another": gettext_lazy("Another word"),
}
LONGEST: Final = 200  # letters
_BORN: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_OLDEST_YEARS: Final = 130


@dataclass(frozen=True, slots=True)
class PersonForm:
    """What was typed, by field, and a sentence for each field that needs another look."""

    typed: Mapping[str, str] = field(repr=False)
    errors: Mapping[str, str]
    version: int = 0

    def changed_from(self, person: Person) -> dict[str, str]:
        """Return what differs from what is kept. An empty nationality leaves it as it is."""
        differs = {
            name: self.typed[name]
            for name in SHOWN
            if self.typed[name] != (getattr(person, name) or "")
        }
        if self.typed["nationality"]:
            differs["nationality"] = self.typed["nationality"]
        return differs


def form_of(sent: Mapping[str, str], *, on: date) -> PersonForm:
    """Read a form that was sent."""
    typed = {name: sent.get(name, "").strip() for name in WRITTEN}
    errors = {
        f"f-{name}": _("Write at most %(most)d letters.") % {"most": LONGEST}
        for name, value in typed.items()
        if len(value) > LONGEST
    }
    if typed["born"] and not _could_be_born(typed["born"], on):
        errors["f-born"] = _("Write a year, a month or a day, such as 1994, 1994-06 or 1994-06-02.")
    if typed["script"] and typed["script"] not in SCRIPTS:
        errors["f-script"] = _("Choose a script from the list.")
    if typed["sex"] and typed["sex"] not in SEXES:
        errors["f-sex"] = _("Choose from the list, or leave it open.")
    version = sent.get("version", "")
    known_version = version.isascii() and version.isdigit() and len(version) < LONGEST
    return PersonForm(typed, errors, int(version) if known_version else 0)


def form_of_person(person: Person) -> PersonForm:
    """Fill a form with what is kept; its trace was left before."""
    typed = {name: getattr(person, name) or "" for name in SHOWN} | {"nationality": ""}
    return PersonForm(typed, {}, person.version)


def _could_be_born(typed: str, on: date) -> bool:
    found = _BORN.fullmatch(typed)
    if found is None:
        return False
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        born = date(year, month, day)
    except ValueError:
        return False
    return born <= on and on.year - born.year <= _OLDEST_YEARS
