"""Rows of the other rooms that addresses name: screenings, sheets, referrals, tables. All made up."""

from clew.ground.accounts.models import Member, Organisation
from clew.ground.vault import permits
from clew.inform.statistics.models import Snapshot, Table
from clew.recognise.classification.models import Classification
from clew.recognise.referrals.models import Referral
from clew.recognise.screening.models import Screening
from clew.recognise.training.models import Session
from tests.cast import TODAY
from tests.factories.people import Ids, a_person, a_release


def referral_ids(maker: Member, to: Organisation) -> Ids:
    """Make a referral to another organisation."""
    person = a_person(maker)
    sent = a_release(maker, person, to)
    row = Referral.rows.create(
        person=person, from_organisation=maker.organisation, to_organisation=to, release=sent,
        made_by=maker, made_on=TODAY,
    )  # fmt: skip
    permits.clear()
    return {"referral_id": str(row.id)}


def screening_ids(owner: Member) -> Ids:
    """Keep a screening in which nothing was answered."""
    row = Screening.rows.create(
        person=a_person(owner), owner=owner, organisation=owner.organisation,
        instrument="unodc-general", instrument_version="made up", said={}, answered=0,
        started_on=TODAY,
    )  # fmt: skip
    permits.clear()
    return {"screening_id": str(row.id)}


def sheet_ids(author: Member) -> Ids:
    """Keep a worksheet in which nothing was answered."""
    row = Classification.rows.create(
        person=a_person(author), author=author, organisation=author.organisation, facts={},
        rule_version="made up", kept_on=TODAY,
    )  # fmt: skip
    permits.clear()
    return {"sheet_id": str(row.id)}


def session_ids(trainer: Member) -> Ids:
    """Write a training session down."""
    row = Session.objects.create(
        organisation=trainer.organisation, trainer=trainer, held_on=TODAY, place="made up",
        attendees=3,
    )  # fmt: skip
    return {"code": row.code}


def table_ids(author: Member, state: str) -> Ids:
    """Draft a table."""
    snapshot = Snapshot.objects.filter(organisation=author.organisation).first()
    if snapshot is None:
        snapshot = Snapshot.objects.create(
            organisation=author.organisation, made_by=author, on=TODAY, quarter="2026-Q1"
        )
    row = Table.objects.create(
        organisation=author.organisation, snapshot=snapshot, kind="people-by-age-sex-form", first_year=2025,
        last_year=2026, axes=[], cells=[], threshold=10, tried="", state=state, author=author,
        drafted_on=TODAY,
    )  # fmt: skip
    return {"table_id": str(row.id)}
