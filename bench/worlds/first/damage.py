"""How a thing is written down: which of its forms, and what of it was lost on the way.

Every function returns the text with its state, on which the ceiling rests.
"""

from enum import IntEnum

from bench.worlds.first import places, things
from bench.worlds.first.spelling import bare, one_wrong_digit, one_wrong_letter
from bench.worlds.first.things import Kind


class State(IntEnum):
    """What of a thing reached the page."""

    LOST = 0
    REDUCED = 1  # a part of it: last four digits, half a plate, a street without its number
    ALTERED = 2  # all of it, with a fault: one digit wrong, days off
    INTACT = 3


def phone(number: int, dice: float, wrong: float) -> tuple[str, State]:
    """Write a phone number in one of four forms."""
    text = things.phone(number)
    fault = dice < wrong
    if fault:
        text = one_wrong_digit(text, dice / wrong)
    form = int(dice * 9973) % 10
    if text.startswith("+"):
        shown = text if form < 5 else f"00{text[1:]}"
    elif form < 4:
        shown = text
    elif form < 7:
        shown = f"{text[:5]} {text[5:]}"
    elif form < 9:
        shown = f"+44{text[1:]}"
    else:
        shown = f"0044 {text[1:5]} {text[5:]}"
    return shown, State.ALTERED if fault else State.INTACT


def address(number: int, dice: float, wrong: float, *, told: bool) -> tuple[str, State]:
    """Write an address; told by heart it often lacks the number, and nearly always the postcode."""
    flat, house, street, town, postcode = places.parts_of(number)
    form = dice * 9973 % 1
    if form < 0.35:
        street = places.shortened(street)
    without = dice * 7919 % 1
    if told and without < 0.35:
        return f"{street}, {town}", State.REDUCED
    if without < 0.04:
        return f"{street}, {town}", State.REDUCED
    fault = dice < wrong
    if fault:
        street = one_wrong_letter(street, dice / wrong)
    state = State.ALTERED if fault else State.INTACT
    parts = [f"{house} {street}", town]
    if flat:
        if dice * 6151 % 1 < (0.7 if told else 0.2):
            state = State.REDUCED  # which of the flats is not known
        else:
            parts.insert(0, flat)
    if dice * 4993 % 1 < (0.1 if told else 0.72):
        parts[-1] = f"{town} {postcode}" if form < 0.6 else parts[-1]
        parts += [] if form < 0.6 else [postcode]
    return ", ".join(parts), state


def account(number: int, dice: float, wrong: float, *, told: bool) -> tuple[str, State]:
    """Write an account: with or without its sort code, or only the last four digits."""
    text = things.account(number)
    if dice * 7919 % 1 < (0.5 if told else 0.12):
        return f"ending {text[-4:]}", State.REDUCED
    fault = dice < wrong
    if fault:
        text = one_wrong_digit(text, dice / wrong)
    form = dice * 9973 % 1
    shown = text if form < 0.5 else text[-8:] if form < 0.75 else text.replace("-", "")
    return shown, State.ALTERED if fault else State.INTACT


def vehicle(number: int, dice: float, wrong: float, *, told: bool) -> tuple[str, State]:
    """Write a plate; those who were driven remember half of it."""
    text = things.plate(number)
    if dice * 7919 % 1 < (0.5 if told else 0.10):
        return (text[:4] if dice * 9973 % 1 < 0.6 else text[-3:]), State.REDUCED
    fault = dice < wrong
    if fault:
        text = one_wrong_letter(text, dice / wrong).upper()
    shown = text if dice * 9973 % 1 < 0.5 else text.replace(" ", "")
    return shown, State.ALTERED if fault else State.INTACT


def named(text: str, dice: float, wrong: float) -> tuple[str, State]:
    """Write the name of an agency, of a place of work or of somebody else."""
    fault = dice < wrong
    if fault:
        text = one_wrong_letter(text, dice / wrong)
    if dice * 9973 % 1 < 0.35:
        text = text.removesuffix(" Ltd")
    if dice * 7919 % 1 < 0.6:
        text = bare(text)
    return text, State.ALTERED if fault else State.INTACT


def trip(number: int, dice: float, *, told: bool) -> tuple[str, State]:
    """Write a coach trip; told later, the day is off by a few."""
    if told and dice < 0.5:
        late = int(dice * 9973) % 11 - 5
        return things.travel(number, late), State.ALTERED if late else State.INTACT
    return things.travel(number), State.INTACT


def paper(number: int, dice: float, wrong: float) -> tuple[str, State]:
    """Write the number of a passport."""
    text = things.document(number)
    if dice < wrong:
        return one_wrong_digit(text, dice / wrong), State.ALTERED
    return text, State.INTACT


def written(
    kind: int, number: int, dice: float, wrong: float, *, told: bool, name: str
) -> tuple[str, State]:
    """Write any thing; `name` is the text of a person or an e-mail address, made by the caller."""
    match kind:
        case Kind.PHONE:
            return phone(number, dice, wrong)
        case Kind.ADDRESS:
            return address(number, dice, wrong, told=told)
        case Kind.ACCOUNT:
            return account(number, dice, wrong, told=told)
        case Kind.VEHICLE:
            return vehicle(number, dice, wrong, told=told)
        case Kind.TRAVEL:
            return trip(number, dice, told=told)
        case Kind.DOCUMENT:
            return paper(number, dice, wrong)
        case Kind.AGENCY:
            return named(things.agency(number), dice, wrong)
        case Kind.EMPLOYER:
            return named(things.employer(number), dice, wrong)
        case Kind.EMAIL:
            box, _at, host = name.partition("@")
            text, state = named(box, dice, wrong)
            return f"{text}@{host}", state
        case _:
            return named(name, dice, wrong)
