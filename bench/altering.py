"""Altering the audit of a house by hand, in every way somebody with its database could.

Each alteration is a name and a function that is given dice and does it once, inside a transaction
that is rolled back afterwards. Used by `./clew bench audit-alterations` and by the tests.
"""

import random
import uuid
from collections.abc import Callable
from typing import Any, Final

from django.db import connection, transaction

from clew.ground.audit import heads, whole
from clew.ground.audit.models import Counter, Event, Head, Mention
from clew.survivor.people.models import Person

Dice = random.Random
_FAR: Final = 1_000_000


def _events(dice: Dice, many: int = 1) -> list[Event]:
    numbers = list(Event.objects.values_list("seq", flat=True))
    return list(Event.objects.filter(seq__in=dice.sample(numbers, many)))


def _change(event: Event, **columns: object) -> None:
    Event.objects.filter(seq=event.seq).update(**columns)


def _flip(dice: Dice, stored: bytes) -> bytes:
    altered = bytearray(stored)
    altered[dice.randrange(len(altered))] ^= 1 << dice.randrange(8)
    return bytes(altered)


def edit(dice: Dice) -> None:
    """Change one bit of what an event says."""
    [event] = _events(dice)
    _change(event, body=_flip(dice, bytes(event.body)))


def edit_digest(dice: Dice) -> None:
    """Change one bit of a digest."""
    [event] = _events(dice)
    _change(event, digest=_flip(dice, bytes(event.digest)))


def edit_column(dice: Dice) -> None:
    """Change what the pages show of an event."""
    [event] = _events(dice)
    name = dice.choice(["kind", "name", "actor", "purpose", "at", "entry"])
    lies: dict[str, Any] = {
        "kind": "lie", "name": "nothing", "actor": "somebody", "purpose": "another",
        "at": event.at.replace(year=2001), "entry": uuid.uuid4(),
    }  # fmt: skip
    _change(event, **{name: lies[name]})


def delete(dice: Dice) -> None:
    """Take an event out, and its mentions."""
    [event] = _events(dice)
    _forget([event.seq])


def delete_and_close_ranks(dice: Dice) -> None:
    """Take an event out and number those behind it anew."""
    [event] = _events(dice)
    _forget([event.seq])
    later = list(Event.objects.filter(seq__gt=event.seq).order_by("seq").values())
    Mention.objects.filter(event__gt=event.seq).delete()
    _raw_delete(Event.objects.filter(seq__gt=event.seq))
    Event.objects.bulk_create([Event(**row | {"seq": row["seq"] - 1}) for row in later])


def insert(dice: Dice) -> None:
    """Put a copy of an event in, at the end or before the first."""
    [event] = _events(dice)
    event.seq = dice.choice([0, Event.objects.count() + 1, _FAR])
    event.entry = None
    event.save(force_insert=True)


def swap(dice: Dice) -> None:
    """Let two events change places."""
    one, two = _events(dice, 2)
    _change(one, body=bytes(two.body), digest=bytes(two.digest))
    _change(two, body=bytes(one.body), digest=bytes(one.digest))


def cut_tail(dice: Dice) -> None:
    """Cut off the newest events with their mentions, and lower the counts to match."""
    last = Event.objects.count()
    first = last - dice.randrange(min(last, 40))
    gone = Mention.objects.filter(event__gte=first)
    for subject in set(gone.values_list("subject", flat=True)):
        left = Mention.objects.filter(subject=subject, event__lt=first).count()
        Counter.objects.filter(subject=subject).update(count=left)
    Counter.objects.filter(count=0).delete()
    _forget(range(first, last + 1))


def cut_tail_and_heads(dice: Dice) -> None:
    """Cut off the newest events and the signed heads, and forget to lower the counts."""
    named = Mention.objects.order_by("-event_id").values_list("event_id", flat=True)[0]
    first = named - dice.randrange(20)
    Head.objects.all().delete()
    _forget(range(first, Event.objects.count() + 1))


def edit_head(dice: Dice) -> None:
    """Change one bit of a signed head."""
    head = dice.choice(list(Head.objects.all()))
    name = dice.choice(["digest", "signature"])
    altered = {name: _flip(dice, bytes(getattr(head, name)))}
    Head.objects.filter(seq=head.seq).update(**altered)


def edit_counter(dice: Dice) -> None:
    """Change, delete or put in a kept count."""
    counter = dice.choice(list(Counter.objects.all()))
    way = dice.randrange(3)
    if way == 0:
        counter.count += dice.choice([-1, 1, 7])
        counter.save()
    elif way == 1:
        counter.delete()
    else:
        Counter.objects.create(subject=uuid.uuid4(), count=dice.randrange(1, 9))


def edit_mention(dice: Dice) -> None:
    """Hide from somebody that they were looked at, or say so to another."""
    mention = dice.choice(list(Mention.objects.all()))
    way = dice.randrange(4)
    if way == 0:
        mention.delete()
    elif way == 1:
        mention.subject = uuid.uuid4()
        mention.save()
    elif way == 2:  # noqa: PLR2004 -- the third way
        mention.count += _FAR
        mention.save()
    else:
        Mention.objects.create(subject=uuid.uuid4(), count=1, event_id=mention.event_id)


def edit_row(dice: Dice) -> None:
    """Change a row, as SQL does, without a trace."""
    row = dice.choice(list(Person.rows.all()))
    way = dice.randrange(3)
    found = Person.rows.filter(id=row.id)
    if way == 0:
        found.update(version=row.version + 1)
    elif way == 1:
        found.update(closed_on="2026-01-01")
    else:
        with connection.cursor() as cursor:  # an older sealed value, put back
            cursor.execute(
                "UPDATE people_person SET called = full_name WHERE code = %s", [row.code]
            )


def delete_row(dice: Dice) -> None:
    """Delete a row without a trace."""
    _raw_delete(Person.rows.filter(id=dice.choice(list(Person.rows.all())).id))


ALTERATIONS: Final[dict[str, Callable[[Dice], None]]] = {
    made.__name__: made
    for made in (
        edit, edit_digest, edit_column, delete, delete_and_close_ranks, insert, swap, cut_tail,
        cut_tail_and_heads, edit_head, edit_counter, edit_mention, edit_row, delete_row,
    )
}  # fmt: skip


def unfound(many: int, *, seed: int) -> list[str]:
    """Alter the house many times, each time from what it was, and verify; return what was missed.

    The guards of the database are lifted first: whoever owns it can do that.
    """
    dice = random.Random(seed)
    missed = []
    for turn in range(many):
        name = list(ALTERATIONS)[turn % len(ALTERATIONS)]
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "PRAGMA defer_foreign_keys=ON"
                    if connection.vendor == "sqlite"
                    else "SET CONSTRAINTS ALL DEFERRED"
                )
            ALTERATIONS[name](dice)
            if _is_whole():
                missed.append(f"{name} (turn {turn}, seed {seed})")
            transaction.set_rollback(True)
    return missed


def _is_whole() -> bool:
    try:
        return whole.verified(whole.kept_heads(), deep=True).broken_at is None
    except (heads.NotGenuine, whole.TwoHistories):
        return False


def _forget(numbers: Any) -> None:  # noqa: ANN401 -- a list or a range
    Mention.objects.filter(event__in=list(numbers)).delete()
    _raw_delete(Event.objects.filter(seq__in=list(numbers)))


def _raw_delete(rows: Any) -> None:  # noqa: ANN401 -- the rows of any model
    """Delete as SQL does, without Django's look at what refers to them."""
    rows._raw_delete("default")  # noqa: SLF001 -- the only way past that look
