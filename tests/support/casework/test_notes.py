"""Notes: two people may write at once, and neither loses a word."""

import pytest

from clew.ground.audit.models import Event
from clew.ground.notices.models import Notice
from clew.ground.vault import permits
from clew.support.casework import actions, queries
from clew.support.casework.models import Case, Note, NoteVersion
from clew.survivor.people.permissions import NotYours
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.support.casework.files import a_case, at, once, text_of

pytestmark = pytest.mark.django_db
FIRST = f"He slept well. {CANARY} one"
OF_A = f"He slept well, and called his daughter. {CANARY} two"
OF_B = f"He slept badly. {CANARY} three"


@pytest.fixture
def note(cast: Cast, case: Case) -> Note:
    """Write a note that A and B may change."""
    return actions.add_note(actor=cast.advocate_a, case=case, text=FIRST, happened_on=TODAY)


def base_of(note: Note) -> NoteVersion:
    row: NoteVersion = NoteVersion.rows.get(note=note)
    return row


def texts(cast: Cast, note: Note, *, newest: bool = False) -> list[str]:
    versions = queries.open_versions(cast.advocate_a, note)
    return [row.words for row in (queries.leaves(versions) if newest else versions)]


def test_a_note_that_is_saved_keeps_its_former_text(cast: Cast, note: Note) -> None:
    done = actions.save_note(actor=cast.advocate_b, note=note, version=base_of(note).id, text=OF_B)
    assert isinstance(done, actions.Saved)
    assert texts(cast, note) == [FIRST, OF_B]
    assert texts(cast, note, newest=True) == [OF_B]


def test_two_who_wrote_from_one_text_both_keep_theirs_and_are_told(cast: Cast, note: Note) -> None:
    base = base_of(note).id
    actions.save_note(actor=cast.advocate_a, note=note, version=base, text=OF_A)
    done = actions.save_note(actor=cast.advocate_b, note=note, version=base, text=OF_B)
    assert isinstance(done, actions.Conflict)
    assert texts(cast, note, newest=True) == [OF_A, OF_B]
    told = Notice.objects.filter(code="note.conflict").values_list("member", flat=True)
    assert set(told) == {cast.advocate_a.id, cast.advocate_b.id}


def test_the_page_asks_which_text_to_keep_and_joins_them_once(
    cast: Cast, case: Case, note: Note
) -> None:
    base = str(base_of(note).id)
    a, b = signed_in(cast.advocate_a), signed_in(cast.advocate_b)
    edit, together = at(case, f"notes/{note.id}/edit/"), at(case, f"notes/{note.id}/together/")
    kept = a.post(edit, once(1, version=base, text=OF_A))
    assert kept.headers["Location"] == at(case, f"notes/{note.id}/")
    stale = b.post(edit, once(2, version=base, text=OF_B))
    assert stale.headers["Location"] == together
    page = text_of(b.get(together))
    assert page.count(OF_A) == page.count(OF_B) == 2  # each by itself, and in the text of both
    first, second = (
        str(row.id) for row in queries.leaves(queries.open_versions(cast.advocate_b, note))
    )
    sent = once(3, first=first, second=second, text="One text of both.")
    assert b.post(together, sent).headers["Location"] == at(case, f"notes/{note.id}/")
    assert b.post(together, sent).status_code == 409  # pressed twice
    assert texts(cast, note, newest=True) == ["One text of both."]
    assert texts(cast, note) == [FIRST, OF_A, OF_B, "One text of both."]
    assert b.get(together).headers["Location"] == at(case, f"notes/{note.id}/")


def test_one_of_two_texts_is_kept_by_a_press_and_the_other_stays_readable(
    cast: Cast, case: Case, note: Note
) -> None:
    base = base_of(note).id
    for actor, text in ((cast.advocate_a, OF_A), (cast.advocate_b, OF_B)):
        actions.save_note(actor=actor, note=note, version=base, text=text)
    first, second = queries.leaves(queries.open_versions(cast.advocate_a, note))
    client = signed_in(cast.advocate_a)
    sent = once(1, first=str(first.id), second=str(second.id), keep=str(second.id), text="x")
    client.post(at(case, f"notes/{note.id}/together/"), sent)
    assert texts(cast, note, newest=True) == [OF_B]
    assert texts(cast, note) == [FIRST, OF_A, OF_B, OF_B]


