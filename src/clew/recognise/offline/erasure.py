"""Forgetting: what came late to a screening goes with it; what was kept is no longer here.

A draft that waits names nobody: whose it is, the member who sent it says by keeping it.
"""

from uuid import UUID

from clew.recognise.offline.models import Draft, Step
from clew.recognise.offline.states import State
from clew.survivor.people.models import Person


def erase(person: Person) -> None:
    """Empty what came late to the screenings of a person whose keys are destroyed."""
    drafts = Draft.rows.filter(screening__person=person)
    Step.rows.filter(draft__in=drafts).update(sealed=None)
    for draft in drafts:
        draft.state, draft.screening = State.DROPPED, None
        draft.save(update_fields=["state", "screening"])


def keys_of(person: Person) -> list[UUID]:
    """Return under what the late steps of a person's screenings are sealed."""
    return list(Draft.rows.filter(screening__person=person).values_list("subject", flat=True))
