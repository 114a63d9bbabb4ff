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
