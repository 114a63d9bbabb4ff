"""Testimony and health open for those who stand by the person, and for nobody else."""

import pytest

from clew.ground.vault import permits
from clew.support.casework import actions, queries
from clew.support.casework.models import Case, Moment
from clew.support.casework.states import MomentKind
from clew.survivor.claims.actions import state
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.support.casework.files import at, last_seq, once, reads_since, text_of

pytestmark = pytest.mark.django_db
TOLD = f"They took my card, said {CANARY}."
ILL = f"Saw a doctor about {CANARY}."


@pytest.fixture
def told(cast: Cast, case: Case) -> str:
    """Keep what was told, a claim and an entry about health; return the note's address."""
    note = actions.add_note(
        actor=cast.advocate_a, case=case, text=TOLD, happened_on=TODAY, is_testimony=True
    )
    actions.add_moment(
        actor=cast.advocate_a, case=case, kind=MomentKind.HEALTH, happened_on=TODAY, title=ILL
    )
    state(
        actor=cast.advocate_a, person=case.person, kind="account", value=f"4471 {CANARY}",
        words=TOLD, grade="B2", certainty="confirmed",
    )  # fmt: skip
    permits.clear()
    return at(case, f"notes/{note.id}/")


def of_health(case: Case) -> str:
    moment = Moment.rows.get(case=case, kind="health")
    return at(case, f"timeline/{moment.id}/")


def test_who_leads_the_team_without_standing_by_opens_no_testimony(
    cast: Cast, case: Case, told: str
) -> None:
    client = signed_in(cast.case_lead, shown_for=case.person_id)
    pages = [text_of(client.get(at(case, rest))) for rest in ("", "notes/")]
    assert [TOLD in page or ILL in page for page in pages] == [False, False]
    assert [CANARY in page for page in pages] == [False, False]
    statuses = [
        client.get(address).status_code for address in (told, of_health(case), at(case, "claims/"))
    ]
    assert statuses == [404, 404, 403]


def test_who_stands_by_opens_each_of_them_with_an_event_of_its_own(
    cast: Cast, case: Case, told: str
) -> None:
    # Red control of the test above: the same pages hold the words for them.
    client = signed_in(cast.advocate_b)
    before = last_seq()
    pages = [text_of(client.get(a)) for a in (told, of_health(case), at(case, "claims/"))]
    assert [CANARY in page for page in pages] == [True, True, True]
    whose = {case.person_id}
    assert reads_since(before) == [
        ("note.opened", whose),
        ("moment.opened", whose),
        ("claims.opened", whose),
    ]


def test_even_for_them_the_first_page_leaves_it_closed(cast: Cast, case: Case, told: str) -> None:
    assert told
    page = text_of(signed_in(cast.advocate_a).get(at(case)))
    assert "What was told, closed here" in page
    assert "An entry about health, closed here" in page
    assert CANARY not in page


def test_the_query_refuses_who_only_leads(cast: Cast, case: Case, told: str) -> None:
    note_id = told.rstrip("/").rpartition("/")[2]
    with pytest.raises(queries.NoSuchNote):
        queries.note_for(cast.case_lead, case, note_id)
    assert queries.note_for(cast.advocate_a, case, note_id).is_testimony


def test_a_claim_is_written_with_its_grade(cast: Cast, case: Case) -> None:
    client = signed_in(cast.advocate_a)
    typed = {
        "kind": "phone", "value": "07700 900123", "words": "a number to learn", "source": "B",
        "content": "2", "certainty": "suspected", "seen_on": "2025-11",
    }  # fmt: skip
    assert client.post(at(case, "claims/"), once(1, **typed)).status_code == 302
    page = text_of(client.get(at(case, "claims/")))
    assert "07700 900123" in page
    assert "Person usually right. Probably true." in page


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("kind", "nationality"),
        ("kind", ""),
        ("source", "Z"),
        ("content", "9"),
        ("certainty", "sure"),
        ("certainty", ""),
        ("seen_on", "last year"),
        ("seen_on", "2025-13"),
        ("value", " "),
    ],
)
def test_a_claim_that_cannot_be_read_is_asked_for_again(
    cast: Cast, case: Case, field: str, typed: str
) -> None:
    whole = {
        "kind": "phone", "value": "07700 900123", "words": "", "source": "B", "content": "2",
        "certainty": "confirmed", "seen_on": "",
    }  # fmt: skip
    client = signed_in(cast.advocate_a)
    answer = client.post(at(case, "claims/"), once(1, **{**whole, field: typed}))
    assert answer.status_code == 422
    assert list(answer.context["errors"]) == [f"f-{field}"]
    assert client.post(at(case, "claims/"), once(2, **whole)).status_code == 302  # red control
