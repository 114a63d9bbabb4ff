"""The answer arranged for the page: two columns of elements, each with its own facts to answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from clew.recognise.classification.forms import PLAIN_FIELDS, FactsForm, form_of
from clew.rules.law.comparing import differences, outline
from clew.rules.law.elements import codes, jurisdiction, law_in_force
from clew.rules.law.facts import GROUPS, names_of
from clew.rules.law.findings import Finding, words
from clew.rules.law.known import Known, Met
from clew.rules.law.wording import wordings

TRAFFICKING: Final = ("act", "travel", "means", "purpose")
SMUGGLING: Final = ("illegal_entry_or_stay", "not_national_or_resident", "benefit", "aggravation")
BESIDE: Final = ("domestic_offence", "domestic_facilitation")

TITLES: Final = {
    "act": "Act",
    "travel": "Travel",
    "means": "Means",
    "purpose": "Purpose",
    "illegal_entry_or_stay": "Illegal entry or stay",
    "not_national_or_resident": "Not a national or resident",
    "benefit": "Gain",
    "aggravation": "Danger or cruelty on the way",
    "domestic_offence": "Held in slavery or forced labour",
    "domestic_facilitation": "Helping entry, without gain",
}
_FACTS_OF: Final = {
    "act": [f"act.{part}" for part in names_of(GROUPS["act"])],
    "travel": ["movement.travel_arranged"],
    "means": [f"means.{part}" for part in names_of(GROUPS["means"])],
    "purpose": [f"purpose.{part}" for part in names_of(GROUPS["purpose"])],
    "illegal_entry_or_stay": [
        "crossing.illegal_entry",
        "crossing.illegal_stay_enabled",
        "crossing.fraudulent_documents",
    ],
    "not_national_or_resident": ["crossing.not_national_or_resident"],
    "benefit": [f"benefit.{part}" for part in names_of(GROUPS["benefit"])],
    "aggravation": [f"aggravation.{part}" for part in names_of(GROUPS["aggravation"])],
    "domestic_offence": ["hold.slavery_servitude_or_forced_labour"],
}
CONCLUSIONS: Final[dict[str, str]] = {
    "trafficking": "trafficking",
    "smuggling": "smuggling",
    "aggravated_smuggling": "aggravated smuggling",
    "trafficking_and_smuggling": "both: trafficking and smuggling",
    "neither": "neither of the two",
    "insufficient_information": "no answer yet: not enough is known",
}
MORE: Final = [
    *(f"protection.{part}" for part in names_of(GROUPS["protection"])),
    "charged.compelled",
    "charged.direct_consequence",
]


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact to answer: its field, its words, what is answered, what is wrong."""

    name: str
    ask: str
    value: str
    error: str | None

    @property
    def element_id(self) -> str:
        """The id of the row on the page; dots would be classes in a selector."""
        return element_id(self.name)


@dataclass(frozen=True, slots=True)
class Lamp:
    """One element of an offence as it stands on the page."""

    name: str
    title: str
    finding: Finding | None
    rows: tuple[FactRow, ...]

    @property
    def css(self) -> str:
        """The look of the disc: met, not met, or not known."""
        met = self.finding.finding if self.finding else Met.UNKNOWN
        return {Met.MET: "met", Met.NOT_MET: "not", Met.UNKNOWN: "unk"}[met]

    @property
    def open_facts(self) -> bool:
        """Facts stay folded out while the element is open."""
        return self.css == "unk" or any(row.error for row in self.rows)


@dataclass(frozen=True, slots=True)
class Column:
    """One of the two offences: its lamps and its sum in words."""

    lamps: tuple[Lamp, ...]
    outcome: Met
    sum: str


def element_id(name: str) -> str:
    """Return the id on the page of a field."""
    return f"f-{name.replace('.', '-')}"


def trafficking(form: FactsForm) -> Column:
    """Arrange act, travel where asked, means and purpose."""
    outcome = form.result.trafficking if form.result else Met.UNKNOWN
    return Column(tuple(_lamps(form, TRAFFICKING)), outcome, _sum(form, TRAFFICKING, outcome))


def smuggling(form: FactsForm) -> Column:
    """Arrange entry, nationality, gain and aggravation."""
    outcome = form.result.smuggling if form.result else Met.UNKNOWN
    return Column(tuple(_lamps(form, SMUGGLING)), outcome, _sum(form, SMUGGLING[:3], outcome))


def beside(form: FactsForm) -> tuple[Lamp, ...]:
    """Arrange the offences that stand beside the Protocols in this law."""
    return tuple(_lamps(form, BESIDE))


def more_facts(form: FactsForm) -> tuple[FactRow, ...]:
    """Return the facts that change what follows and not the label."""
    return tuple(_row(form, name) for name in MORE)


