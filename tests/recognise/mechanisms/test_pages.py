"""The pages of a national referral, as somebody who stands by the person walks them."""

import json
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from clew.ground.accounts.roles import Role
from clew.ground.audit import whole
from clew.ground.audit.models import Event
from clew.recognise.mechanisms import actions, queries
from clew.recognise.mechanisms.form import Said
from clew.recognise.mechanisms.models import Decision, Preparation, Sending
from clew.rules.consent.kinds import Kind
from clew.survivor.release.queries import parts
from tests.cast import CANARY, Cast, member, signed_in
from tests.recognise.mechanisms.preparing import (
    ADULT,
    AGREED,
    CHILD,
    DECLINED,
    NRM,
    a_person,
    agreed,
    an_authority,
    bound,
    filled_in,
    let_go,
)
from tests.recognise.referrals.making import now

pytestmark = pytest.mark.django_db


def text_of(answer: object) -> str:
    """Return a page as text."""
    found: bytes = answer.content  # type: ignore[attr-defined]  # a response of the test client
    return found.decode()


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden input."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def address(row: Preparation, page: str) -> str:
    """Return the address of one page of the form."""
    return reverse("mechanisms:page", args=[row.id, page])


def saved(client: Client, row: Preparation, page: str, **said: str) -> object:
    """Send one page as it stands."""
    shown = text_of(client.get(address(row, page)))
    sent = {"seen": hidden(shown, "seen"), "go": "next"} | {
        name.replace("_", "-"): value for name, value in said.items()
    }
    return client.post(address(row, page), sent)


def test_it_is_begun_from_the_file_and_shows_what_is_proposed_and_where_it_came_from(
    cast: Cast,
) -> None:
    ada = cast.advocate_a
    person, client = a_person(ada, born="1990-05-04"), signed_in(ada)
    page = text_of(client.get(reverse("mechanisms:person", args=[person.code])))
    assert "not known" in page
    assert "That is not a no." in page
    answer = client.post(reverse("mechanisms:begin", args=[person.code]))
    row = Preparation.rows.get(person=person)
    assert answer.headers["Location"] == address(row, "reference")
    shown = text_of(client.get(address(row, "pv-under-age")))
    assert "from what is written down about them" in shown
    assert "checked" not in re.findall(r'<input type="radio"[^>]*>', shown)[0]
    again = client.post(reverse("mechanisms:begin", args=[person.code]))
    assert again.headers["Location"] == address(row, "reference")


def test_saving_leads_along_the_way_of_what_was_answered(cast: Cast) -> None:
    ada = cast.advocate_a
    person, client = a_person(ada), signed_in(ada)
    client.post(reverse("mechanisms:begin", args=[person.code]))
    row = Preparation.rows.get(person=person)
    for age, following in (
        ("yes", "local-authority-contacted-about-child"),
        ("no", "pv-under-age-at-time-of-exploitation"),
    ):
        answer = saved(client, row, "pv-under-age", pv_under_age=age)
        assert answer.headers["Location"] == address(row, following)  # type: ignore[attr-defined]
    off = client.get(address(row, "local-authority-contacted-about-child"))
    assert off.headers["Location"] == reverse("mechanisms:check", args=[row.id])


@pytest.mark.parametrize(
    ("page", "said", "sentence"),
    [
        ("fr-alternative-contact", {"fr_alternative_contact": "no address"}, "a whole address"),
        ("organisation", {"user_organisation": "Ruritanian Office"}, "one that the form has"),
        ("pv-under-age", {"pv_under_age": "perhaps"}, "one that the form has"),
        ("pv-dob", {"pv_dob": "2199-01-01"}, "not after today"),
        ("pv-dob", {"pv_dob": "yesterday"}, "a whole day"),
        ("reference", {"reference": "x" * 81}, "takes 80 characters"),
        ("professional-insight", {"professional_insight": "x" * 15_001}, "15,000 characters"),
    ],
)
def test_bad_input_is_kept_on_the_page_with_a_sentence_and_never_saved(
    cast: Cast, page: str, said: dict[str, str], sentence: str
) -> None:
    ada = cast.advocate_a
    row = filled_in(ada, a_person(ada), CHILD, on=now())
    before = queries.open_whole(ada, row).answers
    answer = saved(signed_in(ada), row, page, **said)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    shown = text_of(answer)
    assert sentence in shown
    (typed,) = said.values()
    assert typed in shown or page == "pv-under-age"
    after = queries.open_whole(ada, Preparation.rows.select_related("person").get(id=row.id))
    assert after.answers == before


