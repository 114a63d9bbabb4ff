"""Who has looked, in words: the names of events as a person would say them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.models import Member
from clew.ground.accounts.queries import shown_names
from clew.ground.audit import who_looked as who_looked_at
from clew.ground.audit.queries import Look, looked
from clew.ground.audit.who_looked import Wanted
from clew.survivor.people.emergencies import in_emergency, spans_of

WORDS: Final[dict[str, Promise]] = {
    "case.opened": _("Read the case"),
    "case.list_opened": _("Saw the name and next task in a list"),
    "case.started": _("Opened the case"),
    "case.stage_changed": _("Wrote down a new stage"),
    "case.recovery_set": _("Wrote down when the time to recover began"),
    "today.opened": _("Saw what is due, in a list"),
    "five_lines.opened": _("Read the five lines"),
    "five_lines.written": _("Wrote the five lines"),
    "note.list_opened": _("Read the first lines of the notes"),
    "note.opened": _("Read a note"),
    "note.written": _("Wrote a note"),
    "note.saved": _("Changed a note"),
    "note.joined": _("Made one note of two"),
    "task.opened": _("Read a task"),
    "task.added": _("Added a task"),
    "task.changed": _("Changed a task"),
    "moment.opened": _("Read an entry of the timeline"),
    "moment.added": _("Added to the timeline"),
    "record.imported": _("Took their record over from another system"),
    "record.opened": _("Read what another system knew of them"),
    "record.prepared": _("Looked at what could be handed over in another format"),
    "claims.opened": _("Read the claims"),
    "claim.stated": _("Wrote down a claim"),
    "contact.agreed": _("Wrote down how to reach them safely"),
    "contact.way_added": _("Added a way to reach them"),
    "contact.phone_shown": _("Looked at the phone number"),
    "contact.address_shown": _("Looked at the address"),
    "contact.email_shown": _("Looked at the e-mail address"),
    "person.written_down": _("Wrote the person down"),
    "person.corrected": _("Corrected what is known"),
    "person.keeper_added": _("Let somebody stand by them"),
    "emergency.opened": _("Opened the file in an emergency"),
    "emergency.reviewed": _("Looked at an emergency"),
    "emergency.read": _("Read why there was an emergency"),
    "emergency.overdue": _("Found that nobody had looked at an emergency in time"),
    "person.account_given": _("Gave them a sign-in"),
    "consent.given": _("Wrote down a yes"),
    "consent.withdrawn": _("Wrote down that a yes was taken back"),
    "release.prepared": _("Looked at what could be handed over"),
    "release.committed": _("Handed something over"),
    "release.read": _("Read what was handed over"),
    "release.recalled": _("Asked for it to be deleted"),
    "recall.answered": _("Answered a recall"),
    "recall.reminded": _("Asked again for it to be deleted"),
    "recall.read": _("Read the answer to a recall"),
    "request.made": _("Asked for more"),
    "request.read": _("Read what was asked for"),
    "request.answered": _("Answered what was asked for"),
    "order.person": _("Wrote down what a lawyer said of an order"),
    "order.second": _("Wrote down whether the person was told of an order"),
    "order.cleared": _("Looked at an order as a second person"),
    "order.contested": _("Contested an order"),
    "package.built": _("Made a package of what was handed over"),
    "package.fetched": _("Took a package of what was handed over"),
    "package.received": _("Wrote down that a package was opened"),
    "message.sent": _("Sent them a message without a name"),
    "message.stopped": _("Did not send a message: it is not safe now"),
    "phrase.right": _("Heard the code phrase, and it was right"),
    "phrase.wrong": _("Heard a code phrase, and it was not right"),
    "contact.rules_read": _("Read how to reach them safely"),
    "person.opened": _("Read what is known of them"),
    "person.erased": _("Began to forget them"),
    "referral.made": _("Sent a referral"),
    "referral.received": _("Took the referral in"),
    "referral.accepted": _("Accepted the referral"),
    "referral.declined": _("Declined the referral"),
    "referral.answer_read": _("Read the answer to the referral"),
    "referral.opened": _("Opened a case from the referral"),
    "referral.withdrawn": _("Put away the referral that was taken back"),
    "national_referral.begun": _("Began to prepare a national referral"),
    "national_referral.page_opened": _("Read a page of the national referral"),
    "national_referral.page_saved": _("Wrote a page of the national referral"),
    "national_referral.prepared": _("Looked at the file for a national referral"),
    "national_referral.checked": _("Checked the national referral"),
    "national_referral.looked_over": _("Looked at what would leave with the national referral"),
    "national_referral.names_compared": _(
        "Compared a notice with the name, so that it names nobody"
    ),
    "national_referral.age_compared": _("Compared the age in a referral with the date of birth"),
    "national_referral.left": _("Let a national referral go"),
    "national_referral.closed": _("Closed what a national referral was prepared in"),
    "national_referral.copies_opened": _("Opened the national referral that left"),
    "national_referral.taken": _("Took the national referral as a file"),
    "national_referral.put_away": _("Put a national referral away"),
    "national_referral.expired": _("Deleted a national referral after its last day"),
    "national_referral.parted": _("Kept what left, without what it was prepared in"),
    "decision.recorded": _("Wrote down what the authority decided"),
    "decision.corrected": _("Corrected what the authority decided"),
    "decision.reattached": _("Set a reconsideration beside the corrected decision"),
    "decisions.opened": _("Read what the authority decided"),
    "screening.kept": _("Kept a screening"),
    "offline.draft_opened": _("Read what a device had asked without network"),
    "offline.draft_kept": _("Kept what a device had asked without network"),
    "screening.opened": _("Read a screening"),
    "screening.history_opened": _("Read what changed between screenings"),
    "screening.put_by": _("Kept a talk for later"),
    "screening.finished": _("Finished a talk that was kept for later"),
    "screening.let_go": _("Let go of a talk that was kept for later"),
    "screening.prepared": _("Looked at a screening for a referral"),
    "classification.kept": _("Kept a sheet on trafficking or smuggling"),
    "classification.opened": _("Read a sheet on trafficking or smuggling"),
    "classification.changed": _("Changed a sheet on trafficking or smuggling"),
    "classification.joined": _("Made one sheet of two that differed"),
    "classification.again": _("Wrote a sheet down once more, to conclude anew"),
    "classification.compared": _("Read their sheets side by side"),
    "classification.run_again": _("Ran their sheets again on today’s law"),
    "classification.proposed": _("Proposed a fact from the case file for a sheet"),
    "classification.proposals_read": _("Read what the case file proposes for a sheet"),
    "classification.letter_taken": _("Took the letter to the defence as a file"),
    "classification.alert_made": _("Made a letter to the defence ready"),
    "classification.concluded": _("Concluded on trafficking or smuggling"),
    "classification.prepared": _("Looked at a conclusion for a referral"),
    "circle.claims_read": _("Read released claims, without a name"),
    "backup.tried": _("Tried whether a backup can be brought back"),
    "card.given": _("Gave them a card to sign in with"),
    "card.ended": _("Ended a card to sign in with"),
    "card.used": _("Signed in with a card"),
    "card.word_chosen": _("Chose the word for their card"),
    "choice.made": _("Answered a question of their own page"),
    "choice.read": _("Read an answer in their own words"),
    "claims.indexed": _("Made released claims findable in a circle"),
    "circle.model_taken": _("Gave a circle what it compares people by"),
    "circle.model_let_go": _("Took away what a circle compared people by"),
    "circle.people_taken_in": _("Made released names comparable in a circle"),
    "circle.people_compared": _("Let the house compare somebody with a circle's people, unread"),
    "circle.people_lapsed": _("Let people of a circle go whose last agreed day is over"),
    "circle.people_settled": _("Put a circle's people right after something was taken back"),
    "circle.person_found": _("Was shown that they may be somebody asked about, by pseudonym"),
    "leads.read": _("Read leads that rest on released claims"),
    "lead.decided": _("Decided on a lead"),
    "lead.forgotten": _("Deleted a decision on a lead about somebody who is forgotten"),
    "lead.basis_withdrawn": _("Marked a lead whose basis was taken back"),
    "conclusion.drawn": _("Drew a conclusion in a circle"),
    "conclusion.forgotten": _("Deleted a conclusion about somebody who is forgotten"),
    "conclusion.ended": _("Ended a conclusion in a circle"),
    "conclusion.taken_back": _("Took a conclusion in a circle back"),
    "person.counted": _("Counted them in a table without names"),
    "thing.ordinary": _("Marked a number or place as an ordinary service"),
    "thing.not_ordinary": _("Took the mark of an ordinary service away"),
    "pair.proposed": _("Asked a second person to agree to something"),
    "pair.reasons_read": _("Read why a second person is asked to agree"),
    "contact.address_used": _("Used an address to send something"),
    "contact.rules_asked": _("Checked how to reach them before something went out"),
    "contact.way_asked": _("Asked for a new way to reach them"),
    "contact.way_changed": _("Changed a way to reach them"),
    "contact.way_indexed": _("Made a way to reach them findable"),
    "copy.asked": _("Wrote down that they want a copy"),
    "copy.handed_over": _("Handed over their copy"),
    "copy.opened": _("Opened what goes into their copy"),
    "copy.ready": _("Made their copy ready"),
    "copy.taken_back": _("Wrote down that no copy is wanted any more"),
    "copy.words_hidden": _("Hid the words of others in their copy"),
    "erasure.asked": _("Wrote down that they want to be forgotten"),
    "erasure.begun": _("Began to destroy their keys"),
    "erasure.checked": _("Spoke with them alone about being forgotten"),
    "erasure.confirmed": _("Confirmed that they want to be forgotten"),
    "erasure.done": _("Finished forgetting them"),
    "erasure.restricted": _("Closed what is kept, instead of forgetting it"),
    "erasure.shredded": _("Destroyed their keys"),
    "erasure.taken_back": _("Wrote down that they do not want to be forgotten"),
    "hold.lifted": _("Lifted a legal hold"),
    "hold.reason_read": _("Read the reason of a legal hold"),
    "hold.reasons_read": _("Read the reasons of legal holds"),
    "hold.set": _("Set a legal hold"),
    "keys.exchanged": _("Exchanged their keys"),
    "message.put": _("Put a message to them on its way"),
    "pair.confirmed": _("Agreed, as a second person"),
    "pair.refused": _("Did not agree, as a second person"),
    "people.searched": _("Found them in a search"),
    "person.index_renewed": _("Made their name findable anew"),
    "phrase.agreed": _("Agreed on a code phrase with them"),
    "phrase.checked": _("Asked for their code phrase"),
    "row.resealed": _("Sealed a row under a new key"),
    "pair.taken_back": _("Took back what a second person was asked for"),
}
_FETCHED: Final = 60
_UNNAMED: Final = _("Did something that has no words yet")


@dataclass(frozen=True, slots=True)
class Looked:
    """Who looked or wrote, when last, what that was, and how often that day."""

    who: str
    at: datetime
    what: str
    times: int = 1
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A part of who has looked, and what else can be asked for."""

    rows: list[Looked]
    wanted: Wanted
    people: list[tuple[str, str]]  # id and name
    months: list[date]
    older: int | None


