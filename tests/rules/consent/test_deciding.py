"""May this be told: the exact intersection of what the person agreed to, and nothing beside it."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.rules.consent import deciding
from clew.rules.consent.deciding import Allowed, Given, Recipient, Refused, decide
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.rules.consent.wall import opening
from tests.rules.consent.made_up import DAY, GIVEN, HOUSING, POLICE, ask, because, changed


def test_what_the_person_agreed_to_may_be_told() -> None:
    assert ask(GIVEN) == Allowed(("c-1",))


def test_a_part_of_what_the_person_agreed_to_may_be_told() -> None:
    assert ask(GIVEN, kinds=frozenset({Kind.NEEDS})) == Allowed(("c-1",))


@pytest.mark.parametrize(
    "fields",
    [
        {"recipient": "r-9"},
        {"purpose": Purpose.REFERRAL},
        {"kinds": frozenset({Kind.NEEDS})},
        {"kinds": frozenset()},
        {"withdrawn": True},
        {"from_on": DAY + timedelta(days=1)},
        {"until_on": DAY - timedelta(days=1)},
        {"from_on": DAY - timedelta(days=365), "until_on": date(2030, 1, 1)},
        {"until_on": date(2026, 2, 1)},
    ],
)
def test_a_consent_that_differs_in_one_thing_is_none(fields: dict[str, object]) -> None:
    assert isinstance(ask(changed(**fields)), Refused)


def test_the_first_and_the_last_day_are_inside() -> None:
    assert ask(GIVEN, on=GIVEN.from_on) == Allowed(("c-1",))
    assert ask(GIVEN, on=GIVEN.until_on) == Allowed(("c-1",))
    longest = changed(from_on=DAY - timedelta(days=364), until_on=date(2030, 1, 1))
    assert ask(longest) == Allowed(("c-1",))


def test_several_consents_cover_together_and_all_are_named() -> None:
    one = changed(id="c-2", kinds=frozenset({Kind.NEEDS}))
    two = changed(id="c-1", kinds=frozenset({Kind.IDENTITY}))
    beside = changed(id="c-3", kinds=frozenset({Kind.HEALTH}))
    assert ask(one, two, beside) == Allowed(("c-1", "c-2"))
    assert ask(two, beside, one) == Allowed(("c-1", "c-2"))


def test_a_withdrawn_consent_does_not_take_another_with_it() -> None:
    assert ask(changed(id="c-0", withdrawn=True), GIVEN) == Allowed(("c-1",))


def test_nothing_asked_is_refused() -> None:
    answer = ask(GIVEN, kinds=frozenset())
    assert because(answer) == "Nothing is chosen: choose what to tell first."


def test_a_refusal_names_only_the_part_that_is_missing() -> None:
    answer = ask(GIVEN, kinds=frozenset({Kind.NEEDS, Kind.HEALTH}))
    assert isinstance(answer, Refused)
    assert answer.kinds == {Kind.HEALTH}
    assert answer.because == (
        "Health: no consent today to tell Made-up Homes for support; "
        "ask the person, or leave this out."
    )
    assert [citation.text for citation in answer.citations] == [
        "GDPR, art. 7(1)",
        "28 CFR 94.115, (a)(2)",
        "NNEDV on releases, release template",
    ]


def test_a_refusal_after_withdrawal_says_whose_it_is() -> None:
    answer = ask(changed(withdrawn=True))
    assert because(answer).endswith(
        "; the person withdrew it, and only the person can give it again."
    )
    assert isinstance(answer, Refused)
    assert [citation.text for citation in answer.citations] == ["GDPR, art. 7(3)"]


def test_a_refusal_after_the_end_says_the_day() -> None:
    answer = ask(GIVEN, on=date(2026, 4, 1))
    assert because(answer).endswith("; it ended on 31 March 2026, so ask the person again.")


def test_a_refusal_before_the_beginning_says_the_day() -> None:
    answer = ask(GIVEN, on=date(2026, 2, 28))
    assert because(answer).endswith("; it begins on 1 March 2026.")


def test_a_refusal_does_not_tell_of_consents_to_others() -> None:
    elsewhere = changed(recipient="r-9", withdrawn=True)
    assert ask(elsewhere) == ask()


def test_consent_does_not_open_the_wall() -> None:
    every = changed(recipient="r-2", kinds=frozenset(Kind), purpose=Purpose.INVESTIGATE)
    answer = ask(
        every,
        kinds=frozenset({Kind.IMMIGRATION}),
        recipient=POLICE,
        purpose=Purpose.INVESTIGATE,
    )
    assert because(answer) == (
        "Crossing, papers and status cannot go to the police for an investigation, with or without "
        "consent: they leave only in an application the person asked for, or to the lawyer who "
        "advises them."
    )
    with patch.object(deciding, "shut", return_value=(frozenset(), None)):
        without_wall = ask(
            every,
            kinds=frozenset({Kind.IMMIGRATION}),
            recipient=POLICE,
            purpose=Purpose.INVESTIGATE,
        )
    assert without_wall == Allowed(("c-1",))


def test_one_part_behind_the_wall_stops_the_whole() -> None:
    both = changed(kinds=frozenset({Kind.NEEDS, Kind.IMMIGRATION}))
    answer = ask(both, kinds=both.kinds)
    assert isinstance(answer, Refused)
    assert answer.kinds == {Kind.IMMIGRATION}


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
KINDS = st.frozensets(st.sampled_from(Kind))
CONSENTS = st.lists(
    st.builds(
        Given,
        id=st.sampled_from(["c-1", "c-2", "c-3"]),
        recipient=st.sampled_from(["r-1", "r-2"]),
        kinds=KINDS,
        purpose=st.sampled_from(Purpose),
        from_on=DAYS,
        until_on=DAYS,
        withdrawn=st.booleans(),
    ),
    max_size=6,
)
ASKED = st.builds(
    Recipient,
    id=st.sampled_from(["r-1", "r-2"]),
    kind=st.sampled_from(RecipientKind),
    name=st.just("Made-up"),
)


@given(CONSENTS, KINDS, ASKED, st.sampled_from(Purpose), DAYS)
def test_the_answer_is_the_intersection_and_nothing_else(
    consents: list[Given], kinds: frozenset[Kind], to: Recipient, purpose: Purpose, on: date
) -> None:
    answer = decide(consents=consents, kinds=kinds, recipient=to, purpose=purpose, on=on)
    covered = {
        kind
        for given in consents
        for kind in given.kinds
        if given.recipient == to.id
        and given.purpose == purpose
        and not given.withdrawn
        and given.from_on <= on <= given.until_on
        and (on - given.from_on).days < 365
        and opening(kind, to.kind, purpose)
    }
    assert isinstance(answer, Allowed) == (bool(kinds) and kinds <= covered)
    if isinstance(answer, Refused):
        assert answer.kinds <= kinds
        assert bool(answer.kinds) == bool(kinds)
        assert answer.citations
        assert answer.because.endswith(".")
        assert "no data" not in answer.because.casefold()


@given(CONSENTS, KINDS, ASKED, st.sampled_from(Purpose), DAYS)
def test_withdrawing_never_allows_more(
    consents: list[Given], kinds: frozenset[Kind], to: Recipient, purpose: Purpose, on: date
) -> None:
    fewer = decide(consents=consents[1:], kinds=kinds, recipient=to, purpose=purpose, on=on)
    more = decide(consents=consents, kinds=kinds, recipient=to, purpose=purpose, on=on)
    assert isinstance(more, Allowed) or isinstance(fewer, Refused)


def test_a_name_decides_nothing() -> None:
    namesake = Recipient("r-8", HOUSING.kind, HOUSING.name)
    assert isinstance(ask(GIVEN, recipient=namesake), Refused)
