"""Members: who invites, freezes, resets and sees whom; roles that are never one person's."""

import threading
from collections.abc import Callable
from itertools import combinations

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections

from clew.ground.accounts import actions, queries, spare_codes
from clew.ground.accounts.models import Grant, Invitation, Member
from clew.ground.accounts.roles import STAFF, Role, refused_together
from clew.ground.audit.models import Event
from clew.ground.notices.models import Notice
from tests.cast import Cast, member, signed_in
from tests.ground.accounts.signing import (
    browser,
    code_now,
    is_in,
    send_code,
    send_passphrase,
    sign_in,
    token,
    with_factor,
)

EMAIL = "marta@clew.invalid"


def invite(cast: Cast, email: str = EMAIL, *roles: Role) -> Member:
    return actions.invite(
        actor=cast.administrator, email=email, shown_name="Marta Made Up",
        roles=roles or [Role.TRAINER],
    )[0]  # fmt: skip


def last_event() -> Event:
    return Event.objects.order_by("-seq")[0]


def notices(who: Member) -> list[str]:
    return list(
        Notice.objects.filter(member=who).exclude(code="browser.new").values_list("code", flat=True)
    )


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ({Role.ADMINISTRATOR, Role.DATA_STEWARD}, "data steward"),
        ({Role.ADMINISTRATOR, Role.DATA_STEWARD, Role.TRAINER}, "data steward"),
        ({Role.ADMINISTRATOR, Role.ADVOCATE}, "advocate"),
        ({Role.ADMINISTRATOR, Role.AUDITOR}, "nobody would look"),
        ({Role.AUDITOR, Role.CASE_LEAD}, "case lead"),
        ({Role.SURVIVOR, Role.TRAINER}, "account of their own"),
        ({Role.ADMINISTRATOR, Role.TRAINER}, ""),  # red controls
        ({Role.POLICY_LEAD, Role.OUTPUT_CHECKER}, ""),  # asked at each release
        ({Role.ADVOCATE, Role.CASE_LEAD, Role.DATA_STEWARD}, ""),
        (set(), ""),
    ],
)
def test_roles_that_could_hide_each_others_work_are_not_one_persons(
    roles: set[Role], said: str
) -> None:
    why = refused_together(roles)
    assert bool(why) is bool(said)
    assert said in why


def test_each_role_alone_may_be_held_and_more_roles_never_make_a_refusal_go_away() -> None:
    assert not any(refused_together([role]) for role in Role)
    for pair in combinations(Role, 2):
        if refused_together(pair):
            assert all(refused_together([*pair, other]) for other in Role)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({Role.ADMINISTRATOR, Role.DATA_STEWARD}, "may not be one person"),
        ({Role.ADMINISTRATOR, Role.TRAINER}, ""),  # red control
    ],
)
def test_refused_roles_are_neither_given_at_the_start_nor_later(
    cast: Cast, held: set[Role], said: str
) -> None:
    client, trainer = signed_in(cast.administrator), member(cast.house, "Tom", Role.TRAINER)
    form = {"shown_name": "M", "email": EMAIL, "roles": [role.value for role in held]}
    answer = client.post("/account/members/", form)
    assert said in answer.content.decode()
    assert Member.objects.filter(email=EMAIL).exists() is not bool(said)
    later = client.post(f"/account/members/{trainer.id}/", {"roles": form["roles"]})
    assert later.status_code == (422 if said else 302)
    now = Member.objects.get(id=trainer.id).roles
    assert now == ({Role.TRAINER} if said else held)


