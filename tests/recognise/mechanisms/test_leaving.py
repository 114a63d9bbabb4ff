"""Nothing leaves but through the gate: an adult on a yes, a child on a duty, a notice nameless."""

from datetime import timedelta

import pytest

from clew.ground.accounts.models import Organisation
from clew.ground.audit import whole
from clew.ground.vault import permits
from clew.ground.vault.compartments import Compartment
from clew.recognise.mechanisms import actions, leaving, queries
from clew.recognise.mechanisms.models import Preparation, Sending
from clew.rules.consent.duties import Sender, duties, opened_by
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release.items import Item, fingerprint
from clew.survivor.release.models import Release, ReleasedItem
from clew.survivor.release.queries import copies_of
from tests.architecture.files import SRC, files_in, text_of
from tests.cast import CANARY, TODAY, Cast
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
    save,
)

pytestmark = pytest.mark.django_db
OF_STATUS = {
    "birthplace", "taken-somewhere", "journey-details", "pv-nationality", "pv-nationality-second",
    "pv-ho-reference", "pv-ho-reference-type", "pv-nationality-dtn", "pv-nationality-second-dtn",
    "where-exploitation-happened", "overseas-country-1", "overseas-other-location",
    "yes-the-first-chance-to-report", "not-sure-the-first-chance-to-report",
}  # fmt: skip
TAKEN = {
    "were-they-taken-somewhere-by-their-exploiter": "yes", "pv-nationality": "Polish",
    "where-exploitation-happened": "uk-and-overseas", "is-this-the-first-chance-to-report": "yes",
}  # fmt: skip


def copied(sending: Sending) -> dict[str, str]:
    """Return what left, by the name of each copy."""
    releases = [each for each in (sending.release, sending.on_yes) if each is not None]
    permits.grant([each.id for each in releases], [Compartment.RELEASED, Compartment.IMMIGRATION])
    return {row.name: row.said for each in releases for row in copies_of(each)}


def nothing_left() -> bool:
    """Say whether nothing at all left."""
    return not (Release.rows.exists() or ReleasedItem.rows.exists() or Sending.rows.exists())


@pytest.fixture
def authority(cast: Cast) -> Organisation:  # noqa: ARG001 -- the cast lives in the database
    return an_authority()


def test_an_adults_referral_leaves_on_their_yes(cast: Cast, authority: Organisation) -> None:
    ada = cast.advocate_a
    person = a_person(ada)
    row = filled_in(ada, person, ADULT)
    consent = agreed(ada, person, authority, [*AGREED, Kind.IMMIGRATION])
    left = let_go(ada, row, authority)
    assert (left.route, left.anonymous, left.without_status) == ("adult", False, False)
    assert left.release.consents == [str(consent.id)]
    assert (left.release.duty, left.release.purpose) == ("", "application")
    told = copied(left)
    assert told["pv-name-first-name"] == "Zyxwutsr"
    assert told["family"] == "What was said of it"
    assert told["pv-contact-details"] == "email"
    assert "reference" not in told
    assert Preparation.rows.get(id=row.id).left_on == TODAY
    assert whole.verified({}, deep=True).broken_at is None


def test_what_left_keeps_its_trace_whole_after_its_preparation_has_gone(
    cast: Cast, authority: Organisation
) -> None:
    ada = cast.advocate_a
    row = filled_in(ada, a_person(ada), CHILD)
    left = let_go(ada, row, authority)
    assert actions.empty_expired(on=row.expires_on + timedelta(days=1)) == 1
    left.refresh_from_db()
    assert left.preparation_id is None
    assert whole.verified({}, deep=True).broken_at is None


def test_a_preparation_that_is_closed_without_a_trace_would_be_found(
    cast: Cast, authority: Organisation
) -> None:
    # Red control of the two tests above.
    ada = cast.advocate_a
    left = let_go(ada, filled_in(ada, a_person(ada), CHILD), authority)
    Preparation.rows.filter(id=left.preparation_id).update(left_on=TODAY - timedelta(days=1))
    assert whole.verified({}, deep=True).broken_at is not None


def test_without_a_yes_nothing_of_an_adult_leaves(cast: Cast, authority: Organisation) -> None:
    ada = cast.advocate_a
    person = a_person(ada)
    row = filled_in(ada, person, ADULT)
    with pytest.raises(release.RefusedNow):
        let_go(ada, row, authority)
    agreed(ada, person, authority, [Kind.IDENTITY, Kind.ACCOUNT])  # not how to reach them
    with pytest.raises(release.RefusedNow):
        let_go(ada, row, authority)
    assert nothing_left()


