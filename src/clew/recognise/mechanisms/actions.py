"""Beginning a preparation, saving a page, putting it away. What leaves is in `leaving`."""

import hmac
import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta

from clew.ground.accounts.models import Member
from clew.ground.audit.chain import House
from clew.ground.audit.writing import Trace, changes
from clew.ground.vault import root
from clew.recognise.mechanisms.form import CHOSEN, Field, Mechanism, Page, Said
from clew.recognise.mechanisms.form import mechanism as mechanism_of
from clew.recognise.mechanisms.keeping import (
    COLUMNS,
    Marks,
    answers_in,
    compartments_on,
    marked,
    marks_of,
    put,
    turned,
)
from clew.recognise.mechanisms.models import Preparation, Sending
from clew.recognise.mechanisms.permissions import check_prepare
from clew.recognise.mechanisms.queries import open_page, preparation_for
from clew.recognise.mechanisms.walking import (
    NOTHING,
    Answer,
    Answers,
    Standing,
    confirmed,
    turn_of,
)
from clew.survivor.people.actions import locked as locked_person
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change


class AlreadyBegun(Exception):
    """A preparation for this person and mechanism is open; it is `preparation`."""

    def __init__(self, preparation: Preparation) -> None:
        """Keep which one."""
        super().__init__("There is one already. Go on with it, or put it away first.")
        self.preparation = preparation


class AlreadyLeft(Exception):
    """It was sent; what left is not changed any more."""


class ChangedMeanwhile(Exception):
    """Somebody else saved this page since it was opened. Nothing was overwritten."""


def begin(
    *,
    actor: Member,
    person: Person,
    mechanism: Mechanism,
    proposed: Answers,
    on: date,
) -> Preparation:
    """Begin a preparation, with what is proposed from what is kept already.

    Args:
        actor: who prepares; one who stands by the person.
        person: whose referral it is.
        mechanism: of which country.
        proposed: first answers (`proposing.proposals`); each waits for a person to confirm it.
        on: the day.

    Raises:
        NotForYourRole: the actor prepares no referrals.
        NotYours: the actor does not stand by the person.
        AlreadyBegun: there is one that is not finished.
    """
    check_prepare(actor)
    check_change(actor, person)
    with changes(actor=actor, purpose="support") as trace:
        locked_person(person)
        found = Preparation.rows.filter(
            person=person, mechanism=mechanism.id, left_on=None, expires_on__gte=on
        ).first()
        if found is not None:
            raise AlreadyBegun(found)
        row = Preparation(
            person=person,
            organisation_id=actor.organisation_id,
            mechanism=mechanism.id,
            form_version=mechanism.version,
            made_by=actor,
            made_on=on,
            expires_on=on + timedelta(days=mechanism.keeps_days - 1),
        )
        marks = Marks()
        for page in mechanism.pages():
            marks = marked(mechanism, page, proposed, marks)
        put(mechanism, row, proposed, compartments=COLUMNS, marks=marks)
        row.save(force_insert=True)
        trace.record("national_referral.begun", about=row, subjects=[person.id])
    return row


