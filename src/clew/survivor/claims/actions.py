"""Writing a claim down."""

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.rules.network.kinds import NeverInTheNetwork, refused_kinds
from clew.survivor.claims.models import Claim
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change


def state(
    *,
    actor: Member,
    person: Person,
    kind: str,
    value: str,
    words: str,
    grade: str,
    certainty: str,
    seen_on: str = "",
) -> Claim:
    """Write down one statement of fact. `kind`, `grade`, `certainty` are codes of rules.network.

    Raises:
        NotYours: the actor does not stand by the person.
        NeverInTheNetwork: facts of immigration, health or testimony never become a claim, so that
            none of them can leave as one.
    """
    check_change(actor, person)
    if kind in refused_kinds():
        raise NeverInTheNetwork(refused_kinds()[kind].because)
    with changes(actor=actor, purpose="support") as trace:
        claim = Claim(
            person=person, kind=kind, value=value, words=words or None, grade=grade,
            certainty=certainty, seen_on=seen_on, recorded_by=actor,
        )  # fmt: skip
        claim.save(force_insert=True)
        trace.record("claim.stated", about=claim, subjects=[person.id], fields=[kind])
    return claim