def test_a_yes_for_something_else_opens_nothing(cast: Cast, authority: Organisation) -> None:
    ada = cast.advocate_a
    person = a_person(ada)
    row = filled_in(ada, person, ADULT)
    agreed(ada, person, authority, purpose=Purpose.SUPPORT)
    agreed(ada, person, cast.law_firm)
    with pytest.raises(release.RefusedNow):
        let_go(ada, row, authority)
    assert nothing_left()


def test_without_a_yes_to_it_nothing_of_immigration_leaves_with_the_rest(
    cast: Cast, authority: Organisation
) -> None:
    ada = cast.advocate_a
    person = a_person(ada)
    row = filled_in(ada, person, ADULT | TAKEN)
    agreed(ada, person, authority)
    left = let_go(ada, row, authority)
    assert left.without_status
    assert OF_STATUS.isdisjoint(copied(left))
    assert "immigration" not in left.release.kinds
    assert "Polish" not in copied(left).values()


def test_with_a_yes_to_it_immigration_leaves_in_its_own_compartment(
    cast: Cast, authority: Organisation
) -> None:
    # Red control of the test above: the answers were there to leave.
    ada = cast.advocate_a
    person = a_person(ada)
    row = filled_in(ada, person, ADULT | TAKEN)
    agreed(ada, person, authority, [*AGREED, Kind.IMMIGRATION])
    left = let_go(ada, row, authority)
    assert copied(left)["pv-nationality"] == "Polish"
    apart = ReleasedItem.rows.filter(release=left.release, kind="immigration")
    assert {each.name for each in apart} >= {
        "pv-nationality", "taken-somewhere", "where-exploitation-happened",
        "yes-the-first-chance-to-report", "overseas-country-1",
    }  # fmt: skip
    assert all(each.value is None for each in apart)


@pytest.mark.parametrize("age", ["yes", "not-sure"])
def test_a_child_is_referred_without_a_yes_and_without_immigration(
    cast: Cast, authority: Organisation, age: str
) -> None:
    ada = cast.advocate_a
    row = filled_in(ada, a_person(ada), CHILD | TAKEN | {"pv-under-age": age, "pv-dob": ""})
    left = let_go(ada, row, authority)
    assert (left.route, left.release.duty) == ("child", "child_referral")
    assert left.release.consents == []
    assert left.release.until_on is not None
    assert OF_STATUS.isdisjoint(copied(left))
    assert copied(left)["pv-under-age"] == age
    assert copied(left)["pv-name-last-name"]


def test_a_child_who_agreed_to_tell_it_has_it_told(cast: Cast, authority: Organisation) -> None:
    ada = cast.advocate_a
    person = a_person(ada)
    row = filled_in(ada, person, CHILD | TAKEN)
    consent = agreed(ada, person, authority, [Kind.IMMIGRATION])
    left = let_go(ada, row, authority)
    assert copied(left)["pv-nationality"] == "Polish"
    assert left.on_yes is not None
    assert (left.on_yes.kinds, left.on_yes.duty) == (["immigration"], "")
    assert left.on_yes.consents == [str(consent.id)]
    assert (left.release.duty, left.release.consents) == ("child_referral", [])
    assert "immigration" not in left.release.kinds


def test_a_childs_yes_that_is_taken_back_recalls_what_rests_on_it_and_no_more(
    cast: Cast, authority: Organisation
) -> None:
    ada = cast.advocate_a
    person = a_person(ada)
    row = filled_in(ada, person, CHILD | TAKEN)
    consent = agreed(ada, person, authority, [Kind.IMMIGRATION])
    left = let_go(ada, row, authority)
    before = copied(left)
    release.withdraw(actor=ada, consent=consent)
    left = Sending.rows.select_related("release", "on_yes").get(id=left.id)
    assert left.on_yes is not None
    assert left.on_yes.recalled_at is not None
    assert left.release.recalled_at is None  # it never rested on a yes
    assert set(before) - set(copied(left)) == {
        each.code
        for each in NRM.fields()
        if each.leaves is Kind.IMMIGRATION and each.code in before
    }
    assert copied(left)["pv-under-age"] == "yes"
    assert whole.verified({}, deep=True).broken_at is None


