"""The chain of events. Ids and field names only: no name, no text, nothing of what was read."""

from django.db import models


class Event(models.Model):
    """One thing that was done or read. Each is chained to the one before by a keyed digest."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=8)  # change | read | refused
    name = models.CharField(max_length=64)
    actor = models.CharField(max_length=36, blank=True)
    purpose = models.CharField(max_length=32, blank=True)
    body = models.BinaryField()  # the canonical text that the chain covers
    digest = models.BinaryField(max_length=32)
    entry = models.UUIDField(null=True)  # which waiting row it was, where it had to wait

    class Meta:
        indexes = [models.Index(fields=["actor", "at"], name="event_by_actor")]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(entry__isnull=False), name="sealed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.name}"


class Mention(models.Model):
    """That an event was about a subject, by the subject's own count: a missing one shows."""

    subject = models.UUIDField()
    count = models.PositiveBigIntegerField()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="mentions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "count"], name="one_mention_per_count")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.count}"


class Counter(models.Model):
    """How many events were about a subject so far."""

    subject = models.UUIDField(primary_key=True)
    count = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.subject} {self.count}"


class Once(models.Model):
    """A form that was carried out: sent a second time, it does nothing."""

    token = models.UUIDField(primary_key=True)
    actor = models.CharField(max_length=36, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.token)


class Head(models.Model):
    """A place of the chain that the house signed: what was cut off or written anew later shows."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    key = models.BinaryField(max_length=32)  # the public key, raw
    signature = models.BinaryField(max_length=64)

    def __str__(self) -> str:
        return str(self.seq)


class Witnessed(models.Model):
    """A signed head that somebody else signed too: ours by a partner, or a partner's by us."""

    seq = models.PositiveBigIntegerField()
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    key = models.BinaryField(max_length=32)  # whose chain it is
    signature = models.BinaryField(max_length=64)
    witness = models.BinaryField(max_length=32)  # the public key of whoever signed it too
    countersignature = models.BinaryField(max_length=64)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "seq", "digest", "witness"], name="one_countersignature_per_witness"
            )
        ]

    def __str__(self) -> str:
        return str(self.seq)


class Waiting(models.Model):
    """An event that is committed and has no place in the chain yet (PostgreSQL)."""

    entry = models.UUIDField(unique=True)
    body = models.BinaryField()
    mac = models.BinaryField(max_length=32)  # under a key of the house: a forged one is found

    def __str__(self) -> str:
        return str(self.entry)


class Decoy(models.Model):
    """A made-up person among the real ones: whoever opens them looked where they had no reason."""

    subject = models.UUIDField(primary_key=True)
    set_by = models.CharField(max_length=36)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.subject)


class Alert(models.Model):
    """That somebody's reading was unusual: ids and counts only."""

    rule = models.CharField(max_length=32)
    actor = models.CharField(max_length=36)
    count = models.PositiveIntegerField()
    event = models.PositiveBigIntegerField()  # the event that brought it about
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "event"], name="one_alert_an_event")]
        indexes = [models.Index(fields=["actor", "rule", "at"], name="alert_by_actor")]

    def __str__(self) -> str:
        return f"{self.rule} {self.event}"
