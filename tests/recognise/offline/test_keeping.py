"""What arrived is kept for a person as any screening, once; then its words are gone from here."""

import pytest
from django.utils import timezone

from clew.ground.audit import queries as audit
from clew.ground.audit import whole
from clew.ground.vault.models import DataKey
from clew.recognise.offline import actions, erasure, queries
from clew.recognise.offline.models import Draft, Step
from clew.recognise.screening import queries as screenings
from clew.recognise.screening.interview import Choice, Earlier
from clew.recognise.screening.models import Screening
from clew.recognise.screening.noting import Source
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.reading import Page
from tests.recognise.offline.devices import OTHER, SIGN, ready, sent

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def kept(cast: Cast, row: Draft, seen: str | None = None) -> Screening:
    row = Draft.rows.get(id=row.id)
    held = queries.read(cast.first_responder, row).story.interview
    assert held is not None
    return actions.keep(
        actor=cast.first_responder, draft=row, held=held, on=TODAY, at=timezone.now(),
        seen=row.steps_digest if seen is None else seen,
    )  # fmt: skip


def test_it_becomes_a_screening_with_the_version_that_was_asked(cast: Cast) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder).talks())
    found = screenings.read(cast.first_responder, kept(cast, row))
    assert [words for _, words in found.present] == [f"{CANARY} said so"]
    assert found.row.instrument_version == "made up"
    assert (found.row.answered, found.row.owner) == (2, cast.first_responder)
    assert queries.waiting(cast.first_responder) == []


def test_its_words_and_their_key_are_then_gone(cast: Cast) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder).talks())
    assert DataKey.objects.filter(subject=row.subject).exists()  # red control
    kept(cast, row)
    assert not DataKey.objects.filter(subject=row.subject).exists()
    assert not Step.rows.filter(draft=row).exclude(sealed=None).exists()
    with pytest.raises(queries.NoSuchDraft):
        queries.draft_for(cast.first_responder, row.id)


def test_kept_twice_it_is_there_once(cast: Cast) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder).talks())
    held = queries.read(cast.first_responder, row).story.interview
    assert held is not None
    kept(cast, row)
    with pytest.raises(actions.AlreadyClosed):
        actions.keep(
            actor=cast.first_responder, draft=row, held=held, on=TODAY, at=timezone.now(),
            seen=row.steps_digest,
        )  # fmt: skip
    assert Screening.rows.count() == 1


