"""A copy holds everything that is kept: every sealed field, or a reason why not."""

import io
import json
import zipfile

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from clew.ground.accounts.guarded import Guarded
from clew.ground.audit.models import Event
from clew.ground.vault import permits
from clew.ground.vault.permits import NoTrace
from clew.site.persons import LEFT_OUT
from clew.survivor.people.models import Person
from clew.survivor.rights.kept import everything, sealed_fields
from clew.survivor.rights.models import Copy
from clew.survivor.rights.rooms import kept
from clew.survivor.rights.states import Copying
from tests.cast import CANARY, TODAY, Cast, signed_in

pytestmark = pytest.mark.django_db


def missing(shown: set[str]) -> set[str]:
    """Return every sealed field that neither a copy shows nor a reason leaves out."""
    every = {
        f"{model._meta.label}.{name}"  # noqa: SLF001 -- Django's documented way
        for model in apps.get_models()
        if issubclass(model, Guarded)
        for name in sealed_fields(model)
    }
    return every - shown - set(LEFT_OUT)


def shown() -> set[str]:
    return {
        f"{records.model._meta.label}.{name}"  # noqa: SLF001 -- Django's documented way
        for records in kept()
        for name in records.fields
    }


def test_every_sealed_field_is_in_the_copy_or_left_out_with_a_reason() -> None:
    assert missing(shown()) == set()
    assert all(str(reason).endswith(".") for reason in LEFT_OUT.values())


def test_a_field_that_nobody_shows_would_be_found() -> None:
    # Red control.
    assert missing(shown() - {"screening.Screening.said"}) == {"screening.Screening.said"}


def test_what_is_left_out_really_exists() -> None:
    for name in LEFT_OUT:
        app, model, field = name.split(".")
        assert field in sealed_fields(apps.get_model(app, model))


@pytest.fixture
def copy(cast: Cast, person: Person) -> Copy:
    return Copy.rows.create(
        person=person, asked_by=cast.advocate_a, asked_on=TODAY, state=Copying.READY,
        ready_at=timezone.now(),
    )  # fmt: skip


def test_each_room_is_in_it_in_words_and_one_event_says_that_all_was_opened(
    cast: Cast, copy: Copy
) -> None:
    found = everything(actor=cast.advocate_a, copy=copy, records=kept())
    titles = [section.title for section in found]
    for title in (
        "Who you are", "Notes", "What you said yes to", "What was handed over", "Ways to reach you",
        "What you answered on your own page", "What was worked out about the law",
        "Single facts you told", "Facts shared in a circle, under another name",
    ):  # fmt: skip
        assert title in titles
    assert titles[0] == "Who you are"
    assert Event.objects.filter(name="copy.opened").count() == 1


def test_of_another_person_there_is_nothing_in_it(cast: Cast, copy: Copy) -> None:
    from tests.factories.people import a_person  # noqa: PLC0415 -- only here

    other = a_person(cast.advocate_a)
    found = everything(actor=cast.advocate_a, copy=copy, records=kept())
    assert other.code not in str(found)


def test_without_the_trace_nothing_of_it_opens(
    cast: Cast, copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    permits.clear()
    monkeypatch.setattr("clew.survivor.rights.kept.reads.record", lambda **_: None)
    with pytest.raises(NoTrace):
        everything(actor=cast.advocate_a, copy=copy, records=kept())


def test_the_file_holds_a_page_and_the_same_for_machines(cast: Cast, copy: Copy) -> None:
    page = reverse("rights:copy", args=[copy.person.code])
    answer = signed_in(cast.advocate_a).post(page, {"do": "file"})
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="copy.zip"'
    assert "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["copy.html", "copy.json"]
        told = json.loads(archive.read("copy.json"))
        read = archive.read("copy.html").decode()
    assert CANARY in read
    assert told["kept"][0]["what"] == "Who you are"
    assert {look["who"] for look in told["looked"]} >= {"Ada Advocate, Lantern House"}
