"""What the demonstration shows besides the people's files: their own sign-ins, second eyes."""

from collections.abc import Callable
from datetime import date

from clew.site.demonstration.lives import Life
from clew.site.demonstration.settling import Settled
from clew.site.demonstration.world import World
from clew.survivor.people import actions as people

Step = tuple[date, int, str, Callable[[], None]]


def closing_steps(world: World, settled: Settled, lives: dict[str, Life]) -> list[Step]:
    """Return the steps that come after everybody is in."""
    today = world.today
    return [
        (today, 8, made.key, _sign_in(lives[made.survivor], settled, made.key))
        for made in world.staff
        if made.survivor is not None
    ]


def _sign_in(life: Life, settled: Settled, key: str) -> Callable[[], None]:
    def act() -> None:
        if life.person is not None:
            people.give_account(actor=life.worker, person=life.person, account=settled.members[key])

    return act
