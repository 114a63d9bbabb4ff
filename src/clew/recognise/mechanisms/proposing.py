"""First answers from what is kept already: each says where it came from, and a person confirms it.

What may be proposed where stands in the form's data (`proposed_from`), the values in
`data/<mechanism>-values.yaml`. What has no value in the form is not proposed.
"""

import calendar
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, cast

from django.conf.locale import LANG_INFO
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.audit import reads
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.recognise.classification import queries as classification
from clew.recognise.mechanisms.crosswalks import Crosswalk, crosswalk
from clew.recognise.mechanisms.form import TICKED, Field, Mechanism, Said
from clew.recognise.mechanisms.permissions import PREPARING
from clew.recognise.mechanisms.walking import Answer, Answers, Standing
from clew.recognise.referrals.stays import stays
from clew.recognise.screening import queries as screening
from clew.recognise.screening.channels import label_of
from clew.rules.law.deadlines import in_words
from clew.rules.law.facts import ADULT_AT, years_between
from clew.rules.law.known import Known as Fact
from clew.rules.law.wording import wordings
from clew.survivor.claims.queries import of_person as claims_of
from clew.survivor.people.models import Person

LAST_MONTH: Final = 12
SOURCES: Final[Mapping[str, Promise]] = {
    "person": _("from what is written down about them"),
    "house": _("from your own account here"),
    "screening": _("from a screening"),
    "sheet": _("from the worksheet on trafficking"),
    "claims": _("from single facts"),
    "casework": _("from the case file"),
}
Known = dict[str, Said]
"""What may be proposed, by the code of its source."""


def source_words(code: str) -> str:
    """Say where a proposal came from, as the end of a sentence; nothing for no source."""
    words = SOURCES.get(code.split(".", maxsplit=1)[0])
    return str(words) if words else ""


def gathered(actor: Member, person: Person, mechanism: Mechanism, *, on: date) -> Known:
    """Open what may be proposed, each room with its own trace, by the code of its source.

    Raises:
        NotYours: the actor does not stand by the person.
        StepUpNeeded: something of it opens only to who has shown lately who they are.
    """
    values = crosswalk(mechanism.id)
    found: Known = {**_of_house(actor, values), **_of_person(actor, person, values, on=on)}
    found |= _of_screenings(actor, person)
    concluded = classification.trafficking_of(actor, person)
    if concluded is not None:
        facts = cast("dict[str, str]", concluded.row.facts)
        found |= of_facts(facts, values)
    found |= _of_claims(actor, person)
    return found


def proposals(mechanism: Mechanism, known: Mapping[str, Said]) -> Answers:
    """Return a proposal for each field that has one, in the values its form takes."""
    found: Answers = {}
    for each in mechanism.fields():
        for source in each.proposed_from:
            said = known.get(source, "")
            if said and fits(each, said):
                found[each.id] = Answer(said, Standing.PROPOSED, source)
                break
    return found


def fits(each: Field, said: Said) -> bool:
    """Say whether a field can hold a value."""
    given = said if isinstance(said, list) else [said]
    if each.choices:
        return set(given) <= set(each.choices)
    return all(len(value) <= each.longest for value in given)


def under_18(born: str, *, on: date) -> str:
    """Say whether somebody is under 18 on a day: yes, no, or not-sure where the date is open.

    `born` is YYYY, YYYY-MM or YYYY-MM-DD; the earliest and the latest day it can mean must agree.
    Nothing where it is no date at all.
    """
    try:
        year, month, day = [*(int(part) for part in born.split("-")), 0, 0][:3]
        first = date(year, month or 1, day or 1)
        last_month = month or LAST_MONTH
        last = date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        return ""
    earliest, latest = (years_between(each, on) < ADULT_AT for each in (first, last))
    if earliest != latest:
        return "not-sure"
    return "yes" if earliest else "no"