def test_what_rests_on_an_adults_yes_is_one_release_and_recalled_whole(
    cast: Cast, authority: Organisation
) -> None:
    # Red control of the test above.
    ada = cast.advocate_a
    person = a_person(ada)
    consent = agreed(ada, person, authority, [*AGREED, Kind.IMMIGRATION])
    left = let_go(ada, filled_in(ada, person, ADULT | TAKEN), authority)
    assert left.on_yes is None
    release.withdraw(actor=ada, consent=consent)
    assert copied(left) == {}


def test_a_notice_about_an_adult_who_declined_names_nobody(
    cast: Cast, authority: Organisation
) -> None:
    ada = bound(cast.advocate_a)
    row = filled_in(ada, a_person(ada), DECLINED | TAKEN | {"reported-to-police": "yes"})
    left = let_go(ada, row, authority)
    told = copied(left)
    assert (left.route, left.anonymous, left.release.duty) == (
        "notification", True, "duty_to_notify",
    )  # fmt: skip
    assert left.release.kinds == ["account"]
    assert {
        "reported-to-police-crime-reference", "are-others-involved-details",
        "pv-name-first-name-dtn", "pv-contact-details-dtn",
    }.isdisjoint(told)  # fmt: skip
    assert OF_STATUS.isdisjoint(told)
    assert told["pv-want-to-submit-nrm"] == "no"


@pytest.mark.parametrize(
    "words",
    [
        f"He is called {CANARY}.", "MAREK said so.", "A cousin of Mareka.", "Ring 07700 900 123.",
        "Write to m@example.org.", "See file {code}.", f"{CANARY.upper()}’s cousin",
    ],
)  # fmt: skip
def test_a_notice_in_which_somebody_named_them_does_not_leave(
    cast: Cast, authority: Organisation, words: str
) -> None:
    ada = bound(cast.advocate_a)
    person = a_person(ada)
    row = filled_in(ada, person, DECLINED)
    said = {"professional-insight": words.format(code=person.code)}
    row = save(ada, row, "professional-insight", said)
    with pytest.raises(leaving.NamesThem):
        let_go(ada, row, authority)
    assert nothing_left()
    row = save(ada, row, "professional-insight", {"professional-insight": "He was afraid."})
    assert let_go(ada, row, authority).anonymous


def test_a_name_or_a_birthday_that_only_the_form_holds_does_not_leave_in_a_notice_either(
    cast: Cast, authority: Organisation
) -> None:
    ada = bound(cast.advocate_a)
    known = {"pv-dob": "1990-05-04", "pv-contact-details-postcode": "zz9 9zz"}
    row = filled_in(ada, a_person(ada), DECLINED | known)
    for words in ("Zyxwutsr was afraid.", "Born on 4 May 1990.", "In May 1990.", "ZZ9 9ZZ"):
        row = save(ada, row, "professional-insight", {"professional-insight": words})
        with pytest.raises(leaving.NamesThem):
            let_go(ada, row, authority)
    assert nothing_left()
    row = save(ada, row, "professional-insight", {"professional-insight": "Ran on 5 May 1990."})
    assert let_go(ada, row, authority).anonymous  # red control


def test_who_declines_and_will_help_is_named_only_on_a_yes(
    cast: Cast, authority: Organisation
) -> None:
    ada = bound(cast.advocate_a)
    person = a_person(ada)
    row = filled_in(ada, person, DECLINED | {"authorities-cooperation": "yes"})
    with pytest.raises(release.RefusedNow):
        let_go(ada, row, authority)
    assert nothing_left()
    agreed(ada, person, authority, [Kind.IDENTITY, Kind.CONTACT], purpose=Purpose.REFERRAL)
    left = let_go(ada, row, authority)
    assert not left.anonymous
    assert copied(left)["pv-name-first-name-dtn"]


@pytest.mark.parametrize(
    ("born", "age"),
    [("1990-05-04", "yes"), ("1990", "not-sure"), ("2015-01-01", "no"), ("2015", "not-sure")],
)
def test_an_age_that_a_date_of_birth_speaks_against_holds_it_back(
    cast: Cast, authority: Organisation, born: str, age: str
) -> None:
    # On the age hangs whether anybody is asked: nobody becomes a child to be referred unasked.
    ada = cast.advocate_a
    person = a_person(ada, born=born)
    agreed(ada, person, authority)
    said = {"pv-under-age": age, "pv-want-to-submit-nrm": "yes", "pv-dob": ""}
    with pytest.raises(leaving.AgeContradicted):
        let_go(ada, filled_in(ada, person, said), authority)
    assert nothing_left()


