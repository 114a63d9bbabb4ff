"""Everybody's file is true to their story, alive today, and clearly made up."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta

import pytest

from clew.rules.indicators.answers import Answer, Answers
from clew.rules.indicators.instruments import instrument
from clew.rules.indicators.screening import screen
from clew.rules.law.classification import Conclusion, classify
from clew.rules.law.facts import facts_in
from clew.rules.law.known import Known
from clew.rules.sources.documents import Document
from clew.site.demonstration.look_alikes import HELPLINE, HOSTEL
from clew.site.demonstration.signs import answered, document_of
from clew.site.demonstration.world import ClaimKind, Kind, MadePerson
from tests.site.demonstration.worlds import TODAY, world

PHONE = re.compile(r"0\d{4} \d{6}")
FOR_FICTION = re.compile(r"07700 900\d{3}|01632 960\d{3}")


def outcome(person: MadePerson) -> str:
    """Screen a person's answers on their instrument."""
    assert person.screening is not None
    given = {key: Answer(value) for key, value in person.screening.answers}
    return screen(Answers(instrument(person.screening.instrument), given)).overall.outcome


def texts(value: object) -> list[str]:
    """Every text in a tree of records."""
    if isinstance(value, str):
        return [str(value)]
    if isinstance(value, tuple):
        return [text for item in value for text in texts(item)]
    if is_dataclass(value):
        return [text for spec in fields(value) for text in texts(getattr(value, spec.name))]
    return []


@pytest.mark.parametrize("seed", [1, 7])
def test_every_phase_classifies_as_its_story_means_it(seed: int) -> None:
    phases = [phase for person in world(seed).people for phase in person.phases]
    wrong = [item.facts.id for item in phases if classify(item.facts).conclusion != item.points_to]
    assert wrong == []
    assert len(phases) > 100


def test_a_changed_fact_no_longer_classifies_as_meant() -> None:
    phase = world().person("r12").phases[0]
    changed = replace(phase.facts, purpose=replace(phase.facts.purpose, forced_labour=Known.YES))
    assert classify(changed).conclusion is not phase.points_to


def test_both_offences_either_and_neither_are_told() -> None:
    told = {phase.points_to for person in world().people for phase in person.phases}
    assert told == set(Conclusion)


def test_facts_go_through_their_document_and_come_back_equal() -> None:
    for person in world().people:
        for phase in person.phases:
            read = facts_in(Document(document_of(phase.facts), 1), name=person.key, number=1)
            assert read == phase.facts


def test_most_of_the_group_screen_as_forced_labour_and_no_look_alike_is_screened() -> None:
    made = world()
    held = [item for item in made.people if item.key.startswith("p") and item.screening]
    outcomes = Counter(outcome(item) for item in held)
    assert outcomes["trafficking_for_forced_labour"] / outcomes.total() > 0.6
    assert [item for item in made.people if item.look_alike and item.screening] == []


def test_the_man_from_the_lorry_does_not_screen_as_exploited() -> None:
    assert outcome(world().person("r12")) == "no_exploitation_found"


def test_an_answer_to_no_indicator_is_refused() -> None:
    with pytest.raises(ValueError, match="not its indicators"):
        answered("ilo-delphi-adults-labour", TODAY, "first_responder", ["ILO.D9.99"], [])


def test_every_name_of_a_thing_points_to_something_that_exists() -> None:
    made = world()
    staff = {item.key for item in made.staff}
    recipients = {item.key for item in (*made.organisations, *made.circles)}
    keys = [item.key for item in made.people]
    assert len(keys) == len(set(keys))
    assert {note.author for person in made.people for note in person.notes} <= staff
    assert {task.owner for person in made.people for task in person.tasks} <= staff
    assert {item.recipient for person in made.people for item in person.consents} <= recipients
    assert {person.advocate for person in made.people} <= staff | {None}
    assert {person.same_as for person in made.people} <= {*keys, None}


def test_steps_of_the_case_come_in_order() -> None:
    for person in world().people:
        steps = [getattr(person.proceedings, spec.name) for spec in fields(person.proceedings)]
        known = [step for step in (person.recognised_on, *steps) if step is not None]
        assert known == sorted(known), person.key
        assert all(step <= TODAY for step in known), person.key