def test_sent_once_more_after_it_was_kept_nothing_comes_back(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    row = sent(cast.first_responder, device)
    kept(cast, row)
    again = sent(cast.first_responder, device)
    assert (again.id, again.state) == (row.id, "kept")
    assert queries.waiting(cast.first_responder) == []
    assert len(queries.digests_here(again)) == len(device.steps)  # so that the device lets go


def test_what_comes_after_it_was_kept_waits_beside_it(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    first = kept(cast, sent(cast.first_responder, device))
    device.answers("UNODC.G.03", "present", f"{CANARY} said more")
    late = sent(cast.first_responder, device)
    assert (late.state, late.screening_id) == ("waiting", first.id)
    held = queries.read(cast.first_responder, late).story.interview
    assert held is not None
    assert list(held.choices) == ["UNODC.G.03"]
    assert kept(cast, late).id != first.id


def test_more_that_came_since_it_was_read_is_read_first(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    seen = sent(cast.first_responder, device).steps_digest
    device.answers(SIGN, "absent")
    row = sent(cast.first_responder, device)
    with pytest.raises(actions.MoreCame):
        kept(cast, row, seen)
    assert not Screening.rows.exists()


def test_read_again_what_came_since_is_kept_too(cast: Cast) -> None:
    # Red control: it is the reading that was missing.
    device = ready(cast.first_responder).talks()
    sent(cast.first_responder, device)
    device.answers(SIGN, "absent")
    row = sent(cast.first_responder, device)
    assert kept(cast, row, row.steps_digest).answered == 2


def test_an_answer_that_is_no_longer_asked_stays_stored(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    device.answers("UNODC.G.GONE", "present", "said then")
    row = kept(cast, sent(cast.first_responder, device))
    assert screenings.read(cast.first_responder, row).left_over == 1


def test_what_was_answered_before_is_kept_beside_what_stands(cast: Cast) -> None:
    device = ready(cast.first_responder)
    device.answers(SIGN, "present", f"{CANARY} first", "was sure")
    device.answers(SIGN, "present", f"{CANARY} first", "was sure")
    device.answers(SIGN, None)
    device.answers(SIGN, "absent", f"{CANARY} then")
    device.answers(OTHER, "not_said")
    row = kept(cast, sent(cast.first_responder, device))
    held = screenings.read(cast.first_responder, row).interview
    assert held is not None
    assert held.words == {SIGN: f"{CANARY} then"}
    assert held.earlier == {SIGN: (Earlier(Choice.PRESENT, f"{CANARY} first", "was sure"),)}
    page = Page.of(signed_in(cast.first_responder).get(f"/screen/kept/{row.id}/"))
    assert "Answered before, in the same talk" in page.text
    assert page.text.index(f"{CANARY} then") < page.text.index(f"{CANARY} first")


def test_where_each_answer_comes_from_is_kept_as_the_device_asked_it(cast: Cast) -> None:
    device = ready(cast.first_responder)
    device.writes(kind="answer", indicator=SIGN, choice="present", words="", source="seen")
    device.writes(kind="answer", indicator=OTHER, choice="absent", words="", source="said")
    device.writes(kind="answer", indicator="UNODC.G.03", choice="absent", words="")
    device.writes(kind="answer", indicator="UNODC.G.04", choice=None, words="", source="said")
    held = screenings.read(
        cast.first_responder, kept(cast, sent(cast.first_responder, device))
    ).interview
    assert held is not None
    assert {name: note.source for name, note in held.notes.items()} == {
        SIGN: Source.SEEN, OTHER: Source.TOLD,
    }  # fmt: skip


def test_drafts_of_one_talk_are_locked_in_one_order_and_one_that_was_closed_is_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [sent(cast.first_responder, ready(cast.first_responder).talks()) for _ in range(2)]
    held = queries.read(cast.first_responder, rows[0]).story.interview
    assert held is not None
    locked: list[Draft] = []
    really = actions._to_close  # noqa: SLF001 -- what is looked at

    def noted(draft: Draft, seen: str) -> Draft:
        locked.append(draft)
        return really(draft, seen)

    monkeypatch.setattr(actions, "_to_close", noted)
    for one, two in (rows, rows[::-1]):
        with pytest.raises(actions.MoreCame):
            actions.keep(
                actor=cast.first_responder, draft=one, held=held, on=TODAY, at=timezone.now(),
                seen=one.steps_digest if one.id < two.id else "another",
                beside=(two, "another" if one.id < two.id else two.steps_digest),
            )  # fmt: skip
    assert [row.id for row in locked] == sorted(row.id for row in rows) * 2
    for gone, error in ((rows[1], actions.MoreCame), (rows[0], actions.AlreadyClosed)):
        actions.drop(
            actor=cast.first_responder, draft=gone, seen=gone.steps_digest, at=timezone.now()
        )
        with pytest.raises(error):
            actions.keep(
                actor=cast.first_responder, draft=rows[0], held=held, on=TODAY, at=timezone.now(),
                seen=rows[0].steps_digest, beside=(rows[1], rows[1].steps_digest),
            )  # fmt: skip


def test_thrown_away_it_is_gone_and_nobody_was_written_down(cast: Cast) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder).talks())
    actions.drop(actor=cast.first_responder, draft=row, seen=row.steps_digest, at=timezone.now())
    assert not DataKey.objects.filter(subject=row.subject).exists()
    assert not Screening.rows.exists()
    assert Draft.rows.get(id=row.id).state == "dropped"


def test_forgetting_the_person_empties_what_came_late(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    first = kept(cast, sent(cast.first_responder, device))
    device.answers(OTHER, "present")
    late = sent(cast.first_responder, device)
    assert erasure.keys_of(first.person) == [late.subject]
    erasure.erase(first.person)
    assert not Step.rows.filter(draft=late).exclude(sealed=None).exists()
    assert queries.waiting(cast.first_responder) == []


def test_keeping_is_told_to_whoever_asks_who_has_looked(cast: Cast) -> None:
    row = kept(cast, sent(cast.first_responder, ready(cast.first_responder).talks()))
    assert "offline.draft_kept" in {look.name for look in audit.looked(row.person_id)}


def test_the_rows_of_the_trace_are_as_they_were_written(cast: Cast) -> None:
    kept(cast, sent(cast.first_responder, ready(cast.first_responder).talks()))
    assert whole.verified({}, deep=True).broken_at is None
