"""The gate. `propose` asks the rules, `commit` asks them again and copies, `withdraw` recalls."""

import hmac
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from clew.ground.accounts.models import Circle, Member, Organisation
from clew.ground.accounts.roles import Role
from clew.ground.audit.chain import Actor
from clew.ground.audit.writing import Trace, changes
from clew.ground.notices.actions import tell
from clew.ground.vault import keyring, proofs, root
from clew.ground.vault.proofs import Lately
from clew.rules.consent.deciding import Allowed, Refused
from clew.rules.consent.duration import latest_day
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.claims.models import Claim
from clew.survivor.consent import actions as consents
from clew.survivor.consent.models import Consent, Withdrawal
from clew.survivor.consent.queries import last_days, last_use
from clew.survivor.people import actions as people
from clew.survivor.people.codes import ALPHABET
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours, check_change, may_change
from clew.survivor.release.gate import ask
from clew.survivor.release.items import Item
from clew.survivor.release.models import Recall, Release, ReleasedClaim, ReleasedItem
from clew.survivor.release.steps import Step, reached

_RECEIVERS: Final = (
    Role.CASE_LEAD, Role.ADVOCATE, Role.PARTNER_OFFICER, Role.LAWYER, Role.INVESTIGATOR,
)  # fmt: skip
_PSEUDONYM_LETTERS: Final = 6


class RefusedNow(Exception):
    """The gate stayed shut: consent does not cover this. Nothing left."""

    def __init__(self, refusal: Refused) -> None:
        """Keep the reasons."""
        super().__init__(refusal.because)
        self.refusal = refusal


class StaleConsent(Exception):
    """A consent changed between the preview and the sending. Nothing left; look again."""


class NothingPicked(Exception):
    """A release without a single part."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would leave, to whom, on which consents, as of which state of the consents."""

    items: tuple[Item, ...]
    recipient: Organisation | Circle
    purpose: Purpose
    allowed: Allowed
    epoch: int


def propose(
    *,
    actor: Member,
    person: Person,
    items: Sequence[Item],
    recipient: Organisation | Circle,
    purpose: Purpose,
    on: date,
    duty: str = "",
) -> Proposal | Refused:
    """Ask whether these parts may go to this recipient for this purpose today. Nothing leaves.

    `duty` is a code of `rules.consent.duties`, where the law lets some of it go without a yes.

    Raises:
        NotYours: the actor does not stand by the person.
        NothingPicked: there are no items.
    """
    check_change(actor, person)
    if not items:
        raise NothingPicked
    decided = ask(
        actor=actor,
        person=person,
        kinds={item.kind for item in items},
        recipient=recipient,
        purpose=purpose,
        on=on,
        duty=duty,
    )
    if isinstance(decided, Refused):
        return decided
    return Proposal(tuple(items), recipient, purpose, decided, person.consent_epoch)


def commit(
    *,
    actor: Member,
    person: Person,
    items: Sequence[Item],
    recipient: Organisation | Circle,
    purpose: Purpose,
    on: date,
    epoch: int,
    duty: str = "",
    in_table: bool = False,
) -> Release:
    """Hand over: ask again, copy, and write the ledger, in one transaction.

    Args:
        actor: who hands over.
        person: whose.
        items: what, as it was proposed.
        recipient: to whom.
        purpose: what for.
        on: the day.
        epoch: the state of the consents that the preview was made on.
        duty: code of `rules.consent.duties`, where some of it leaves without a yes.
        in_table: it leaves as a row of a table without names; nobody reads it here by person.

    Raises:
        StaleConsent: a consent changed since the preview.
        RefusedNow: the consents do not cover it.
        NotYours: the actor does not stand by the person.
        StepUpNeeded: who asks has not shown within five minutes who they are.
    """
    proofs.want(Lately.FIVE_MINUTES)
    reached(Step.ASKED)
    with changes(actor=actor, purpose="release") as trace:
        allowed = check_still_agreed(
            actor=actor, person=person, items=items, recipient=recipient, purpose=purpose, on=on,
            epoch=epoch, duty=duty,
        )  # fmt: skip
        reached(Step.HELD)
        release = Release(
            person=person,
            organisation=recipient if isinstance(recipient, Organisation) else None,
            circle=recipient if isinstance(recipient, Circle) else None,
            source_id=person.organisation_id,
            until_on=_last_use(allowed, duty, on),
            duty=duty,
            in_table=in_table,
            purpose=purpose.value,
            consents=list(allowed.consents),
            kinds=sorted({item.kind.value for item in items}),
            released_by=actor,
        )
        release.save(force_insert=True)
        reached(Step.WRITTEN)
        if isinstance(recipient, Circle):
            _copy_into_circle(release, recipient, items, person)
        else:
            _copy(release, items)
        reached(Step.COPIED)
        trace.record("release.committed", about=release, subjects=[person.id], fields=release.kinds)
        if not in_table:
            tell(receivers(recipient), code="release.received", path=place(recipient))
    return release


