"""A preparation is saved page by page, waits, expires, and each proposal waits for a person."""

from datetime import timedelta

import pytest
from django.db import connection

from clew.ground.audit import queries as audit
from clew.ground.audit import whole
from clew.ground.vault import permits
from clew.recognise.mechanisms import actions, erasure, queries
from clew.recognise.mechanisms.models import Preparation
from clew.recognise.mechanisms.permissions import NotForYourRole
from clew.recognise.mechanisms.walking import Answer, Standing
from clew.survivor.people.permissions import NotYours
from tests.cast import CANARY, TODAY, Cast
from tests.recognise.mechanisms.preparing import (
    ADULT,
    CHILD,
    DECLINED,
    NRM,
    a_person,
    asked_now,
    begun,
    filled_in,
    save,
    typed_through,
)

pytestmark = pytest.mark.django_db
PROPOSED = {
    "pv-name-first-name": Answer("Marek", Standing.PROPOSED, "person.first_name"),
    "pv-under-age": Answer("no", Standing.PROPOSED, "person.under_18"),
}


def test_a_proposal_steers_nothing_and_counts_as_missing_until_somebody_confirms_it(
    cast: Cast,
) -> None:
    ada = cast.advocate_a
    row = begun(ada, a_person(ada), proposed=PROPOSED)
    opened = queries.open_for_check(ada, row)
    assert opened.values == {}
    (age,) = [each for each in opened.missing() if each.field.id == "pv-under-age"]
    assert age.proposed
    row = save(ada, row, "pv-under-age", {"pv-under-age": "no"})
    answer = queries.open_for_check(ada, row).answers["pv-under-age"]
    assert (answer.standing, answer.source, answer.by) == (
        Standing.CONFIRMED, "person.under_18", str(ada.id),
    )  # fmt: skip


def test_a_text_that_was_proposed_is_confirmed_only_by_its_own_tick_or_by_other_words(
    cast: Cast,
) -> None:
    ada = cast.advocate_a
    row = begun(ada, a_person(ada), proposed=PROPOSED)
    row = save(ada, row, "pv-under-age", {"pv-under-age": "yes"})
    page = "pv-name-referral"
    row = save(ada, row, page, {"pv-name-first-name": "Marek"})
    assert queries.open_for_check(ada, row).answers["pv-name-first-name"].standing == "proposed"
    row = save(ada, row, page, {"pv-name-first-name": "Marek"}, checked=["pv-name-first-name"])
    found = queries.open_for_check(ada, row).answers["pv-name-first-name"]
    assert (found.standing, found.source) == ("confirmed", "person.first_name")
    row = save(ada, row, page, {"pv-name-first-name": "Marec"})
    found = queries.open_for_check(ada, row).answers["pv-name-first-name"]
    assert (found.said, found.standing, found.source) == ("Marec", "confirmed", "")


def test_a_nationality_that_was_proposed_is_confirmed_by_its_tick_and_goes_when_it_is_cleared(
    cast: Cast,
) -> None:
    ada, page = cast.advocate_a, "pv-nationality-referral"
    proposed = {"pv-nationality": Answer("Polish", Standing.PROPOSED, "person.nationality")}
    row = begun(ada, a_person(ada), proposed=PROPOSED | proposed)
    row = save(ada, row, "pv-under-age", {"pv-under-age": "yes"})
    row = save(ada, row, page, {"pv-nationality": "Polish"})
    assert queries.open_whole(ada, row).answers["pv-nationality"].standing == "proposed"
    assert "pv-nationality" in {each.field.id for each in queries.open_whole(ada, row).missing()}
    row = save(ada, row, page, {"pv-nationality": ""})
    assert "pv-nationality" not in queries.open_whole(ada, row).answers
    # Red control: its tick confirms it.
    row = begun(ada, a_person(ada), proposed=proposed)
    row = save(ada, row, "pv-under-age", {"pv-under-age": "yes"})
    row = save(ada, row, page, {"pv-nationality": "Polish"}, checked=["pv-nationality"])
    found = queries.open_whole(ada, row).answers["pv-nationality"]
    assert (found.standing, found.source) == ("confirmed", "person.nationality")


def test_half_a_page_is_saved_as_half_a_page_and_the_rest_is_named(cast: Cast) -> None:
    ada = cast.advocate_a
    row = begun(ada, a_person(ada))
    row = save(ada, row, "what-is-their-background", {"family": "Two sisters", "education": ""})
    missing = {each.field.id for each in queries.open_for_check(ada, row).missing()}
    assert {"education", "employment-history", "birthplace"} <= missing
    assert "family" not in missing


@pytest.mark.parametrize("steering", [ADULT, CHILD, DECLINED])
def test_a_form_filled_in_along_its_way_lacks_nothing(cast: Cast, steering: dict[str, str]) -> None:
    ada = cast.advocate_a
    row = typed_through(ada, a_person(ada), steering)
    assert queries.open_for_check(ada, row).missing() == []


def test_a_child_and_somebody_whose_age_is_not_sure_are_never_asked_for_consent(
    cast: Cast,
) -> None:
    ada = cast.advocate_a
    row = begun(ada, a_person(ada))
    for age in ("yes", "not-sure"):
        row = save(ada, row, "pv-under-age", {"pv-under-age": age})
        pages = asked_now(ada, row)
        assert "pv-want-to-submit-nrm" not in pages
        assert "does-pv-need-support" not in pages
        assert {"who-contact", "pv-contact-details-referral", "someone-else"}.isdisjoint(pages)
        assert "local-authority-contacted-about-child" in pages
    row = save(ada, row, "pv-under-age", {"pv-under-age": "no"})
    assert "pv-want-to-submit-nrm" in asked_now(ada, row)


