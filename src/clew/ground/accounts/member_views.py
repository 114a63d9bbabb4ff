"""The administrator's pages about members: who is here, what for, and how they come in."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts import actions, invitations, queries
from clew.ground.accounts.actors import actor_of
from clew.ground.accounts.forms import InviteForm, RolesForm
from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import SEES, STAFF, Role

_ROLES = [(role, SEES[role]) for role in Role if role in STAFF]


def members(request: HttpRequest) -> HttpResponse:
    """Show the members of the administrator's organisation, and invite another."""
    actor = actor_of(request)
    form = InviteForm(request.POST or None)
    let_in = _invite(form, actor) if form.is_valid() else None
    status = 422 if request.method == "POST" and let_in is None else 200
    context = {
        "members": queries.everyone(actor),
        "form": form,
        "let_in": let_in,
        "days": invitations.DAYS,
        "roles": _ROLES,
        "errors": _errors(form),
    }
    return render(request, "accounts/members.html", context, status=status)


def _invite(form: InviteForm, actor: Member) -> tuple[Member, str] | None:
    """Invite whom the form names; what stands in the way becomes a sentence at its field."""
    given = form.cleaned_data
    try:
        return actions.invite(
            actor=actor,
            email=given["email"],
            shown_name=given["shown_name"],
            roles=[Role(role) for role in given["roles"]],
        )
    except actions.AddressTaken:
        form.add_error("email", "Somebody has this address already.")
    except actions.RefusedTogether as error:
        form.add_error("roles", str(error))
    return None


def member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Show one member, and change what they are here for."""
    actor, found = actor_of(request), _colleague(request, member_id)
    held = [role.value for role in found.roles]
    form = RolesForm(request.POST or None, initial={"roles": held})
    if form.is_valid():
        roles = [Role(role) for role in form.cleaned_data["roles"]]
        try:
            actions.set_roles(actor=actor, member=found, roles=roles)
            return HttpResponseRedirect(reverse("accounts:member", args=[found.id]))
        except actions.RefusedTogether as error:
            form.add_error("roles", str(error))
        except actions.NotStaff:
            form.add_error("roles", "A survivor’s account is not for work here. Invite them anew.")
    return _member_page(request, found, form, code="", status=422 if form.is_bound else 200)


def reset(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Begin anew with how a member signs in, and show the code to hand over, this once."""
    actor, found = actor_of(request), _colleague(request, member_id)
    try:
        code = actions.reset(actor=actor, member=found)
    except actions.NotStaff as error:
        raise Http404 from error
    return _member_page(request, found, RolesForm(initial={"roles": found.roles}), code=code)


def freeze(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Stop a member at once."""
    actions.freeze(actor=actor_of(request), member=_colleague(request, member_id))
    return HttpResponseRedirect(reverse("accounts:members"))


def unfreeze(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Let a frozen member sign in again."""
    actions.unfreeze(actor=actor_of(request), member=_colleague(request, member_id))
    return HttpResponseRedirect(reverse("accounts:members"))


def _colleague(request: HttpRequest, member_id: UUID) -> Member:
    """Return a member of the administrator's organisation; oneself is not among them."""
    actor = actor_of(request)
    found = queries.everyone(actor).exclude(id=actor.id).filter(id=member_id).first()
    if found is None:
        raise Http404
    return found


def _member_page(
    request: HttpRequest, found: Member, form: RolesForm, *, code: str, status: int = 200
) -> HttpResponse:
    context = {
        "member": found,
        "is_survivor": found.has(Role.SURVIVOR),
        "form": form,
        "code": code,
        "days": invitations.DAYS,
        "roles": _ROLES,
        "errors": _errors(form),
    }
    return render(request, "accounts/member.html", context, status=status)


def _errors(form: InviteForm | RolesForm) -> dict[str, str]:
    return {f"id_{name}": " ".join(str(one) for one in said) for name, said in form.errors.items()}
