"""Beginning with what is known: a preparation whose first answers come from what is kept already.

A room above, such as casework, hands down what only it knows (`more`); it stands as a proposal like
the rest.
"""

from collections.abc import Callable, Mapping
from datetime import date

from clew.ground.accounts.models import Member
from clew.recognise.mechanisms import actions
from clew.recognise.mechanisms.form import Mechanism, Said
from clew.recognise.mechanisms.models import Preparation
from clew.recognise.mechanisms.permissions import check_prepare
from clew.recognise.mechanisms.proposing import gathered, proposals
from clew.recognise.mechanisms.queries import preparations_of
from clew.survivor.people.models import Person


def begin_with_what_is_known(
    *,
    actor: Member,
    person: Person,
    mechanism: Mechanism,
    on: date,
    more: Callable[[], Mapping[str, Said]] = dict,
) -> Preparation:
    """Begin a preparation with proposals; where one is open, return that one as it is.

    Args:
        actor: who prepares; one who stands by the person.
        person: whose referral it is.
        mechanism: of which country.
        on: the day.
        more: tells what a room above knows, by the code of its source, such as
            `casework.happened`; asked only where one is begun.

    Raises:
        NotForYourRole: the actor prepares no referrals.
        NotYours: the actor does not stand by the person.
        StepUpNeeded: something of it opens only to who has shown lately who they are.
    """
    # Before anything is opened: a second press would leave a trace of a reading that had no use.
    # Two at once meet in `actions.begin`, which holds the person.
    check_prepare(actor)
    for row in preparations_of(actor, person, on=on):
        if row.mechanism == mechanism.id:
            return row
    known = gathered(actor, person, mechanism, on=on) | dict(more())
    try:
        return actions.begin(
            actor=actor, person=person, mechanism=mechanism,
            proposed=proposals(mechanism, known), on=on,
        )  # fmt: skip
    except actions.AlreadyBegun as there:
        return there.preparation
