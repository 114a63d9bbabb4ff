"""Founding a house, inviting members, and what each is there for; partners and circles."""

import uuid
from collections.abc import Collection

from clew.ground.accounts import factors, invitations, securing
from clew.ground.accounts.look_alikes import too_alike
from clew.ground.accounts.models import Circle, Grant, Member, Organisation
from clew.ground.accounts.roles import Role, refused_together
from clew.ground.audit.chain import House
from clew.ground.audit.writing import changes
from clew.rules.consent.kinds import Purpose, RecipientKind


class NotAdministrator(Exception):
    """Only an administrator does this, and only with members of their own organisation."""


class NotOneself(Exception):
    """Nobody does this to their own account."""


class RefusedTogether(Exception):
    """These roles may not be held by one person. The message says why."""


class AddressTaken(Exception):
    """Somebody has this address already."""


class NotStaff(Exception):
    """A survivor's account: it is made and renewed by those who stand by them."""


def found(*, organisation: str, email: str) -> tuple[Member, str]:
    """Found a house: its first organisation, and its first administrator.

    Returns the administrator, and the one-time code by which they come in.
    """
    with changes(actor=House(), purpose="founding") as trace:
        ours = Organisation.objects.create(name=organisation, kind=RecipientKind.CHARITY.value)
        first = Member.objects.create_user(email, shown_name="Administrator", organisation=ours)
        Grant.objects.create(member=first, role=Role.ADMINISTRATOR.value)
        code = invitations.issue(first)
        trace.record("house.founded", about=first)
    return first, code


def invite(
    *, actor: Member, email: str, shown_name: str, roles: Collection[Role]
) -> tuple[Member, str]:
    """Invite somebody to the actor's organisation.

    Returns the member, and the one-time code by which they come in.

    Raises:
        NotAdministrator: the actor is none.
        RefusedTogether: the roles may not be held together.
        AddressTaken: somebody has this address.
    """
    _check_together(roles)
    with changes(actor=actor, purpose="membership") as trace:
        _check_administrator(actor)
        if Member.objects.filter(email=email.lower()).exists():  # inside: two may invite at once
            raise AddressTaken
        member = Member.objects.create_user(
            email, shown_name=shown_name, organisation=actor.organisation
        )
        Grant.objects.bulk_create([Grant(member=member, role=role.value) for role in roles])
        code = invitations.issue(member)
        trace.record("member.invited", about=member, fields=[role.value for role in roles])
    return member, code


def reset(*, actor: Member, member: Member) -> str:
    """Begin anew with how a member signs in, and return the one-time code by which they come in.

    Passphrase, second factors and spare codes open nothing any more, and every session ends. Before
    they have come in, this is how an invitation is renewed.

    Raises:
        NotAdministrator: the actor is none, or not of their organisation.
        NotOneself: the member is the actor.
        NotStaff: the member is a survivor.
    """
    with changes(actor=actor, purpose="membership") as trace:
        _check_administrator(actor, over=member)
        if member.has(Role.SURVIVOR):
            raise NotStaff
        member.set_unusable_password()
        member.save(update_fields=["password"])
        factors.forget(member)
        code = invitations.issue(member)
        securing.changed(trace, member=member, name="member.reset")
    return code


def set_roles(*, actor: Member, member: Member, roles: Collection[Role]) -> None:
    """Change what a member is here for. It holds from their next request on.

    Raises:
        NotAdministrator: the actor is none, or not of their organisation.
        NotOneself: the member is the actor.
        NotStaff: the member is a survivor.
        RefusedTogether: the roles may not be held together.
    """
    _check_together(roles)
    with changes(actor=actor, purpose="membership") as trace:
        _check_administrator(actor, over=member)
        if member.has(Role.SURVIVOR):
            raise NotStaff
        before = frozenset(Role(grant.role) for grant in member.grants.all())
        added, taken = frozenset(roles) - before, before - frozenset(roles)
        if not added and not taken:
            return
        member.grants.filter(role__in=[role.value for role in taken]).delete()
        Grant.objects.bulk_create([Grant(member=member, role=role.value) for role in added])
        changed = [f"+{role.value}" for role in added] + [f"-{role.value}" for role in taken]
        trace.record("member.roles_changed", about=member, fields=sorted(changed))
        securing.tell(member, "member.roles_changed")


def freeze(*, actor: Member, member: Member) -> None:
    """Stop a member at once: no sign-in, and every session ends.

    Raises:
        NotAdministrator: the actor is none, or not of their organisation.
        NotOneself: the member is the actor.
    """
    with changes(actor=actor, purpose="membership") as trace:
        _check_administrator(actor, over=member)
        member.is_active = False
        member.save(update_fields=["is_active"])
        securing.changed(trace, member=member, name="member.frozen")


def unfreeze(*, actor: Member, member: Member) -> None:
    """Let a frozen member sign in again, with what they signed in with before.

    Raises as `freeze` does.
    """
    with changes(actor=actor, purpose="membership") as trace:
        _check_administrator(actor, over=member)
        member.is_active = True
        member.save(update_fields=["is_active"])
        securing.changed(trace, member=member, name="member.unfrozen")


def _check_administrator(actor: Member, *, over: Member | None = None) -> None:
    """Look at the actor as they are now: two may act on each other at once, and one is later."""
    list(Organisation.objects.select_for_update(no_key=True).filter(id=actor.organisation_id))
    now = Member.objects.filter(id=actor.id, is_active=True).first()
    if now is None or not now.has(Role.ADMINISTRATOR):
        raise NotAdministrator
    if over is not None and over.organisation_id != now.organisation_id:
        raise NotAdministrator
    if over == now:
        raise NotOneself


def _check_together(roles: Collection[Role]) -> None:
    why = refused_together(roles)
    if why:
        raise RefusedTogether(why)


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
    """An organisation or a circle has this name already, or one that looks like it."""


def add_partner(*, actor: Member, name: str, kind: RecipientKind) -> Organisation:
    """Write down an organisation that something could be released to.

    Raises:
        NotAdministrator: the actor is none.
        NameTaken: there is one of this name, or of one that looks like it.
    """
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAdministrator
    if too_alike(name, Organisation.objects.values_list("name", flat=True)):
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
        NameTaken: there is one of this name, or of one that looks like it.
    """
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAdministrator
    if too_alike(name, Circle.objects.values_list("name", flat=True)):
        raise NameTaken
    with changes(actor=actor, purpose="membership") as trace:
        circle = Circle.objects.create(name=name, purpose=purpose.value)
        circle.organisations.set([actor.organisation, *partners])
        trace.record("circle.made", about=circle)
    return circle
