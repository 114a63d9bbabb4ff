"""Who came to a session: written down by its trainer, or by themselves with the session's code.

A member is named to the trainer, who saw them, and to nobody else. How many came stays a number.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from clew.ground.accounts import tries
from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.audit.writing import Trace, changes
from clew.recognise.training.models import Attendance, Session, Sitting
from clew.recognise.training.permissions import NotATrainer

MOST_CODE: Final = 40
_BEFORE: Final = timedelta(weeks=8)  # a form taken ahead of a session belongs to it


class MoreThanCame(Exception):
    """More members than people who came. The number of the session may be wrong."""


class NoSuchCode(Exception):
    """No session has this code, or it was held before the member could have been there."""


@dataclass(frozen=True, slots=True)
class Attended:
    """One session that a member came to, as a form offers it."""

    code: str
    held_on: date
    place: str


def sessions_of(member: Member) -> list[Attended]:
    """Return the sessions a member came to, the latest first."""
    rows = Attendance.objects.filter(member=member).select_related("session")
    found = sorted((row.session for row in rows), key=lambda each: (each.held_on, each.code))
    return [Attended(each.code, each.held_on, each.place) for each in reversed(found)]


def came_to(session: Session) -> list[Member]:
    """Return the members who came. For the trainer; `session_of` says whose the session is."""
    return list(_came(session).order_by("shown_name"))


def could_be_named(session: Session) -> list[Member]:
    """Return colleagues of the trainer who are not written down yet."""
    colleagues = Member.objects.filter(organisation=session.organisation_id, is_active=True)
    staff = colleagues.exclude(grants__role=Role.SURVIVOR.value).exclude(id=session.trainer_id)
    return list(staff.exclude(id__in=_came(session)).order_by("shown_name"))


def own_session(actor: Member, code: str) -> Session:
    """Return a session of the actor's. Raises `NotATrainer` for every other."""
    found = Session.objects.filter(trainer=actor, code=code).first()
    if found is None or not actor.has(Role.TRAINER):
        msg = "Only the trainer of a session writes down who came."
        raise NotATrainer(msg)
    return found


def name_those_who_came(
    *, actor: Member, session: Session, members: Collection[UUID], on: date
) -> int:
    """Write down colleagues who came. Returns how many were new.

    Raises:
        NotATrainer: it is not the actor's session.
        MoreThanCame: with them there would be more members than people who came.
    """
    session = own_session(actor, session.code)
    wanted = [each for each in could_be_named(session) if each.id in set(members)]
    with changes(actor=actor, purpose="training") as trace:
        held = Session.objects.select_for_update().get(id=session.id)
        if _came(held).count() + len(wanted) > held.attendees:
            raise MoreThanCame
        for member in wanted:
            row, new = Attendance.objects.get_or_create(
                session=held, member=member, defaults={"written_by": actor, "written_on": on}
            )
            if new:
                _written(trace, row)
    return len(wanted)


def say_i_came(*, actor: Member, code: str, on: date) -> Attended:
    """Write down by its code that one came oneself; said twice it is one.

    Raises:
        NoSuchCode: there is no such session, or none held by today.
        MoreThanCame: as many members as came are written down already.
        TooManyTries: too many codes that were none.
    """
    taken = tries.take(tries.Tried.SESSION_CODE, of=actor.actor_id)
    found = Session.objects.filter(code=code.strip().upper(), held_on__lte=on).first()
    if found is None or len(code) > MOST_CODE:
        raise NoSuchCode
    taken.was_right()
    with changes(actor=actor, purpose="training") as trace:
        held = Session.objects.select_for_update().get(id=found.id)
        is_new = not _came(held).filter(id=actor.id).exists()
        if is_new and _came(held).count() >= held.attendees:
            raise MoreThanCame
        if is_new:
            row = Attendance(session=held, member=actor, written_by=actor, written_on=on)
            row.save(force_insert=True)
            _written(trace, row)
    return Attended(held.code, held.held_on, held.place)


def session_of(actor: Member, code: str) -> Session | None:
    """Return a session the actor came to, by its code; None for every other."""
    found = Attendance.objects.filter(member=actor, session__code=code).select_related("session")
    row = found.first()
    return row.session if row else None


def session_behind(actor: Member, course: str) -> str:
    """Return the code of the session that stands behind the next form of a course, if one does.

    It is that of the last form, or else of the session the member came to last.
    """
    forms = Sitting.objects.filter(learner=actor, course=course).exclude(training_session="")
    last = forms.order_by("-begun_on", "-id").first()
    if last is not None:
        return last.training_session
    came = sessions_of(actor)
    return came[0].code if came else ""


def _written(trace: Trace, row: Attendance) -> None:
    """Leave the trace, and let forms of the weeks before and since name the session."""
    trace.record("training.attended", about=row)
    session = row.session
    forms = Sitting.objects.filter(
        learner=row.member, training_session="", begun_on__gte=session.held_on - _BEFORE
    )
    for form in forms.order_by("begun_on", "id"):
        form.training_session = session.code
        form.save(update_fields=["training_session"])
        trace.record("training.form_linked", about=form)


def _came(session: Session) -> QuerySet[Member]:
    came = Attendance.objects.filter(session=session).values("member")
    return Member.objects.filter(id__in=came)
