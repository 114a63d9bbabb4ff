"""One row a job: when its next turn is, and how the last one went."""

from django.db import models


class Turn(models.Model):
    """The next turn of a job. Whoever raises `taken_until` has it; nobody else runs it then."""

    job = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()
    taken_until = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    failed_with = models.CharField(max_length=80, blank=True)  # name of the exception, no words

    def __str__(self) -> str:
        return self.job
