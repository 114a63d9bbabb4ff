"""The case of one person. Stages, dates, owners and counters are plain; all words are sealed."""

import uuid

from django.db import models
from django.db.models import Q

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member, Organisation
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.support.casework.states import MomentKind, Stage, TaskState
from clew.survivor.people.models import Person


class Case(Guarded):
    """The file an organisation keeps while it stands by a person, from a day until it is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    # The referral it began with, and what brought that about: codes, so that years later the
    # chain from a training session to a conviction can be counted without opening a file.
    opened_from = models.UUIDField(null=True, blank=True, unique=True)
    referred_on = models.DateField(null=True, blank=True)
    channel = models.CharField(max_length=40, blank=True)
    training_session = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=20, default=Stage.RECOGNISED.value)
    recovery_from_on = models.DateField(null=True, blank=True)
    jurisdiction = models.CharField(max_length=8, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in Stage]), name="case_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(recovery_from_on=None) | ~Q(jurisdiction=""),
                name="case_recovery_has_a_law",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class OfCase(Guarded):
    """Something written in a case, sealed under the person's keys."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.case.person_id


class FiveLines(OfCase):
    """The case in five lines, for whoever has to understand it at once. Never changed: newer."""

    number = models.PositiveIntegerField()
    who = SealedField(Compartment.OPERATIONS)
    happened = SealedField(Compartment.OPERATIONS)
    stands = SealedField(Compartment.OPERATIONS)
    wants = SealedField(Compartment.OPERATIONS)  # in the person's own words
    next = SealedField(Compartment.OPERATIONS)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="five_lines_one_of_a_number")
        ]


class Note(OfCase):
    """The head of a note: its day and what it holds. Its words are in its versions."""

    happened_on = models.DateField()
    # What somebody told of themselves, and health, is testimony: for who stands by them.
    is_testimony = models.BooleanField(default=False)
    source = models.CharField(
        max_length=12, default="own", choices=[("own", "written here"), ("referral", "a referral")]
    )
    made_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)


class NoteVersion(Guarded):
    """One text of a note, written from another one. Two written from the same wait for a choice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+")
    base = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    joins = models.ForeignKey(  # the other text, where two were made one
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    text = SealedField(Compartment.OPERATIONS)
    told = SealedField(Compartment.TESTIMONY)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(text__isnull=False, told__isnull=True)
                | Q(text__isnull=True, told__isnull=False),
                name="note_version_in_one_compartment",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.note.case.person_id

    @property
    def words(self) -> str:
        """The text, from the compartment it is sealed in."""
        return str(self.told if self.note.is_testimony else self.text)


class Task(OfCase):
    """What is owed to the person, by whom, until when."""

    what = SealedField(Compartment.OPERATIONS)
    why = SealedField(Compartment.OPERATIONS)  # why it is not needed
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, default=TaskState.NOT_STARTED.value)
    made_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    changed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    changed_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["owner", "state", "due_on"], name="task_owed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in TaskState]),
                name="task_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.NOT_NEEDED.value) | Q(why__isnull=False),
                name="task_not_needed_says_why",
            ),
        ]


class Moment(OfCase):
    """One thing that happened, on the timeline. Health is sealed as testimony."""

    kind = models.CharField(max_length=12)
    # How far the case against others came: report, statement, charge, trial or conviction.
    milestone = models.CharField(max_length=12, blank=True)
    happened_on = models.DateField()
    title = SealedField(Compartment.OPERATIONS)
    detail = SealedField(Compartment.OPERATIONS)
    health = SealedField(Compartment.TESTIMONY)  # title and detail, where the kind is health
    recorded_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["case", "kind", "happened_on"], name="moment_by_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in MomentKind]),
                name="moment_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MomentKind.HEALTH.value)
                | Q(health__isnull=False, title__isnull=True, detail__isnull=True),
                name="moment_of_health_is_testimony",
            ),
        ]


class ImportedRecord(OfCase):
    """What a record of another system said, by the names of its standard, as it stood there.

    Clew has a place of its own for some of it only. Each part is sealed where its kind belongs.
    """

    standard = models.CharField(max_length=20)
    standard_version = models.CharField(max_length=20)
    crosswalk_version = models.CharField(max_length=20)
    identity = SealedField(Compartment.IDENTITY)
    contact = SealedField(Compartment.CONTACT)
    status = SealedField(Compartment.IMMIGRATION)
    told = SealedField(Compartment.TESTIMONY)
    working = SealedField(Compartment.OPERATIONS)
    # A keyed digest of the whole record: one that comes a second time shows.
    digest = models.CharField(max_length=64)
    imported_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    imported_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="imported_record_once"),
            models.UniqueConstraint(fields=["case"], name="imported_record_one_a_case"),
        ]