def test_a_page_that_somebody_saved_meanwhile_shows_both(cast: Cast) -> None:
    ada, client = cast.advocate_a, signed_in(cast.advocate_a)
    row = filled_in(ada, a_person(ada), CHILD, on=now())
    seen = hidden(text_of(client.get(address(row, "professional-insight"))), "seen")
    saved(client, row, "professional-insight", professional_insight="The first to save")
    answer = client.post(
        address(row, "professional-insight"),
        {"seen": seen, "professional-insight": "The second to save", "go": "next"},
    )
    assert answer.status_code == 409
    assert "The first to save" in text_of(answer)
    assert "The second to save" in text_of(answer)


def test_what_is_missing_is_named_and_leads_to_its_place(cast: Cast) -> None:
    ada, client = cast.advocate_a, signed_in(cast.advocate_a)
    row = filled_in(ada, a_person(ada), CHILD, on=now())
    saved(client, row, "professional-insight", professional_insight="")
    for place in ("check", "whom"):
        page = text_of(client.get(reverse(f"mechanisms:{place}", args=[row.id])))
        assert f'href="{address(row, "professional-insight")}#f-professional-insight"' in page
        assert "One mandatory answer is missing" in page


def test_an_adult_is_let_go_on_a_yes_and_taken_as_a_file(cast: Cast) -> None:
    ada, client = cast.advocate_a, signed_in(cast.advocate_a)
    person, to = a_person(ada), an_authority()
    row = filled_in(ada, person, ADULT, on=now())
    preview = reverse("mechanisms:preview", args=[row.id, to.id])
    shut = text_of(client.get(preview))
    assert "It cannot leave" in shut
    assert "Let it go" not in shut
    agreed(ada, person, to, AGREED, on=now())
    page = text_of(client.get(preview))
    assert "In some countries this authority also decides on leave to stay" in page
    sent = {name: hidden(page, name) for name in ("epoch", "shown", "once")}
    left = client.post(reverse("mechanisms:send", args=[row.id, to.id]), sent)
    sending = Sending.rows.get(person=person)
    assert left.headers["Location"] == reverse("mechanisms:sent", args=[sending.id])
    client.post(reverse("mechanisms:send", args=[row.id, to.id]), sent)
    assert Sending.rows.filter(person=person).count() == 1
    taken = client.post(reverse("mechanisms:json", args=[sending.id]))
    assert json.loads(taken.content)["route"] == "adult"
    assert "attachment" in taken.headers["Content-Disposition"]
    assert CANARY not in taken.headers["Content-Disposition"]
    paper = client.post(reverse("mechanisms:pdf", args=[sending.id]))
    assert paper.content.startswith(b"%PDF-")
    day = now().isoformat()
    typed = {"decision": "reasonable_grounds:positive", "decided_on": day, "told_on": day}
    client.post(reverse("mechanisms:decide", args=[person.code]), typed)
    assert Decision.rows.filter(person=person).exists()
    assert actions.empty_expired(on=row.expires_on + timedelta(days=1)) == 1
    assert whole.verified({}, deep=True).broken_at is None


def test_who_receives_a_referral_reads_the_words_of_the_form_and_no_codes(cast: Cast) -> None:
    ada, authority = cast.advocate_a, an_authority()
    desk = member(authority, "Ari Authority", Role.PARTNER_OFFICER)
    said: dict[str, Said] = CHILD | {"pv-under-age": "not-sure", "pv-dob": ""}
    row = filled_in(ada, a_person(ada), said, on=now())
    left = let_go(ada, row, authority, on=now())
    page = text_of(signed_in(desk).get(reverse("sharing:one", args=[left.release_id])))
    steers = next(each for each in NRM.fields() if each.id == "pv-under-age")
    assert f"<dt>{steers.label}</dt>" in page
    shown = {part.name: part for part in parts(desk, left.release_id, on=now())}
    assert shown["pv-under-age"].value == "not-sure"  # red control: the copy holds a code
    assert re.search(rf"<dd[^>]*>\s*{steers.choices['not-sure']}\s*</dd>", page)
    assert not re.search(r"<d[td][^>]*>\s*(pv|fr)[- ]|>\s*not-sure\s*<", page)


def test_who_is_not_bound_to_notify_reads_why_it_is_not_offered_and_asks(cast: Cast) -> None:
    ada, to = cast.advocate_a, an_authority()
    client, why = signed_in(ada), "The duty to notify binds the police, councils"
    row = filled_in(ada, a_person(ada), DECLINED, on=now())
    assert why in text_of(client.get(reverse("mechanisms:check", args=[row.id])))
    page = text_of(client.get(reverse("mechanisms:preview", args=[row.id, to.id])))
    assert why in page
    assert "It cannot leave" in page
    assert "Let it go" not in page
    assert "Duty to Notify, without who it is" not in page
    bound(ada)  # red control
    page = text_of(client.get(reverse("mechanisms:preview", args=[row.id, to.id])))
    assert why not in page
    assert "Let it go" in page
    assert "Duty to Notify, without who it is" in page