def save_page(
    *,
    actor: Member,
    preparation: Preparation,
    page: Page,
    said: Mapping[str, Said],
    checked: Collection[str],
    seen: str,
    on: date,
) -> Preparation:
    """Save what stands on one page; half a page is saved as half a page.

    An answer that a person typed or chose is confirmed by that. A proposal that was left as it
    stood is confirmed only where its own box was ticked.

    Args:
        actor: who saves.
        preparation: which one, as `queries.open_page` opened it.
        page: the page.
        said: what each field holds; a field that is left out stays as it was.
        checked: fields whose proposal the person ticked as right.
        seen: `digest` of the page as it was shown.
        on: the day.

    Raises:
        NoSuchPreparation: it is not the actor's, or its last day is over.
        AlreadyLeft: it was sent.
        ChangedMeanwhile: somebody saved the page since it was shown.
    """
    check_prepare(actor)
    row = preparation_for(actor, preparation.id, on=on)
    open_page(actor, row, page)  # its trace comes first: nothing may be recorded as read inside
    with changes(actor=actor, purpose="support") as trace:
        row = Preparation.rows.select_for_update().select_related("person").get(id=row.id)
        if row.left_on is not None:
            raise AlreadyLeft
        found = mechanism_of(row.mechanism)
        wanted = compartments_on(found, page)
        answers, marks = answers_in(found, row, wanted), marks_of(row)
        if digest(page, answers) != seen:
            raise ChangedMeanwhile
        before = confirmed(found, answers)
        after = dict(answers)
        for each in page.fields:
            if each.id in said:
                turn = turn_of(found, each.id, marks.turns)
                after[each.id] = _taken(
                    each, answers.get(each.id), said[each.id],
                    is_checked=each.id in checked, actor=actor, on=on, turn=turn,
                )  # fmt: skip
        after = {name: answer for name, answer in after.items() if not answer.is_empty}
        marks = turned(found, marks, before, confirmed(found, after))
        marks = marked(found, page, after, marks)
        names = put(found, row, after, compartments=wanted, marks=marks)
        row.version += 1
        row.save(update_fields=[*names, "version"])
        trace.record(
            "national_referral.page_saved", about=row, subjects=[row.person_id], fields=names
        )
    return row


def put_away(*, actor: Member, preparation: Preparation, on: date) -> None:
    """Delete a preparation before its last day.

    Raises:
        NoSuchPreparation: it is not the actor's.
        AlreadyLeft: it was sent; it goes by itself on its last day.
    """
    row = preparation_for(actor, preparation.id, on=on)
    with changes(actor=actor, purpose="support") as trace:
        held = Preparation.rows.select_for_update().get(id=row.id)
        if held.left_on is not None:
            raise AlreadyLeft
        trace.deletes("national_referral.put_away", about=held, subjects=[held.person_id])


def empty_expired(*, on: date) -> int:
    """Delete every preparation whose last day is over; what left stays with its release.

    The house does this by itself (`site.schedule`). Returns how many.
    """
    old = list(Preparation.rows.filter(expires_on__lt=on).order_by("id"))
    for row in old:
        with changes(actor=House(), purpose="retention") as trace:
            held = Preparation.rows.select_for_update().filter(id=row.id).first()
            if held is not None:
                _part(trace, held)
                trace.deletes("national_referral.expired", about=held, subjects=[held.person_id])
    return len(old)


def digest(page: Page, answers: Answers) -> str:
    """Return a keyed digest of what stands on a page: it says nothing, and a change shows."""
    shown = json.dumps([
        [each.id, answers[each.id].stored() if each.id in answers else None]
        for each in page.fields
    ]).encode()  # fmt: skip
    return hmac.digest(root.derive("national referral page"), shown, "sha256").hex()


def _part(trace: Trace, row: Preparation) -> None:
    """Take a preparation off what left from it, as an event: the database would do it silently."""
    left = Sending.rows.select_for_update().filter(preparation=row).first()
    if left is None:
        return
    left.preparation = None
    left.save(update_fields=["preparation"])
    trace.record(
        "national_referral.parted", about=left, subjects=[row.person_id], fields=["preparation"]
    )


def _taken(
    each: Field,
    stood: Answer | None,
    said: Said,
    *,
    is_checked: bool,
    actor: Member,
    on: date,
    turn: int,
) -> Answer:
    """Return the answer after a save: what was left as it stood keeps its standing."""
    now = Answer(said, Standing.CONFIRMED, by=str(actor.id), on=on.isoformat(), turn=turn)
    if stood is None or stood.is_empty:
        return now
    if said in NOTHING and each.shape in CHOSEN and stood.standing is Standing.PROPOSED:
        return stood  # nothing was chosen, and a proposed choice is never chosen beforehand
    if said != stood.said:
        return now
    if stood.standing is Standing.CONFIRMED:
        return stood
    return replace(now, source=stood.source) if is_checked or each.shape in CHOSEN else stood
