"""Organisations, the members who sign in for them, what each is there for, and circles."""

import uuid
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from clew.ground.accounts.roles import Role
from clew.ground.prepared.queries import prepared
from clew.rules.consent.kinds import Purpose, RecipientKind


def _choices(kinds: type[Role] | type[Purpose] | type[RecipientKind]) -> list[tuple[str, str]]:
    return [(kind.value, kind.value.replace("_", " ")) for kind in kinds]


class Organisation(models.Model):
    """A charity, a police force, a law firm: what somebody works for, and what is released to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=32, choices=_choices(RecipientKind))
    jurisdiction = models.CharField(max_length=8, default="GB")
    time_zone = models.CharField(max_length=40, default="Europe/London")

    def __str__(self) -> str:
        return self.name


class MemberManager(BaseUserManager["Member"]):
    """Makes members; sign-in finds them by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Member":
        """Make a member who may sign in."""
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member


class Member(AbstractBaseUser):
    """Somebody who signs in. Several roles may be held at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    shown_name = models.CharField(max_length=80)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=8, default="en-gb")

    objects: ClassVar[MemberManager] = MemberManager()
    trace_omits: ClassVar = frozenset({"last_login"})  # noted at each sign-in, by no change
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return str(self.id)

    @property
    def actor_id(self) -> str:
        """The opaque id that events name."""
        return str(self.id)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """What this member is here for."""
        if "grants" in getattr(self, "_prefetched_objects_cache", {}):
            return frozenset(Role(grant.role) for grant in self.grants.all())
        return frozenset(map(Role, _roles.all(member=self.id)))

    def has(self, *roles: Role) -> bool:
        """Say whether the member holds one of some roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def initials(self) -> str:
        """The letters on the button of their account."""
        return "".join(part[0] for part in self.shown_name.split()[:2]).upper()


class Grant(models.Model):
    """That a member holds a role."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=32, choices=_choices(Role))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "role"], name="role_granted_once")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.role}"


@prepared
def _roles(*, member: uuid.UUID) -> "models.QuerySet[Grant, str]":
    return Grant.objects.filter(member=member).values_list("role", flat=True)


class Session(AbstractBaseSession):
    """One browser on which somebody is, or was, signed in. Its key is a digest (see `sessions`)."""

    session_key = models.CharField(max_length=64, primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.device

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """Return what reads and writes these rows."""
        from clew.ground.accounts import sessions  # noqa: PLC0415 -- it imports this model

        return sessions.SessionStore


class KnownBrowser(models.Model):
    """A browser that a member has signed in with before, by a keyed digest of its cookie."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="known_browsers")
    digest = models.CharField(max_length=64)
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "digest"], name="browser_known_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class TryCount(models.Model):
    """How often something was tried of late (see `tries`). It names nobody: a digest, a number."""

    digest = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    last_ms = models.BigIntegerField(db_index=True)  # since 1970: one statement counts with it

    def __str__(self) -> str:
        return str(self.count)


class Invitation(models.Model):
    """A one-time code that lets a member in: for the first time, or anew after a reset.

    The code itself is handed over and stored nowhere; what stands here is a keyed digest of it.
    """

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, primary_key=True, related_name="invitation"
    )
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("made_at")), name="invitation_ends_later"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SpareCode(models.Model):
    """One of a member's spare codes, as a keyed digest. It opens once, and is then gone."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="spare_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "digest"], name="spare_code_stands_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class FactorUse(models.Model):
    """The highest number a second factor has shown: the step of an app, the counter of a passkey.

    It only ever rises (see `rising`), so that nothing seen before opens again.
    """

    authenticator = models.OneToOneField(
        "mfa.Authenticator", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    highest = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.pk)


class Circle(models.Model):
    """The organisations of one agreement, for one purpose: to find others, or to investigate."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    purpose = models.CharField(max_length=32, choices=_choices(Purpose))
    organisations = models.ManyToManyField(Organisation, related_name="circles")

    def __str__(self) -> str:
        return self.name


class Moment(models.Model):
    """The latest moment this house knew, in one row (see `latest`): it goes up and never down."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    latest_at = models.DateTimeField()
    # Kept each minute, by no change.
    trace_omits: ClassVar = frozenset({"latest_at"})

    def __str__(self) -> str:
        return self.latest_at.isoformat()


class House(models.Model):
    """What kind of house this is: the mark that keeps made people and real ones apart."""

    DEMONSTRATION, REAL = "demonstration", "real"

    kind = models.CharField(
        max_length=16, unique=True, choices=[(DEMONSTRATION, DEMONSTRATION), (REAL, REAL)]
    )
    made_at = models.DateTimeField(auto_now_add=True)
    finished = models.BooleanField(default=False)  # false while the made world is being put in

    def __str__(self) -> str:
        return self.kind
