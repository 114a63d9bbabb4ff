"""Training: sessions and which members came; what a learner answered is for the learner alone."""

import uuid

from django.db import models
from django.db.models import Q

from clew.ground.accounts.models import Member, Organisation
from clew.survivor.people.codes import new_code


def new_session_code() -> str:
    """Return a random code such as `T-7K3M2Q-X`; screenings, referrals and cases point to it."""
    return f"T-{new_code()}"


class Session(models.Model):
    """One session on how to recognise people who are exploited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=12, unique=True, default=new_session_code)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    trainer = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    place = models.CharField(max_length=120)
    attendees = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(attendees__gte=1), name="session_had_somebody")
        ]
        indexes = [models.Index(fields=["organisation", "held_on"], name="session_by_day")]

    def __str__(self) -> str:
        return self.code


class Attendance(models.Model):
    """That a member came to a session. Others who came are a number only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="attended_once")]
        indexes = [models.Index(fields=["member"], name="attendance_by_member")]

    def __str__(self) -> str:
        return str(self.id)


class Stage(models.TextChoices):
    """When a form is taken: before the lessons, after them, and weeks later."""

    BEFORE = "before"
    AFTER = "after"
    LATER = "later"


class Sitting(models.Model):
    """One learner taking one form of a course. Nobody but the learner reads its answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    course = models.CharField(max_length=40)
    course_version = models.CharField(max_length=20)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    form = models.CharField(max_length=4)
    training_session = models.CharField(max_length=40, blank=True)  # which training stands behind
    begun_on = models.DateField()
    finished_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course"],
                condition=Q(finished_on=None),
                name="sitting_one_open_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["organisation", "course"], name="sitting_by_course")]

    def __str__(self) -> str:
        return str(self.id)


class Answer(models.Model):
    """What was said of one scene: signs or none, how sure, and the one step. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="answers")
    scene = models.CharField(max_length=10)
    says_case = models.BooleanField()
    sure = models.PositiveSmallIntegerField()  # 1 guessing, 2 fairly, 3 very
    option = models.PositiveSmallIntegerField(null=True)  # of the step, from 1; None before it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "scene"], name="answer_once_a_scene"),
            models.CheckConstraint(condition=Q(sure__gte=1, sure__lte=3), name="answer_sure_of_3"),
        ]

    def __str__(self) -> str:
        return self.scene


def new_certificate_number() -> str:
    """Return a random number such as `K-7K3M2Q-X`."""
    return f"K-{new_code()}"


class Certificate(models.Model):
    """That a learner passed. The name stands as it was then; no score stands in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="certificate")
    learner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    course = models.CharField(max_length=40)
    course_version = models.CharField(max_length=20)
    number = models.CharField(max_length=12, unique=True, default=new_certificate_number)
    passed_on = models.DateField()
    until_on = models.DateField()
    session = models.ForeignKey(  # the training behind it, where there was one
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gt=models.F("passed_on")), name="certificate_runs_out_later"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Read(models.Model):
    """That a learner has read a lesson."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    course = models.CharField(max_length=40)
    lesson = models.CharField(max_length=10)
    read_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "course", "lesson"], name="lesson_read_once")
        ]

    def __str__(self) -> str:
        return self.lesson


class Memory(models.Model):
    """How well a learner holds one concept, and when it is asked for again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    course = models.CharField(max_length=40)
    concept = models.CharField(max_length=40)
    card = models.JSONField()  # what the scheduler needs, nothing else
    asked = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course", "concept"], name="memory_once_a_concept"
            )
        ]
        indexes = [models.Index(fields=["learner", "due_on"], name="memory_by_day")]

    def __str__(self) -> str:
        return self.concept
