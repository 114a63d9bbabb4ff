"""Made-up facts in the mix in which they come: most of them not known, from several places.

The same seed gives the same facts on every machine. No document copies a real case.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from clew.rules.law.elements import codes, jurisdiction
from clew.rules.law.facts import GROUPS, Facts, names_of
from clew.rules.law.known import Known

SEED: Final = 20_001_115  # the day of the two Protocols
LATEST: Final = date(2026, 12, 31)
# A first talk leaves most of it open; what is known is more often a yes than a no.
KNOWN: Final = (Known.UNKNOWN, Known.YES, Known.NO)
HOW_OFTEN: Final = (70, 17, 13)
# In one document of six a group was asked through: each part of it is yes or no.
ASKED_THROUGH: Final = 1 / 6
ASKED: Final = (Known.YES, Known.NO)
OFFENCES: Final = (None, None, None, None, "cultivation of cannabis", "illegal entry", "no")


def made_up_facts(count: int, *, seed: int = SEED) -> Iterator[Facts]:
    """Yield that many documents of facts, none of them contradicting its own dates."""
    dice = random.Random(seed)
    places = sorted(codes())
    firsts = {code: min(jurisdiction(code).versions) for code in places}
    for number in range(1, count + 1):
        place = dice.choice(places)
        days = (LATEST - firsts[place]).days
        yield Facts(
            id=f"made-up-{number}",
            jurisdiction=place,
            on=firsts[place] + timedelta(days=dice.randint(0, days)),
            child=_known(dice),
            **{name: _group(dice, kind) for name, kind in GROUPS.items()},  # type: ignore[arg-type]
        )


def _known(dice: random.Random) -> Known:
    return dice.choices(KNOWN, HOW_OFTEN)[0]


def _group(dice: random.Random, kind: type) -> object:
    through = dice.random() < ASKED_THROUGH
    parts: dict[str, object] = {
        name: dice.choice(ASKED) if through else _known(dice)
        for name in names_of(kind)
        if name != "offence"
    }
    if "offence" in names_of(kind):
        parts["offence"] = dice.choice(OFFENCES)
    return kind(**parts)
