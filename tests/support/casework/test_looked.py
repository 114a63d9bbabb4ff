"""Every event about a person that this floor and those below write has words of its own."""

import re
from pathlib import Path

from clew.support.casework.looked import WORDS, in_words
from tests.architecture.files import SRC, files_in, text_of

# Names are written where they are recorded; those with a part in braces are filled in below.
_RECORDED = re.compile(
    r'(?:\brecord\(|opens\(|name=|_leave_trace\()[^"]{0,80}?f?"([a-z_]+\.[a-z_{}.]+)"'
)
_FILLED_IN = {
    "contact.{way.kind}_shown": {
        "contact.phone_shown",
        "contact.address_shown",
        "contact.email_shown",
    },
    "referral.{wanted.value}": {"referral.accepted", "referral.declined"},
    "message.{message.state}": {"message.sent", "message.stopped"},
}
# These name no person: a session, the keys of a partner, a code that nobody has.
_OF_NOBODY = {
    "training.written_down", "training.form_begun", "training.form_finished",
    "training.scene_judged", "training.step_taken", "training.lesson_read",
    "training.question_answered", "training.attended", "training.form_linked",
    "training.certificate_given", "emergency.refused",
    "key.entered", "key.confirmed", "key.revoked", "key.rotated",
    "offline.device_enrolled", "offline.device_ended", "offline.key_made",
    "offline.draft_arrived", "offline.draft_dropped",
}  # fmt: skip


def recorded(text: str) -> set[str]:
    """Return the names of events that a source records."""
    return {
        name
        for found in _RECORDED.findall(text)
        for name in _FILLED_IN.get(found, {found})
        if not name.endswith((".html", ".yaml", ".zip"))
    }


def sources() -> list[Path]:
    return [
        path
        for room in ("survivor", "recognise", "support/casework")
        for path in files_in(SRC / "clew" / room, suffixes=[".py"])
    ]


def test_every_event_about_a_person_has_words() -> None:
    names = {name for path in sources() for name in recorded(text_of(path))}
    assert {"case.opened", "contact.agreed", "referral.made", "five_lines.opened"} <= names
    assert names - set(WORDS) - _OF_NOBODY == set()


def test_an_event_without_words_would_be_found() -> None:
    # Red control.
    assert recorded('trace.record(\n    "case.moved", about=case)') - set(WORDS) == {"case.moved"}


def test_an_event_without_words_is_shown_all_the_same() -> None:
    assert in_words("something.new") == "Did something that has no words yet"
    assert in_words("case.opened") == "Read the case"
