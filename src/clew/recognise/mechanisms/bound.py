"""Whose duty it is to let something leave without a yes: the law binds some senders, not all."""

from clew.ground.accounts.models import Member
from clew.recognise.mechanisms.form import Route
from clew.rules.consent.duties import duties
from clew.survivor.release.gate import sender_of


def duty_of(actor: Member, route: Route) -> str:
    """Return the duty on which a way leaves for the actor's house: nothing if it is not theirs."""
    found = duties().get(route.duty or "")
    is_theirs = found is not None and found.bound(sender_of(actor))
    return route.duty or "" if is_theirs else ""


def unbound_words(actor: Member, route: Route) -> str:
    """Return what is told to a house for whom the duty of a way is none; else nothing."""
    found = duties().get(route.duty or "")
    return found.unbound or "" if found and not duty_of(actor, route) else ""
