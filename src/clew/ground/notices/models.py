"""One notice to one member: a code of what happened, and where to look."""

import uuid

from django.db import models

from clew.ground.accounts.models import Member


class Notice(models.Model):
    """That something waits for a member. Its words come from the code, not from anybody's file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notices")
    code = models.CharField(max_length=40)
    path = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member", "read_at"], name="notice_unread")]

    def __str__(self) -> str:
        return f"{self.code} {self.id}"
