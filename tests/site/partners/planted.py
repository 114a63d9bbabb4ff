"""Plant a mark in every closed field of a real house: a module that is run in one of its own.

It prints, as JSON, the marks and whose they are, ids and addresses to ask for, and keys to look
for. What is closed is found in the models: every sealed field whose compartment is not given to
the process for partners. All made up.
"""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

os.environ["CLEW_MODE"] = "real"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
START = "Zq" + secrets.token_hex(6)  # all marks of this house begin so, and nothing else does


def closed_fields() -> dict[type, list[Any]]:
    """Return, for each model, its sealed fields that are closed to partners."""
    from django.apps import apps  # noqa: PLC0415 -- after Django is set up

    from clew.ground.vault.fields import SealedField  # noqa: PLC0415 -- as above
    from clew.site.partners.given import COMPARTMENTS  # noqa: PLC0415 -- as above

    found: dict[type, list[Any]] = {}
    for model in apps.get_models():
        for field in model._meta.get_fields():  # noqa: SLF001 -- Django's documented way
            if isinstance(field, SealedField) and field.compartment not in COMPARTMENTS:
                found.setdefault(model, []).append(field)
    return found


@contextmanager
def planting(marks: dict[str, str]) -> Iterator[None]:
    """Put a mark of its own into every closed field of each row that is added.

    Args:
        marks: filled with the field's name and its mark.
    """
    from django.db.models.signals import pre_save  # noqa: PLC0415 -- after Django is set up

    from clew.recognise.classification.models import (  # noqa: PLC0415 -- as above
        Classification,
        Proposed,
    )
    from clew.recognise.mechanisms.models import Decision  # noqa: PLC0415 -- as above
    from clew.recognise.referrals.models import Referral  # noqa: PLC0415 -- as above
    from clew.support.casework.models import Moment, NoteVersion  # noqa: PLC0415 -- as above
    from clew.survivor.people.models import Person  # noqa: PLC0415 -- as above
    from clew.survivor.release.models import ReleasedItem  # noqa: PLC0415 -- as above

    closed = closed_fields()
    as_given = (NoteVersion, Moment, Classification, Proposed, Decision, Referral)

    def plant(sender: type, instance: Any, **_: object) -> None:  # noqa: ANN401 -- any model
        if not instance._state.adding or sender is ReleasedItem:  # noqa: SLF001 -- as documented
            return  # what is released is copied from what is known
        # Who somebody is is what is released of them: it is marked where nobody is given it.
        known = sender is Person and instance.full_name is not None
        for field in closed.get(sender, ()):
            if known and field.name != "nationality":
                continue
            if getattr(instance, field.name) is None and sender in as_given:
                continue  # the database says when it may be known: it has a row of its own
            name = f"{sender._meta.label}.{field.name}"  # noqa: SLF001 -- as documented
            mark = marks.setdefault(name, f"{START}{len(marks):04x}")
            value = getattr(instance, field.name)
            setattr(instance, field.name, {**value, "x": mark} if isinstance(value, dict) else mark)

    pre_save.connect(plant, weak=False, dispatch_uid="planted")
    try:
        yield
    finally:
        pre_save.disconnect(dispatch_uid="planted")


def planted() -> dict[str, Any]:
    """Open the house of the settings, and write one row of every kind, each field with its mark."""
    from clew.site import house  # noqa: PLC0415 -- reads the environment

    house.open_up(house.here())
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- after Django is set up
    from django.db.models import UUIDField  # noqa: PLC0415 -- as above
    from django.utils import timezone  # noqa: PLC0415 -- as above

    from clew.ground.accounts.policy import addresses  # noqa: PLC0415 -- as above
    from clew.ground.audit import heads  # noqa: PLC0415 -- as above
    from clew.ground.audit.chain import House  # noqa: PLC0415 -- as above
    from clew.ground.audit.viewer import looking  # noqa: PLC0415 -- as above
    from clew.ground.vault.sealing import seal_for_house  # noqa: PLC0415 -- as above
    from clew.site.demonstration.signing_in import SECRET  # noqa: PLC0415 -- as above
    from clew.site.partners.policy import ADDRESSES  # noqa: PLC0415 -- as above
    from clew.survivor.people import actions as people  # noqa: PLC0415 -- as above
    from tests.cast import assemble  # noqa: PLC0415 -- as above
    from tests.factories.people import a_release  # noqa: PLC0415 -- as above
    from tests.site.everything import guarded, of_advocate  # noqa: PLC0415 -- as above

    marks: dict[str, str] = {}
    today = timezone.localdate()
    with looking(House()), planting(marks):
        cast = assemble()
        keeper = cast.advocate_a
        whole = of_advocate(cast, keeper)
        people.write_down(actor=keeper, on=today, known={})
        _more(keeper, whole.person, cast.kitchen, today)
        open_mark = f"{START}open"
        known = {"full_name": f"Marek {open_mark}", "nationality": "made up"}
        given = people.write_down(actor=keeper, on=today, known=known)
        sent = [
            a_release(keeper, given, to, on=today)
            for to in (cast.police, cast.kitchen, cast.law_firm)
        ]
        sent.append(_of_immigration(keeper, given, cast.law_firm, today))
        heads.latest_signed()
        who = (cast.police_liaison, cast.lawyer, cast.investigator, cast.investigator_kitchen)
        for member in (*who, keeper):
            secret = {"secret": seal_for_house(SECRET, "second factor")}
            Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data=secret)
        rows = {
            str(key)
            for model in guarded()
            if isinstance(model._meta.pk, UUIDField)  # noqa: SLF001 -- Django's documented way
            for key in model.rows.values_list("pk", flat=True)
        }
    closed = {
        f"{model._meta.label}.{field.name}"  # type: ignore[attr-defined]  # noqa: SLF001 -- as above
        for model, fields in closed_fields().items()
        for field in fields
    }
    # What was released of immigration is a copy of what is known, with its mark.
    marks["release.ReleasedItem.immigration"] = marks["people.Person.nationality"]
    assert closed == set(marks), closed ^ set(marks)
    return {
        "start": START,
        "marks": marks,
        "open": open_mark,
        "officers": [member.email for member in who],
        "keeper": keeper.email,
        "releases": [str(row.id) for row in sent],
        "rows": sorted(rows),
        "codes": [whole.person.code, given.code],
        "addresses": [[name, pattern, name in ADDRESSES] for name, pattern in addresses()],
        "keys": _keys(),
    }


