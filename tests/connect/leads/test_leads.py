"""Who else may be held: reasons, what is there for many, decisions of people, and withdrawal."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from clew.connect.leads import actions, erasure
from clew.connect.leads.models import Confirmed, Judgement
from clew.connect.leads.queries import LeadSeen, NoSuchLead, conclusions, lead_for, leads_in
from clew.connect.leads.states import PLAN, State
from clew.connect.matching import actions as matching
from clew.connect.matching.permissions import NoSuchCircle
from clew.ground.accounts.roles import Role
from clew.ground.audit import whole
from clew.ground.notices.models import Notice
from clew.ground.vault import permits
from clew.survivor.release.models import Release
from tests.cast import CANARY, Cast, member, signed_in
from tests.connect.releasing import (
    ACCOUNT,
    HELPLINE_PHONE,
    HOSTEL_PHONE,
    HOUSE,
    PHONE,
    Released,
    released,
)
from tests.ground.reading import Page

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
WHOLE = dict.fromkeys(PLAN, f"the street nurse {CANARY}")


def names(found: list[LeadSeen]) -> list[str]:
    return [each.pseudonym for each in found if each.stands]


def conclude(cast: Cast, *people: Released) -> None:
    actions.conclude(
        actor=cast.investigator, circle=cast.find_others, reason=f"identified, {CANARY}",
        pseudonyms=[each.name for each in people], at=AT,
    )  # fmt: skip
    permits.clear()


def decide(
    cast: Cast, name: str, state: State = State.TAKEN_ON, seen: Judgement | None = None
) -> Judgement:
    made = actions.decide(
        actor=cast.investigator, circle=cast.find_others, pseudonym=name, state=state,
        reason=f"two accounts agree {CANARY}", plan=WHOLE, seen=seen.id if seen else None, at=AT,
    )  # fmt: skip
    permits.clear()
    return made


@pytest.fixture
def held(cast: Cast) -> Released:
    """Somebody of whom it was concluded that the group held them."""
    person = released(
        cast.advocate_a,
        cast.find_others,
        ("phone", PHONE),
        ("account", ACCOUNT),
        ("address", HOUSE),
    )
    conclude(cast, person)
    return person


def test_who_shares_with_a_confirmed_person_is_a_lead_with_its_reasons(
    cast: Cast, held: Released
) -> None:
    more = released(cast.first_responder, cast.find_others, ("account", ACCOUNT), ("phone", PHONE))
    less = released(cast.first_responder, cast.find_others, ("address", HOUSE, "suspected"))
    found = leads_in(cast.investigator, cast.find_others, at=AT)
    assert names(found) == [more.name, less.name]
    assert [why.sentence for why in found[0].because] == [
        "Shares account ending 4471 with one confirmed person and nobody else.",
        "Shares phone ending 123 with one confirmed person and nobody else.",
    ]
    claims = found[0].because[0].claims
    assert [each.claim.pseudonym for each in claims] == [more.name, held.name]
    assert found[1].state is State.OPEN
    assert "whether" in found[1].unknown[0].lower()


def test_without_a_confirmed_person_there_is_no_lead(cast: Cast) -> None:
    for keeper in (cast.advocate_a, cast.first_responder):
        released(keeper, cast.find_others, ("account", ACCOUNT))
    assert leads_in(cast.investigator, cast.find_others, at=AT) == []


def test_a_hostels_phone_of_twenty_two_people_makes_no_lead(cast: Cast) -> None:
    guests = [
        released(cast.advocate_a, cast.find_others, ("phone", HOSTEL_PHONE)) for _ in range(22)
    ]
    conclude(cast, guests[0])
    assert leads_in(cast.investigator, cast.find_others, at=AT) == []
    # Red control: the same number of few people is no front desk, and makes leads.
    for guest in guests[3:]:
        guest.withdraw()
    assert set(names(leads_in(cast.investigator, cast.find_others, at=AT))) == {
        guests[1].name, guests[2].name,
    }  # fmt: skip


def test_a_helpline_marked_as_such_makes_no_lead(cast: Cast) -> None:
    first = released(cast.advocate_a, cast.find_others, ("phone", HELPLINE_PHONE))
    second = released(cast.first_responder, cast.find_others, ("phone", HELPLINE_PHONE))
    conclude(cast, first)
    # Red control: before anybody says what the number is, it makes a lead.
    assert names(leads_in(cast.investigator, cast.find_others, at=AT)) == [second.name]
    matching.mark_value_ordinary(
        actor=cast.investigator, circle=cast.find_others, kind="phone", value=HELPLINE_PHONE,
        service="helpline",
    )  # fmt: skip
    assert leads_in(cast.investigator, cast.find_others, at=AT) == []


@pytest.mark.parametrize(
    ("kind", "value"), [("hostel", "Harbour Lights Hostel"), ("helpline", "Harbour Line")]
)
def test_a_kind_that_is_there_for_many_makes_no_lead_even_of_two(
    cast: Cast, kind: str, value: str
) -> None:
    first = released(cast.advocate_a, cast.find_others, (kind, value))
    second = released(cast.first_responder, cast.find_others, (kind, value))
    conclude(cast, first)
    assert leads_in(cast.investigator, cast.find_others, at=AT) == []
    # Red control: the same words as the name of an employer make one.
    third = released(cast.first_responder, cast.find_others, ("employer", value))
    fourth = released(cast.first_responder, cast.find_others, ("employer", value))
    conclude(cast, third)
    found = names(leads_in(cast.investigator, cast.find_others, at=AT))
    assert found == [fourth.name]
    assert second.name not in found


@pytest.mark.usefixtures("held")
def test_what_says_nothing_stands_under_what_speaks_against(cast: Cast) -> None:
    line = ("helpline", "Harbour Line")
    more = released(cast.advocate_a, cast.find_others, ("phone", PHONE), line)
    conclude(cast, released(cast.advocate_a, cast.find_others, line))
    lead = lead_for(cast.investigator, cast.find_others, more.name, at=AT)
    assert lead.against == ("Also uses Harbour Line, which 2 people use; that says nothing.",)


@pytest.mark.usefixtures("held")
def test_a_lead_is_taken_on_with_a_whole_welfare_plan_or_not_at_all(cast: Cast) -> None:
    more = released(cast.first_responder, cast.find_others, ("phone", PHONE))
    for missing in PLAN:
        with pytest.raises(actions.NoPlan):
            actions.decide(
                actor=cast.investigator, circle=cast.find_others, pseudonym=more.name,
                state=State.TAKEN_ON, reason="because", plan=WHOLE | {missing: " "}, seen=None,
                at=AT,
            )  # fmt: skip
    assert not Judgement.rows.exists()
    decide(cast, more.name)
    lead = lead_for(cast.investigator_kitchen, cast.find_others, more.name, at=AT)
    assert lead.state is State.TAKEN_ON
    assert lead.newest is not None
    assert (lead.newest.by, lead.newest.plan) == ("Ines Investigator", WHOLE)


@pytest.mark.usefixtures("held")
def test_the_database_itself_refuses_a_lead_taken_on_without_a_plan(cast: Cast) -> None:
    more = released(cast.first_responder, cast.find_others, ("phone", PHONE))
    row = decide(cast, more.name)
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.rows.filter(id=row.id).update(plan=None)


@pytest.mark.usefixtures("held")
def test_words_of_a_decision_lie_sealed(cast: Cast) -> None:
    more = released(cast.first_responder, cast.find_others, ("phone", PHONE))
    row = decide(cast, more.name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason, plan FROM leads_judgement")
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert len(stored) > 100
    assert CANARY.encode() not in stored
    fresh = Judgement.rows.get(id=row.id)
    with pytest.raises(permits.NoTrace):
        _ = fresh.reason


@pytest.mark.usefixtures("held")
def test_a_decision_needs_a_reason_and_a_lead_that_stands(cast: Cast) -> None:
    more = released(cast.first_responder, cast.find_others, ("phone", PHONE))
    nobody = released(cast.first_responder, cast.find_others, ("phone", HOSTEL_PHONE))

    def tried(name: str, state: State, reason: str) -> None:
        actions.decide(
            actor=cast.investigator, circle=cast.find_others, pseudonym=name, state=state,
            reason=reason, plan=WHOLE, seen=None, at=AT,
        )  # fmt: skip

    with pytest.raises(actions.NoReason):
        tried(more.name, State.REFUSED, "  ")
    with pytest.raises(actions.NoSuchDecision):
        tried(more.name, State.BASIS_WITHDRAWN, "because")
    with pytest.raises(NoSuchLead):
        tried(nobody.name, State.REFUSED, "because")
    assert not Judgement.rows.exists()


@pytest.mark.usefixtures("held")
def test_somebody_who_decided_meanwhile_is_not_overwritten(cast: Cast) -> None:
    more = released(cast.first_responder, cast.find_others, ("phone", PHONE))
    first = decide(cast, more.name, State.PARKED)
    with pytest.raises(actions.DecidedMeanwhile):
        decide(cast, more.name, State.REFUSED)
    decide(cast, more.name, State.REFUSED, seen=first)
    lead = lead_for(cast.investigator, cast.find_others, more.name, at=AT)
    assert [each.state for each in lead.decided] == [State.REFUSED, State.PARKED]


@pytest.mark.parametrize("whose", ["the lead's", "the confirmed person's"])
def test_a_withdrawn_basis_marks_the_lead_and_blanks_its_words(
    cast: Cast, held: Released, whose: str
) -> None:
    more = released(cast.first_responder, cast.find_others, ("phone", PHONE))
    other = released(cast.first_responder, cast.find_others, ("account", ACCOUNT))
    for each in (more, other):
        decide(cast, each.name)
    (more if whose == "the lead's" else held).withdraw()
    found = {each.pseudonym: each for each in leads_in(cast.investigator, cast.find_others, at=AT)}
    lead = found[more.name]
    assert (lead.state, lead.stands, lead.because) == (State.BASIS_WITHDRAWN, False, ())
    assert [(each.reason, each.plan) for each in lead.decided] == [("", {})]
    stored = Judgement.rows.get(pseudonym=more.name)
    assert (stored.__dict__["reason"], stored.__dict__["plan"], stored.basis) == (None, None, [])
    kept = {"the lead's": State.TAKEN_ON, "the confirmed person's": State.BASIS_WITHDRAWN}
    assert found[other.name].state is kept[whose]


def test_a_judged_lead_is_shown_however_many_stand_before_it(
    cast: Cast, held: Released, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert held.name
    better, judged, cut = (
        released(cast.first_responder, cast.find_others, said)
        for said in (("account", ACCOUNT), ("phone", PHONE), ("address", HOUSE))
    )
    decide(cast, judged.name)
    monkeypatch.setattr("clew.connect.leads.queries.MOST", 1)
    found = leads_in(cast.investigator, cast.find_others, at=AT)
    assert [(each.pseudonym, each.stands) for each in found] == [
        (better.name, True),
        (judged.name, True),
    ]
    assert cut.name not in names(found)


def test_a_withdrawn_person_is_confirmed_no_longer(cast: Cast, held: Released) -> None:
    stays = released(cast.advocate_a, cast.find_others, ("phone", PHONE))
    conclude(cast, stays)
    held.withdraw()
    found = conclusions(cast.investigator, cast.find_others, at=AT)
    assert [(each.pseudonym, each.concluded) for each in found] == [(stays.name, True)]
    assert list(Confirmed.rows.values_list("pseudonym", flat=True)) == [stays.name]


def test_only_people_of_the_circle_can_be_confirmed_and_with_a_reason(
    cast: Cast, held: Released
) -> None:
    other = released(cast.advocate_a, cast.find_others, ("phone", PHONE))
    for name, reason, raised in (
        ("ZZZZZZ", "because", actions.NobodyCalledSo),
        (other.name, " ", actions.NoReason),
    ):
        with pytest.raises(raised):
            actions.conclude(
                actor=cast.investigator, circle=cast.find_others, pseudonyms=[name],
                reason=reason, at=AT,
            )  # fmt: skip
    assert list(Confirmed.rows.values_list("pseudonym", flat=True)) == [held.name]
    actions.take_back(actor=cast.investigator, circle=cast.find_others, pseudonym=held.name)
    assert not Confirmed.rows.exists()
    assert leads_in(cast.investigator, cast.find_others, at=AT) == []
    assert whole.verified({}, deep=True).broken_at is None  # nobody misses the row


@pytest.mark.usefixtures("held")
def test_nothing_goes_to_anybody_by_a_decision(cast: Cast) -> None:
    more = released(cast.first_responder, cast.find_others, ("phone", PHONE))
    before = (Release.rows.count(), Notice.objects.count())
    decide(cast, more.name)
    assert (Release.rows.count(), Notice.objects.count()) == before


def test_another_circle_sees_neither_leads_nor_decisions(cast: Cast, held: Released) -> None:
    more = released(cast.first_responder, cast.find_others, ("phone", PHONE))
    decide(cast, more.name, State.REFUSED)
    elsewhere = member(cast.elsewhere, "Ida Elsewhere", Role.INVESTIGATOR)
    for stranger in (elsewhere, cast.police_liaison, cast.case_lead):
        with pytest.raises(NoSuchCircle):
            leads_in(stranger, cast.find_others, at=AT)
        with pytest.raises(NoSuchCircle):
            actions.take_back(actor=stranger, circle=cast.find_others, pseudonym=held.name)
    paths = ["/leads/"] + [
        f"/leads/{cast.find_others.id}/{name}/" for name in (more.name, "confirmed")
    ]
    answers = {
        who.shown_name: [signed_in(who).get(path).status_code for path in paths]
        for who in (elsewhere, cast.police_liaison, cast.advocate_a, cast.investigator)
    }
    assert answers == {
        "Ida Elsewhere": [200, 404, 404],
        "Pat Police": [403, 403, 403],
        "Ada Advocate": [403, 403, 403],
        "Ines Investigator": [200, 200, 200],
    }
    page = Page.of(signed_in(elsewhere).get("/leads/?state=all"))
    assert [name in page.source for name in (more.name, held.name, CANARY)] == [False] * 3


def test_forgetting_somebody_deletes_what_was_decided_about_them(
    cast: Cast, held: Released
) -> None:
    more = released(cast.first_responder, cast.find_others, ("phone", PHONE))
    decide(cast, more.name)
    erasure.erase(cast.find_others, more.name)
    erasure.erase(cast.find_others, held.name)
    assert (Judgement.rows.count(), Confirmed.rows.count()) == (0, 0)


@pytest.mark.usefixtures("held")
def test_the_list_says_that_a_lead_is_no_finding_and_shows_no_score(cast: Cast) -> None:
    more = released(cast.first_responder, cast.find_others, ("phone", PHONE))
    page = Page.of(signed_in(cast.investigator).get("/leads/"))
    assert "It is not a finding, and nothing here goes to the police by itself." in page.text
    assert page.words("//ol[@class='leads']//h2") == [
        f"{more.name} may share with people who were held: phone"
    ]
    assert "0.4" not in page.text
    assert [word in page.source for word in (CANARY, more.person.code)] == [False, False]


@pytest.mark.usefixtures("held")
def test_the_page_decides_keeps_what_was_typed_and_acts_once(cast: Cast) -> None:
    more = released(cast.first_responder, cast.find_others, ("phone", PHONE))
    client = signed_in(cast.investigator)
    path = f"/leads/{cast.find_others.id}/{more.name}/"
    form = next(f for f in Page.of(client.get(path)).root.forms if f.action == path)
    hidden = {name: form.fields[name] or "" for name in ("once", "seen")}
    wrong = client.post(path, hidden | {"do": "taken_on", "reason": "typed words"})
    assert wrong.status_code == 422
    page = Page.of(wrong)
    assert "typed words" in page.words("//textarea[@id='f-reason']")
    missing = [f"#f-plan-{part}" for part in PLAN]
    assert page.root.xpath("//*[@role='alert']//a/@href") == missing
    sent = hidden | {"do": "refused", "reason": "front desk"}
    assert client.post(path, sent).status_code == 302
    assert client.post(path, sent).status_code == 409
    assert Judgement.rows.count() == 1
    refused = Page.of(client.get("/leads/?state=refused"))
    assert "front desk" in refused.text
    assert "front desk" not in Page.of(client.get("/leads/")).text
    stale = client.post(path, {"do": "parked", "reason": "late", "seen": ""})
    assert stale.status_code == 409
    assert "Somebody decided meanwhile" in Page.of(stale).text


def test_the_page_of_conclusions_concludes_and_takes_back(cast: Cast) -> None:
    person = released(cast.advocate_a, cast.find_others, ("phone", PHONE))
    client = signed_in(cast.investigator)
    path = f"/leads/{cast.find_others.id}/confirmed/"
    assert client.post(path, {"name": person.name, "reason": ""}).status_code == 422
    assert client.post(path, {"name": "nobody", "reason": "because"}).status_code == 422
    assert not Confirmed.rows.exists()
    assert client.post(path, {"name": person.name, "reason": "identified"}).status_code == 302
    assert "identified" in Page.of(client.get(path)).text
    assert client.post(path, {"name": person.name, "do": "take_back"}).status_code == 302
    assert not Confirmed.rows.exists()


@pytest.mark.usefixtures("held")
def test_the_moment_of_a_withdrawal_is_kept(cast: Cast) -> None:
    more = released(cast.first_responder, cast.find_others, ("phone", PHONE))
    decide(cast, more.name)
    more.withdraw()
    began = timezone.now()
    leads_in(cast.investigator, cast.find_others, at=began)
    assert Judgement.rows.get().withdrawn_at == began