@pytest.mark.parametrize(
    "today", [date(2026, 3, 17), date(2026, 3, 21), date(2028, 2, 29), date(2027, 12, 31)]
)
def test_the_demonstration_is_alive_on_any_day(today: date) -> None:
    people = world(7, today).people
    due = [
        task.due_on
        for person in people
        for task in person.tasks
        if task.due_on and task.state in {"started", "not_started"}
    ]
    running = [
        person.key
        for person in people
        if person.referral
        and person.referral.reasonable_grounds_on
        and person.referral.conclusive_grounds_on is None
        and today - person.referral.reasonable_grounds_on < timedelta(days=30)
    ]
    ending = [
        consent
        for person in people
        for consent in person.consents
        if consent.withdrawn_on is None
        and timedelta(0)
        <= consent.from_on + timedelta(days=consent.days) - today
        <= timedelta(days=7)
    ]
    assert any(day < today for day in due)
    assert sum(today <= day <= today + timedelta(days=7) for day in due) >= 8
    assert all(day.weekday() < 5 for day in due)
    assert running == ["r7", "r8", "r9"]
    assert len(ending) >= 3


def test_notes_and_recognitions_never_lie_ahead() -> None:
    for person in world().people:
        assert all(note.on <= TODAY for note in person.notes)
        assert person.recognised_on is None or person.recognised_on <= TODAY


def test_a_dozen_files_are_told_and_hold_something_to_read() -> None:
    deep = [item for item in world().people if item.deep]
    assert len(deep) == 13
    assert all(2 <= len(item.notes) <= 6 for item in deep)
    assert all(
        (item.five_lines and item.contact and item.claims) or item.key == "r10" for item in deep
    )


def test_some_said_no_and_some_took_it_back() -> None:
    made = world()
    assert made.person("r3").referral is None
    assert [c.withdrawn_on is not None for c in made.person("r3").consents] == [True]
    assert not made.person("r10").statement


def test_nobody_allows_the_police_anything_of_immigration() -> None:
    allowed = {
        kind
        for person in world().people
        for consent in person.consents
        if consent.recipient in {"northmoor_police", "circle_investigate"}
        for kind in consent.kinds
    }
    assert allowed == {"account", "contact_through_advocate", "phone_number"}


def test_each_of_the_ninety_two_has_a_file_in_five_lines() -> None:
    held = [item for item in world().people if item.kind is Kind.OF_THE_GROUP]
    assert [item.key for item in held if item.five_lines is None] == []


def test_two_survivors_have_a_page_one_reads_english_one_arabic() -> None:
    made = world()
    english, arabic = made.member("survivor_r7"), made.member("survivor_ar")
    assert (english.reads, made.person(english.survivor or "").reads[0]) == ("en", "en")
    assert (arabic.reads, made.person(arabic.survivor or "").script) == ("ar", "Arab")


def test_look_alikes_share_things_innocently() -> None:
    values = Counter(
        claim.value
        for person in world().people
        if person.kind is Kind.LOOK_ALIKE
        for claim in person.claims
    )
    assert (values[HOSTEL], values[HELPLINE]) == (22, 6)


def test_no_house_of_the_group_is_an_address_of_a_look_alike() -> None:
    made = world()
    houses = {house.address for house in made.group.houses}
    others = {
        claim.value
        for person in made.people
        if person.kind is Kind.LOOK_ALIKE
        for claim in person.claims
    }
    assert houses & others == set()


def test_a_third_of_the_streets_come_without_their_number() -> None:
    made = world()
    streets = {house.street for house in made.group.houses}
    values = [
        claim.value
        for person in made.people
        for claim in person.claims
        if claim.kind is ClaimKind.ADDRESS and any(street in claim.value for street in streets)
    ]
    without = sum(not value[0].isdigit() for value in values)
    assert 0.25 <= without / len(values) <= 0.47


def test_the_same_person_at_two_charities_is_two_files_with_noise() -> None:
    made = world()
    again = [item for item in made.people if item.same_as]
    assert len(again) == 11
    assert all(made.person(item.same_as or "").organisation != item.organisation for item in again)
    assert sum(made.person(i.same_as or "").full_name != i.full_name for i in again) >= 8


def test_every_phone_is_kept_free_for_fiction() -> None:
    found = [phone for text in texts(world()) for phone in PHONE.findall(text)]
    assert [phone for phone in found if not FOR_FICTION.fullmatch(phone)] == []
    assert len(found) > 100


def test_every_account_stands_at_a_bank_branch_that_cannot_exist() -> None:
    assert {account.sort_code for account in world().group.accounts} == {"00-00-00"}


def test_every_address_of_mail_ends_where_no_mail_goes() -> None:
    assert {item.email.split("@")[1] for item in world().staff} == {"clew.invalid"}