def test_what_was_shown_before_a_yes_went_is_not_let_go(cast: Cast) -> None:
    ada, client = cast.advocate_a, signed_in(cast.advocate_a)
    person, to = a_person(ada), an_authority()
    row = filled_in(ada, person, ADULT, on=now())
    agreed(ada, person, to, AGREED, on=now())
    page = text_of(client.get(reverse("mechanisms:preview", args=[row.id, to.id])))
    sent = {name: hidden(page, name) for name in ("epoch", "shown")}
    agreed(ada, person, to, [Kind.IMMIGRATION], on=now())
    answer = client.post(reverse("mechanisms:send", args=[row.id, to.id]), sent)
    assert answer.status_code == 409
    assert not Sending.rows.exists()


def test_a_decision_is_written_down_corrected_and_both_are_shown(cast: Cast) -> None:
    ada, client = cast.advocate_a, signed_in(cast.advocate_a)
    person = a_person(ada)
    new = reverse("mechanisms:decide", args=[person.code])
    day = now().isoformat()
    typed = {"decision": "reasonable_grounds:negative", "decided_on": day, "told_on": day}
    answer = client.post(new, typed | {"decided_on": ""})
    assert answer.status_code == 422
    assert "Give a whole day." in text_of(answer)
    client.post(new, typed | {"told_by": "by phone"})
    page = text_of(client.get(reverse("mechanisms:person", args=[person.code])))
    assert "Ask for it to be reconsidered" in page
    assert "Ask a court to look at it" in page
    row = Decision.rows.get(person=person)
    correct = reverse("mechanisms:correct", args=[row.id])
    assert "Write why the earlier one was wrong" in text_of(client.post(correct, typed))
    right = typed | {"decision": "reasonable_grounds:positive", "reason": "Read wrongly"}
    client.post(correct, right)
    page = text_of(client.get(reverse("mechanisms:person", args=[person.code])))
    assert "<s>" in page
    assert "Read wrongly" in page
    assert "Time to recover" in page
    assert "Ask for it to be reconsidered" not in page
    assert whole.verified({}, deep=True).broken_at is None


@pytest.mark.parametrize("place", ["words", "told_by", "reason"])
def test_words_of_a_decision_that_are_too_long_are_kept_and_it_is_said_by_how_much(
    cast: Cast, place: str
) -> None:
    ada, client = cast.advocate_a, signed_in(cast.advocate_a)
    person, day = a_person(ada), now().isoformat()
    typed = {"decision": "reasonable_grounds:negative", "decided_on": day, "told_on": day}
    new = reverse("mechanisms:decide", args=[person.code])
    if place == "reason":
        client.post(new, typed)
        row = Decision.rows.get(person=person)
        new = reverse("mechanisms:correct", args=[row.id])
        typed["reason"] = "Read wrongly"
    answer = client.post(new, typed | {place: "x" * 4_321})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Write at most 4,000 characters; this has 4,321." in page
    assert f'href="#{place}"' in page
    assert "Write why the earlier one was wrong" not in page
    assert "x" * 4_321 in page
    assert client.post(new, typed | {place: "x" * 4_000}).status_code == 302  # red control


def test_two_presses_begin_one_and_the_second_opens_nothing_of_the_person(cast: Cast) -> None:
    ada, client = cast.advocate_a, signed_in(cast.advocate_a)
    person = a_person(ada, born="1990-05-04")
    begin = reverse("mechanisms:begin", args=[person.code])
    first = client.post(begin)
    opened = Event.objects.filter(name="national_referral.prepared")
    assert opened.count() == 1
    assert client.post(begin)["Location"] == first["Location"]
    assert Preparation.rows.filter(person=person).count() == opened.count() == 1
    client.post(reverse("mechanisms:put_away", args=[Preparation.rows.get(person=person).id]))
    assert client.post(begin)["Location"] != first["Location"]  # red control
    assert opened.count() == 2


def test_who_does_not_stand_by_the_person_finds_nothing(cast: Cast) -> None:
    ada = cast.advocate_a
    row = filled_in(ada, a_person(ada), CHILD, on=now())
    for other in (cast.advocate_b, cast.advocate_elsewhere, cast.case_lead):
        client = signed_in(other)
        assert client.get(reverse("mechanisms:check", args=[row.id])).status_code == 404
        assert client.get(address(row, "reference")).status_code == 404
    assert signed_in(cast.police_liaison).get(address(row, "reference")).status_code == 403


def test_its_last_day_is_said_on_each_page(cast: Cast) -> None:
    ada, client = cast.advocate_a, signed_in(cast.advocate_a)
    row = filled_in(ada, a_person(ada), CHILD, on=now())
    last: date = row.expires_on
    words = f"{last.day} {last:%B %Y}"
    assert words in text_of(client.get(address(row, "reference")))
    assert "27 days from now" in text_of(client.get(address(row, "reference")))
