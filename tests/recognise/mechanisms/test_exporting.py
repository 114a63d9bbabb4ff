"""The file of what left: every field in the form's order, and nothing that stayed."""

import io
import json
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from clew.ground.accounts.models import Member
from clew.ground.audit import queries as audit
from clew.recognise.mechanisms import exporting
from clew.recognise.mechanisms.models import Sending
from clew.recognise.mechanisms.printing import printed
from clew.recognise.mechanisms.queries import NoSuchSending
from clew.rules.consent.kinds import Kind
from clew.survivor.release import actions as release
from clew.survivor.release.packaging import NotOpen
from tests.cast import TODAY, Cast
from tests.recognise.mechanisms.preparing import (
    ADULT,
    AGREED,
    CHILD,
    DECLINED,
    NRM,
    a_person,
    agreed,
    an_authority,
    bound,
    filled_in,
    let_go,
)

pytestmark = pytest.mark.django_db
TAKEN = {
    "were-they-taken-somewhere-by-their-exploiter": "yes", "pv-nationality": "Polish",
    "where-exploitation-happened": "uk-and-overseas", "is-this-the-first-chance-to-report": "yes",
}  # fmt: skip
NOT_TAKEN = {
    "were-they-taken-somewhere-by-their-exploiter": "no", "pv-ho-reference": "no",
    "where-exploitation-happened": "uk", "is-this-the-first-chance-to-report": "yes",
    "yes-the-first-chance-to-report": "",
}  # fmt: skip


def sent(keeper: Member, steering: dict[str, str], *kinds: Kind) -> Sending:
    """Let something go, on a yes to some kinds if any are named."""
    person, to = a_person(bound(keeper)), an_authority()
    row = filled_in(keeper, person, steering)
    if kinds:
        agreed(keeper, person, to, kinds)
    return let_go(keeper, row, to)


def as_file(keeper: Member, sending: Sending) -> dict[str, Any]:
    """Take what left as JSON, and read it."""
    taken = exporting.opened(actor=keeper, sending=sending, on=TODAY)
    exporting.hand_out(actor=keeper, taken=taken, on=TODAY)
    found: dict[str, Any] = json.loads(exporting.as_json(taken))
    return found