def _more(keeper: Any, person: Any, to: Any, today: Any) -> None:  # noqa: ANN401 -- models
    """Write what the database lets stand in certain rows only."""
    from django.utils import timezone  # noqa: PLC0415 -- after Django is set up

    from clew.recognise.classification.models import (  # noqa: PLC0415 -- as above
        Classification,
        Proposed,
    )
    from clew.recognise.mechanisms.models import Decision  # noqa: PLC0415 -- as above
    from clew.recognise.referrals.models import Referral  # noqa: PLC0415 -- as above
    from clew.support.casework.models import (  # noqa: PLC0415 -- as above
        Case,
        Moment,
        Note,
        NoteVersion,
    )
    from tests.factories.people import a_release  # noqa: PLC0415 -- as above

    case = Case.rows.get(person=person)
    note = Note.rows.create(case=case, happened_on=today, made_by=keeper, is_testimony=True)
    NoteVersion.rows.create(note=note, told="made up", author=keeper)
    for kind, words in (
        ("other", {"title": "made up", "detail": "made up"}),
        ("health", {"health": {"title": "made up"}}),
    ):
        Moment.rows.create(case=case, kind=kind, happened_on=today, recorded_by=keeper, **words)
    Classification.rows.create(
        person=person, author=keeper, organisation=keeper.organisation, facts={}, status_facts={},
        points_to="neither", rule_version="made up", kept_on=today, concluded="neither",
        reason="made up", concluded_by=keeper, concluded_at=timezone.now(), phase="made up",
        about={}, cited={}, status_cited={}, basis={}, status_basis={},
    )  # fmt: skip
    for said in ({"said": {}}, {"status_said": {}}):
        Proposed.rows.create(person=person, by=keeper, made_on=today, **said)
    Decision.rows.create(
        person=person, organisation=keeper.organisation, mechanism="gb-nrm",
        step="reasonable_grounds", outcome="positive", decided_on=today, told_on=today,
        told_by="made up", words="made up", recorded_by=keeper, correction="made up",
        corrects=Decision.rows.get(person=person),
    )  # fmt: skip
    Referral.rows.create(
        person=person, from_organisation=keeper.organisation, to_organisation=to,
        release=a_release(keeper, person, to), made_by=keeper, made_on=today, state="declined",
        decline_reason="full", decline_words="made up", decided_by=keeper,
        decided_at=timezone.now(),
    )  # fmt: skip


def _of_immigration(keeper: Any, person: Any, to: Any, today: Any) -> Any:  # noqa: ANN401 -- models
    """Release where somebody comes from to their lawyers: it opens in the house alone."""
    from clew.rules.consent.kinds import Kind, Purpose  # noqa: PLC0415 -- after Django is set up
    from clew.survivor.consent import actions as consents  # noqa: PLC0415 -- as above
    from clew.survivor.release import actions as release  # noqa: PLC0415 -- as above
    from clew.survivor.release.items import offered  # noqa: PLC0415 -- as above

    purpose = Purpose.LEGAL_ADVICE
    consents.record(
        actor=keeper, person=person, recipient=to, kinds=[Kind.IMMIGRATION], purpose=purpose,
        from_on=today,
    )  # fmt: skip
    person.refresh_from_db(fields=["consent_epoch"])
    items = offered(keeper, person, [Kind.IMMIGRATION])
    assert items, "there is something of immigration to release"
    return release.commit(
        actor=keeper, person=person, items=items, recipient=to, purpose=purpose, on=today,
        epoch=person.consent_epoch,
    )  # fmt: skip


def _keys() -> dict[str, str]:
    """Return keys that are closed to partners, and one that is given."""
    from clew.ground.vault import root  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault.compartments import Compartment  # noqa: PLC0415 -- as above
    from clew.site.partners.given import COMPARTMENTS  # noqa: PLC0415 -- as above

    held = root.held()
    found = {"root": bytes(held.wrapping[held.current]), "derived": bytes(held.derived)}
    for part in set(Compartment) - set(COMPARTMENTS):
        found[part.value] = bytes(root.wrapping_key(part, held.current))
    given = bytes(root.wrapping_key(COMPARTMENTS[0], held.current))
    return {name: key.hex() for name, key in (*found.items(), ("given", given))}


if __name__ == "__main__":
    print(json.dumps(planted()))
