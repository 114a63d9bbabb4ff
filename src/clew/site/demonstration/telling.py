"""What the demonstration shows besides the people's files: their own sign-ins, second eyes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from clew.connect.leads import queries as leads
from clew.connect.leads.actions import conclude
from clew.inform.statistics import actions as statistics
from clew.inform.statistics.states import Kind as Count
from clew.portal.cards import actions as cards
from clew.site.demonstration.lives import Life
from clew.site.demonstration.moments import at_the_time
from clew.site.demonstration.settling import Settled
from clew.site.demonstration.signing_in import CARDS, WORD
from clew.site.demonstration.world import Kind, World
from clew.survivor.people import actions as people
from clew.survivor.release import queries as released
from clew.survivor.release.actions import pseudonym

Step = tuple[date, int, str, Callable[[], None]]
_CONCLUDED_DAYS_AGO: Final = 12
_COUNTED_DAYS_AGO: Final = 6


def closing_steps(world: World, settled: Settled, lives: dict[str, Life]) -> list[Step]:
    """Return the steps that come after everybody is in."""
    today = world.today
    signing = [
        (today, 8, made.key, _sign_in(lives[made.survivor], settled, made.key))
        for made in world.staff
        if made.survivor is not None
    ]
    concluded = today - timedelta(days=_CONCLUDED_DAYS_AGO)
    counted = today - timedelta(days=_COUNTED_DAYS_AGO)
    return [
        *signing,
        (concluded, 9, "leads", lambda: _concluded(lives, settled, concluded)),
        (counted, 9, "tables", lambda: _counted(settled, counted)),
        (today, 9, "looked", lambda: _looked(lives, settled, today)),
    ]


def _concluded(lives: dict[str, Life], settled: Settled, on: date) -> None:
    """Let an investigator conclude of whom the group was the holder: those with a verdict."""
    circle = settled.circles["circle_find"]
    held = [
        pseudonym(circle, life.person)
        for life in lives.values()
        if life.person is not None
        and life.made.kind is Kind.OF_THE_GROUP
        and life.made.witness
        and "circle_find" in life.consents
    ]
    investigator = settled.members["investigator_a"]
    with at_the_time(on) as at:
        there = {each.pseudonym for each in leads.conclusions(investigator, circle, at=at)}
        conclude(
            actor=investigator, circle=circle, pseudonyms=[one for one in held if one in there],
            reason="Gave evidence; the court found that the group held them.", at=at,
        )  # fmt: skip


def _counted(settled: Settled, on: date) -> None:
    """Release the chain of impact with two people; leave the table of people to a second pair."""
    author, checker = settled.members["policy_lead"], settled.members["output_checker"]
    first, last = on.year - 5, on.year - 1
    with at_the_time(on):
        chain = statistics.draft(
            actor=author, kind=Count.CHAIN, first_year=first, last_year=last, on=on
        )
        statistics.send(actor=author, table=chain)
        statistics.release(actor=checker, table=chain, on=on)
        people = statistics.draft(
            actor=author,
            kind=Count.PEOPLE,
            first_year=first,
            last_year=last,
            on=on,
            shape="form-sex",
        )
        statistics.send(actor=author, table=people)


def _looked(lives: dict[str, Life], settled: Settled, on: date) -> None:
    """Let the police officer read what Marek released, so that his page shows who looked."""
    officer = settled.members["police_officer"]
    life = lives["r7"]
    with at_the_time(on, hour=8):
        for row in released.inbox(officer, on=on):
            release = released.release_for(officer, row.id)
            if life.person is not None and release.person_id == life.person.id:
                released.parts(officer, row.id, on=on)


def _sign_in(life: Life, settled: Settled, key: str) -> Callable[[], None]:
    def act() -> None:
        if life.person is not None:
            people.give_account(actor=life.worker, person=life.person, account=settled.members[key])
            cards.give(actor=life.worker, person=life.person, word=WORD, code=CARDS[key])

    return act
