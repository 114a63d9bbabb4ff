"""Reading what a device sends: one draft, or a part of one, checked before anything is stored."""

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

CODE: Final = re.compile(r"[0-9A-HJKMNP-TV-Z]{8}\Z")  # Crockford's letters, as people's codes have
MOST_STEPS: Final = 2_000
LONGEST_SEALED: Final = 64_000  # letters of base64; own words have 2,000 characters at most
_LONGEST_LABEL: Final = 60


class NotADraft(Exception):
    """What came is no draft of a device. The message says what is wrong, and repeats nothing."""


@dataclass(frozen=True, slots=True)
class ArrivedStep:
    """One step as it was sealed on the device."""

    place: int
    sealed: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the sealed bytes."""
        return hashlib.sha256(self.sealed).hexdigest()


@dataclass(frozen=True, slots=True)
class Arrived:
    """A draft, or a part of one, as it came from a device."""

    number: UUID
    device: UUID
    key: UUID
    interview: str
    total: int
    device_now: datetime
    member: UUID | None  # for whom the device was ready when it began, by its own word
    steps: tuple[ArrivedStep, ...]


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a member says of a device that is to be made ready."""

    label: str


def read_draft(body: bytes) -> Arrived:
    """Read what a device sends. Raises `NotADraft`."""
    found = _mapping(body)
    steps = found.get("steps")
    if not isinstance(steps, list):
        raise NotADraft(_wanted("steps", "a list"))
    code = found.get("interview")
    if not isinstance(code, str) or not CODE.match(code):
        raise NotADraft(_wanted("interview", "a code of eight letters and digits"))
    total = _number(found, "total", 1, MOST_STEPS)
    return Arrived(
        number=_uuid(found, "draft"),
        device=_uuid(found, "device"),
        key=_uuid(found, "key"),
        interview=code,
        total=total,
        device_now=_moment(found),
        member=None if found.get("member") is None else _uuid(found, "member"),
        steps=tuple(_step(step, total) for step in steps),
    )


def read_enrolment(body: bytes) -> Enrolment:
    """Read what a device is called. Raises `NotADraft`."""
    label = _mapping(body).get("label")
    if not isinstance(label, str) or not 1 <= len(label.strip()) <= _LONGEST_LABEL:
        raise NotADraft(_wanted("label", f"a name of 1 to {_LONGEST_LABEL} letters"))
    if not label.isprintable():
        raise NotADraft(_wanted("label", "letters that can be seen"))
    return Enrolment(label.strip())


def _mapping(body: bytes) -> dict[str, object]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        msg = "What came is no JSON. Nothing was stored; the device keeps what it has."
        raise NotADraft(msg) from error
    if not isinstance(found, dict):
        raise NotADraft(_wanted("the whole", "a mapping"))
    return found


def _step(step: object, total: int) -> ArrivedStep:
    if not isinstance(step, dict):
        raise NotADraft(_wanted("steps", "a list of mappings"))
    text = step.get("sealed")
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST_SEALED:
        raise NotADraft(_wanted("sealed", f"base64 of at most {LONGEST_SEALED} letters"))
    try:
        sealed = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotADraft(_wanted("sealed", "base64")) from error
    return ArrivedStep(_number(step, "place", 0, total - 1), sealed)


def _uuid(found: dict[str, object], name: str) -> UUID:
    value = found.get(name)
    try:
        return UUID(value) if isinstance(value, str) else UUID("")
    except ValueError as error:
        raise NotADraft(_wanted(name, "a UUID")) from error


def _number(found: dict[str, object], name: str, least: int, most: int) -> int:
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise NotADraft(_wanted(name, f"a whole number from {least} to {most}"))
    return value


def _moment(found: dict[str, object]) -> datetime:
    # Any clock is believed to show something: how far it is off is worked out, not refused.
    value = found.get("device_now")
    if isinstance(value, bool) or not isinstance(value, int):
        raise NotADraft(_wanted("device_now", "milliseconds since 1970"))
    try:
        return datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise NotADraft(_wanted("device_now", "milliseconds since 1970")) from error


def _wanted(name: str, what: str) -> str:
    return f"{name}: {what} is wanted. Nothing was stored; the device keeps what it has."
