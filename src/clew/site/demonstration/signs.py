"""What was answered and stated: screening answers and facts that are true to each story."""

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Final

from clew.rules.indicators.instruments import instrument
from clew.rules.law.classification import Conclusion
from clew.rules.law.facts import (
    ADULT_AT,
    Act,
    Benefit,
    Crossing,
    Facts,
    Means,
    Movement,
    Purpose,
    facts_in,
    names_of,
    parts_of,
)
from clew.rules.law.known import Known
from clew.rules.sources.documents import Document, Plain
from clew.site.demonstration.group_records import Exploited
from clew.site.demonstration.names import words
from clew.site.demonstration.world import MadeScreening, Phase

LABOUR: Final = "ilo-delphi-adults-labour"
YES, NO, UNKNOWN = Known.YES, Known.NO, Known.UNKNOWN
_FULL_WEEK: Final = 48
_NOT_SAID: Final = 0.12
# What everybody whom the group held could say, if asked: bed, pay and the false word of arrest.
_OF_EVERYBODY: Final = words(
    "D1.01 D1.05 D1.07 D1.08 D3.03 D3.08 D3.09 D4.02 D4.04 D4.06 D4.08 D5.02 D5.08 D5.09 D5.12 "
    "D5.14 D6.01 D6.02"
)
_OF_MANY: Final = {"D1.02": 0.6, "D5.01": 0.4, "D5.03": 0.5, "D5.04": 0.35, "D5.11": 0.6}
_OF_NOBODY: Final = words("D1.04 D1.09 D1.10 D2.01 D2.02 D2.05 D2.07 D5.05 D5.07")
_OF_VULNERABILITY: Final = {
    "homeless": "D3.12",
    "ex_prisoner": "D3.06",
    "alcohol": "D3.13",
    "debt_or_family_need": "D3.11",
}


def answered(
    chosen: str, on: date, by: str, present: Iterable[str], absent: Iterable[str]
) -> MadeScreening:
    """Return answers to every indicator of an instrument; what is in neither list is unknown.

    Raises `ValueError` for an indicator that the instrument does not hold.
    """
    yes, no = set(present), set(absent)
    ids = [item.id for item in instrument(chosen).indicators]
    strangers = (yes | no) - set(ids)
    if strangers or yes & no:
        msg = f"{chosen}: not its indicators, or answered twice: {sorted(strangers or yes & no)}"
        raise ValueError(msg)
    answers = tuple(
        (name, "present" if name in yes else "absent" if name in no else "unknown") for name in ids
    )
    return MadeScreening(chosen, on, by, answers)


def answers_of(rng: Random, record: Exploited, *, on: date, by: str) -> MadeScreening:
    """Return what one whom the group exploited answered; some is not said on the day."""
    present = [name for name in _OF_EVERYBODY if rng.random() >= _NOT_SAID]
    present += [name for name, share in _OF_MANY.items() if rng.random() < share]
    present += [_OF_VULNERABILITY[kind] for kind in record.vulnerabilities]
    absent = [name for name in _OF_NOBODY if rng.random() >= _NOT_SAID]
    if record.hours > _FULL_WEEK:
        present.append("D4.01")
    return answered(
        LABOUR, on, by, (f"ILO.{name}" for name in present), (f"ILO.{name}" for name in absent)
    )


def facts_of(rng: Random, record: Exploited, *, key: str, on: date) -> Phase:
    """Return the facts of one whom the group exploited. Entry was legal: nothing was smuggled."""
    facts = Facts(
        id=key,
        jurisdiction="GB",
        on=on,
        child=YES if record.age < ADULT_AT else NO,
        act=Act(
            recruitment=YES,
            transportation=YES,
            transfer=YES if len(record.stays) > 1 else UNKNOWN,
            harbouring=YES,
        ),
        means=Means(
            deception=YES,
            coercion=YES if rng.random() < 1 - _NOT_SAID else UNKNOWN,
            threat_or_force=YES if rng.random() < _OF_MANY["D5.11"] else UNKNOWN,
            abuse_of_vulnerability=YES if record.vulnerabilities else UNKNOWN,
        ),
        purpose=Purpose(forced_labour=YES, sexual_exploitation=NO, organ_removal=NO),
        crossing=Crossing(
            illegal_entry=NO,
            illegal_stay_enabled=NO,
            fraudulent_documents=NO,
            not_national_or_resident=YES,
        ),
        benefit=Benefit(financial_or_material=YES),
        movement=Movement(travel_arranged=YES),
    )
    return Phase("from the coach to the kitchen", facts, Conclusion.TRAFFICKING)


