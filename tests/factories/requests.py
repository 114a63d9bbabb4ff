"""What people asked of a house, for the pages of its data steward. All made up."""

import uuid
from datetime import UTC, datetime, time
from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.vault import permits
from clew.survivor.people.models import Person
from clew.survivor.rights.models import Copy, Erasure, Hold
from tests.cast import CANARY, TODAY, member
from tests.factories.people import Ids, a_person

_NOW: Final = datetime.combine(TODAY, time(9), UTC)


def _somebody(owner: Member) -> tuple[Member, Person]:
    """Let a colleague of the owner stand by somebody."""
    keeper = member(owner.organisation, f"Keeper {uuid.uuid4()}", Role.ADVOCATE)
    return keeper, a_person(keeper)


def erasure_ids(owner: Member) -> Ids:
    """Let somebody ask to be forgotten."""
    keeper, person = _somebody(owner)
    row = Erasure.rows.create(
        person=person, asked_by=keeper, asked_on=TODAY, checked_by=keeper, checked_on=TODAY
    )
    return {"erasure_id": str(row.id)}


def copy_ids(owner: Member) -> Ids:
    """Let somebody ask for a copy."""
    keeper, person = _somebody(owner)
    row = Copy.rows.create(person=person, asked_by=keeper, asked_on=TODAY)
    return {"copy_id": str(row.id)}


def hold_ids(owner: Member) -> Ids:
    """Let a hold stand on somebody."""
    keeper, person = _somebody(owner)
    other = member(owner.organisation, f"Second {uuid.uuid4()}", Role.CASE_LEAD)
    row = Hold.rows.create(
        person=person, basis="court", reason=CANARY, set_by=keeper, set_with=other, set_at=_NOW
    )
    permits.clear()
    return {"hold_id": str(row.id)}