@pytest.mark.django_db
def test_only_an_administrator_acts_on_members_and_only_on_their_own(cast: Cast) -> None:
    def all_acts(who: Member, whom: Member) -> list[Callable[[], object]]:
        return [
            lambda: actions.freeze(actor=who, member=whom),
            lambda: actions.unfreeze(actor=who, member=whom),
            lambda: actions.reset(actor=who, member=whom),
            lambda: actions.set_roles(actor=who, member=whom, roles=[Role.CASE_LEAD]),
        ]

    with pytest.raises(actions.NotAdministrator):
        actions.invite(
            actor=cast.advocate_a, email="x@clew.invalid", shown_name="X", roles=[Role.TRAINER]
        )
    for who, whom in (
        (cast.advocate_a, cast.advocate_b),
        (cast.administrator, cast.advocate_elsewhere),
    ):
        for act in all_acts(who, whom):
            with pytest.raises(actions.NotAdministrator):
                act()
    for act in all_acts(cast.administrator, cast.administrator):
        with pytest.raises(actions.NotOneself):
            act()
    for act in all_acts(cast.administrator, cast.survivor)[2:]:
        with pytest.raises(actions.NotStaff):
            act()
    assert not Event.objects.filter(name__startswith="member.").exists()
    for act in all_acts(cast.administrator, cast.advocate_b):  # red control
        act()
    assert Event.objects.filter(name__startswith="member.").count() == 4


@pytest.mark.django_db
def test_an_administrator_sees_the_members_of_their_organisation_and_no_case(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    shown = client.get("/account/members/").content.decode()
    own = {found.shown_name for found in Member.objects.filter(organisation=cast.house)}
    away = {found.shown_name for found in Member.objects.exclude(organisation=cast.house)}
    assert {name for name in own | away if name in shown} == own
    for path in ("/cases/", "/cases/today/", "/referrals/in/", "/account/events/", "/network/"):
        assert client.get(path).status_code == 403
    for whom in (cast.advocate_elsewhere, cast.administrator):
        page = f"/account/members/{whom.id}/"
        answers = [client.get(page)] + [
            client.post(f"{page}{act}") for act in ("", "freeze/", "unfreeze/", "reset/")
        ]
        assert [answer.status_code for answer in answers] == [404] * 5
    assert client.post(f"/account/members/{cast.advocate_b.id}/freeze/").status_code == 302


@pytest.mark.django_db
def test_an_address_that_is_taken_is_refused_in_any_case(cast: Cast) -> None:
    invite(cast)
    with pytest.raises(actions.AddressTaken):
        invite(cast, "MARTA@clew.invalid")


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [{"is_active": "0"}, {"organisation": "x"}, {"roles": "survivor"}])
def test_no_field_that_the_form_does_not_have_is_taken(cast: Cast, sent: dict[str, str]) -> None:
    form = {"shown_name": "M", "email": EMAIL, "roles": "trainer"} | sent
    status = signed_in(cast.administrator).post("/account/members/", form).status_code
    made = Member.objects.filter(email=EMAIL).first()
    if "roles" in sent:
        assert (status, made) == (422, None)
        return
    assert made is not None
    assert (made.is_active, made.organisation) == (True, cast.house)


