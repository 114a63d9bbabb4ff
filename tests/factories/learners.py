"""Forms that learners took, all answered as they should be."""

from datetime import timedelta

from clew.ground.accounts.models import Member
from clew.recognise.training.courses import courses
from clew.recognise.training.models import Answer, Certificate, Sitting, Stage
from tests.cast import TODAY
from tests.factories.people import Ids


def sitting_ids(learner: Member) -> Ids:
    """Take the form after the lessons, and finish it."""
    return {"sitting_id": str(_sitting(learner).id)}


def certificate_ids(learner: Member) -> Ids:
    """Take a form, and get a certificate for it."""
    row = Certificate.objects.create(
        sitting=_sitting(learner), learner=learner, name="Made Up", course="recognise",
        course_version="1.0", passed_on=TODAY, until_on=TODAY + timedelta(days=365),
    )  # fmt: skip
    return {"certificate_id": str(row.id)}


def _sitting(learner: Member) -> Sitting:
    course = courses()["recognise"]
    sitting = Sitting.objects.create(
        learner=learner, organisation=learner.organisation, course="recognise",
        course_version="1.0", stage=Stage.AFTER, form="A", begun_on=TODAY, finished_on=TODAY,
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(
            sitting=sitting, scene=scene.id, says_case=scene.case, sure=2, option=scene.then.right
        )
        for scene in course.forms["A"]
    )
    return sitting
