"""Which keys are given, and what an earlier Clew had sealed is moved before they are."""

from pathlib import Path
from uuid import UUID

import pytest

from clew.connect.sharing.models import InformationRequest
from clew.ground.accounts.models import House
from clew.ground.audit.whole import verified
from clew.ground.vault import bundles, permits, root
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.ground.vault.models import DataKey
from clew.ground.vault.root import NotGiven
from clew.ground.vault.successors import standing_apart
from clew.rules.consent.kinds import Kind, Purpose
from clew.site.control import Refused
from clew.site.partners import given, keys
from clew.survivor.people.models import Person
from clew.survivor.release.models import ReleasedItem
from clew.survivor.release.queries import parts
from tests.cast import TODAY, Cast
from tests.factories.rows import request_ids
from tests.site.partners.words import NATIONALITY
from tests.survivor.made import sent, somebody, yes

pytestmark = [pytest.mark.django_db, pytest.mark.both]

KEY = bytearray(b"k" * 32)


def written(path: Path) -> list[str]:
    said: list[str] = []
    keys.write(said.append, key=KEY.hex(), file=str(path))
    return said


@pytest.mark.usefixtures("cast")
def test_the_bundle_holds_two_compartments_and_nothing_that_others_come_from(
    tmp_path: Path,
) -> None:
    written(tmp_path / "partner.keys")
    bundle = bundles.read(tmp_path / "partner.keys", KEY)
    assert {part for part, _version in bundle.wrapping} == {"released", "intelligence"}
    held = [bytes(key) for key in (*bundle.derived.values(), *bundle.wrapping.values())]
    house = root.held()
    for secret in (house.derived, *house.wrapping.values()):
        assert bytes(secret) not in held
    for closed in set(Compartment) - set(given.COMPARTMENTS):
        assert root.wrapping_key(closed, house.current) not in held
        with pytest.raises(NotGiven):
            bundle.wrapping_key(closed, house.current)
    for purpose in ("audit chain", "card", "people index", "drill identity", "release preview"):
        assert root.derive(purpose) not in held


def test_sessions_of_the_two_processes_are_signed_apart(cast: Cast) -> None:
    bundle = given.bundle([cast.find_others.id])
    assert bundle.key("sessions") != root.derive("sessions")
    assert bundle.key("kept form") != root.derive("kept form")
    assert bundle.key("audit rows") == root.derive("audit rows")  # red control


def test_only_circles_of_investigators_are_among_them(cast: Cast) -> None:
    assert given.circles() == [cast.find_others.id]
    cast.find_others.organisations.set([cast.elsewhere])
    assert given.circles() == []


def test_no_file_is_written_over(tmp_path: Path, cast: Cast) -> None:  # noqa: ARG001 -- a house
    path = tmp_path / "partner.keys"
    path.write_text("somebody's")
    with pytest.raises(Refused):
        written(path)
    assert path.read_text() == "somebody's"


def test_what_an_earlier_clew_released_is_read_and_then_moved(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    House.objects.create(kind=House.REAL)
    person = somebody(cast, full_name="Ana Made-Up", nationality=NATIONALITY)
    with monkeypatch.context() as patch:
        seal_as_before(patch)
        kinds = (Kind.IDENTITY, Kind.IMMIGRATION)
        yes(cast, person, cast.law_firm, *kinds, purpose=Purpose.LEGAL_ADVICE)
        row = sent(cast, person, cast.law_firm, *kinds, purpose=Purpose.LEGAL_ADVICE)
        request_ids(row, cast.lawyer)
        ReleasedItem.rows.filter(release=row, kind="immigration").delete()
        item = ReleasedItem(release=row, place=9, kind="immigration", name="nationality")
        item.value = NATIONALITY  # where an earlier Clew kept it too
        item.save(force_insert=True)
    permits.clear()
    stands = {field.name for _model, field, _key in standing_apart()}
    assert stands == {"value", "words"}
    read = {part.name: part.value for part in parts(cast.lawyer, row.id, on=TODAY)}
    assert read["full_name"] == "Ana Made-Up"
    assert read["nationality"] == NATIONALITY

    said = written(tmp_path / "partner.keys")
    assert "were moved" in said[0]
    assert standing_apart() == []
    permits.clear()
    assert {part.name: part.value for part in parts(cast.lawyer, row.id, on=TODAY)} == read
    moved = ReleasedItem.rows.get(id=item.id)
    assert moved.__dict__["value"] is None
    assert _compartment(moved, "immigration") == "immigration"
    assert _compartment(ReleasedItem.rows.get(release=row, name="full_name"), "value") == "released"
    assert verified({}, deep=True).broken_at is None
    again = written(tmp_path / "again.keys")
    assert len(again) == len(said) - 1, "nothing is left to move"


def seal_as_before(patch: pytest.MonkeyPatch) -> None:
    """Seal as an earlier Clew did: what was released beside the notes of the casework."""
    for model, name in ((ReleasedItem, "value"), (InformationRequest, "words")):
        field = model._meta.get_field(name)  # noqa: SLF001 -- Django's documented way
        assert isinstance(field, SealedField)
        patch.setitem(field.__dict__, "stands_in", field.stands_in.before)


def _compartment(row: ReleasedItem, name: str) -> str:
    stored = row.__dict__[name].stored
    return str(DataKey.objects.get(id=UUID(bytes=stored[1:17])).compartment)


def test_a_release_of_today_stands_apart_from_the_start(cast: Cast) -> None:
    person: Person = somebody(cast, full_name="Ana Made-Up", nationality=NATIONALITY)
    yes(cast, person, cast.law_firm, Kind.IMMIGRATION, purpose=Purpose.LEGAL_ADVICE)
    row = sent(cast, person, cast.law_firm, Kind.IMMIGRATION, purpose=Purpose.LEGAL_ADVICE)
    item = ReleasedItem.rows.get(release=row)
    assert item.__dict__["value"] is None
    assert _compartment(item, "immigration") == "immigration"
    assert standing_apart() == []
