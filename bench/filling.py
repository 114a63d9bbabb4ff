"""Filling a house with made-up cases through the rooms' own actions, and signing its people in.

`python -m bench.filling MEMBERS CASES` fills the house of the settings: each member stands by that
many people. It prints for every member the key of a session and the codes of their people, as JSON:
who would sign in two hundred times would measure passphrases. All of one member's cases are written
in one transaction, with the same rows, keys and trace as if they had been pressed one by one.
"""

import json
import random
import sys
from contextlib import ExitStack
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from clew.ground.accounts.models import Member, Organisation

# A caseload of twenty: the one that the brake on many people was made for.
CASELOAD: Final = 20
_NOTES, _TASKS, _MOMENTS = 2, 2, 3
_WORDS: Final = (
    "heather", "kettle", "ferry", "orchard", "lantern", "thimble", "harbour", "willow", "pebble",
    "meadow", "candle", "anchor", "bramble", "copper", "saddle", "window", "garden", "barley",
)  # fmt: skip
_SYLLABLES: Final = ("ma", "re", "lo", "ki", "na", "ta", "du", "so", "vi", "be", "ja", "ru")


def sentence(dice: random.Random, words: int) -> str:
    """Return some made-up words."""
    return " ".join(dice.choices(_WORDS, k=words)).capitalize() + "."


def fill(members: int, cases: int, *, on: date) -> list[dict[str, Any]]:
    """Make members who each stand by `cases` people. Returns who they are, without a session."""
    from clew.ground.accounts.models import Organisation  # noqa: PLC0415 -- after Django is set up

    ours = Organisation.objects.get()
    made = []
    for number in range(members):
        member = _member(ours, number)
        codes = _caseload(member, cases, random.Random(number), on=on)
        made.append({"member": str(member.id), "codes": codes})
        if number % 25 == 24:  # noqa: PLR2004 -- a line now and then
            print(f"{(number + 1) * cases:,} cases …", file=sys.stderr, flush=True)
    return made


def sign_in(member: "Member") -> str:
    """Sign a member in with a second factor, a moment ago. Returns the key of the session."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- after Django is set up
    from django.test import Client  # noqa: PLC0415 -- the same

    Authenticator.objects.get_or_create(
        user=member, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "made up"}}
    )
    window = Client(HTTP_HOST="localhost")
    window.force_login(member)
    return str(window.session.session_key)


def _member(ours: "Organisation", number: int) -> "Member":
    from clew.ground.accounts.models import Grant, Member  # noqa: PLC0415 -- after Django is set up

    made = Member(
        email=f"made.up.{number}@clew.invalid", shown_name=f"Made Up {number}", organisation=ours
    )
    made.set_unusable_password()  # hashing takes long, and nobody types it
    made.save()
    Grant.objects.create(member=made, role="advocate")
    return made


def _caseload(member: "Member", cases: int, dice: random.Random, *, on: date) -> list[str]:
    from django.db import transaction  # noqa: PLC0415 -- after Django is set up

    from clew.ground.audit.writing import changes  # noqa: PLC0415 -- the same
    from clew.ground.vault import permits  # noqa: PLC0415 -- the same
    from clew.ground.vault.router import KEYRING  # noqa: PLC0415 -- the same

    permits.clear()  # the keys of the member before
    with ExitStack() as whole:
        whole.enter_context(changes(actor=member, purpose="support"))
        # The inner one ends first: a key is committed before the first row that names it.
        whole.enter_context(transaction.atomic(using=KEYRING))
        return [_case(member, dice, on=on) for _ in range(cases)]


def _case(member: "Member", dice: random.Random, *, on: date) -> str:
    """Write one person down, open their case, and write into it. Returns their code."""
    from clew.support.casework import actions as casework  # noqa: PLC0415 -- after Django is set up
    from clew.support.casework.states import MomentKind  # noqa: PLC0415 -- the same
    from clew.survivor.contact import actions as contact  # noqa: PLC0415 -- the same
    from clew.survivor.people import actions as people  # noqa: PLC0415 -- the same

    names = ("".join(dice.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2))
    known = {"full_name": " ".join(names), "called": "Made Up", "sex": "female"}
    began = on - timedelta(days=dice.randrange(20, 400))
    person = people.write_down(actor=member, on=began, known=known)
    contact.agree_on(
        actor=member, person=person, how=sentence(dice, 8), when=sentence(dice, 5),
        never=sentence(dice, 5), checked_with="person", checked_on=began,
    )  # fmt: skip
    contact.add_way(actor=member, person=person, kind="email", value="made.up@clew.invalid")
    case = casework.open_case_for(actor=member, person=person, on=began)
    lines = casework.Lines(*(sentence(dice, 12) for _ in range(5)))
    casework.write_five_lines(actor=member, case=case, lines=lines, base=None, on=began)
    for _ in range(_NOTES):
        casework.add_note(
            actor=member, case=case, text=sentence(dice, 60),
            happened_on=began + timedelta(days=dice.randrange(20)),
        )  # fmt: skip
    for _ in range(_TASKS):
        casework.add_task(
            actor=member, case=case, what=sentence(dice, 6), owner=member,
            due_on=on + timedelta(days=dice.randrange(-5, 60)), on=began,
        )  # fmt: skip
    for kind in (MomentKind.CONTACT, MomentKind.POLICE, MomentKind.OTHER)[:_MOMENTS]:
        casework.add_moment(
            actor=member, case=case, kind=kind, title=sentence(dice, 6), detail=sentence(dice, 20),
            happened_on=began + timedelta(days=dice.randrange(20)),
        )  # fmt: skip
    return str(person.code)


def main(members: int, cases: int) -> None:
    """Fill the house of the settings, and print who works there."""
    import django  # noqa: PLC0415 -- reads the environment

    django.setup()
    from django.db import connections  # noqa: PLC0415 -- after Django is set up
    from django.utils import timezone  # noqa: PLC0415 -- the same

    from clew.ground.accounts.models import Member  # noqa: PLC0415 -- the same
    from clew.site import house  # noqa: PLC0415 -- the same

    house.open_up(house.here())
    made = fill(members, cases, on=timezone.localdate())
    for one in made:  # at the end: a session that lies still for twenty minutes has ended
        one["session"] = sign_in(Member.objects.get(id=one["member"]))
    print(json.dumps(made))
    connections.close_all()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