def test_a_text_written_while_two_were_joined_waits_for_a_choice_of_its_own(
    cast: Cast, note: Note
) -> None:
    base = base_of(note).id
    for text in (OF_A, OF_B):
        actions.save_note(actor=cast.advocate_a, note=note, version=base, text=text)
    first, second = queries.leaves(queries.open_versions(cast.advocate_a, note))
    actions.save_note(actor=cast.advocate_b, note=note, version=first.id, text="meanwhile")
    done = actions.resolve_conflict(
        actor=cast.advocate_a, note=note, between=(first.id, second.id), text="both"
    )
    assert isinstance(done, actions.Conflict)
    assert texts(cast, note, newest=True) == ["meanwhile", "both"]


def test_a_version_of_another_note_is_refused(cast: Cast, case: Case, note: Note) -> None:
    other = actions.add_note(actor=cast.advocate_a, case=case, text="other", happened_on=TODAY)
    with pytest.raises(queries.NoSuchNote):
        actions.save_note(actor=cast.advocate_a, note=note, version=base_of(other).id, text="moved")
    assert texts(cast, note) == [FIRST]


def test_a_note_sent_twice_is_written_once(cast: Cast, case: Case) -> None:
    client = signed_in(cast.advocate_a)
    sent = once(7, happened_on="2026-03-16", text=FIRST)
    assert client.post(at(case, "notes/new/"), sent).status_code == 302
    assert client.post(at(case, "notes/new/"), sent).status_code == 409
    assert Note.rows.count() == 1
    # Red control: another form of the same words is another note.
    assert client.post(at(case, "notes/new/"), {**sent, **once(8)}).status_code == 302
    assert Note.rows.count() == 2


def test_an_empty_note_is_asked_for_again_and_the_day_is_kept(cast: Cast, case: Case) -> None:
    client = signed_in(cast.advocate_a)
    answer = client.post(at(case, "notes/new/"), once(1, happened_on="2026-03-02", text=" "))
    assert answer.status_code == 422
    assert answer.context["errors"] == {"f-text": "Write the note."}
    assert 'value="2026-03-02"' in text_of(answer)
    assert not Note.rows.exists()


def test_the_words_of_a_note_stand_in_no_column_and_no_event(
    cast: Cast, case: Case, note: Note
) -> None:
    told = actions.add_note(
        actor=cast.advocate_a, case=case, text=OF_A, happened_on=TODAY, is_testimony=True
    )
    assert texts(cast, note) + texts(cast, told) == [FIRST, OF_A]  # red control: there are words
    stored = [
        bytes(value)
        for row in NoteVersion.rows.values_list("text", "told")
        for value in (getattr(part, "stored", part) for part in row)
        if value is not None
    ]
    assert len(stored) == 2
    events = [bytes(body) for body in Event.objects.values_list("body", flat=True)]
    assert not any(CANARY.encode() in text for text in (*stored, *events))


def test_a_note_opens_only_after_its_reading_was_recorded(cast: Cast, note: Note) -> None:
    permits.clear()
    with pytest.raises(permits.NoTrace):
        _ = base_of(note).words
    assert texts(cast, note) == [FIRST]  # red control


def test_who_leads_the_team_reads_notes_and_changes_none(
    cast: Cast, case: Case, note: Note
) -> None:
    client = signed_in(cast.case_lead, shown_for=case.person_id)
    assert FIRST in text_of(client.get(at(case, f"notes/{note.id}/")))
    edit = at(case, f"notes/{note.id}/edit/")
    assert client.get(edit).status_code == 403
    sent = once(1, version=str(base_of(note).id), text=OF_B)
    assert client.post(edit, sent).status_code == 403
    with pytest.raises(NotYours):
        actions.save_note(actor=cast.case_lead, note=note, version=base_of(note).id, text=OF_B)
    assert texts(cast, note) == [FIRST]


def test_a_note_of_another_case_is_not_found_through_mine(
    cast: Cast, case: Case, note: Note
) -> None:
    mine = a_case(cast.advocate_a, "Ilinca")
    client = signed_in(cast.advocate_a)
    assert client.get(at(mine, f"notes/{note.id}/")).status_code == 404
    assert client.get(at(case, f"notes/{note.id}/")).status_code == 200  # red control
