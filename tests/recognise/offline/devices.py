"""A device as the house sees it: it seals steps to the organisation's key, and sends them."""

import json
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from clew.ground.accounts.models import Member
from clew.recognise.offline import actions, sealing
from clew.recognise.offline.arriving import Arrived, read_draft
from clew.recognise.offline.models import Draft, SealingKey
from tests.cast import CANARY

SIGN = "UNODC.G.01"
OTHER = "UNODC.G.02"


@dataclass
class Device:
    """One device of a member, with one interview on it."""

    id: UUID
    key: SealingKey
    ahead: timedelta = timedelta(0)  # of its clock
    draft: UUID = field(default_factory=uuid4)
    interview: str = "ABCD1234"
    member: UUID | None = None  # for whom it was ready when the interview began
    steps: list[bytes] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """What its clock says."""
        return timezone.now() + self.ahead

    def writes(self, **said: object) -> None:
        """Seal one more step."""
        told = {
            "instrument": "unodc-general", "version": "made up",
            "at": round(self.now.timestamp() * 1000),
        }  # fmt: skip
        plain = json.dumps(told | said).encode()
        self.steps.append(
            sealing.seal(
                plain, bytes(self.key.public), key=self.key.id, draft=self.draft,
                place=len(self.steps),
            )
        )  # fmt: skip

    def begins(self, *, heard: datetime | None = None) -> None:
        """Begin a talk; `heard` is when, by its clock now, it heard the house before it."""
        said = {"heard": heard + self.ahead, "house": heard} if heard else {}
        told = {name: round(at.timestamp() * 1000) for name, at in said.items()}
        self.writes(kind="begin", talk="yes", **told)

    def answers(self, sign: str, choice: str | None, words: str = "", thought: str = "") -> None:
        """Seal an answer."""
        self.writes(kind="answer", indicator=sign, choice=choice, words=words, thought=thought)

    def talks(self) -> "Device":
        """Hold a short interview to its end."""
        self.writes(kind="begin", talk="yes")
        self.answers(SIGN, "present", f"{CANARY} said so", "seemed afraid")
        self.answers(OTHER, "not_said")
        self.writes(kind="end", how="stopped")
        return self

    def sends(self, first: int = 0, last: int | None = None) -> dict[str, object]:
        """Return what it sends: all of its steps, or some."""
        chosen = list(enumerate(self.steps))[first:last]
        return {
            "draft": str(self.draft), "device": str(self.id), "key": str(self.key.id),
            "interview": self.interview, "total": len(self.steps),
            "member": str(self.member) if self.member else None,
            "device_now": round(self.now.timestamp() * 1000),
            "steps": [
                {"place": place, "sealed": b64encode(sealed).decode()} for place, sealed in chosen
            ],
        }  # fmt: skip

    def arrived(self, first: int = 0, last: int | None = None) -> Arrived:
        """Return what it sends, as the house reads it."""
        return read_draft(json.dumps(self.sends(first, last)).encode())


def ready(member: Member, *, ahead: timedelta = timedelta(0)) -> Device:
    """Make a device of a member ready."""
    row, key = actions.enrol(actor=member, label="work phone", at=timezone.now())
    return Device(row.id, key, ahead)


def sent(member: Member, device: Device) -> Draft:
    """Send all of a device's interview."""
    return actions.receive(actor=member, arrived=device.arrived(), at=timezone.now())