def at_once(*acts: Callable[[], object]) -> list[type[Exception] | None]:
    """Do several things at the same moment. Returns what each raised."""
    start = threading.Barrier(len(acts))
    raised: list[type[Exception] | None] = [None] * len(acts)

    def work(place: int) -> None:
        try:
            start.wait()
            acts[place]()
        except Exception as error:  # noqa: BLE001 -- told to the test
            raised[place] = type(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_two_administrators_who_invite_the_same_person_at_once_make_one_member(cast: Cast) -> None:
    raised = at_once(*[lambda: invite(cast)] * 6)
    assert sorted(map(str, raised)) == sorted(map(str, [None, *[actions.AddressTaken] * 5]))
    made = Member.objects.get(email=EMAIL)
    assert Grant.objects.filter(member=made).count() == 1
    assert Event.objects.filter(name="member.invited").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_two_administrators_who_freeze_each_other_at_once_leave_one(cast: Cast) -> None:
    other = member(cast.house, "Other Admin", Role.ADMINISTRATOR)
    raised = at_once(
        lambda: actions.freeze(actor=cast.administrator, member=other),
        lambda: actions.freeze(actor=other, member=cast.administrator),
    )
    assert sorted(map(str, raised)) == sorted(map(str, [None, actions.NotAdministrator]))
    assert Member.objects.filter(grants__role="administrator", is_active=True).count() == 1


@pytest.mark.django_db
def test_colleagues_are_the_active_members_of_ones_own_organisation(cast: Cast) -> None:
    actions.freeze(actor=cast.administrator, member=cast.advocate_b)
    found = list(queries.colleagues(cast.advocate_a, Role.ADVOCATE))
    assert found == [cast.advocate_a]
    assert cast.house not in set(queries.partners(cast.advocate_a))
    assert list(queries.circles_of(cast.advocate_elsewhere)) == []


@pytest.mark.django_db
def test_a_change_of_roles_holds_from_the_next_request_on_and_is_told(cast: Cast) -> None:
    client = signed_in(cast.advocate_b)
    assert client.get("/cases/").status_code == 200
    page = f"/account/members/{cast.advocate_b.id}/"
    answer = signed_in(cast.administrator).post(page, {"roles": ["auditor"]})
    assert answer.status_code == 302
    assert client.get("/cases/").status_code == 403
    assert client.get("/account/events/").status_code == 200
    assert notices(cast.advocate_b) == ["member.roles_changed"]
    [event] = Event.objects.filter(name="member.roles_changed")
    assert event.actor == cast.administrator.actor_id
    assert b"+auditor" in bytes(event.body)
    assert b"-advocate" in bytes(event.body)


@pytest.mark.django_db
def test_roles_that_stay_as_they_are_leave_no_trace(cast: Cast) -> None:
    actions.set_roles(actor=cast.administrator, member=cast.advocate_b, roles=[Role.ADVOCATE])
    assert not Event.objects.exists()
    assert notices(cast.advocate_b) == []


@pytest.mark.django_db
def test_an_account_for_work_never_becomes_a_survivors_by_the_form(cast: Cast) -> None:
    page = f"/account/members/{cast.advocate_b.id}/"
    for roles in (["survivor"], ["advocate", "survivor"], [], ["x"]):
        answer = signed_in(cast.administrator).post(page, {"roles": roles, "once": token()})
        assert answer.status_code == 422
    assert Member.objects.get(id=cast.advocate_b.id).roles == {Role.ADVOCATE}
    assert set(Role) - {Role.SURVIVOR} == STAFF


@pytest.mark.django_db
def test_who_is_frozen_is_out_at_once_everywhere_and_comes_back_with_what_they_had(
    cast: Cast,
) -> None:
    ada = with_factor(cast.advocate_a)
    desk, phone = browser(), browser()
    sign_in(desk, ada)
    phone.force_login(ada)
    assert is_in(desk)
    assert is_in(phone)
    client = signed_in(cast.administrator)
    client.post(f"/account/members/{ada.id}/freeze/")
    assert not is_in(desk)
    assert not is_in(phone)
    assert "frozen" in client.get("/account/members/").content.decode()
    client.post(f"/account/members/{ada.id}/unfreeze/")
    assert not is_in(desk), "a session that ended does not come back"
    send_passphrase(desk, ada.email)
    send_code(desk, code_now(1))
    assert is_in(desk)
    assert sorted(notices(ada)) == ["member.frozen", "member.unfrozen"]


@pytest.mark.django_db
def test_a_reset_takes_everything_that_signed_in_before(cast: Cast) -> None:
    ada = with_factor(cast.advocate_a)
    spare = spare_codes.renew(ada)
    desk = browser()
    sign_in(desk, ada)
    assert is_in(desk)
    page = f"/account/members/{ada.id}/reset/"
    shown = signed_in(cast.administrator).post(page).content.decode()
    assert not is_in(desk)
    assert not Authenticator.objects.filter(user=ada).exists()
    assert not spare_codes.use_up(ada, spare[0])
    assert send_passphrase(browser(), ada.email).status_code == 200, "the passphrase is gone"
    assert "shown this once" in shown
    assert Invitation.objects.filter(member=ada).exists()
    assert notices(ada) == ["member.reset"]
    assert Event.objects.filter(name="member.reset", kind="change").count() == 1
