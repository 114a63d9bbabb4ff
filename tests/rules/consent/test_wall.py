"""The wall: which kinds may go to whom for what, row by row, and what never opens."""

import itertools

import pytest

from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.rules.consent.wall import Row, Wall, opening, wall, warning
from clew.rules.sources.states import State

EVERYWHERE = list(itertools.product(RecipientKind, Purpose))


def open_to(kind: Kind) -> set[tuple[RecipientKind, Purpose]]:
    return {(to, purpose) for to, purpose in EVERYWHERE if opening(kind, to, purpose)}


def test_immigration_leaves_in_an_application_or_to_the_lawyer_and_no_other_way() -> None:
    assert open_to(Kind.IMMIGRATION) == {
        (RecipientKind.LAW_FIRM, Purpose.LEGAL_ADVICE),
        (RecipientKind.LAW_FIRM, Purpose.APPLICATION),
        (RecipientKind.COMPETENT_AUTHORITY, Purpose.APPLICATION),
        (RecipientKind.IMMIGRATION_AUTHORITY, Purpose.APPLICATION),
    }


@pytest.mark.parametrize(
    "to",
    [
        RecipientKind.POLICE,
        RecipientKind.CHARITY,
        RecipientKind.CIRCLE,
        RecipientKind.LABOUR_INSPECTORATE,
        RecipientKind.HEALTH,
        RecipientKind.HOUSING,
    ],
)
@pytest.mark.parametrize("purpose", Purpose)
def test_immigration_never_reaches(to: RecipientKind, purpose: Purpose) -> None:
    assert opening(Kind.IMMIGRATION, to, purpose) is None
    # The same place is open to something else for some purpose: the wall is not just a locked door.
    assert any(opening(kind, to, each) for kind in Kind for each in Purpose)


def test_a_circle_gets_claims_and_nothing_else() -> None:
    circle = {kind for kind in Kind if any(to is RecipientKind.CIRCLE for to, _ in open_to(kind))}
    assert circle == {Kind.CLAIM}


def test_the_immigration_authority_is_told_only_for_an_application() -> None:
    purposes = {
        purpose
        for kind in Kind
        for to, purpose in open_to(kind)
        if to is RecipientKind.IMMIGRATION_AUTHORITY
    }
    assert purposes == {Purpose.APPLICATION}


def test_statistics_never_get_who_or_where_or_what_was_said() -> None:
    kinds = {kind for kind in Kind for _, purpose in open_to(kind) if purpose is Purpose.STATISTICS}
    assert kinds == {Kind.SCREENING, Kind.CLASSIFICATION, Kind.NEEDS}


def test_every_opening_has_a_reason_and_a_source_that_was_read() -> None:
    for name, row in wall().rows.items():
        assert row.because.endswith("."), name
        assert all(citation.state is not State.UNVERIFIED for citation in row.citations), name


def test_an_opening_without_a_source_is_refused() -> None:
    with pytest.raises(ValueError, match="a citation for every opening"):
        Row("Because.", (Kind.NEEDS,), (RecipientKind.CHARITY,), (Purpose.SUPPORT,), ())


def test_an_authority_that_may_remove_comes_with_a_warning() -> None:
    warned = {to for to in RecipientKind if warning(to)}
    assert warned == {RecipientKind.IMMIGRATION_AUTHORITY, RecipientKind.COMPETENT_AUTHORITY}
    told = {to for to, _ in open_to(Kind.IMMIGRATION)} - {RecipientKind.LAW_FIRM}
    assert told == warned


def test_the_table_is_one_record() -> None:
    assert isinstance(wall(), Wall)
