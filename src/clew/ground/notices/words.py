"""The words of each notice. None of them names a person or says what a case is about."""

from typing import Final

from django.utils.translation import gettext_lazy as _

WORDS: Final = {
    "referral.received": _("A referral has come in."),
    "referral.accepted": _("Your referral was accepted."),
    "referral.declined": _("Your referral was declined, with a reason."),
    "release.recalled": _("Something released to you was taken back. Please delete it."),
    "release.received": _("Something was released to you."),
    "recall.answered": _("A partner answered what was taken back."),
    "request.received": _("A partner asks for something."),
    "request.answered": _("A part you asked for was answered."),
    "consent.withdrawn": _("A person took back a yes."),
    "task.assigned": _("A task is yours."),
    "lead.taken": _("A lead was taken on."),
    "table.waiting": _("A table waits for a second pair of eyes."),
    "rights.asked": _("Somebody asked for a right of theirs."),
    "rights.checked": _("A request was checked with the person."),
    "rights.ready": _("A copy is ready to be handed over."),
    "pair.waiting": _("Something waits for a second person."),
    "pair.confirmed": _("What you proposed was confirmed and done."),
    "pair.refused": _("What you proposed was refused. Nothing was done."),
    "reading.unusual": _("Somebody's reading was unusual."),
    "factor.added": _("A second factor was added to your account."),
    "factor.removed": _("A second factor was taken off your account."),
    "spare_codes.renewed": _("Your spare codes were made anew."),
    "passphrase.changed": _("Your passphrase was changed."),
    "address.changed": _("The address you sign in with was changed."),
    "member.roles_changed": _("What you are here for was changed."),
    "member.reset": _("An administrator began anew with how you sign in."),
    "member.frozen": _("Your account was frozen for a time."),
    "member.unfrozen": _("Your account is open again."),
    "browser.new": _(
        "You signed in with a browser that was not seen before. If it was not you, end it at once."
    ),
    "terminal.used": _(
        "You gave an order at a terminal of the house. If it was not you, change your passphrase."
    ),
    "passkey.copied": _("A copy of a passkey of yours was tried, and refused."),
    "emergency.opened": _("Somebody opened a file in an emergency. Please look at it today."),
    "emergency.wrong": _("An emergency was found not to be right."),
    "emergency.overdue": _("An emergency was not looked at in time."),
    "administrator.at_case": _("An administrator tried to open a case."),
    "clock.set_back": _(
        "The clock of the machine was set back. The house goes on from the latest moment it knew."
    ),
    "classification.waits": _("Two sheets that differ wait for you."),
    "note.conflict": _("Two versions of a note wait for you."),
}
