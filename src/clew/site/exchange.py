"""Orders on records of other systems, taken in and handed over in the name of who shows themselves.

Whoever may run commands has no case by that: see `ground.accounts.at_the_terminal`.
"""

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from clew.ground.accounts import at_the_terminal, clock, tries
from clew.ground.accounts.models import Member, Organisation
from clew.ground.accounts.queries import partners
from clew.ground.audit import reads
from clew.ground.audit.unusual import TooManyPeople
from clew.ground.audit.viewer import looking
from clew.rules.consent.kinds import Purpose
from clew.rules.exchange.records import read_records
from clew.rules.sources.documents import LARGEST_BYTES
from clew.rules.sources.faults import WrongInput
from clew.site.control import Refused, Say
from clew.support.casework import actions
from clew.support.casework.models import Case
from clew.support.casework.outgoing_record import Leaving, leaving
from clew.support.casework.queries import NoSuchCase, case_for, visible_to
from clew.survivor.people.permissions import may_change
from clew.survivor.release.actions import RefusedNow, StaleConsent

_NOT_SO: Final = 1


def import_htcds(
    say: Say, *, file: str, name: str, address: str, passphrase: str, code: str
) -> int:
    """Take a table of HTCDS in, all of it. Raises `Refused` with a sentence for each fault."""
    member = _shown(address, passphrase, code)
    try:
        with Path(file).open("rb") as opened:
            raw = opened.read(LARGEST_BYTES + 1)
    except OSError as error:
        msg = f"{name}: found a file the house cannot read, wanted one it can."
        raise Refused(msg) from error
    on = at_the_terminal.today_for(member)
    with looking(member):
        try:
            reading = read_records(raw, name=name, on=on)
            cases = actions.import_records(
                actor=member, records=reading.records, name=name, on=on, at=clock.moment()
            )
        except WrongInput as wrong:
            raise Refused("\n".join(wrong.sentences)) from wrong
        except actions.NotForYourRole as wrong:
            raise Refused(str(wrong)) from wrong
        say(json.dumps({"codes": [case.person.code for case in cases]}))
    return 0


def export_htcds(
    say: Say,
    *,
    people: Sequence[str],
    to: str,
    purpose: str,
    send: bool,
    address: str,
    passphrase: str,
    code: str,
) -> int:
    """Show what would leave of some people, or hand it over. Raises `Refused`.

    Without people named, everybody counts whom the member stands by and who has a case. What one
    command hands over is bounded, and each person who is opened counts for the brake on many.
    """
    member = _shown(address, passphrase, code)
    on = at_the_terminal.today_for(member)
    wanted = Purpose(purpose)
    with looking(member):
        recipient = _recipient(member, to)
        cases = _cases(member, people)
        try:
            found = [leaving(member, case, to=recipient, purpose=wanted, on=on) for case in cases]
        except TooManyPeople as many:
            msg = (
                "You opened as many different people within the hour as the house lets one open. "
                "Nothing left; go on later, or name fewer with --person."
            )
            raise Refused(msg) from many
        leaves = actions.sendable(found, purpose=wanted)
        told: dict[str, object] = {
            "people": [_told(each) for each in found],
            "texts": dict(Counter(name for each in leaves for name in each.texts)),
            "leaves": len(leaves),
            "withheld": len([each for each in found if each.items]) - len(leaves),
        }
        if send:
            try:
                done = actions.export_records(
                    actor=member, found=found, to=recipient, purpose=wanted, on=on
                )
            except actions.NothingLeaves:
                say(json.dumps(told))
                return _NOT_SO
            except actions.TooManyLeave as many:
                reads.refused(actor=member, name="export.refused", about="htcds.export")
                msg = (
                    f"--send: found {many.found} people within a day, with those you handed over "
                    f"before, wanted {actions.MOST_IN_A_DAY} at most from one member: name fewer "
                    "with --person, and let a colleague who stands by the others hand them over."
                )
                raise Refused(msg) from many
            except StaleConsent as stale:
                msg = "A yes changed just now. Nothing left; run it again."
                raise Refused(msg) from stale
            except RefusedNow as refused:
                raise Refused(refused.refusal.because) from refused
            told |= {
                "table": done.table,
                "releases": [str(row.id) for row in done.releases],
                "handed_over": [each.person.code for each in leaves],
                "in_table": wanted is Purpose.STATISTICS,
            }
        say(json.dumps(told))
    return 0


def _shown(address: str, passphrase: str, code: str) -> Member:
    try:
        return at_the_terminal.shown(address=address, passphrase=passphrase, code=code)
    except (at_the_terminal.NotShown, tries.TooManyTries) as wrong:
        raise Refused(str(wrong)) from wrong


def _recipient(member: Member, name: str) -> Organisation:
    found = partners(member).filter(name=name).first()
    if found is None:
        msg = "--to: found no partner of this name, wanted one as the house writes it."
        raise Refused(msg)
    return found


def _cases(member: Member, codes: Sequence[str]) -> list[Case]:
    """Return the cases named, or all of those the member stands by."""
    if not codes:
        kept = visible_to(member).order_by("id")
        return [case for case in kept if may_change(member, case.person)]
    found = []
    for code in dict.fromkeys(codes):
        with suppress(NoSuchCase):
            case = case_for(member, code)
            if may_change(member, case.person):
                found.append(case)
                continue
        msg = "--person: found a code that opens no case of yours, wanted one that does."
        raise Refused(msg)
    return found


def _told(each: Leaving) -> dict[str, object]:
    return {
        "code": each.person.code,
        "fields": [item.name for item in each.items],
        "stays": {kind.value: refused.because for kind, refused in each.stays.items()},
        "unread": list(each.unread),
        "without_code": list(each.without),
    }
