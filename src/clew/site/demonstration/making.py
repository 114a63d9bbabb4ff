"""Making the world: one seed, one day, always the same; and the chain of impact."""

from collections.abc import Callable
from datetime import date
from random import Random

from clew.site.demonstration import cast
from clew.site.demonstration.group import made_group
from clew.site.demonstration.people import made_people
from clew.site.demonstration.story_days import StoryDays, story_days
from clew.site.demonstration.world import Link, MadePerson, World


def made_world(*, seed: int, today: date) -> World:
    """Return the demonstration world of a seed, as it stands on a day.

    The same seed and day give equal worlds. Every date is counted from `today`; the group's own
    story keeps its 64 months. `today` must leave room for the law of 2015: not before 2022.
    """
    rng = Random(seed)  # noqa: S311 -- made-up people need no cryptographic dice
    days = story_days(today)
    people, group = made_people(rng, days, made_group(rng, days))
    return World(
        seed=seed,
        today=today,
        organisations=cast.ORGANISATIONS,
        circles=cast.circles(days),
        staff=cast.staff(),
        group=group,
        people=people,
        sessions=cast.sessions(days),
        chain=_chain(days, people),
    )


def _chain(days: StoryDays, people: tuple[MadePerson, ...]) -> tuple[Link, ...]:
    def of(session: str, holds: Callable[[MadePerson], object]) -> tuple[str, ...]:
        return tuple(
            person.key
            for person in people
            if person.training_session == session and person.same_as is None and holds(person)
        )

    def recognised(session: str) -> tuple[str, ...]:
        return of(session, lambda person: person.recognised_on)

    def referred(session: str) -> tuple[str, ...]:
        return of(session, lambda person: person.referral)

    first, second, third = "session_1", "session_2", "session_3"
    witnesses = of(first, lambda person: person.witness)
    return (
        Link("training", days.first_session, first, (), "Fourteen people of the kitchen."),
        Link(
            "recognised",
            days.first_recognised,
            first,
            recognised(first),
            "The first of them eleven days after the session.",
        ),
        Link("referral", days.first_recognised, first, referred(first), "Each by their own yes."),
        Link(
            "investigation",
            days.investigation,
            first,
            of(first, lambda person: person.proceedings.report),
            "Accounts looked alike, so one group was suspected.",
        ),
        Link("charge", days.charge, first, witnesses, "Charged after the arrests."),
        Link("trial", days.verdicts[0], first, witnesses, "Three trials in ten months."),
        Link("conviction", days.verdicts[2], first, witnesses, "Eleven convicted in all."),
        Link("training", days.second_session, second, (), "Twenty-two people of the hospital."),
        Link("recognised", days.second_session, second, recognised(second), "Asked alone."),
        Link("referral", days.second_session, second, referred(second), "Each by their own yes."),
        Link(
            "investigation",
            days.second_session,
            second,
            (),
            "The hospital’s reports went to a mailbox nobody read; advocates carried a few over.",
            holds=False,
        ),
        Link("training", days.third_session, third, (), "Seventeen people of the job centre."),
        Link("recognised", days.third_session, third, recognised(third), "One so far."),
    )
