"""Members: who invites, freezes and sees whom; roles that are never one person's."""

import threading

import pytest
from django.db import connection, connections

from clew.ground.accounts import actions, queries
from clew.ground.accounts.models import Grant, Member
from clew.ground.accounts.roles import Role
from clew.ground.audit.models import Event
from tests.cast import CANARY, Cast, signed_in
from tests.ground.accounts.signing import token

PASSPHRASE = f"shown-once-{CANARY}"


def invite(cast: Cast, email: str = "marta@clew.invalid", *roles: Role) -> Member:
    return actions.invite(
        actor=cast.administrator, email=email, shown_name="Marta Made Up",
        roles=roles or [Role.TRAINER], passphrase=PASSPHRASE,
    )  # fmt: skip


def everything_stored() -> str:
    """Return every text of every table of the main database."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            said += [repr(row) for row in cursor.fetchall()]
    return "".join(said)


@pytest.mark.django_db
@pytest.mark.both
def test_the_passphrase_of_an_invitation_is_stored_nowhere(cast: Cast) -> None:
    made = invite(cast)
    assert made.check_password(PASSPHRASE)  # red control
    stored = everything_stored()
    assert "marta@clew.invalid" in stored
    assert PASSPHRASE not in stored


@pytest.mark.django_db
def test_the_passphrase_is_shown_once_and_the_page_after_it_has_none(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    form = {
        "shown_name": "Marta Made Up", "email": "Marta@Clew.invalid", "roles": ["trainer"],
        "once": token(),
    }  # fmt: skip
    shown = client.post("/account/members/", form).content.decode()
    [passphrase] = [part.split("</code>")[0] for part in shown.split("<code>")[1:]]
    assert len(passphrase) == 20
    assert Member.objects.get(email="marta@clew.invalid").check_password(passphrase)
    assert passphrase not in client.get("/account/members/").content.decode()
    assert passphrase not in everything_stored()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pair", "refused"),
    [
        ((Role.ADMINISTRATOR, Role.DATA_STEWARD), True),
        ((Role.ADMINISTRATOR, Role.DATA_STEWARD, Role.TRAINER), True),
        ((Role.ADMINISTRATOR, Role.TRAINER), False),  # red control
    ],
)
def test_roles_that_could_hide_each_others_work_are_not_one_persons(
    cast: Cast, pair: tuple[Role, ...], refused: bool
) -> None:
    if not refused:
        assert invite(cast, "marta@clew.invalid", *pair).roles == set(pair)
        return
    with pytest.raises(actions.RefusedTogether):
        invite(cast, "marta@clew.invalid", *pair)
    assert not Member.objects.filter(email="marta@clew.invalid").exists()
    form = {
        "shown_name": "M", "email": "marta@clew.invalid", "roles": [role.value for role in pair],
    }  # fmt: skip
    answer = signed_in(cast.administrator).post("/account/members/", form)
    assert answer.status_code == 422
    assert "may not be one person" in answer.content.decode()
    assert not Member.objects.filter(email="marta@clew.invalid").exists()


@pytest.mark.django_db
def test_only_an_administrator_invites_and_freezes_and_only_their_own(cast: Cast) -> None:
    with pytest.raises(actions.NotAdministrator):
        actions.invite(
            actor=cast.advocate_a, email="x@clew.invalid", shown_name="X", roles=[Role.TRAINER],
            passphrase=PASSPHRASE,
        )  # fmt: skip
    for who, whom in (
        (cast.advocate_a, cast.advocate_b),
        (cast.administrator, cast.advocate_elsewhere),
    ):
        with pytest.raises(actions.NotAdministrator):
            actions.freeze(actor=who, member=whom)
        assert Member.objects.get(id=whom.id).is_active
    actions.freeze(actor=cast.administrator, member=cast.advocate_b)  # red control
    assert not Member.objects.get(id=cast.advocate_b.id).is_active


@pytest.mark.django_db
def test_an_administrator_sees_the_members_of_their_organisation_and_no_case(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    shown = client.get("/account/members/").content.decode()
    own = {found.shown_name for found in Member.objects.filter(organisation=cast.house)}
    away = {found.shown_name for found in Member.objects.exclude(organisation=cast.house)}
    assert {name for name in own | away if name in shown} == own
    for path in ("/cases/", "/cases/today/", "/referrals/in/", "/account/events/", "/network/"):
        assert client.get(path).status_code == 403
    assert client.post(f"/account/members/{cast.advocate_elsewhere.id}/freeze/").status_code == 404
    assert client.post(f"/account/members/{cast.administrator.id}/freeze/").status_code == 404
    assert client.post(f"/account/members/{cast.advocate_b.id}/freeze/").status_code == 302


@pytest.mark.django_db
def test_an_address_that_is_taken_is_refused_in_any_case(cast: Cast) -> None:
    invite(cast)
    with pytest.raises(actions.AddressTaken):
        invite(cast, "MARTA@clew.invalid")


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [{"is_active": "0"}, {"organisation": "x"}, {"roles": "survivor"}])
def test_no_field_that_the_form_does_not_have_is_taken(cast: Cast, sent: dict[str, str]) -> None:
    form = {"shown_name": "M", "email": "marta@clew.invalid", "roles": "trainer"} | sent
    status = signed_in(cast.administrator).post("/account/members/", form).status_code
    made = Member.objects.filter(email="marta@clew.invalid").first()
    if "roles" in sent:
        assert (status, made) == (422, None)
        return
    assert made is not None
    assert (made.is_active, made.organisation) == (True, cast.house)


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_two_administrators_who_invite_the_same_person_at_once_make_one_member(cast: Cast) -> None:
    start, made, refused = threading.Barrier(6), [], []

    def work() -> None:
        try:
            start.wait()
            made.append(invite(cast))
        except actions.AddressTaken:
            refused.append(1)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(refused)) == (1, 5)
    assert Member.objects.filter(email="marta@clew.invalid").count() == 1
    assert Grant.objects.filter(member=made[0]).count() == 1
    assert Event.objects.filter(name="member.invited").count() == 1


@pytest.mark.django_db
def test_colleagues_are_the_active_members_of_ones_own_organisation(cast: Cast) -> None:
    actions.freeze(actor=cast.administrator, member=cast.advocate_b)
    found = list(queries.colleagues(cast.advocate_a, Role.ADVOCATE))
    assert found == [cast.advocate_a]
    assert cast.house not in set(queries.partners(cast.advocate_a))
    assert list(queries.circles_of(cast.advocate_elsewhere)) == []
