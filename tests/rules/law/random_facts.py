"""Random facts for the laws of safety. Nothing is more likely than anything else, but unknown."""

from dataclasses import fields, replace
from datetime import date

from hypothesis import strategies as st

from clew.rules.law.elements import codes
from clew.rules.law.facts import GROUPS, Facts
from clew.rules.law.known import Known

KNOWN = st.sampled_from([Known.UNKNOWN, Known.UNKNOWN, Known.YES, Known.NO])
JURISDICTIONS = st.sampled_from(sorted(codes()))
DAYS = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2030, 12, 31)))


def groups(kind: type) -> st.SearchStrategy[object]:
    """Draw one group of facts, often with all its parts alike."""
    names = [spec.name for spec in fields(kind) if spec.name != "offence"]
    alike = KNOWN.map(lambda known: kind(**dict.fromkeys(names, known)))
    mixed = st.builds(kind, **dict.fromkeys(names, KNOWN))
    if kind is GROUPS["charged"]:
        offence = st.sampled_from([None, "no", "unknown", "cultivation of cannabis"])
        mixed = st.builds(kind, offence=offence, **dict.fromkeys(names, KNOWN))
    return st.one_of(alike, mixed)


def facts(jurisdictions: st.SearchStrategy[str] = JURISDICTIONS) -> st.SearchStrategy[Facts]:
    """Draw facts that do not contradict themselves about travel."""
    drawn = st.builds(
        Facts,
        id=st.just("drawn"),
        jurisdiction=jurisdictions,
        on=DAYS,
        child=KNOWN,
        **{name: groups(kind) for name, kind in GROUPS.items()},
    )
    return drawn.map(without_contradiction)


def without_contradiction(drawn: Facts) -> Facts:
    """Say that travel was arranged where a carrying or a crossing is stated beside a 'no'."""
    moved = Known.YES in {drawn.act.transportation, drawn.crossing.illegal_entry}
    if moved and drawn.movement.travel_arranged is Known.NO:
        return replace(drawn, movement=type(drawn.movement)(travel_arranged=Known.YES))
    return drawn


def places(given: Facts) -> list[tuple[str | None, str]]:
    """Return every fact of three values as (group, name); the age has no group."""
    found: list[tuple[str | None, str]] = [(None, "child")]
    for group in GROUPS:
        found += [
            (group, spec.name) for spec in fields(getattr(given, group)) if spec.name != "offence"
        ]
    return found


def value_at(given: Facts, place: tuple[str | None, str]) -> Known:
    """Return the fact at a place."""
    group, name = place
    value: Known = getattr(given if group is None else getattr(given, group), name)
    return value


def with_value(given: Facts, place: tuple[str | None, str], value: Known) -> Facts:
    """Return the same facts with one of them changed."""
    group, name = place
    if group is None:
        return replace(given, child=value)
    return replace(given, **{group: replace(getattr(given, group), **{name: value})})