def test_a_changed_age_puts_all_that_was_said_later_to_the_proof_and_loses_nothing(
    cast: Cast,
) -> None:
    ada = cast.advocate_a
    row = filled_in(ada, a_person(ada), ADULT)
    before = queries.open_whole(ada, row).answers
    row = save(ada, row, "pv-under-age", {"pv-under-age": "yes"})
    now = queries.open_whole(ada, row)
    assert now.answers["pv-under-age"].standing == "confirmed"
    assert now.answers["user-organisation"].standing == "confirmed"
    assert now.answers["family"].standing == "proposed"
    assert now.answers["pv-ho-reference"].standing == "proposed"
    assert {name: each.said for name, each in now.answers.items() if name in before} | {
        "pv-under-age": "no"
    } == {name: each.said for name, each in before.items()}
    missing = {each.field.id: each for each in now.missing()}
    assert missing["family"].proposed
    assert missing["birthplace"].proposed
    # Said once more, it stands: the same age again changes nothing more.
    row = save(ada, row, "what-is-their-background", {"family": "x"}, checked=["family"])
    row = save(ada, row, "pv-under-age", {"pv-under-age": "yes"})
    assert queries.open_for_check(ada, row).answers["family"].standing == "confirmed"


def test_two_who_save_one_page_lose_nothing(cast: Cast) -> None:
    ada = cast.advocate_a
    row, page = begun(ada, a_person(ada)), NRM.page("professional-insight")
    seen = actions.digest(page, {})
    now = save(ada, row, page.id, {"professional-insight": "First words"})
    with pytest.raises(actions.ChangedMeanwhile):
        actions.save_page(
            actor=ada, preparation=row, page=page, said={"professional-insight": "Other words"},
            checked=(), seen=seen, on=TODAY,
        )  # fmt: skip
    stands = queries.open_for_check(ada, now).answers["professional-insight"]
    assert stands.said == "First words"


def test_there_is_one_at_a_time_and_put_away_makes_room(cast: Cast) -> None:
    ada = cast.advocate_a
    person = a_person(ada)
    row = begun(ada, person)
    with pytest.raises(actions.AlreadyBegun) as there:
        begun(ada, person)
    assert there.value.preparation == row
    actions.put_away(actor=ada, preparation=row, on=TODAY)
    assert not Preparation.rows.filter(person=person).exists()
    assert begun(ada, person).id != row.id
    assert whole.verified({}, deep=True).broken_at is None  # nobody misses the row


def test_it_is_there_until_its_last_day_and_gone_on_the_next(cast: Cast) -> None:
    ada = cast.advocate_a
    row = begun(ada, a_person(ada))
    last = TODAY + timedelta(days=NRM.keeps_days - 1)
    assert row.expires_on == last
    assert queries.preparation_for(ada, row.id, on=last) == row
    with pytest.raises(queries.NoSuchPreparation):
        queries.preparation_for(ada, row.id, on=last + timedelta(days=1))
    assert actions.empty_expired(on=last) == 0
    assert actions.empty_expired(on=last + timedelta(days=1)) == 1
    assert actions.empty_expired(on=last + timedelta(days=1)) == 0
    assert not Preparation.rows.filter(id=row.id).exists()
    assert whole.verified({}, deep=True).broken_at is None  # nobody misses the row


def test_only_who_stands_by_the_person_prepares_and_reads(cast: Cast) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    row = begun(ada, person)
    for other in (cast.advocate_b, cast.case_lead, cast.advocate_elsewhere):
        with pytest.raises(NotYours):
            begun(other, person)
        with pytest.raises(queries.NoSuchPreparation):
            queries.preparation_for(other, row.id, on=TODAY)
        with pytest.raises(queries.NoSuchPreparation):
            queries.open_for_check(other, row)
    with pytest.raises(NotForYourRole):
        begun(cast.lawyer, person)


def test_opening_leaves_a_trace_and_immigration_stays_shut_while_the_rest_is_checked(
    cast: Cast,
) -> None:
    ada = cast.advocate_a
    row = begun(ada, a_person(ada))
    row = save(ada, row, "pv-under-age", {"pv-under-age": "yes"})
    row = save(ada, row, "pv-ho-reference", {"pv-ho-reference": "no"})
    permits.clear()
    opened = queries.open_for_check(ada, Preparation.rows.get(id=row.id))
    assert "pv-ho-reference" not in opened.answers
    assert "pv-ho-reference" not in {each.field.id for each in opened.missing()}
    with pytest.raises(permits.NoTrace):
        _ = opened.row.immigration
    assert "national_referral.checked" in [look.name for look in audit.looked(row.person_id)]


def test_nothing_that_is_answered_stands_plain_in_the_database(cast: Cast) -> None:
    ada = cast.advocate_a
    row = begun(ada, a_person(ada))
    save(ada, row, "professional-insight", {"professional-insight": f"{CANARY} was afraid"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mechanisms_preparation")
        assert CANARY not in repr(cursor.fetchall())


def test_a_person_who_is_forgotten_takes_all_of_it_along(cast: Cast) -> None:
    ada = cast.advocate_a
    person = a_person(ada)
    begun(ada, person)
    erasure.erase(person)
    assert not Preparation.rows.filter(person=person).exists()
