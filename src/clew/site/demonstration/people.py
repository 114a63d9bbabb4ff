"""Everybody with a file: the told, the lighter ones of the 92, and those who only look alike."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final

from clew.site.demonstration.cast import session_behind
from clew.site.demonstration.claims import Books, claims_of
from clew.site.demonstration.group_records import Exploited, Group
from clew.site.demonstration.identified import age_band, known_elsewhere, made_identified
from clew.site.demonstration.look_alikes import look_alikes
from clew.site.demonstration.signs import answered, stated
from clew.site.demonstration.stories import Story, told_stories
from clew.site.demonstration.story_days import StoryDays, in_days, working_day
from clew.site.demonstration.world import (
    Consent,
    Entry,
    Kind,
    MadeClaim,
    MadePerson,
    MadeProceedings,
    MadeReferral,
    MadeScreening,
    Note,
    Phase,
    Task,
)

_YEAR: Final = 365.25
_TRIAL_DAYS: Final = 42
_SOONEST, _LATEST = 60, 300  # days from arrival to recognition of a told member of the 92
_OWN_BIRTHDAY_DAYS: Final = 30


def made_people(rng: Random, days: StoryDays, group: Group) -> tuple[tuple[MadePerson, ...], Group]:
    """Return everybody with a file, and the group with its records linked to them."""
    books = Books(group)
    told, linked = _told(rng, days, group, books)
    of_the_group = [person for person in told if person.kind is Kind.OF_THE_GROUP]
    counts = {
        "identified": len(of_the_group),
        "statements": sum(person.statement for person in of_the_group),
        "witnesses": sum(person.witness for person in of_the_group),
    }
    records = [record for record in group.exploited if record.code not in linked]
    light = made_identified(rng, records=records, days=days, books=books, deep=counts)
    people = (*told, *light, *known_elsewhere(rng, light), *look_alikes(rng, days))
    for person in light:
        record = next(item for item in records if item.code == person.exploited)
        linked[record.code] = replace(record, person=person.key)
    return people, replace(
        group,
        exploited=tuple(linked.get(item.code, item) for item in group.exploited),
        held_since=tuple(linked.get(item.code, item) for item in group.held_since),
    )


def _told(
    rng: Random, days: StoryDays, group: Group, books: Books
) -> tuple[list[MadePerson], dict[str, Exploited]]:
    linked: dict[str, Exploited] = {}
    people = []
    for story in told_stories():
        on = (
            days.first_recognised
            if story.recognised_first
            else in_days(days.today, story.recognised)
        )
        record = _record_for(rng, story, on, group, linked)
        if record is not None:
            linked[record.code] = record
        people.append(_person(rng, story, on, record, days, books))
    return people, linked


def _record_for(
    rng: Random, story: Story, on: date, group: Group, linked: dict[str, Exploited]
) -> Exploited | None:
    """Choose the record behind a told person, and let the story settle age and employer."""
    if story.kind is Kind.OF_THE_GROUP:
        pool = group.exploited
    elif story.kind is Kind.HELD_SINCE:
        pool = group.held_since
    else:
        return None
    before = [
        record
        for record in pool
        if record.sex == story.sex and record.arrived_on < on and record.code not in linked
    ]
    near = [record for record in before if _SOONEST <= (on - record.arrived_on).days <= _LATEST]
    chosen = rng.choice(near or before)
    employer = story.employer or chosen.employer
    return replace(chosen, age=story.age, employer=employer, person=story.key)


def _person(
    rng: Random,
    story: Story,
    on: date,
    record: Exploited | None,
    days: StoryDays,
    books: Books,
) -> MadePerson:
    aged_on = record.arrived_on if record else days.today
    birthday = aged_on - timedelta(days=round(story.age * _YEAR) + _OWN_BIRTHDAY_DAYS)
    own = tuple(
        MadeClaim(
            kind=item.kind,
            value=item.value,
            grade=item.grade,
            certainty=item.certainty,
            source=item.source,
            on=None if item.day is None else in_days(days.today, item.day),
            on_as_said=item.as_said,
        )
        for item in story.claims
    )
    return MadePerson(
        key=story.key,
        code=story.code,
        kind=story.kind,
        organisation=story.organisation,
        full_name=story.full_name,
        called=story.called,
        script=story.script,
        written_as=story.written_as,
        sex=story.sex,
        born=birthday if story.born_known == "day" else None,
        born_year=None if story.born_known == "unknown" else birthday.year,
        age_band=age_band(story.age),
        speaks=story.speaks,
        reads=story.reads,
        nationality=story.nationality,
        form_of_exploitation=story.form_of_exploitation,
        recognised_on=on,
        channel=story.channel,
        contact=story.contact,
        screening=_screening(story, on),
        phases=tuple(
            Phase(part.name, stated(story.key, on, part.yes, part.no), part.points_to)
            for part in story.phases
        ),
        statement=story.statement is not None,
        witness=story.witness,
        five_lines=story.five_lines,
        notes=tuple(
            Note(
                on
                if story.recognised_first and item.day == story.recognised
                else in_days(days.today, item.day),
                item.author,
                item.text,
            )
            for item in story.notes
        ),
        tasks=tuple(
            Task(
                item.what,
                item.owner,
                None if item.due is None else working_day(days.today, item.due),
                item.state,
            )
            for item in story.tasks
        ),
        timeline=tuple(
            Entry(
                on
                if story.recognised_first and item.day == story.recognised
                else in_days(days.today, item.day),
                item.kind,
                item.text,
            )
            for item in story.timeline
        ),
        consents=_consents(story, days),
        claims=(*(claims_of(rng, record, books) if record else ()), *own),
        referral=_referral(story, days),
        proceedings=_proceedings(story, days),
        training_session=session_behind(days, story.channel, on),
        deep=True,
        advocate=story.advocate,
        exploited=record.code if record else None,
    )


def _screening(story: Story, on: date) -> MadeScreening | None:
    if story.instrument is None:
        return None
    return answered(story.instrument, on, "first_responder", story.present, story.absent)


def _consents(story: Story, days: StoryDays) -> tuple[Consent, ...]:
    return tuple(
        Consent(
            recipient=item.recipient,
            kinds=item.kinds,
            purpose=item.purpose,
            from_on=in_days(days.today, item.day),
            days=item.days,
            language=item.language,
            explained_how=item.explained_how,
            withdrawn_on=None if item.withdrawn is None else in_days(days.today, item.withdrawn),
        )
        for item in story.consents
    )


def _referral(story: Story, days: StoryDays) -> MadeReferral | None:
    told = story.referral
    if told is None:
        return None
    return MadeReferral(
        on=in_days(days.today, told.day),
        by=told.by,
        reasonable_grounds_on=_day(days, told.reasonable),
        conclusive_grounds_on=_day(days, told.conclusive),
    )


def _proceedings(story: Story, days: StoryDays) -> MadeProceedings:
    verdict = None if story.trial is None else days.verdicts[story.trial - 1]
    return MadeProceedings(
        report=_day(days, story.report),
        statement=_day(days, story.statement),
        charge=days.charge if verdict else None,
        trial=verdict - timedelta(days=_TRIAL_DAYS) if verdict else None,
        conviction=verdict,
    )


def _day(days: StoryDays, offset: int | None) -> date | None:
    return None if offset is None else in_days(days.today, offset)
