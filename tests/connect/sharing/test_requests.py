"""Requests for information: asked about a release, answered one by one, nothing leaves by it."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from clew.connect.sharing import erasure, queries, requesting
from clew.connect.sharing.models import InformationRequest, RequestItem
from clew.connect.sharing.states import NEXT, Basis, ItemState, OrderState, Reason
from clew.ground.audit.models import Event, Mention
from clew.ground.notices.models import Notice
from clew.ground.pairs import actions as pairs
from clew.ground.pairs.models import Proposal
from clew.ground.vault.models import DataKey
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from clew.survivor.release import actions as release
from clew.survivor.release.models import Release, ReleasedItem
from clew.survivor.release.packaging import NotOpen
from tests.cast import TODAY, Cast, signed_in
from tests.survivor.made import INVESTIGATE, sent, text_of, token, yes

pytestmark = pytest.mark.django_db

NOW = timezone.now()
WORDS = "For the hearing of the made-up case."


@pytest.fixture
def row(cast: Cast, person: Person) -> Release:
    """Who the person is, released to the police."""
    yes(cast, person, cast.police, Kind.IDENTITY)
    return sent(cast, person, cast.police, Kind.IDENTITY)


def asked(cast: Cast, row: Release, **changed: object) -> InformationRequest:
    said: dict[str, object] = {
        "actor": cast.police_liaison, "release": row, "kinds": [Kind.CONTACT, Kind.CLAIM],
        "purpose": INVESTIGATE, "basis": Basis.CONSENT, "words": WORDS,
        "by_on": TODAY + timedelta(days=7), "on": TODAY,
    }  # fmt: skip
    return requesting.ask(**(said | changed))  # type: ignore[arg-type]  # named above


def item(request: InformationRequest, kind: Kind) -> RequestItem:
    return RequestItem.rows.get(request=request, kind=kind.value)


def post(client: Client, path: str, **form: object) -> int:
    return client.post(path, form | {"once": token()}).status_code


def test_it_is_asked_on_a_page_and_waits_for_who_stands_by_the_person(
    cast: Cast, person: Person, row: Release
) -> None:
    client = signed_in(cast.police_liaison)
    page = text_of(client, f"/released/{row.id}/ask/")
    assert 'value="contact"' in page
    assert 'value="immigration"' not in page  # what never goes there cannot be asked for
    form = {"kinds": ["contact"], "for": "investigate", "basis": "consent", "words": WORDS}
    assert post(client, f"/released/{row.id}/ask/", **form, by="2026-03-30") == 302
    request = InformationRequest.rows.get()
    assert Notice.objects.filter(member=cast.advocate_a, code="request.received").exists()
    page = text_of(signed_in(cast.advocate_a), f"/released/requests/{request.id}/")
    assert WORDS in page
    assert "How to reach the person" in page
    seen = text_of(client, f"/released/requests/{request.id}/")
    assert person.code not in seen
    event = Event.objects.filter(name="request.made").get()
    assert person.id in Mention.objects.filter(event=event).values_list("subject", flat=True)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kinds": []}, "f-kinds"),
        ({"kinds": ["immigration"]}, "f-kinds"),
        ({"kinds": ["everything"]}, "f-for"),
        ({"for": "legal_advice"}, "f-kinds"),
        ({"for": "x"}, "f-for"),
        ({"basis": "x"}, "f-for"),
        ({"words": " "}, "f-words"),
        ({"words": "x" * 2_001}, "f-words"),
        ({"by": "soon"}, "f-for"),
        ({"by": "2026-03-15"}, "f-by"),
    ],
)
def test_what_cannot_be_asked_is_refused_kindly(
    cast: Cast, row: Release, changed: dict[str, object], field: str
) -> None:
    form = {"kinds": ["contact"], "for": "investigate", "basis": "consent", "words": WORDS}
    form |= {"by": "2026-03-30", "once": token()}
    answer = signed_in(cast.police_liaison).post(f"/released/{row.id}/ask/", form | changed)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert not InformationRequest.rows.exists()


def test_each_thing_is_answered_by_itself_and_nothing_leaves_by_it(
    cast: Cast, row: Release
) -> None:
    request = asked(cast, row)
    client, path = signed_in(cast.advocate_a), f"/released/requests/{request.id}/"
    contact, claim = item(request, Kind.CONTACT), item(request, Kind.CLAIM)
    assert post(client, f"{path}{contact.id}/", state="agreed") == 302
    assert post(client, f"{path}{claim.id}/", state="refused") == 422  # a reason is wanted
    assert post(client, f"{path}{claim.id}/", state="refused", reason="other") == 422
    assert post(client, f"{path}{claim.id}/", state="gone") == 422
    assert post(client, f"{path}{claim.id}/", state="refused", reason="danger") == 302
    page = text_of(signed_in(cast.police_liaison), path)
    assert "It could put somebody in danger." in page
    assert "agreed, on its way" in page
    assert Release.rows.count() == 1
    assert ReleasedItem.rows.exclude(kind="identity").count() == 0
    assert Notice.objects.filter(member=cast.police_liaison, code="request.answered").count() == 2


def test_what_is_agreed_leaves_through_the_gate_alone(
    cast: Cast, person: Person, row: Release
) -> None:
    request = asked(cast, row, kinds=[Kind.IDENTITY])
    requesting.answer(
        actor=cast.advocate_a, request=request, item=item(request, Kind.IDENTITY),
        state=ItemState.AGREED, at=NOW,
    )  # fmt: skip
    (_, _, (seen,)) = queries.opened(cast.police_liaison, request)
    assert seen.state == "agreed"  # what left before it was asked for does not count
    done = sent(cast, person, cast.police, Kind.IDENTITY)
    (_, _, (seen,)) = queries.opened(cast.police_liaison, request)
    assert seen.state == "released"
    release.withdraw(actor=cast.advocate_a, consent=release.Consent.rows.get(id=done.consents[0]))
    (_, _, (seen,)) = queries.opened(cast.police_liaison, request)
    assert seen.state == "agreed"


def test_only_who_stands_by_the_person_answers(cast: Cast, row: Release) -> None:
    request = asked(cast, row)
    path = f"/released/requests/{request.id}/{item(request, Kind.CLAIM).id}/"
    for who in (cast.advocate_b, cast.case_lead, cast.advocate_elsewhere):
        assert post(signed_in(who), path, state="agreed") == 404
    assert post(signed_in(cast.police_liaison), path, state="agreed") == 403
    other = asked(cast, row)
    foreign = f"/released/requests/{other.id}/{item(request, Kind.CLAIM).id}/"
    assert post(signed_in(cast.advocate_a), foreign, state="agreed") == 404
    assert set(RequestItem.rows.values_list("state", flat=True)) == {"asked"}


def test_a_request_is_unknown_to_everybody_else(cast: Cast, row: Release) -> None:
    request = asked(cast, row)
    for who in (cast.lawyer, cast.advocate_b, cast.advocate_elsewhere, cast.investigator):
        client = signed_in(who)
        assert str(request.id) not in text_of(client, "/released/requests/")
        for path in (f"/released/requests/{request.id}/", f"/released/requests/{uuid.uuid4()}/"):
            assert client.get(path).status_code == 404


def test_nobody_asks_about_what_they_were_not_given_or_have_no_more(
    cast: Cast, row: Release
) -> None:
    with pytest.raises(NotYours):
        asked(cast, row, actor=cast.lawyer)
    with pytest.raises(requesting.BehindTheWall):
        asked(cast, row, kinds=[Kind.IMMIGRATION])
    release.withdraw(actor=cast.advocate_a, consent=release.Consent.rows.get(id=row.consents[0]))
    row.refresh_from_db()
    with pytest.raises(NotOpen):
        asked(cast, row)
    assert signed_in(cast.police_liaison).get(f"/released/{row.id}/ask/").status_code == 404


def test_an_order_is_looked_at_in_its_steps_and_opens_no_gate(cast: Cast, row: Release) -> None:
    request = asked(cast, row, basis=Basis.ORDER)
    client, path = signed_in(cast.advocate_a), f"/released/requests/{request.id}/order/"
    assert post(client, path, step="told") == 422  # not before a lawyer has read it
    assert post(client, path, step="counsel", words=" ") == 422
    assert post(client, path, step="counsel", words="Lou Lawyer", privileged="yes") == 302
    assert post(client, path, step="told") == 302
    row_now = InformationRequest.rows.get(id=request.id)
    assert (row_now.order_state, row_now.privileged, row_now.person_told) == ("second", True, True)
    proposal = Proposal.rows.get(about=request.id)
    pairs.confirm(actor=cast.case_lead, proposal=proposal, at=NOW)
    assert InformationRequest.rows.get(id=request.id).order_state == OrderState.CLEARED
    assert "Two people looked at it." in text_of(client, f"/released/requests/{request.id}/")
    seen = text_of(signed_in(cast.police_liaison), f"/released/requests/{request.id}/")
    assert "Lou Lawyer" not in seen
    assert Release.rows.count() == 1
    assert post(client, path, step="contest") == 302


def test_no_step_of_an_order_is_skipped(cast: Cast, row: Release) -> None:
    assert set(NEXT) == set(OrderState)
    request = asked(cast, row, basis=Basis.ORDER)
    with pytest.raises(IntegrityError), transaction.atomic():
        InformationRequest.rows.filter(id=request.id).update(order_state="cleared")
    requesting.contest(actor=cast.advocate_a, request=request)
    with pytest.raises(requesting.NotNext):
        requesting.counsel_read(
            actor=cast.advocate_a, request=request, words="Lou", privileged=False
        )


def test_a_refusal_without_a_reason_is_refused_by_the_database_too(
    cast: Cast, row: Release
) -> None:
    request = asked(cast, row)
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestItem.rows.filter(request=request).update(
            state="refused", answered_by=cast.advocate_a
        )
    with pytest.raises(requesting.NoWords):
        requesting.answer(
            actor=cast.advocate_a, request=request, item=item(request, Kind.CLAIM),
            state=ItemState.REFUSED, reason=Reason.OTHER, words=" ", at=NOW,
        )  # fmt: skip


def test_forgetting_the_person_takes_requests_and_their_words(
    cast: Cast, person: Person, row: Release
) -> None:
    request = asked(cast, row)
    assert DataKey.objects.filter(subject=request.id).exists()
    assert erasure.keys_of(person) == [request.id]
    erasure.erase(person)
    assert not InformationRequest.rows.exists()


def test_words_are_sealed(cast: Cast, row: Release) -> None:
    request = asked(cast, row, purpose=Purpose.SUPPORT)
    stored = InformationRequest.rows.filter(id=request.id).values_list("words", flat=True).get()
    assert WORDS.encode() not in stored.stored
