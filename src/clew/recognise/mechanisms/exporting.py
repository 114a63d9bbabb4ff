"""What left, as a file: every field of the form in its order, and why one has nothing in it.

It is made from the copies at the gate, never from the preparation: what was taken back is not
there any more. `national-referral.md` in docs/reference describes the JSON.
"""

import dataclasses
import json
from dataclasses import dataclass
from datetime import date
from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.audit.writing import changes
from clew.ground.vault import proofs
from clew.ground.vault.proofs import Lately
from clew.recognise.mechanisms.form import TICKED, UNSAID, Field, Mechanism, Page, Said, Shape
from clew.recognise.mechanisms.form import mechanism as mechanism_of
from clew.recognise.mechanisms.leaves import Stays, from_copy
from clew.recognise.mechanisms.models import Sending
from clew.recognise.mechanisms.permissions import check_prepare
from clew.recognise.mechanisms.queries import sending_for
from clew.recognise.mechanisms.walking import NOTHING, Values, confirmed_of, holds
from clew.rules.consent.kinds import Kind
from clew.survivor.release.models import Release
from clew.survivor.release.packaging import check_open, is_open
from clew.survivor.release.queries import compartments_of, copies_of

FORMAT: Final = "clew.national-referral/1"


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the form in what left: what it says, or why it says nothing."""

    page: Page
    field: Field
    # answered | unsaid | set_by_form | no_yes | names | not_sent | not_answered | not_asked
    state: str
    said: Said = dataclasses.field(default="", repr=False)  # what left, or what the form sets

    @property
    def words(self) -> str:
        """What it says, as a person reads it."""
        return self.field.words_of(self.said)


@dataclass(frozen=True, slots=True)
class Taken:
    """What left, opened once, to be written as a file."""

    sending: Sending
    mechanism: Mechanism
    releases: tuple[Release, ...]  # whose copies are in it
    without_status: bool  # crossing, nationality and papers are not in it, or not any more
    lines: tuple[Line, ...] = dataclasses.field(repr=False)


def opened(*, actor: Member, sending: Sending, on: date) -> Taken:
    """Open the copies of what left, to be written as a file. Nothing is handed out yet.

    What left on a yes beside it is in it while that yes holds; after that the file says of it what
    it says where there was none.

    Raises:
        NoSuchSending: it is not the actor's.
        NotOpen: the yes was taken back, or its last day is over.
        StepUpNeeded: who asks has not shown within five minutes who they are.
    """
    check_prepare(actor)
    row = sending_for(actor, sending.id)
    proofs.want(Lately.FIVE_MINUTES)
    check_open(row.release, on=on)
    releases = [row.release]
    if row.on_yes is not None and is_open(row.on_yes, on=on):
        releases.append(row.on_yes)
    ids = [each.id for each in releases]
    reads.record(
        actor=actor,
        name="national_referral.copies_opened",
        subjects=[*ids, row.person_id],
        compartments=sorted({one for each in releases for one in compartments_of(each)}),
        purpose=row.release.purpose,
        about=f"mechanisms.Sending:{row.id}",
        opening=ids,
    )
    found = mechanism_of(row.mechanism)
    copies = {copy.name: copy.said for each in releases for copy in copies_of(each)}
    without = is_without_status(row, on=on)
    lines = lines_of(found, copies, anonymous=row.anonymous, without_status=without)
    return Taken(row, found, tuple(releases), without, tuple(lines))


def is_without_status(row: Sending, *, on: date) -> bool:
    """Say whether crossing, nationality and papers stayed, or the yes to them holds no longer."""
    return row.without_status or (row.on_yes is not None and not is_open(row.on_yes, on=on))


def hand_out(*, actor: Member, taken: Taken, on: date) -> None:
    """Write down that a file of it was taken; only after this may anybody get the bytes.

    Raises:
        NotOpen: the yes was taken back meanwhile.
    """
    with changes(actor=actor, purpose="release") as trace:
        ids = [each.id for each in taken.releases]
        for release in Release.rows.select_for_update().filter(id__in=ids).order_by("id"):
            check_open(release, on=on)
        trace.record(
            "national_referral.taken", about=taken.sending,
            subjects=[taken.sending.person_id, *ids],
        )  # fmt: skip


def lines_of(
    mechanism: Mechanism, copies: dict[str, str], *, anonymous: bool, without_status: bool
) -> list[Line]:
    """Return every field of the form with what the copies say of it.

    What stayed for want of a yes is marked so for all fields of status alike, answered or not,
    asked or not: which of them would have had an answer must not be read from the gaps. What the
    form sets without anybody being asked is no answer and is never written as one.
    """
    said = {
        each.id: from_copy(each, copies[each.code])
        for each in mechanism.fields()
        if each.code in copies
    }
    values = confirmed_of(mechanism, said)
    return [
        Line(
            page, each,
            _state(page, each, said, values, anonymous=anonymous, without_status=without_status),
            values.get(each.id, ""),
        )
        for page in mechanism.pages()
        for each in page.fields
    ]  # fmt: skip


def as_json(taken: Taken) -> str:
    """Write what left as JSON."""
    sending, mechanism = taken.sending, taken.mechanism
    route = mechanism.routes[sending.route]
    document = {
        "format": FORMAT,
        "mechanism": mechanism.id,
        "form_version": sending.form_version,
        "form_source": mechanism.citation.text,
        "id": str(sending.id),
        "route": sending.route,
        "route_label": route.label,
        "sent_on": sending.left_on.isoformat(),
        "from": sending.release.source.name,
        "to": sending.release.recipient.name,
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "fields": [_as_row(line) for line in taken.lines if line.page in section.pages],
            }
            for section in mechanism.sections
        ],
        "payload": payload(taken.lines),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def payload(lines: tuple[Line, ...]) -> dict[str, str]:
    """Return the answers under the names and with the values the form itself sends."""
    return {
        line.field.payload: _sent(line.field, line.said)
        for line in lines
        if line.field.payload and line.state in {"answered", "unsaid", "set_by_form"}
    }


def _sent(each: Field, said: Said) -> str:
    if said == UNSAID:
        return each.words_of(said)
    if isinstance(said, list):
        return ", ".join(each.choices.get(code, code) for code in said)
    if each.sends is not None:
        return each.sends.get(said, said)
    if each.shape is Shape.TICK:
        return "Yes" if said == TICKED else "No"
    if each.shape is Shape.YES_NO:
        return said.capitalize()
    return said


def _as_row(line: Line) -> dict[str, object]:
    return {
        "id": line.field.id,
        "form_field": line.field.form_id or line.field.id,
        "page": line.page.id,
        "label": line.field.label,
        "mandatory": line.field.required,
        "state": line.state,
        "value": line.said if line.state == "answered" else None,
    }


def _state(
    page: Page,
    each: Field,
    said: Values,
    values: Values,
    *,
    anonymous: bool,
    without_status: bool,
) -> str:
    told = said.get(each.id, "")
    if told not in NOTHING:
        return "unsaid" if told == UNSAID else "answered"
    if each.leaves is Kind.IMMIGRATION and without_status:
        return Stays.NO_YES.value
    if each.id in values:
        return "set_by_form"
    if not (holds(page.when, values) and holds(each.when, values)):
        return "not_asked"
    if not each.sent:
        return Stays.NOT_SENT.value
    return Stays.NAMES.value if anonymous and each.names else "not_answered"
