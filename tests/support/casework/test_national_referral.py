"""A national referral begins in the case file, and its first decision dates the time to recover."""

import pytest
from django.urls import reverse

from clew.ground.audit import queries as audit
from clew.recognise.mechanisms import deciding, queries
from clew.recognise.mechanisms.deciding import Typed
from clew.recognise.mechanisms.models import Preparation
from clew.support.casework import actions
from clew.support.casework.states import MomentKind
from tests.cast import TODAY, Cast, signed_in
from tests.recognise.mechanisms.preparing import NRM, a_person

pytestmark = pytest.mark.django_db


def test_the_five_lines_and_a_report_go_along_as_proposals(cast: Cast) -> None:
    ada, client = cast.advocate_a, signed_in(cast.advocate_a)
    person = a_person(ada)
    case = actions.open_case_for(actor=ada, person=person, on=TODAY)
    lines = actions.Lines(who="x", happened="A sorting belt", stands="x", wants="x", next="x")
    actions.write_five_lines(actor=ada, case=case, lines=lines, base=None, on=TODAY)
    actions.add_moment(
        actor=ada, case=case, kind=MomentKind.POLICE, happened_on=TODAY, title="x", detail="",
        milestone="report",
    )  # fmt: skip
    page = client.get(reverse("casework:case", args=[person.code])).content.decode()
    assert reverse("mechanisms:person", args=[person.code]) in page
    address = reverse("casework:national_referral", args=[person.code])
    assert address in page
    answer = client.post(address)
    row = Preparation.rows.select_related("person").get(person=person)
    assert answer.headers["Location"] == reverse("mechanisms:check", args=[row.id])
    found = queries.open_for_check(ada, row).answers
    told = found["how-did-the-exploitation-start"]
    assert (told.said, told.standing, told.source) == (
        "A sorting belt", "proposed", "casework.happened",
    )  # fmt: skip
    assert found["reported-to-police"].said == "yes"
    read = [look.name for look in audit.looked(person.id)]
    assert "five_lines.opened" in read  # control: the first press reads them, and it is told
    client.post(address)
    assert Preparation.rows.filter(person=person).count() == 1
    assert [look.name for look in audit.looked(person.id)] == read


def test_a_positive_first_decision_is_offered_as_the_day_the_time_to_recover_began(
    cast: Cast,
) -> None:
    ada, client = cast.advocate_a, signed_in(cast.advocate_a)
    person = a_person(ada)
    actions.open_case_for(actor=ada, person=person, on=TODAY)
    address = reverse("casework:recovery", args=[person.code])
    assert f'value="{TODAY.isoformat()}"' not in client.get(address).content.decode()
    typed = Typed("reasonable_grounds", "positive", TODAY, TODAY)
    deciding.record(actor=ada, person=person, mechanism_id=NRM.id, typed=typed, on=TODAY)
    assert f'value="{TODAY.isoformat()}"' in client.get(address).content.decode()