@pytest.mark.parametrize(("born", "age"), [("2008", "not-sure"), ("2008", "yes"), ("", "yes")])
def test_an_age_that_no_date_speaks_against_leaves(
    cast: Cast, authority: Organisation, born: str, age: str
) -> None:
    # Red control of the test above.
    ada = cast.advocate_a
    person = a_person(ada, **({"born": born} if born else {}))
    row = filled_in(ada, person, {"pv-under-age": age, "pv-dob": ""})
    assert let_go(ada, row, authority).route == "child"


def test_the_date_of_birth_in_the_form_speaks_too(cast: Cast, authority: Organisation) -> None:
    ada = cast.advocate_a
    row = filled_in(ada, a_person(ada), CHILD | {"pv-dob": "1990-05-04"})
    with pytest.raises(leaving.AgeContradicted):
        let_go(ada, row, authority)
    assert nothing_left()


def test_what_is_missing_holds_everything_back(cast: Cast, authority: Organisation) -> None:
    ada = cast.advocate_a
    person = a_person(ada)
    row = filled_in(ada, person, ADULT)
    agreed(ada, person, authority)
    row = save(ada, row, "professional-insight", {"professional-insight": ""})
    with pytest.raises(leaving.NotComplete):
        let_go(ada, row, authority)
    assert nothing_left()


def test_it_leaves_once_and_what_left_is_not_changed(cast: Cast, authority: Organisation) -> None:
    ada = cast.advocate_a
    person = a_person(ada)
    row = filled_in(ada, person, ADULT)
    agreed(ada, person, authority)
    let_go(ada, row, authority)
    with pytest.raises(actions.AlreadyLeft):
        let_go(ada, Preparation.rows.select_related("person").get(id=row.id), authority)
    assert Sending.rows.count() == Release.rows.count() == 1
    with pytest.raises(actions.AlreadyLeft):
        save(ada, row, "professional-insight", {"professional-insight": "Later"})
    with pytest.raises(actions.AlreadyLeft):
        actions.put_away(actor=ada, preparation=row, on=TODAY)


def test_what_changed_since_the_preview_holds_it_back(cast: Cast, authority: Organisation) -> None:
    ada = cast.advocate_a
    person = a_person(ada)
    row = filled_in(ada, person, ADULT)
    consent = agreed(ada, person, authority)
    row.person.refresh_from_db(fields=["consent_epoch"])
    shown = leaving.departure(ada, queries.open_whole(ada, row), authority, on=TODAY)
    row = save(ada, row, "professional-insight", {"professional-insight": "Other words"})
    sent = {
        "actor": ada, "preparation": row, "to": authority, "on": TODAY, "epoch": shown.epoch,
        "shown": fingerprint(shown.items),
    }  # fmt: skip
    with pytest.raises(leaving.ChangedSincePreview):
        leaving.send(**sent)  # type: ignore[arg-type]  # the same arguments twice
    release.withdraw(actor=ada, consent=consent)
    with pytest.raises((release.StaleConsent, release.RefusedNow)):
        leaving.send(**sent)  # type: ignore[arg-type]  # as above
    assert nothing_left()


def test_it_goes_to_an_authority_and_to_nobody_else(cast: Cast) -> None:
    ada = cast.advocate_a
    person = a_person(ada)
    row = filled_in(ada, person, CHILD)
    for other in (cast.police, cast.law_firm, cast.kitchen):
        with pytest.raises(leaving.NotAnAuthority):
            leaving.send(
                actor=ada, preparation=row, to=other, on=TODAY, epoch=person.consent_epoch,
                shown="",
            )  # fmt: skip
    assert nothing_left()


