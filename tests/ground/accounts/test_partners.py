"""An administrator writes down who something could be released to, and makes circles."""

import pytest
from django.urls import reverse

from clew.ground.accounts import actions
from clew.ground.accounts.models import Circle, Organisation
from clew.rules.consent.kinds import Purpose, RecipientKind
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db


def test_an_organisation_and_a_circle_are_made_on_the_page(cast: Cast) -> None:
    client, page = signed_in(cast.administrator), reverse("accounts:partners")
    sent = {"add": "partner", "name": "Wold Clinic (made up)", "kind": "health"}
    assert client.post(page, sent).status_code == 302
    clinic = Organisation.objects.get(name="Wold Clinic (made up)")
    sent = {
        "add": "circle", "circle_name": "Wold circle", "purpose": "find_others",
        "partners": [str(clinic.id)],
    }  # fmt: skip
    assert client.post(page, sent).status_code == 302
    made = Circle.objects.get(name="Wold circle")
    assert set(made.organisations.all()) == {cast.house, clinic}
    assert "Wold circle" in client.get(page).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"add": "partner", "name": "", "kind": "health"},
        {"add": "partner", "name": "Far Shore", "kind": "charity"},
        {"add": "partner", "name": "Somebody", "kind": "circle"},
        {"add": "circle", "circle_name": "Alone", "purpose": "find_others"},
        {"add": "circle", "circle_name": "Wrong", "purpose": "support", "partners": ["x"]},
        {"add": "nothing"},
    ],
)
def test_what_is_not_whole_makes_nothing(cast: Cast, sent: dict[str, object]) -> None:
    before = (Organisation.objects.count(), Circle.objects.count())
    answer = signed_in(cast.administrator).post(reverse("accounts:partners"), sent)
    assert answer.status_code == 422
    assert (Organisation.objects.count(), Circle.objects.count()) == before


def test_only_an_administrator_adds_partners(cast: Cast) -> None:
    with pytest.raises(actions.NotAdministrator):
        actions.add_partner(actor=cast.advocate_a, name="Ours", kind=RecipientKind.CHARITY)
    with pytest.raises(actions.NotAdministrator):
        actions.make_circle(
            actor=cast.advocate_a, name="Ours", purpose=Purpose.FIND_OTHERS, partners=[]
        )


LOOKS_LIKE = {
    "another case": "FAR SHORE",
    "two spaces": "Far  Shore",
    "a sign nobody sees": "Far\u200b Sho\u200dre",
    "read from the right": "\u202eFar Shore",
    "Cyrillic": "F\u0430r Sh\u043er\u0435",
    "Greek": "F\u03b1r Sh\u03bfre",
    "full width": "\uff26ar Shore",
    "an accent": "Fa\u0301r Shore",
    "a digit": "Far Sh0re",
    "a full stop": "Far Shore.",
}


@pytest.mark.parametrize("name", LOOKS_LIKE.values(), ids=LOOKS_LIKE)
def test_a_name_that_looks_like_another_is_refused(
    cast: Cast, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, client = reverse("accounts:partners"), signed_in(cast.administrator)
    answer = client.post(page, {"add": "partner", "name": name, "kind": "charity"})
    assert answer.status_code == 422
    assert "one that looks like it" in answer.content.decode()
    Circle.objects.create(name="Far Shore", purpose="find_others")
    with pytest.raises(actions.NameTaken):
        actions.make_circle(
            actor=cast.administrator, name=name, purpose=Purpose.FIND_OTHERS, partners=[]
        )
    # Red control: compared letter by letter both stand in the list, and nobody tells them apart.
    monkeypatch.setattr(actions, "too_alike", lambda given, others: given in others)
    assert actions.add_partner(actor=cast.administrator, name=name, kind=RecipientKind.CHARITY)


@pytest.mark.parametrize("name", ["Far Shores", "Fair Shore", "\u0414\u0430\u043b\u044c", "!!"])
def test_another_name_is_another_organisation(cast: Cast, name: str) -> None:
    made = actions.add_partner(actor=cast.administrator, name=name, kind=RecipientKind.CHARITY)
    assert made.name == name