def child_row(form: FactsForm) -> FactRow:
    """Return the age."""
    return FactRow(
        "child", "Was the person under 18?", form.value("child"), form.errors.get("child")
    )


def _lamps(form: FactsForm, names: tuple[str, ...]) -> Iterator[Lamp]:
    for name in names:
        if not _asked_here(form, name):
            continue
        finding = form.result.element(name) if form.result else None
        rows = tuple(_row(form, fact) for fact in _FACTS_OF.get(name, []))
        yield Lamp(name, TITLES[name], finding, rows)


def _asked_here(form: FactsForm, name: str) -> bool:
    """Say whether the law on the sheet asks for an element, also while a fault is mended."""
    if form.result is not None:
        return form.result.element(name) is not None
    if name not in {"travel", *BESIDE}:
        return True
    code = form.typed.get("jurisdiction", "")
    if code not in codes():
        return False
    table = law_in_force(code, None).table
    return {
        "travel": table.travel,
        "domestic_offence": table.holding,
        "domestic_facilitation": table.facilitation,
    }[name] is not None


def carried(form: FactsForm) -> tuple[tuple[str, str], ...]:
    """Return the facts that the sheet holds and this law does not show: they are not lost."""
    shown = {
        row.name
        for lamps in (trafficking(form).lamps, smuggling(form).lamps, beside(form))
        for lamp in lamps
        for row in lamp.rows
    }
    shown |= {"child", *PLAIN_FIELDS, *MORE}
    return tuple(
        (name, value)
        for name, value in form.typed.items()
        if name not in shown and value != Known.UNKNOWN
    )


def _row(form: FactsForm, name: str) -> FactRow:
    return FactRow(name, wordings()[name], form.value(name), form.errors.get(name))


def _sum(form: FactsForm, names: tuple[str, ...], outcome: Met) -> str:
    """Say the sum in words: what is met, or what is open, or which element is missing."""
    if form.result is None:
        return "Something on this sheet needs another look first."
    found = [item for name in names if (item := form.result.element(name))]
    if outcome is Met.MET:
        return "Met on what is known today."
    if outcome is Met.NOT_MET:
        missing = [TITLES[item.element].lower() for item in found if item.finding is Met.NOT_MET]
        if missing:
            verb = "is" if len(missing) == 1 else "are"
            return f"Not met: {' and '.join(missing)} {verb} answered no."
        return "Not met in the way this law asks for it."
    count = sum(item.finding is Met.UNKNOWN for item in found)
    if count == 1:
        return "One element is open. Unknown is not “no”. It is a question."
    if count:
        return f"{count} elements are open. Unknown is not “no”. It is a question."
    return "One question is open. Unknown is not “no”."


@dataclass(frozen=True, slots=True)
class ByLaw:
    """What one law says of the facts on the sheet, and where it differs from the law chosen."""

    code: str
    name: str
    points_to: str
    differs: tuple[str, ...]
    cannot: str  # why this law cannot be asked about the day, or nothing


def by_every_law(form: FactsForm) -> tuple[ByLaw, ...]:
    """Ask every other law with data about the same facts on the same day."""
    if form.result is None:
        return ()
    own = form.result.law.jurisdiction
    here = outline(form.result)
    found = []
    for code in sorted(code for code, own_code in codes().items() if code == own_code != own):
        other = form_of({**form.typed, "jurisdiction": code})
        name = jurisdiction(code).name
        if other.result is None:
            found.append(ByLaw(code, name, "", (), next(iter(other.errors.values()), "")))
            continue
        changed = differences(here, outline(other.result)).elements
        names = tuple(TITLES.get(each.name, words(each.name)) for each in changed)
        found.append(ByLaw(code, name, conclusion_in_words(other), names, ""))
    return tuple(found)


def as_file(form: FactsForm) -> str:
    """Write the facts as the file that `clew classify` reads."""
    lines = ["id: my-sheet"]
    lines += [f"{name}: {form.value(name)}" for name in PLAIN_FIELDS if form.value(name)]
    for group in GROUPS:
        answered = {
            part: form.value(f"{group}.{part}")
            for part in names_of(GROUPS[group])
            if part != "offence" and form.value(f"{group}.{part}") != Known.UNKNOWN
        }
        if answered:
            inside = ", ".join(f"{part}: {value}" for part, value in answered.items())
            lines.append(f"{group}: {{{inside}}}")
    return "\n".join(lines)


def conclusion_in_words(form: FactsForm) -> str:
    """Name what the facts point to."""
    if form.result is None:
        return "nothing yet"
    return CONCLUSIONS.get(form.result.conclusion, words(form.result.conclusion))
