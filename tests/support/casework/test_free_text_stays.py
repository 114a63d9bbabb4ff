"""No word about papers, status or a crossing leaves with a record, whatever field it stands in.

Two people whose records differ in nothing but what is told of their immigration: in free text of
every field, in codes and in the fields that are shut anyway. What is handed to a charity or to the
police for any purpose is the same for both, and holds none of the planted words.
"""

from typing import Final

import pytest

from clew.ground.accounts.models import Organisation
from clew.rules.consent.deciding import Refused
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.consent.wall import opening
from clew.rules.exchange.htcds import is_free_text, names
from clew.support.casework import actions
from clew.survivor.consent.queries import recipient_of
from clew.survivor.release.models import ReleasedItem
from tests.cast import TODAY, Cast, signed_in
from tests.support.casework.test_exporting import agreed, look, taken_in
from tests.survivor.made import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
PLANTED: Final = "Crossed the Syldavian pass on 3 May without papers"
BARE: Final = {
    "prs_FirstName": "Made",
    "prs_SecondName": "Up",
    "vic_TypeOfExploitation": "ForcedLabour",
    "vic_MethodsOfControl": "DebtBondage",
    "cas_Status": "",
}
TOLD: Final = BARE | {
    "vic_MethodsOfControl": "DebtBondage;ThreatsLawEnforcement;WithholdsDocuments",
    "prs_Citizenship": "PL",
    "hte_Country": "XX",
    **{name: PLANTED for name in names() if is_free_text(name) and name != "hte_Country"},
}


def handed_over(cast: Cast, values: dict[str, str], to: Organisation) -> list[str]:
    """Hand over to somebody all that the wall lets go, for every purpose; return the tables."""
    (case,) = taken_in(cast, values)
    tables = []
    for purpose in Purpose:
        kinds = [kind for kind in Kind if opening(kind, recipient_of(to).kind, purpose)]
        if not kinds or purpose is Purpose.STATISTICS:  # without names: codes alone, in a crowd
            continue
        agreed(cast, case, to, kinds, purpose)
        case.refresh_from_db()
        found = look(cast, case, to, purpose)
        assert isinstance(found.stays[Kind.IMMIGRATION], Refused)
        try:
            done = actions.export_records(
                actor=cast.advocate_a, found=[found], to=to, purpose=purpose, on=TODAY
            )
        except actions.NothingLeaves:
            tables.append("")
        else:
            tables.append(done.table)
    return tables


@pytest.mark.parametrize("to", ["elsewhere", "police"])
def test_what_leaves_is_the_same_whatever_a_record_tells_of_a_crossing(cast: Cast, to: str) -> None:
    recipient: Organisation = getattr(cast, to)
    told = handed_over(cast, TOLD, recipient)
    bare = handed_over(cast, BARE, recipient)
    assert told == bare
    assert any("DebtBondage" in table for table in told)  # what may go is there
    assert PLANTED not in "".join(told)
    assert not ReleasedItem.rows.filter(name__in=list(filter(is_free_text, names()))).exists()


def test_without_that_guard_free_text_would_tell_of_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control of the test above.
    monkeypatch.setattr("clew.support.casework.outgoing_record.is_free_text", lambda _name: False)
    assert PLANTED in "".join(handed_over(cast, TOLD, cast.elsewhere))


def test_who_hands_over_is_told_which_texts_stay_and_no_word_of_them(cast: Cast) -> None:
    (case,) = taken_in(cast, BARE | {"cco_CaseComment": PLANTED, "prs_Title": "Cook"})
    agreed(cast, case, cast.elsewhere, [Kind.ACCOUNT, Kind.IDENTITY], Purpose.SUPPORT)
    case.refresh_from_db()
    found = look(cast, case, cast.elsewhere)
    assert found.unread == ("prs_Title", "cco_CaseComment")
    assert found.texts == ()
    assert PLANTED not in repr(found)


def test_the_lawyer_who_advises_on_status_is_given_the_texts_and_they_are_counted(
    cast: Cast,
) -> None:
    (case,) = taken_in(cast, BARE | {"cco_CaseComment": PLANTED})
    kinds = [Kind.IMMIGRATION, Kind.ACCOUNT]
    agreed(cast, case, cast.law_firm, kinds, Purpose.LEGAL_ADVICE)
    case.refresh_from_db()
    found = look(cast, case, cast.law_firm, Purpose.LEGAL_ADVICE)
    assert (found.texts, found.unread) == (("cco_CaseComment",), ())
    done = actions.export_records(
        actor=cast.advocate_a, found=[found], to=cast.law_firm, purpose=Purpose.LEGAL_ADVICE,
        on=TODAY,
    )  # fmt: skip
    address = f"/released/{done.releases[0].id}/"
    assert PLANTED in text_of(signed_in(cast.lawyer), address)
