"""What the tests of national referrals share: an authority, a person, a form filled in."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from clew.ground.accounts.models import Member, Organisation
from clew.recognise.mechanisms import actions, queries
from clew.recognise.mechanisms.actions import digest
from clew.recognise.mechanisms.form import Field, Said, Shape, mechanism
from clew.recognise.mechanisms.leaving import departure, send
from clew.recognise.mechanisms.models import Preparation, Sending
from clew.recognise.mechanisms.walking import Answer, Standing, after, pages_asked
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.survivor.consent import actions as consents
from clew.survivor.consent.models import Consent
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.release.items import fingerprint
from tests.cast import CANARY, TODAY

NRM: Final = mechanism("gb-nrm")
AGREED: Final = (Kind.IDENTITY, Kind.CONTACT, Kind.ACCOUNT, Kind.NEEDS)
ADULT: Final = {"pv-under-age": "no", "pv-want-to-submit-nrm": "yes"}
CHILD: Final = {"pv-under-age": "yes", "pv-dob": "2015-05-04"}
DECLINED: Final = {
    "pv-under-age": "no", "pv-want-to-submit-nrm": "no", "authorities-cooperation": "no",
}  # fmt: skip


def an_authority(kind: RecipientKind = RecipientKind.COMPETENT_AUTHORITY) -> Organisation:
    """Enter an authority, if it is not there."""
    made, _new = Organisation.objects.get_or_create(
        name=f"Deciding Office ({kind.value})", defaults={"kind": kind.value}
    )
    return made


def a_person(keeper: Member, **known: str) -> Person:
    """Write somebody down whom a member stands by."""
    written = {"full_name": f"Marek {CANARY}", "called": "Marek"} | known
    return people.write_down(actor=keeper, on=TODAY, known=written)


def bound(keeper: Member) -> Member:
    """Let a keeper's house be one whom the duty to notify binds."""
    keeper.organisation.kind = RecipientKind.POLICE.value
    keeper.organisation.save(update_fields=["kind"])
    return keeper


def begun(
    keeper: Member, person: Person, *, on: date = TODAY, proposed: actions.Answers | None = None
) -> Preparation:
    """Begin a preparation without proposals, or with some."""
    return actions.begin(actor=keeper, person=person, mechanism=NRM, proposed=proposed or {}, on=on)


def save(
    keeper: Member,
    row: Preparation,
    page_id: str,
    said: Mapping[str, Said],
    *,
    checked: Collection[str] = (),
    on: date = TODAY,
) -> Preparation:
    """Save one page as it stands now."""
    page = NRM.page(page_id)
    opened = queries.open_page(keeper, row, page)
    return actions.save_page(
        actor=keeper, preparation=row, page=page, said=said, checked=checked,
        seen=digest(page, opened.answers), on=on,
    )  # fmt: skip


def an_answer(field: Field) -> Said:
    """Return something that a field takes."""
    if field.shape is Shape.MANY:
        return ["email"]
    if field.choices:
        return next(iter(field.choices))
    if field.names and field.about is Kind.IDENTITY and field.shape is Shape.LINE:
        return "Zyxwutsr"  # nobody is called that, and no answer says it
    return {
        Shape.EMAIL: "desk@example.org",
        Shape.PHONE: "+44 20 7946 0018",
        Shape.NUMBER: "2",
        Shape.DATE: "1990-05-04",
    }.get(field.shape, "What was said of it")


def typed_through(
    keeper: Member, person: Person, steering: Mapping[str, Said], *, on: date = TODAY
) -> Preparation:
    """Fill in every page of a way through the form, page by page, as a person does."""
    row = begun(keeper, person, on=on)
    page = next(NRM.pages())
    while True:
        said = {field.id: steering.get(field.id, an_answer(field)) for field in page.fields}
        row = save(keeper, row, page.id, said, on=on)
        opened = queries.open_page(keeper, row, page)
        following = after(NRM, page, opened.values)
        if following is None:
            return row
        page = following


def filled_in(
    keeper: Member, person: Person, steering: Mapping[str, Said], *, on: date = TODAY
) -> Preparation:
    """Fill in the same at once."""
    said = {field.id: steering.get(field.id, an_answer(field)) for field in NRM.fields()}
    answers = {
        name: Answer(value, Standing.CONFIRMED, by=str(keeper.id), on=on.isoformat())
        for name, value in said.items()
    }
    return begun(keeper, person, on=on, proposed=answers)


def agreed(
    keeper: Member,
    person: Person,
    to: Organisation,
    kinds: Collection[Kind] = AGREED,
    *,
    purpose: Purpose = Purpose.APPLICATION,
    on: date = TODAY,
) -> Consent:
    """Record a yes to the authority."""
    return consents.record(
        actor=keeper, person=person, recipient=to, kinds=kinds, purpose=purpose, from_on=on
    )


def let_go(keeper: Member, row: Preparation, to: Organisation, *, on: date = TODAY) -> Sending:
    """Let go what the preview shows now."""
    row.person.refresh_from_db(fields=["consent_epoch"])
    found = departure(keeper, queries.open_whole(keeper, row), to, on=on)
    return send(
        actor=keeper, preparation=row, to=to, on=on, epoch=found.epoch,
        shown=fingerprint(found.items),
    )  # fmt: skip


def asked_now(keeper: Member, row: Preparation) -> list[str]:
    """Return the ids of the pages that are asked now."""
    opened = queries.open_for_check(keeper, row)
    return [page.id for page in pages_asked(NRM, opened.values)]
