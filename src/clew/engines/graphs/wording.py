"""The sentences of a lead. Each says one thing that can be checked; none says what a person is."""

from clew.engines.graphs.mentions import Thing, Use
from clew.rules.network.kinds import Certainty

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_FAR_APART_DAYS = 365


def counted(number: int) -> str:
    """Write a number as people read it: 'two', '22'."""
    return _WORDS[number] if number < len(_WORDS) else str(number)


def shares(thing: Thing, use: Use, *, confirmed: int, suspected: int, others: int) -> str:
    """Say what is shared, with how many confirmed people, and with how many others.

    `confirmed` people share it; of `suspected` among them the link itself is not confirmed.
    """
    verb = "shares" if use.certainty is Certainty.CONFIRMED else "may share"
    people = "person" if confirmed == 1 else "people"
    rest = "nobody else" if others == 0 else f"{counted(others)} other{'' if others == 1 else 's'}"
    sentence = f"{verb} {thing.label} with {counted(confirmed)} confirmed {people} and {rest}"
    if suspected and confirmed == 1:
        sentence += "; that person's link is not confirmed"
    elif suspected:
        verb = "is" if suspected == 1 else "are"
        sentence += f"; {counted(suspected)} of their links {verb} not confirmed"
    return sentence


def says_nothing(thing: Thing, users: int) -> str:
    """Say why a thing that is shared does not count."""
    people = "person uses" if users == 1 else "people use"
    many = "" if thing.is_hub(users) else " and which is there for many"
    return f"also uses {thing.label}, which {users} {people}{many}; that says nothing"


def disproved(thing: Thing) -> str:
    """Say that a link was looked into and was wrong."""
    return f"was said to use {thing.label}; that was disproved"


def far_apart(thing: Thing, use: Use, others: list[Use]) -> str | None:
    """Say that the days known lie more than a year apart: an earlier tenant, a number passed on."""
    if use.first is None or use.last is None:
        return None
    gaps = [
        max((other.first - use.last).days, (use.first - other.last).days)
        for other in others
        if other.first is not None and other.last is not None
    ]
    if not gaps or min(gaps) <= _FAR_APART_DAYS:
        return None
    return f"the days known for {thing.label} lie more than a year apart"


def not_known(thing: Thing, use: Use, others: list[Use]) -> list[str]:
    """Return what would have to be asked before this reason can be relied on."""
    asked = []
    if use.first is None or all(other.first is None for other in others):
        asked.append(f"whether {thing.label} was used at the same time; a day is missing")
    if use.disputed:
        asked.append(f"whether {thing.label} is right; sources differ")
    elif use.certainty is Certainty.SUSPECTED:
        asked.append(f"whether {thing.label} is right; it is only suspected")
    elif use.certainty is Certainty.UNKNOWN:
        asked.append(f"whether {thing.label} is right; nobody has said how sure it is")
    return asked
