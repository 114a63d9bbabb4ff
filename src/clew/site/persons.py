"""Every room that keeps rows about persons: what a copy shows, and how each forgets.

The highest rooms forget first, so that nothing points at what is gone. A test compares this list
with every room whose models are guarded; a new room that is not here makes it red.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.connect.leads import erasure as leads
from clew.connect.matching import erasure as matching
from clew.connect.sharing import access as sharing_access
from clew.connect.sharing import erasure as sharing
from clew.ground.accounts.models import Circle
from clew.ground.notices.actions import forget_code
from clew.ground.pairs import actions as pairs
from clew.ground.pairs.models import Proposal
from clew.portal import access as portal_access
from clew.portal import erasure as portal
from clew.recognise.classification import access as classification_access
from clew.recognise.classification import erasure as classification
from clew.recognise.mechanisms import access as mechanisms_access
from clew.recognise.mechanisms import erasure as mechanisms
from clew.recognise.offline import erasure as offline
from clew.recognise.referrals import access as referrals_access
from clew.recognise.referrals import erasure as referrals
from clew.recognise.screening import access as screening_access
from clew.recognise.screening import erasure as screening
from clew.support.casework import access as casework_access
from clew.support.casework import erasure as casework
from clew.survivor.claims import access as claims_access
from clew.survivor.claims import erasure as claims
from clew.survivor.consent import access as consent_access
from clew.survivor.consent import erasure as consent
from clew.survivor.contact import access as contact_access
from clew.survivor.contact import erasure as contact
from clew.survivor.people import access as people_access
from clew.survivor.people import erasure as people
from clew.survivor.people.models import Person
from clew.survivor.people.records import Records
from clew.survivor.release import access as release_access
from clew.survivor.release import erasure as release
from clew.survivor.release.actions import pseudonym
from clew.survivor.rights import access as rights_access
from clew.survivor.rights import erasure as rights
from clew.survivor.rights.rooms import Room

_PROPOSALS: Final = Records(
    Proposal,
    "subject",
    _("What two people decided about you"),
    {
        "proposed_at": _("Proposed on"),
        "reason": _("Why"),
        "state": _("Where it stands"),
        "decided_at": _("Decided on"),
    },
)
LEFT_OUT: Final = {
    "sharing.InformationRequest.counsel": _("Between the house and its lawyer."),
    "people.Emergency.reason": _("Written by a colleague about their own reading."),
    "leads.Judgement.reason": _("About somebody known by a pseudonym, beside what others told."),
    "leads.Judgement.plan": _("About somebody known by a pseudonym, beside what others told."),
    "leads.Confirmed.reason": _("About somebody known by a pseudonym, beside what others told."),
    "matching.PersonRecord.features": _("Made from released claims; those are in the copy."),
    "contact.CodePhrase.digest": _(
        "A digest of the phrase: nobody could read it, and some could try."
    ),
    "contact.Message.address": _("An address that stands among the ways to reach them."),
    "offline.Step.sealed": _("Waits until it is kept for somebody; then it is in the copy."),
    "rights.Copy.also_hide": _("Names and words of others: what the copy must not show."),
}
"""Sealed fields that a copy does not show, and why."""


def _forget_leads(person: Person) -> None:
    """Forget what was decided in circles about somebody known there by a pseudonym."""
    for circle in Circle.objects.all():
        leads.erase(circle, pseudonym(circle, person))


def _nothing(person: Person) -> None:
    """Leave rows that name nobody and lead back to nobody."""


def _forget_tokens(person: Person) -> None:
    matching.erase(release.claims_of(person))


ROOMS: Final = (
    Room(
        "clew.inform.statistics",
        _nothing,
        stays=_("A place in counts that were frozen. They name nobody, and no way leads back."),
    ),
    Room("clew.portal", portal.erase, kept=portal_access.KEPT),
    Room("clew.connect.leads", _forget_leads),
    Room("clew.connect.matching", _forget_tokens),
    Room("clew.connect.sharing", sharing.erase, kept=sharing_access.KEPT, keys=sharing.keys_of),
    Room("clew.support.casework", casework.erase, kept=casework_access.KEPT),
    Room("clew.recognise.mechanisms", mechanisms.erase, kept=mechanisms_access.KEPT),
    Room(
        "clew.recognise.referrals",
        referrals.erase,
        kept=referrals_access.KEPT,
        stays=_("That a referral was made and answered, with codes and days."),
    ),
    Room("clew.recognise.classification", classification.erase, kept=classification_access.KEPT),
    Room(
        "clew.recognise.offline",
        offline.erase,
        keys=offline.keys_of,
        stays=_("That an interview arrived from a device and was kept, by random numbers."),
    ),
    Room("clew.recognise.screening", screening.erase, kept=screening_access.KEPT),
    Room(
        "clew.survivor.rights",
        rights.erase,
        kept=rights_access.KEPT,
        stays=_("That erasure was asked for, confirmed by two, and done."),
    ),
    Room(
        "clew.survivor.release",
        release.erase,
        kept=release_access.KEPT,
        keys=release.keys_of,
        stays=_("To whom something went, when, and that it was called back. Not what it said."),
    ),
    Room("clew.survivor.claims", claims.erase, kept=claims_access.KEPT),
    Room("clew.survivor.contact", contact.erase, kept=contact_access.KEPT),
    Room(
        "clew.survivor.consent",
        consent.erase,
        kept=consent_access.KEPT,
        stays=_("To whom a yes was given and until when, as proof. Not how it was explained."),
    ),
    Room(
        "clew.ground.pairs",
        erase=lambda person: pairs.forget(person.id),
        stays=_("That two people decided something, without the reason."),
        kept=(_PROPOSALS,),
    ),
    Room("clew.ground.notices", lambda person: forget_code(person.code)),
    Room(
        "clew.survivor.people",
        people.empty,
        stays=_("The bare code, without a name."),
        kept=people_access.KEPT,
    ),
)