def test_a_notice_of_who_is_not_bound_leaves_on_the_adults_yes_or_not_at_all(
    cast: Cast, authority: Organisation
) -> None:
    ada = cast.advocate_a  # a charity's
    person = a_person(ada)
    row = filled_in(ada, person, DECLINED)
    with pytest.raises(release.RefusedNow):
        let_go(ada, row, authority)
    with pytest.raises(release.RefusedNow):  # the gate itself takes no duty from who has none
        release.commit(
            actor=ada, person=person, items=[Item(Kind.ACCOUNT, "x", "y")], recipient=authority,
            purpose=Purpose.REFERRAL, on=TODAY, epoch=person.consent_epoch, duty="duty_to_notify",
        )  # fmt: skip
    assert nothing_left()
    consent = agreed(ada, person, authority, [Kind.ACCOUNT], purpose=Purpose.REFERRAL)
    left = let_go(ada, row, authority)
    assert (left.anonymous, left.release.duty) == (True, "")
    assert left.release.consents == [str(consent.id)]
    assert "pv-name-first-name-dtn" not in copied(left)
    # Red control: of who is bound it leaves without a yes.
    left = let_go(bound(ada), filled_in(ada, a_person(ada), DECLINED), authority)
    assert (left.release.duty, left.release.consents) == ("duty_to_notify", [])


@pytest.mark.parametrize("kind", RecipientKind)
@pytest.mark.parametrize("place", ["GB", "GB-EAW", "GB-SCT", "GB-NIR", "NL"])
def test_the_duty_to_notify_binds_the_bodies_and_the_places_of_its_law_and_no_others(
    kind: RecipientKind, place: str
) -> None:
    to = {"recipient": RecipientKind.COMPETENT_AUTHORITY, "purpose": Purpose.REFERRAL}
    opened = opened_by("duty_to_notify", sender=Sender(kind, place), **to)
    named = kind in {RecipientKind.POLICE, RecipientKind.LABOUR_INSPECTORATE}
    assert bool(opened) == (named and place in {"GB", "GB-EAW"})


def test_a_child_is_protected_by_whoever_meets_it() -> None:
    to = {"recipient": RecipientKind.COMPETENT_AUTHORITY, "purpose": Purpose.APPLICATION}
    for kind in set(RecipientKind) - {RecipientKind.CIRCLE}:
        assert opened_by("child_referral", sender=Sender(kind, "GB-NIR"), **to) == set(AGREED)


def test_a_duty_opens_its_own_kinds_to_its_own_recipients_and_never_immigration() -> None:
    authority, police = RecipientKind.COMPETENT_AUTHORITY, RecipientKind.POLICE
    sender = Sender(police, "GB")
    child = opened_by(
        "child_referral", sender=sender, recipient=authority, purpose=Purpose.APPLICATION
    )
    assert child == set(AGREED)
    notice = opened_by(
        "duty_to_notify", sender=sender, recipient=authority, purpose=Purpose.REFERRAL
    )
    assert notice == {Kind.ACCOUNT}
    for duty in (*duties(), "", "no such duty"):
        for recipient in RecipientKind:
            for purpose in Purpose:
                found = opened_by(duty, sender=sender, recipient=recipient, purpose=purpose)
                assert Kind.IMMIGRATION not in found
                assert not (found and recipient is police)


def test_the_gate_lets_nothing_go_on_a_duty_that_the_duty_does_not_name(
    cast: Cast, authority: Organisation
) -> None:
    ada = bound(cast.advocate_a)
    person: Person = a_person(ada)
    for kind, duty in (
        (Kind.IDENTITY, "duty_to_notify"), (Kind.IMMIGRATION, "child_referral"),
        (Kind.IDENTITY, ""), (Kind.IDENTITY, "made_up"),
    ):  # fmt: skip
        purpose = Purpose.REFERRAL if duty == "duty_to_notify" else Purpose.APPLICATION
        with pytest.raises(release.RefusedNow):
            release.commit(
                actor=ada, person=person, items=[Item(kind, "x", "y")], recipient=authority,
                purpose=purpose, on=TODAY, epoch=person.consent_epoch, duty=duty,
            )  # fmt: skip
    assert nothing_left()


def test_only_this_room_lets_anything_go_on_a_duty() -> None:
    naming = {
        path.relative_to(SRC / "clew").as_posix()
        for path in files_in(SRC / "clew", suffixes=[".py"])
        if "duty=" in text_of(path)
    }
    assert naming <= {
        "recognise/mechanisms/leaving.py", "survivor/release/actions.py",
        "survivor/release/gate.py",
    }  # fmt: skip


def test_a_release_on_a_duty_ends_by_itself(cast: Cast, authority: Organisation) -> None:
    ada = cast.advocate_a
    left = let_go(ada, filled_in(ada, a_person(ada), CHILD), authority)
    assert left.release.until_on == TODAY + timedelta(days=364)