def who_looked(actor: Member, person_id: UUID, *, limit: int = 8) -> list[Looked]:
    """Return the last events about a person in words, newest first, those of a day together.

    The caller has the person by its own right. An event that no words are written for yet is
    shown all the same: a reading is never left out.
    """
    return _told(actor, person_id, looked(person_id, limit=_FETCHED))[:limit]


def page(actor: Member, person_id: UUID, given: Mapping[str, str]) -> Page:
    """Return the events about a person that an address asks for: of a member, a month, older ones.

    The caller has the person by its own right.
    """
    zone = ZoneInfo(actor.organisation.time_zone)
    who = who_looked_at.lookers(person_id)
    wanted = who_looked_at.wanted_from(given, who)
    found = who_looked_at.part(person_id, wanted, zone=zone)
    names = shown_names(set(who))
    people = [
        (one, str(_("You")) if one == actor.actor_id else names.get(one, str(_("The house"))))
        for one in who
    ]
    return Page(
        rows=_told(actor, person_id, found.looks),
        wanted=wanted,
        people=sorted(people, key=lambda one: one[1]),
        months=who_looked_at.months(person_id, zone=zone),
        older=found.older,
    )


def _told(actor: Member, person_id: UUID, looks: list[Look]) -> list[Looked]:
    names = shown_names({look.actor for look in looks})
    zone = ZoneInfo(actor.organisation.time_zone)
    spans = spans_of(person_id)
    told: dict[tuple[str, str, date, bool], Looked] = {}
    for look in looks:
        who, what = _who(actor, look, names), in_words(look.name)
        urgent = in_emergency(spans, actor=look.actor, name=look.name, at=look.at)
        key = (who, what, look.at.astimezone(zone).date(), urgent)
        before = told.get(key)
        told[key] = (
            replace(before, times=before.times + 1)
            if before
            else Looked(who, look.at, what, emergency=urgent)
        )
    return list(told.values())


def in_words(name: str) -> str:
    """Say an event's name in words."""
    return str(WORDS.get(name, _UNNAMED))


def _who(actor: Member, look: Look, names: dict[str, str]) -> str:
    if look.actor == actor.actor_id:
        return str(_("You"))
    return names.get(look.actor, str(_("The house")))