def of_facts(facts: Mapping[str, str], values: Crosswalk) -> Known:
    """Return the kinds of exploitation that a worksheet's facts say yes to.

    Sexual exploitation is two kinds in the form; where it is not known whether they were a child
    then, neither is proposed.
    """
    found: Known = {}
    of_age = {Fact.YES: "sheet.sexual_child", Fact.NO: "sheet.sexual_adult"}
    for source, names in values.facts.items():
        said = [name for name in names if facts.get(name) == Fact.YES]
        if not said:
            continue
        if source == "sheet.sexual":
            child = Fact(facts.get("child", Fact.UNKNOWN))
            found |= {of_age[child]: TICKED} if child in of_age else {}
        else:
            found[source] = TICKED
        if source == "sheet.any_other":
            found["sheet.other"] = "; ".join(wordings().get(name, name) for name in said)
    return found


def nationality_in(form_values: Mapping[str, str], known: str) -> str:
    """Return the form's word for a nationality that is written as a code or as that word."""
    typed = known.strip()
    if typed.upper() in form_values:
        return form_values[typed.upper()]
    words = {word.casefold(): word for word in form_values.values()}
    return words.get(typed.casefold(), "")


def _of_house(actor: Member, values: Crosswalk) -> Known:
    first, _space, last = actor.shown_name.rpartition(" ")
    role = next((role for role in Role if role in PREPARING and actor.has(role)), None)
    return {
        "house.organisation": actor.organisation.name,
        "house.location": values.locations.get(actor.organisation.jurisdiction, ""),
        "house.first_name": first or last,
        "house.last_name": last if first else "",
        "house.role": role.value.replace("_", " ").capitalize() if role else "",
    }


def _of_person(actor: Member, person: Person, values: Crosswalk, *, on: date) -> Known:
    of_status = Person.rows.filter(id=person.id, nationality__isnull=False).exists()
    wanted = [Compartment.IDENTITY, *([Compartment.IMMIGRATION] if of_status else [])]
    reads.record(
        actor=actor,
        name="national_referral.prepared",
        subjects=[person.id],
        compartments=wanted,
        about=f"people.Person:{person.id}",
    )
    keyring.warm([person.id], wanted)
    full_name, born = str(person.full_name or ""), str(person.born or "")
    first, _space, last = full_name.strip().rpartition(" ")
    speaks = [word.strip() for word in str(person.speaks or "").split(",") if word.strip()]
    at_home = any(word.casefold() in values.home_languages for word in speaks)
    known: Known = {
        "person.code": person.code,
        "person.first_name": first or last,
        "person.last_name": last if first else "",
        "person.called": str(person.called or ""),
        "person.under_18": under_18(born, on=on) if born else "",
        "person.born": born if len(born.split("-")) == len("ymd") else "",
        "person.sex": values.sex.get(str(person.sex or "").strip().casefold(), ""),
        "person.needs_interpreter": "yes" if speaks and not at_home else "",
        "person.speaks": ", ".join(map(_language, speaks)) if not at_home else "",
    }
    if of_status:
        known["person.nationality"] = nationality_in(values.nationalities, str(person.nationality))
    return known


def _language(word: str) -> str:
    """Return the name of a language that is written as a code; a name stays as it is."""
    found = LANG_INFO.get(word.casefold(), {}).get("name", word)
    return str(found)


def _of_screenings(actor: Member, person: Person) -> Known:
    kept = screening.latest_of_each(actor, person)
    signs = list(_signs(kept))
    talks = [f"{in_words(one.row.started_on)}. {label_of(one.row.channel)}".strip() for one in kept]
    return {
        "screening.any_sign": "yes" if signs else "",
        "screening.signs": "\n".join(signs),
        "screening.talk": "\n".join(dict.fromkeys(talks)),
    }


def _signs(kept: list[screening.Kept]) -> Iterator[str]:
    """Yield the signs that are present; those that speak of papers or status are never named."""
    for one in kept:
        for sign, _words in one.present:
            if sign.id not in stays().signs:
                yield f"{sign.label} ({in_words(one.row.started_on)})"


def _of_claims(actor: Member, person: Person) -> Known:
    rows = [row for row in claims_of(actor, person) if row.kind == "person"]
    if not rows:
        return {}
    reads.record(
        actor=actor,
        name="national_referral.prepared",
        subjects=[person.id],
        compartments=[Compartment.TESTIMONY],
    )
    keyring.warm([person.id], [Compartment.TESTIMONY])
    return {"claims.persons": "\n".join(f"{row.value} ({row.grade})" for row in rows)}