def rows_of(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the rows of a file by field, in their order."""
    return {row["id"]: row for section in found["sections"] for row in section["fields"]}


@pytest.mark.parametrize("steering", [ADULT, CHILD, DECLINED])
def test_the_file_has_every_field_of_the_form_in_its_order(
    cast: Cast, steering: dict[str, str]
) -> None:
    found = as_file(cast.advocate_a, sent(cast.advocate_a, steering, *AGREED))
    rows = rows_of(found)
    assert list(rows) == [field.id for field in NRM.fields()]
    assert {name for name, row in rows.items() if row["mandatory"]} == {
        field.id for field in NRM.fields() if field.required
    }
    assert found["format"] == "clew.national-referral/1"
    assert found["form_version"] == "2026-04-21"


@pytest.mark.parametrize("steering", [ADULT, CHILD, DECLINED])
def test_every_mandatory_field_has_an_answer_or_says_why_not(
    cast: Cast, steering: dict[str, str]
) -> None:
    rows = rows_of(as_file(cast.advocate_a, sent(cast.advocate_a, steering, *AGREED)))
    states = {row["state"] for row in rows.values() if row["mandatory"]}
    assert states <= {"answered", "set_by_form", "not_asked", "no_yes", "names", "not_sent"}
    by_the_form = [name for name, row in rows.items() if row["state"] == "set_by_form"]
    assert by_the_form == (["pv-want-to-submit-nrm"] if steering is CHILD else [])
    assert all((row["value"] is not None) == (row["state"] == "answered") for row in rows.values())


def test_all_that_is_asked_is_answered_where_all_was_agreed(cast: Cast) -> None:
    ada = cast.advocate_a
    rows = rows_of(as_file(ada, sent(ada, ADULT | TAKEN, *AGREED, Kind.IMMIGRATION)))
    held = {name for name, row in rows.items() if row["state"] in {"no_yes", "names"}}
    assert held == set()
    assert rows["pv-nationality"]["value"] == "Polish"


@pytest.mark.parametrize(
    ("steering", "kinds"), [(ADULT, AGREED), (CHILD, ()), (DECLINED, ())],
    ids=["adult", "child", "notice"],
)  # fmt: skip
def test_from_the_gaps_nobody_reads_what_stayed(
    cast: Cast, steering: dict[str, str], kinds: tuple[Kind, ...]
) -> None:
    # One was taken over a border and has papers, the other was not and has none.
    ada = cast.advocate_a
    one, other = (
        rows_of(as_file(ada, sent(ada, steering | told, *kinds))) for told in (TAKEN, NOT_TAKEN)
    )
    of_status = [field.id for field in NRM.fields() if field.leaves is Kind.IMMIGRATION]
    assert {"where-exploitation-happened", "yes-the-first-chance-to-report"} < set(of_status)
    assert [one[name] for name in of_status] == [other[name] for name in of_status]
    assert {one[name]["state"] for name in of_status} == {"no_yes"}
    assert "Polish" not in json.dumps(one)


def test_with_a_yes_the_two_read_apart(cast: Cast) -> None:
    # Red control of the test above: there was something to read.
    ada = cast.advocate_a
    one, other = (
        rows_of(as_file(ada, sent(ada, ADULT | told, *AGREED, Kind.IMMIGRATION)))
        for told in (TAKEN, NOT_TAKEN)
    )
    for name in ("where-exploitation-happened", "yes-the-first-chance-to-report"):
        assert one[name]["state"] == "answered"
        assert one[name] != other[name]


def paper_of(keeper: Member, sending: Sending) -> str:
    """Return the words of the paper."""
    paper = printed(exporting.opened(actor=keeper, sending=sending, on=TODAY))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    return " ".join(text.split())


@pytest.mark.parametrize("age", ["yes", "not-sure"])
def test_nobody_who_was_not_asked_is_said_to_have_agreed_or_not(cast: Cast, age: str) -> None:
    ada = cast.advocate_a
    left = sent(ada, CHILD | {"pv-under-age": age, "pv-dob": ""})
    row = rows_of(as_file(ada, left))["pv-want-to-submit-nrm"]
    assert (row["state"], row["value"]) == ("set_by_form", None)
    words = paper_of(ada, left)
    assert "Set by the form; nobody was asked." in words
    assert "they agree" not in words
    assert "did not agree" not in words
    assert "Nobody need be asked for a yes" in words


def test_an_adult_who_was_asked_is_said_to_have_agreed(cast: Cast) -> None:
    # Red control of the test above.
    ada = cast.advocate_a
    left = sent(ada, ADULT, *AGREED)
    row = rows_of(as_file(ada, left))["pv-want-to-submit-nrm"]
    assert (row["state"], row["value"]) == ("answered", "yes")
    assert "Yes, they agree to be referred" in paper_of(ada, left)


def test_what_the_form_itself_sends_stands_beside_in_its_own_names(cast: Cast) -> None:
    ada = cast.advocate_a
    payload = as_file(ada, sent(ada, ADULT, *AGREED))["payload"]
    assert payload["AdultOrChild"] == "Adult"
    assert payload["NRMOrDuty"] == "NRM"
    assert payload["Case.Jurisdiction"] == "ENGLAND"
    assert payload["SafeToEmail"] == "Yes"
    assert payload["ComponentForcedToWorkForNothing"] == "Yes"
    assert payload["Customer.Custom17"] == "Female"
    assert payload["City1"] == "Aberaeron"
    assert "reference" not in payload
    child = as_file(ada, sent(ada, CHILD | {"pv-under-age": "not-sure", "pv-dob": ""}))["payload"]
    assert (child["AdultOrChild"], child["NRMOrDuty"]) == ("Unknown", "NRM")


def test_the_paper_is_an_accessible_pdf_with_the_same_words(cast: Cast) -> None:
    ada = cast.advocate_a
    words = "She wrote #strong[this] and = that & <tag>"
    row = sent(ada, ADULT | {"professional-insight": words}, *AGREED)
    paper = printed(exporting.opened(actor=ada, sending=row, on=TODAY))
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert "pdfuaid" in bytes(pdf.Root.Metadata.read_bytes()).decode()
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    assert "#strong[this] and = that & <tag>" in " ".join(text.split())
    assert "Not told: there is no yes of the person to telling this." in " ".join(text.split())


def test_taken_back_there_is_no_file_any_more(cast: Cast) -> None:
    ada = cast.advocate_a
    person, to = a_person(ada), an_authority()
    row = filled_in(ada, person, ADULT)
    consent = agreed(ada, person, to)
    left = let_go(ada, row, to)
    taken = exporting.opened(actor=ada, sending=left, on=TODAY)
    release.withdraw(actor=ada, consent=consent)
    with pytest.raises(NotOpen):
        exporting.hand_out(actor=ada, taken=taken, on=TODAY)
    with pytest.raises(NotOpen):
        exporting.opened(actor=ada, sending=left, on=TODAY)


def test_a_file_after_a_childs_yes_was_taken_back_reads_as_if_there_had_been_none(
    cast: Cast,
) -> None:
    ada, to = cast.advocate_a, an_authority()
    person = a_person(ada)
    consent = agreed(ada, person, to, [Kind.IMMIGRATION])
    left = let_go(ada, filled_in(ada, person, CHILD | TAKEN), to)
    taken = exporting.opened(actor=ada, sending=left, on=TODAY)
    assert rows_of(as_file(ada, left))["pv-nationality"]["value"] == "Polish"  # red control
    release.withdraw(actor=ada, consent=consent)
    with pytest.raises(NotOpen):  # what was opened before is not handed out
        exporting.hand_out(actor=ada, taken=taken, on=TODAY)
    rows = rows_of(as_file(ada, left))
    never = rows_of(as_file(ada, sent(ada, CHILD | TAKEN)))
    assert rows == never
    assert "Polish" not in json.dumps(rows)
    assert "Nobody need be asked for a yes" in paper_of(ada, left)


def test_after_the_last_day_of_the_yes_there_is_no_file_any_more(cast: Cast) -> None:
    ada = cast.advocate_a
    left = sent(ada, ADULT, *AGREED)
    with pytest.raises(NotOpen):
        exporting.opened(actor=ada, sending=left, on=TODAY + timedelta(days=90))


def test_each_taking_is_written_down_and_nobody_else_takes_it(cast: Cast) -> None:
    ada = cast.advocate_a
    left = sent(ada, CHILD)
    as_file(ada, left)
    assert "national_referral.taken" in [look.name for look in audit.looked(left.person_id)]
    for other in (cast.advocate_b, cast.advocate_elsewhere):
        with pytest.raises(NoSuchSending):
            exporting.opened(actor=other, sending=left, on=TODAY)
