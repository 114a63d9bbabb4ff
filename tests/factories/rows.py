"""Rows of the other rooms that addresses name: screenings, sheets, referrals. All made up."""

import json
import uuid
from base64 import b64encode

import pyrage
from django.utils import timezone

from clew.connect.sharing.models import InformationRequest, RequestItem
from clew.ground.accounts.models import Member, Organisation
from clew.ground.vault import permits
from clew.inform.statistics import actions as statistics
from clew.inform.statistics.models import Table
from clew.inform.statistics.states import Kind
from clew.recognise.classification.models import Classification
from clew.recognise.offline import sealing
from clew.recognise.offline.models import Device, Draft, SealingKey, Step
from clew.recognise.offline.states import State
from clew.recognise.referrals.models import Referral
from clew.recognise.screening.models import Screening, Unfinished
from clew.recognise.training.models import Session
from clew.rules.consent.kinds import RecipientKind
from clew.survivor.release.models import PartnerKey, Release
from tests.cast import CANARY, TODAY
from tests.factories.people import Ids, a_person, a_release


def referral_ids(maker: Member, to: Organisation, service: str = "") -> Ids:
    """Make a referral to another organisation, or a request for a service."""
    person = a_person(maker)
    sent = a_release(maker, person, to)
    row = Referral.rows.create(
        person=person, from_organisation=maker.organisation, to_organisation=to, release=sent,
        made_by=maker, made_on=TODAY, service=service,
    )  # fmt: skip
    permits.clear()
    return {"referral_id": str(row.id)}


def screening_ids(owner: Member) -> Ids:
    """Keep a screening with one answer."""
    row = Screening.rows.create(
        person=a_person(owner), owner=owner, organisation=owner.organisation,
        instrument="unodc-general", instrument_version="made up",
        said={"choices": {}, "words": {}}, answered=1,
        started_on=TODAY,
    )  # fmt: skip
    permits.clear()
    return {"screening_id": str(row.id)}


def unfinished_ids(owner: Member) -> Ids:
    """Keep a talk for later."""
    row = Unfinished.rows.create(
        person=a_person(owner), owner=owner, organisation=owner.organisation, talk=uuid.uuid4(),
        instrument="unodc-general", said={"choices": {}, "words": {}}, answered=0,
        begun_on=TODAY, put_by_at=timezone.now(),
    )  # fmt: skip
    permits.clear()
    return {"unfinished_id": str(row.id)}


def device_ids(owner: Member) -> Ids:
    """Make a device ready."""
    now = timezone.now()
    row = Device.objects.create(
        member=owner, organisation=owner.organisation, label="made up", enrolled_at=now, seen_at=now
    )
    return {"device_id": str(row.id)}


def draft_ids(sender: Member) -> Ids:
    """Let a draft of one step arrive from a device."""
    now = timezone.now()
    public, private = sealing.new_pair()
    key, _ = SealingKey.objects.get_or_create(
        organisation=sender.organisation, defaults={"public": public, "private": private}
    )
    row = Draft.rows.create(
        number=uuid.uuid4(), device_id=device_ids(sender)["device_id"], key=key,
        organisation=sender.organisation, sent_by=sender, interview="ABCD1234", total=1,
        steps_digest="", arrived_at=now, last_at=now, state=State.WAITING,
    )  # fmt: skip
    told = {"kind": "answer", "instrument": "unodc-general", "choice": "present", "words": CANARY}
    said = json.dumps(told | {"indicator": "UNODC.G.01"}).encode()
    sealed = sealing.seal(said, bytes(key.public), key=key.id, draft=row.number, place=0)
    Step.rows.create(draft=row, place=0, digest="made up", sealed=b64encode(sealed).decode())
    permits.clear()
    return {"draft_id": str(row.id)}


def sheet_ids(author: Member) -> Ids:
    """Keep a worksheet with one answer."""
    row = Classification.rows.create(
        person=a_person(author), author=author, organisation=author.organisation,
        facts={}, status_facts={},
        points_to="neither",
        rule_version="made up", kept_on=TODAY,
    )  # fmt: skip
    permits.clear()
    firms = Organisation.objects.filter(kind=RecipientKind.LAW_FIRM)
    firm = firms.exclude(id=author.organisation_id).first()
    return {"sheet_id": str(row.id)} | ({"to": str(firm.id)} if firm else {})


def session_ids(trainer: Member) -> Ids:
    """Write a training session down."""
    row = Session.objects.create(
        organisation=trainer.organisation, trainer=trainer, held_on=TODAY, place="made up",
        attendees=3,
    )  # fmt: skip
    return {"code": row.code}


def table_ids(author: Member, state: str) -> Ids:
    """Draft a table."""
    table = statistics.draft(
        actor=author, kind=Kind.PEOPLE, first_year=2024, last_year=2025, on=TODAY
    )
    Table.objects.filter(id=table.id).update(state=state)
    return {"table_id": str(table.id)}


def partner_key_ids(owner: Member, partner: Organisation) -> Ids:
    """Enter a partner's key that waits for a second person."""
    if partner == owner.organisation:
        partner = Organisation.objects.exclude(id=partner.id).order_by("name")[0]
    row = PartnerKey.objects.create(
        trusted_by=owner.organisation, partner=partner, entered_by=owner,
        public_key=str(pyrage.x25519.Identity.generate().to_public()),
    )  # fmt: skip
    return {"key_id": str(row.id)}


def request_ids(sent: Release, by: Member) -> Ids:
    """Ask for one thing about the person behind a release."""
    row = InformationRequest.rows.create(
        release=sent, asking=by.organisation, asked_by=by, purpose="support", basis="consent",
        by_on=TODAY, words=CANARY,
    )  # fmt: skip
    item = RequestItem.rows.create(request=row, kind="needs")
    permits.clear()
    return {"request_id": str(row.id), "item_id": str(item.id)}