def ordinary_work(*, key: str, on: date) -> Phase:
    """Return the facts of somebody with a dull, honest job through an agency."""
    facts = Facts(
        id=key,
        jurisdiction="GB",
        on=on,
        child=NO,
        act=Act(YES, NO, NO, NO, NO),
        means=Means(*[NO] * len(names_of(Means))),
        purpose=Purpose(*[NO] * len(names_of(Purpose))),
        crossing=Crossing(NO, NO, NO, UNKNOWN),
        benefit=Benefit(financial_or_material=NO),
    )
    return Phase("work through an agency", facts, Conclusion.NEITHER)


def carried_only(*, key: str, on: date) -> Phase:
    """Return the facts of somebody who paid for a place in a lorry and was let go on arrival."""
    facts = Facts(
        id=key,
        jurisdiction="GB",
        on=on,
        child=NO,
        act=Act(transportation=YES),
        means=Means(*[NO] * len(names_of(Means))),
        purpose=Purpose(*[NO] * len(names_of(Purpose))),
        crossing=Crossing(illegal_entry=YES, not_national_or_resident=YES),
        benefit=Benefit(financial_or_material=YES),
        movement=Movement(travel_arranged=YES),
    )
    return Phase("the journey", facts, Conclusion.SMUGGLING)


def not_told(*, key: str, on: date) -> Phase:
    """Return the facts of somebody who said one thing and left: nearly all is unknown."""
    facts = Facts(
        id=key, jurisdiction="GB", on=on, act=Act(harbouring=YES), means=Means(coercion=YES)
    )
    return Phase("what was said on one evening", facts, Conclusion.INSUFFICIENT_INFORMATION)


def stated(key: str, on: date, yes: Iterable[str], no: Iterable[str]) -> Facts:
    """Return facts from names such as `act.recruitment` and `child`, read by the strict reader.

    Raises `WrongInput` for a name the law does not know. `no: [purpose.*]` means the whole group.
    """
    document: dict[str, Plain] = {"id": key, "jurisdiction": "GB", "on": on.isoformat()}
    for value, names in ((NO, no), (YES, yes)):
        for name in names:
            group, _, part = name.partition(".")
            if not part:
                document[group] = str(value)
                continue
            inner = document.setdefault(group, {})
            if not isinstance(inner, dict):
                msg = f"{key}: {group} is both a fact and a group"
                raise TypeError(msg)
            for single in names_of(_GROUPS[group]) if part == "*" else (part,):
                inner[single] = str(value)
    return facts_in(Document(document, 1), name=key, number=1)


_GROUPS: Final[dict[str, type]] = {"means": Means, "purpose": Purpose, "act": Act}


def document_of(facts: Facts) -> dict[str, Plain]:
    """Return the facts as the document `clew classify` reads; unknown facts are left out."""
    document: dict[str, Plain] = {"id": facts.id, "jurisdiction": facts.jurisdiction}
    if facts.on is not None:
        document["on"] = facts.on.isoformat()
    if facts.child is not UNKNOWN:
        document["child"] = str(facts.child)
    for name in names_of(Facts):
        group = getattr(facts, name)
        if not hasattr(group, "__dataclass_fields__"):
            continue
        inner: dict[str, Plain] = {
            part: str(value) for part, value in parts_of(group) if value not in {UNKNOWN, None}
        }
        if inner:
            document[name] = inner
    return document
