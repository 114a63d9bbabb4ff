"""The page of all who have looked at a case: by member, by month, and older ones."""

import pytest
from lxml.html import fromstring

from clew.ground.audit import reads
from clew.support.casework.models import Case
from tests.cast import CANARY, Cast, signed_in
from tests.support.casework.files import a_case, last_seq, reads_since

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case at which a lead has looked five times, in five ways."""
    found = a_case(cast.advocate_a)
    for name in ("case.opened", "note.opened", "task.opened", "claims.opened", "moment.opened"):
        reads.record(actor=cast.case_lead, name=name, subjects=[found.person_id])
    return found


def address(case: Case) -> str:
    """Return the address of the page."""
    return f"/cases/{case.person.code}/looked/"


def test_the_case_leads_to_all_who_have_looked(cast: Cast, case: Case) -> None:
    client = signed_in(cast.advocate_a)
    assert address(case) in client.get(f"/cases/{case.person.code}/").content.decode()
    page = client.get(address(case)).content.decode()
    for said in ("Read the case", "Read a note", "Wrote the person down", "You", "Cleo Lead"):
        assert said in page


def test_it_opens_nothing_of_the_person(cast: Cast, case: Case) -> None:
    client, before = signed_in(cast.advocate_a), last_seq()
    page = client.get(address(case)).content.decode()
    assert CANARY not in page
    assert reads_since(before) == []


def test_it_is_narrowed_by_member_and_told_in_parts(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clew.ground.audit.who_looked.AT_ONCE", 2)
    client, seen, query = signed_in(cast.advocate_a), [], f"?who={cast.case_lead.id}"
    while query:
        page = fromstring(client.get(address(case) + query).content)
        seen += [line.text_content() for line in page.xpath("//ul[@class='looked']/li")]
        assert page.xpath("//select[@name='who']/option[@selected]/@value") == [
            str(cast.case_lead.id)
        ]
        query = next(iter(page.xpath("//main//nav//a[normalize-space()='Older']/@href")), "")
    assert len(seen) == len(set(seen)) == 5
    assert all("Cleo Lead" in line for line in seen)


def test_a_month_without_a_look_says_so(cast: Cast, case: Case) -> None:
    page = signed_in(cast.advocate_a).get(address(case), {"month": "2020-01"}).content.decode()
    assert "Nobody, as far as this goes." in page


def test_nobody_elses_case_is_told(cast: Cast, case: Case) -> None:
    theirs = signed_in(cast.advocate_elsewhere)
    foreign, unknown = theirs.get(address(case)), theirs.get("/cases/000000-0/looked/")
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert signed_in(cast.advocate_a).get(address(case)).status_code == 200  # red control