def check_still_agreed(
    *,
    actor: Member,
    person: Person,
    items: Sequence[Item],
    recipient: Organisation | Circle,
    purpose: Purpose,
    on: date,
    epoch: int,
    duty: str = "",
) -> Allowed:
    """Hold the person's consents until the change ends, and ask once more: the guard of the gate.

    Whoever takes a yes back meanwhile waits, and then finds the release to recall; whoever was
    first made `epoch` stale. Call it inside the change that hands over.

    Raises:
        StaleConsent: a consent changed since `epoch`.
        RefusedNow: the consents do not cover it.
        NotYours: the actor does not stand by the person.
    """
    held = people.locked(person)
    if held.consent_epoch != epoch:
        raise StaleConsent
    answer = propose(
        actor=actor, person=held, items=items, recipient=recipient, purpose=purpose, on=on,
        duty=duty,
    )  # fmt: skip
    if isinstance(answer, Refused):
        raise RefusedNow(answer)
    return answer.allowed


def withdraw(*, actor: Member, consent: Consent, at: datetime | None = None) -> Withdrawal:
    """Take a yes back: at once, without delay and without a reason.

    Every release that rests on it is recalled in the same transaction: its copies are deleted and
    the recipient is told. What the recipient wrote down elsewhere cannot be fetched back; their
    answer is kept and shown.

    Raises:
        NotYours: the actor is neither the person nor one who stands by them.
    """
    person = consent.person
    if person.account_id != actor.id and not may_change(actor, person):
        raise NotYours
    with changes(actor=actor, purpose="consent") as trace:
        people.locked(person)  # also when it was taken back before: what leaves now must wait
        withdrawal = consents.take_back(actor=actor, consent=consent)
        resting = [
            release
            for release in Release.rows.filter(person=person, recalled_at=None)
            if str(consent.id) in release.consents
        ]
        for release in resting:
            _recall(release, trace, at or timezone.now())
    for release in resting:
        # After the commit: the copies are gone already. That old pages of the keyring's log could
        # not be wiped just now must not look as if the yes were still there.
        with suppress(keyring.KeyLingers):
            keyring.destroy(release.id)
    return withdrawal


def recall_everything(*, actor: Actor, person: Person, at: datetime) -> int:
    """Recall every release of a person who is being forgotten. Returns how many.

    Called inside the change that begins the erasure. The copies go; their keys are destroyed with
    the person's. Who has received something is told, by law too: GDPR art. 19.
    """
    found = list(Release.rows.filter(person=person, recalled_at=None))
    with changes(actor=actor, purpose="erasure") as trace:
        for release in found:
            _recall(release, trace, at)
    return len(found)


def pseudonym(circle: Circle, person: Person) -> str:
    """Return the person's name in a circle: always the same there, and another in each circle."""
    mixed = hmac.digest(root.derive(f"pseudonym|{circle.id}"), person.id.bytes, "sha256")
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in mixed[:_PSEUDONYM_LETTERS])


def _last_use(allowed: Allowed, duty: str, on: date) -> date | None:
    """Return the last day it may be used: that of its consents; without any, of a longest yes."""
    until = last_use(allowed.consents, last_days(allowed.consents))
    return latest_day(on) if until is None and duty else until


def _recall(release: Release, trace: Trace, at: datetime) -> None:
    release.recalled_at = at
    release.save(update_fields=["recalled_at"])
    ReleasedItem.rows.filter(release=release).delete()
    ReleasedClaim.rows.filter(release=release).delete()
    trace.record("release.recalled", about=release, subjects=[release.person_id])
    if release.in_table:  # nobody finds the row; asked to, they would look who took back when
        return
    Recall.rows.create(release=release)
    tell(receivers(release.recipient), code="release.recalled", path=place(release.recipient))


def _copy(release: Release, items: Sequence[Item]) -> None:
    for place, item in enumerate(items):
        column = "immigration" if item.kind is Kind.IMMIGRATION else "value"
        ReleasedItem(
            release=release, place=place, kind=item.kind.value, name=item.name,
            **{column: item.value},
        ).save(force_insert=True)  # fmt: skip


def _copy_into_circle(
    release: Release, circle: Circle, items: Sequence[Item], person: Person
) -> None:
    claims = {row.id: row for row in Claim.rows.filter(person=person)}
    name = pseudonym(circle, person)
    for item in items:
        if item.kind is not Kind.CLAIM or item.claim not in claims:
            msg = "Only claims go into a circle."
            raise NothingPicked(msg)
        claim = claims[item.claim]
        ReleasedClaim(
            release=release, circle=circle, source_id=person.organisation_id, pseudonym=name,
            kind=claim.kind, grade=claim.grade, certainty=claim.certainty, seen_on=claim.seen_on,
            value=item.value,
        ).save(force_insert=True)  # fmt: skip


def place(recipient: Organisation | Circle) -> str:
    """Return where a recipient reads what it was given."""
    return "/network/" if isinstance(recipient, Circle) else "/released/"


def receivers(recipient: Organisation | Circle) -> list[Member]:
    """Return who is told at the recipient: those whose work it is, and nobody else."""
    organisations = (
        list(recipient.organisations.all()) if isinstance(recipient, Circle) else [recipient]
    )
    roles = [Role.INVESTIGATOR] if isinstance(recipient, Circle) else list(_RECEIVERS)
    return list(
        Member.objects.filter(
            organisation__in=organisations, is_active=True, grants__role__in=roles
        ).distinct()
    )
