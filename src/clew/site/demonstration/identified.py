"""The 92: which of the exploited were recognised, when and how, and what their files hold."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from clew.site.demonstration import figures
from clew.site.demonstration.cast import session_behind
from clew.site.demonstration.claims import Books, claims_of
from clew.site.demonstration.group_records import Exploited
from clew.site.demonstration.names import as_written, polish_names
from clew.site.demonstration.signs import answers_of, facts_of
from clew.site.demonstration.story_days import StoryDays, in_days, working_day
from clew.site.demonstration.world import (
    Consent,
    Contact,
    Entry,
    FiveLines,
    Kind,
    MadePerson,
    MadeProceedings,
    MadeReferral,
    Note,
    Task,
)

_MONTH: Final = 30.44
_QUIET_DAYS: Final = 120  # the last of the 92 was recognised this long ago
_STATEMENT_BEFORE_VERDICT: Final = 60
_TRIAL_DAYS: Final = 42
_CHARGED_AFTER: Final = 14
_TRIALS: Final = {1: 0.4, 2: 0.3, 3: 0.3}
_HOWS: Final = (
    "Ring once and wait to be called back.",
    "Text a single question mark.",
    "Leave word at the kitchen.",
    "Through the friend from the choir.",
)
_WHENS: Final = ("Mornings.", "After six.", "On days off, Sunday best.", "Any time before dark.")
_NEVERS: Final = (
    "No letters.",
    "Never at work.",
    "Not through the landlord.",
    "No messages with a name in them.",
)
_WHOS: Final = (
    "Mends clocks.",
    "Good with horses.",
    "A painter of walls and, on Sundays, of birds.",
    "Plays cards and lets others win.",
    "Was a tram driver, knows every stop by heart.",
    "Cooks for whoever is in.",
)
_WANTS: Final = (
    "“My papers in my own drawer.”",
    "“A job where they say my name.”",
    "“To go home with something in my hands.”",
    "“Peace, and a radio.”",
    "“That the others get out.”",
)
_NOTES: Final = (
    "Came back a second time, for coffee and not for us. That is good.",
    "Knows who to ring and when. Nothing owed this month.",
    "Found a room with a window to the garden. Took a photograph of the lock.",
    "Works three days a week, paid into an account of their own.",
    "Went home to see family and came back rested.",
    "Asked who has seen the file. We read the list together.",
)
_OWED: Final = (
    "Letter of support for housing",
    "Ask whether the phone number may be kept",
    "Court expenses",
    "Registration with a doctor",
    "Benefit letter, ask for a review",
)


@dataclass(frozen=True, slots=True)
class _Recognised:
    """One of the exploited with the day on which somebody recognised them."""

    record: Exploited
    on: date


def made_identified(
    rng: Random, *, records: list[Exploited], days: StoryDays, books: Books, deep: dict[str, int]
) -> tuple[MadePerson, ...]:
    """Return the lighter files of the 92.

    `records` are the exploited not told as a story; `deep` counts the told ones: how many there
    are, with a statement (`statements`), and heard in court (`witnesses`).
    """
    total = figures.IDENTIFIED - deep["identified"]
    found = _recognised(rng, records, days, total)
    statements = figures.STATEMENTS - deep["statements"]
    witnesses = figures.WITNESSES - deep["witnesses"]
    order = list(range(total))
    rng.shuffle(order)
    with_statement, in_court = set(order[:statements]), set(order[:witnesses])
    channels = figures.shared_out(rng, figures.CHANNELS, total)
    trials = figures.shared_out(rng, _TRIALS, total)
    waits = figures.lognormal(rng, figures.DAYS_TO_STATEMENT, total)
    last_statement = in_days(days.verdicts[-1], -_STATEMENT_BEFORE_VERDICT)
    names = polish_names(rng, [item.record.sex for item in found], set())
    people = []
    for place, item in enumerate(found):
        statement = None
        if place in with_statement:
            statement = item.on + timedelta(days=round(waits[place]))
        people.append(
            _person(
                rng,
                place=place,
                item=item,
                name=names[place],
                channel=channels[place],
                statement=min(statement, last_statement) if statement else None,
                trial=trials[place] if place in in_court else None,
                days=days,
                books=books,
            )
        )
    return tuple(people)


def known_elsewhere(rng: Random, people: tuple[MadePerson, ...]) -> tuple[MadePerson, ...]:
    """Return second files, at the other charity, of people already known: the same with noise."""
    able = [person for person in people if person.organisation == "lantern_house"]
    files = []
    for person in rng.sample(able, figures.KNOWN_TO_TWO_CHARITIES):
        written = rng.choice(
            [name for name in person.written_as if name != person.full_name]
            or list(person.written_as)
        )
        year = person.born_year
        files.append(
            replace(
                person,
                key=f"{person.key}_again",
                code=f"{person.code}M",
                organisation="mill_street",
                advocate=None,
                full_name=written,
                called=written.split()[0],
                written_as=(written,),
                born=None,
                born_year=year + rng.choice((-3, -1, 0, 0, 1, 2)) if year else None,
                screening=None,
                phases=(),
                contact=None,
                statement=False,
                witness=False,
                notes=person.notes[:1],
                tasks=(),
                timeline=(),
                consents=(),
                claims=tuple(item for item in person.claims if rng.random() < _HEARD_TWICE),
                referral=None,
                proceedings=MadeProceedings(),
                same_as=person.key,
            )
        )
    return tuple(files)


_HEARD_TWICE: Final = 0.4


def _recognised(
    rng: Random, records: list[Exploited], days: StoryDays, total: int
) -> list[_Recognised]:
    """Draw who was recognised, so that the time from arrival keeps its assumed shape."""
    last = in_days(days.today, -_QUIET_DAYS)
    free = sorted(records, key=lambda record: record.arrived_on)
    found = []
    for months in sorted(figures.lognormal(rng, figures.MONTHS_TO_IDENTIFICATION, total))[::-1]:
        lag = timedelta(days=round(months * _MONTH))
        able = [
            record for record in free if days.first_recognised < record.arrived_on + lag <= last
        ]
        record = rng.choice(able)
        free.remove(record)
        found.append(_Recognised(record, record.arrived_on + lag))
    return sorted(found, key=lambda item: (item.on, item.record.code))


def _person(
    rng: Random,
    *,
    place: int,
    item: _Recognised,
    name: tuple[str, str],
    channel: str,
    statement: date | None,
    trial: int | None,
    days: StoryDays,
    books: Books,
) -> MadePerson:
    record, key = item.record, f"p{place + 1:02d}"
    given, surname = name
    born_year = record.arrived_on.year - record.age
    whole_birthday = rng.random() < figures.MONTH_ONLY
    at_lantern = statement is not None
    # Most files of those years are closed; every third is open and somebody's.
    advocate = ("advocate_a", "advocate_b")[place % 2] if at_lantern and place % 3 == 0 else None
    note_on = min(item.on + timedelta(days=rng.randint(1, 60)), days.today)
    return MadePerson(
        key=key,
        code=f"P-{place + 1}",
        kind=Kind.OF_THE_GROUP,
        organisation="lantern_house" if at_lantern else "mill_street",
        full_name=f"{given} {surname}",
        called=given,
        script="Latn",
        written_as=as_written(rng, given, surname),
        sex=record.sex,
        born=date(born_year, rng.randint(1, 12), rng.randint(1, 28)) if whole_birthday else None,
        born_year=born_year,
        age_band=age_band(record.age),
        speaks=("pl",),
        reads=("pl",) if rng.random() < 1 - _READS_NOTHING else (),
        nationality="PL",
        form_of_exploitation="forced_labour",
        recognised_on=item.on,
        channel=channel,
        contact=Contact(rng.choice(_HOWS), rng.choice(_WHENS), rng.choice(_NEVERS)),
        screening=answers_of(rng, record, on=item.on, by="first_responder"),
        phases=(facts_of(rng, record, key=key, on=item.on),),
        statement=statement is not None,
        witness=trial is not None,
        five_lines=_five_lines(rng, record, statement=statement, trial=trial),
        notes=(Note(note_on, advocate or "first_responder", rng.choice(_NOTES)),),
        tasks=_tasks(rng, days.today, advocate),
        timeline=(Entry(item.on, "contact", "Recognised"),),
        consents=_consents(rng, item.on, statement),
        claims=claims_of(rng, record, books),
        referral=_referral(rng, item.on, days.today) if at_lantern else None,
        proceedings=_proceedings(item.on, statement, trial, days),
        training_session=session_behind(days, channel, item.on),
        advocate=advocate,
        exploited=record.code,
    )


_READS_NOTHING: Final = 0.1
_CIRCLE_YES: Final = 0.8
_TAKEN_BACK: Final = 0.08


def _referral(rng: Random, on: date, today: date) -> MadeReferral:
    referred = in_days(on, rng.randint(5, 30))
    decided = in_days(referred, rng.randint(300, 550))
    return MadeReferral(
        on=referred,
        by="first_responder",
        reasonable_grounds_on=working_day(referred, 5),
        conclusive_grounds_on=decided if decided <= today else None,
    )


def _proceedings(
    on: date, statement: date | None, trial: int | None, days: StoryDays
) -> MadeProceedings:
    """Place the steps in order; a late statement is heard in the last trial."""
    if statement is None:
        return MadeProceedings()
    report = on + (statement - on) / 2
    if trial is None:
        return MadeProceedings(report=report, statement=statement)
    charge = max(days.charge, in_days(statement, _CHARGED_AFTER))
    begins = [in_days(verdict, -_TRIAL_DAYS) for verdict in days.verdicts]
    heard = trial - 1 if charge < begins[trial - 1] else len(begins) - 1
    return MadeProceedings(report, statement, charge, begins[heard], days.verdicts[heard])


def _five_lines(
    rng: Random, record: Exploited, *, statement: date | None, trial: int | None
) -> FiveLines:
    what = f"{record.hours} hours a week for {record.pay} pounds, for {record.weeks} weeks."
    stands = "Support only. No statement, by choice."
    if statement is not None:
        stands = "Made a statement. Not called to court."
    if trial is not None:
        stands = "Gave evidence. The trial is over."
    return FiveLines(
        who=f"{record.age} on arrival. {rng.choice(_WHOS)}",
        what_happened=what,
        where_it_stands=stands,
        what_they_want=rng.choice(_WANTS),
        what_comes_next="Nothing owed unless a task says so.",
    )


def age_band(age: int) -> str:
    """Return the band a figure may show."""
    for most, band in ((17, "under 18"), (24, "18–24"), (34, "25–34"), (49, "35–49")):
        if age <= most:
            return band
    return "50 and over"


def _tasks(rng: Random, today: date, advocate: str | None) -> tuple[Task, ...]:
    if advocate is None:
        return ()
    due = working_day(today, rng.randint(1, 40))
    return (Task(rng.choice(_OWED), advocate, due, rng.choice(("not_started", "started"))),)


def _consents(rng: Random, on: date, statement: date | None) -> tuple[Consent, ...]:
    found = []
    how = "Read aloud in Polish, said back"
    if statement is not None:
        found.append(
            Consent("northmoor_police", ("account",), "investigate", statement, 1900, "pl", how)
        )
    if rng.random() < _CIRCLE_YES:
        start = in_days(on, rng.randint(3, 25))
        taken_back = in_days(start, rng.randint(5, 90)) if rng.random() < _TAKEN_BACK else None
        found.append(
            Consent("circle_find", ("claims",), "find_others", start, 2200, "pl", how, taken_back)
        )
    return tuple(found)
