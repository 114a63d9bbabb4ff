"""Founding a house, inviting members, and what each is there for."""

import uuid
from collections.abc import Collection

from clew.ground.accounts import sessions
from clew.ground.accounts.models import Circle, Grant, Member, Organisation
from clew.ground.accounts.roles import Role
from clew.ground.audit.chain import House
from clew.ground.audit.writing import changes
from clew.rules.consent.kinds import Purpose, RecipientKind


class NotAdministrator(Exception):
    """Only an administrator invites members."""


class RefusedTogether(Exception):
    """These roles may not be held by one person."""


class AddressTaken(Exception):
    """Somebody has this address already."""


# The data steward merges and erases; an administrator who could do that too could hide it.
_NOT_TOGETHER = (frozenset({Role.ADMINISTRATOR, Role.DATA_STEWARD}),)


def found(*, organisation: str, email: str, passphrase: str) -> Member:
    """Found a house: its first organisation, and its first administrator."""
    with changes(actor=House(), purpose="founding") as trace:
        ours = Organisation.objects.create(name=organisation, kind=RecipientKind.CHARITY.value)
        first = Member.objects.create_user(
            email, passphrase, shown_name="Administrator", organisation=ours
        )
        Grant.objects.create(member=first, role=Role.ADMINISTRATOR.value)
        trace.record("house.founded", about=first)
    return first


def invite(
    *, actor: Member, email: str, shown_name: str, roles: Collection[Role], passphrase: str
) -> Member:
    """Invite somebody to the actor's organisation.

    Raises:
        NotAdministrator: the actor is none.
        RefusedTogether: the roles may not be held together.
        AddressTaken: somebody has this address.
    """
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAdministrator
    if any(pair <= frozenset(roles) for pair in _NOT_TOGETHER):
        raise RefusedTogether
    with changes(actor=actor, purpose="membership") as trace:
        if Member.objects.filter(email=email.lower()).exists():  # inside: two may invite at once
            raise AddressTaken
        member = Member.objects.create_user(
            email, passphrase, shown_name=shown_name, organisation=actor.organisation
        )
        Grant.objects.bulk_create([Grant(member=member, role=role.value) for role in roles])
        trace.record("member.invited", about=member, fields=[role.value for role in roles])
    return member


def freeze(*, actor: Member, member: Member) -> None:
    """Stop a member from signing in, at once. Raises `NotAdministrator`."""
    if not actor.has(Role.ADMINISTRATOR) or member.organisation_id != actor.organisation_id:
        raise NotAdministrator
    with changes(actor=actor, purpose="membership") as trace:
        member.is_active = False
        member.save(update_fields=["is_active"])
        sessions.end_all(member)
        trace.record("member.frozen", about=member)


def account_for_person(*, actor: Member, shown_name: str) -> Member:
    """Make the sign-in of a person who is supported. No address, no passphrase: a card opens it.

    Args:
        actor: who stands by the person; the account belongs to their organisation.
        shown_name: the person's code; a name would stand in clear beside their visits.
    """
    with changes(actor=actor, purpose="membership") as trace:
        account = Member(
            email=f"{uuid.uuid4()}@card.invalid",  # unique, and nothing that can be typed
            shown_name=shown_name,
            organisation=actor.organisation,
        )
        account.set_unusable_password()
        account.save(force_insert=True)
        Grant.objects.create(member=account, role=Role.SURVIVOR.value)
        trace.record("member.invited", about=account, fields=[Role.SURVIVOR.value])
    return account


class NameTaken(Exception):
    """An organisation or a circle has this name already."""


def add_partner(*, actor: Member, name: str, kind: RecipientKind) -> Organisation:
    """Write down an organisation that something could be released to.

    Raises:
        NotAdministrator: the actor is none.
        NameTaken: there is one of this name.
    """
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAdministrator
    if Organisation.objects.filter(name=name).exists():
        raise NameTaken
    with changes(actor=actor, purpose="membership") as trace:
        partner = Organisation.objects.create(
            name=name, kind=kind.value, jurisdiction=actor.organisation.jurisdiction
        )
        trace.record("partner.added", about=partner)
    return partner


def make_circle(
    *, actor: Member, name: str, purpose: Purpose, partners: Collection[Organisation]
) -> Circle:
    """Make a circle of the actor's organisation and others, for one purpose.

    Raises:
        NotAdministrator: the actor is none.
        NameTaken: there is one of this name.
    """
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAdministrator
    if Circle.objects.filter(name=name).exists():
        raise NameTaken
    with changes(actor=actor, purpose="membership") as trace:
        circle = Circle.objects.create(name=name, purpose=purpose.value)
        circle.organisations.set([actor.organisation, *partners])
        trace.record("circle.made", about=circle)
    return circle
