"""Certificates: who passed the scenes gets one; it runs out, and is renewed by scenes."""

from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.ground.vault import root
from clew.recognise.training.courses import Course
from clew.recognise.training.models import Certificate, Session, Sitting, Stage
from clew.recognise.training.results import result_of
from clew.recognise.training.signing import Said, public_key, signed
from clew.rules.law.deadlines import add_months

_PURPOSE: Final = "training certificates"


class NotPassed(Exception):
    """The form did not reach the mark, or was the one before the lessons."""


class NoSuchCertificate(Exception):
    """The learner has no certificate of this id."""


def issue(*, actor: Member, course: Course, sitting: Sitting) -> Certificate:
    """Give the learner a certificate for a form that reached the mark; one for each form.

    Raises `NotPassed`.
    """
    passed = (
        sitting.finished_on is not None
        and sitting.stage != Stage.BEFORE
        and result_of(course, sitting.form, sitting.answers.all()).passed
    )
    if not passed or sitting.finished_on is None:
        raise NotPassed
    months = course.plan.certificate.valid_months
    with changes(actor=actor, purpose="training") as trace:
        certificate, new = Certificate.objects.get_or_create(
            sitting=sitting,
            defaults={
                "learner": actor,
                "name": actor.shown_name,
                "course": course.plan.id,
                "course_version": sitting.course_version,
                "passed_on": sitting.finished_on,
                "until_on": add_months(sitting.finished_on, months),
                "session": _session_behind(sitting),
            },
        )
        if new:
            trace.record("training.certificate_given", about=certificate)
    return certificate


def certificates_of(actor: Member, course: Course) -> QuerySet[Certificate]:
    """Return the actor's certificates of a course, the last one first."""
    return Certificate.objects.filter(learner=actor, course=course.plan.id).order_by("-until_on")


def certificate_for(actor: Member, certificate_id: UUID) -> Certificate:
    """Return a certificate of the actor. Raises `NoSuchCertificate` for every other."""
    found = Certificate.objects.filter(learner=actor, id=certificate_id).first()
    if found is None:
        raise NoSuchCertificate
    return found


def lines_of(certificate: Certificate, course: Course) -> str:
    """Return the signed lines of a certificate; the house has to be open."""
    private = root.derive(_PURPOSE)
    said = Said(
        name=certificate.name,
        course=f"{course.plan.title}, version {certificate.course_version}",
        passed_on=certificate.passed_on,
        until_on=certificate.until_on,
        issued_by=certificate.learner.organisation.name,
        number=certificate.number,
        key=public_key(private),
        session=_named(certificate.session) if certificate.session else "",
    )
    return signed(said, by=private)


def _session_behind(sitting: Sitting) -> Session | None:
    if not sitting.training_session:
        return None
    return Session.objects.filter(code=sitting.training_session).first()


def _named(session: Session) -> str:
    return f"{session.code}, {session.held_on.isoformat()}, {session.place}"


def house_key() -> str:
    """Return the public key that certificates of this house are signed with."""
    return public_key(root.derive(_PURPOSE))
