"""Only the exact intersection leaves: held against a model that shares no line with the rule."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.rules.consent import deciding
from clew.rules.consent.deciding import Allowed, Given, Recipient, covered, holds
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from tests.rules.consent.made_up import DAY, GIVEN, HOUSING, ask, because, changed

RECIPIENTS = [
    Recipient("r-1", RecipientKind.HOUSING, "Made-up Homes"),
    Recipient("r-2", RecipientKind.POLICE, "Made-up Police"),
    Recipient("r-3", RecipientKind.LAW_FIRM, "Made-up Law"),
]
PURPOSES = [Purpose.SUPPORT, Purpose.INVESTIGATE, Purpose.LEGAL_ADVICE]
# Written by hand from the table in docs/reference/consent.md, not read from the rule's own file.
ALL_BUT_STATUS = frozenset(Kind) - {Kind.IMMIGRATION}
OPEN = {
    ("r-1", Purpose.SUPPORT): ALL_BUT_STATUS,
    ("r-2", Purpose.SUPPORT): ALL_BUT_STATUS,
    ("r-2", Purpose.INVESTIGATE): ALL_BUT_STATUS,
    ("r-3", Purpose.SUPPORT): ALL_BUT_STATUS,
    ("r-3", Purpose.LEGAL_ADVICE): frozenset(Kind),
}
DAYS = st.integers(-400, 400).map(lambda days: DAY + timedelta(days=days))


@st.composite
def yeses(draw: st.DrawFn) -> Given:
    first = draw(DAYS)
    return Given(
        id=draw(st.sampled_from(["c-1", "c-2", "c-3", "c-4"])),
        recipient=draw(st.sampled_from(RECIPIENTS)).id,
        kinds=draw(st.frozensets(st.sampled_from(Kind))),
        purpose=draw(st.sampled_from(PURPOSES)),
        from_on=first,
        until_on=first + timedelta(days=draw(st.integers(0, 500))),
        withdrawn=draw(st.booleans()),
        replaced_on=draw(st.none() | DAYS),
    )


def expected(consents: list[Given], to: Recipient, purpose: Purpose, on: date) -> frozenset[Kind]:
    """Say, day by day and kind by kind, what may leave."""
    leaves = set()
    for yes in consents:
        days = {yes.from_on + timedelta(days=n) for n in range(365)}
        days = {day for day in days if day <= yes.until_on}
        if yes.replaced_on is not None:
            days = {day for day in days if day < yes.replaced_on}
        if yes.recipient == to.id and yes.purpose == purpose and not yes.withdrawn and on in days:
            leaves |= yes.kinds
    return frozenset(leaves) & OPEN.get((to.id, purpose), frozenset())


@given(
    st.lists(yeses(), max_size=4),
    st.sampled_from(RECIPIENTS),
    st.sampled_from(PURPOSES),
    DAYS,
    st.frozensets(st.sampled_from(Kind), min_size=1),
)
def test_exactly_the_intersection_leaves(
    consents: list[Given], to: Recipient, purpose: Purpose, on: date, asked: frozenset[Kind]
) -> None:
    may = expected(consents, to, purpose, on)
    told = covered(consents=consents, kinds=asked, recipient=to, purpose=purpose, on=on)
    assert told == asked & may
    answer = deciding.decide(consents=consents, kinds=asked, recipient=to, purpose=purpose, on=on)
    assert isinstance(answer, Allowed) == (asked <= may)


@pytest.mark.parametrize(
    "guard", ["recipient", "purpose", "withdrawn", "first", "last", "replaced"]
)
def test_each_condition_counts_by_itself(guard: str) -> None:
    broken = {
        "recipient": {"recipient": "r-2"},
        "purpose": {"purpose": Purpose.REFERRAL},
        "withdrawn": {"withdrawn": True},
        "first": {"from_on": DAY + timedelta(days=1)},
        "last": {"until_on": DAY - timedelta(days=1)},
        "replaced": {"replaced_on": DAY},
    }[guard]
    whole = {"kinds": GIVEN.kinds, "recipient": HOUSING, "purpose": Purpose.SUPPORT, "on": DAY}
    assert covered(consents=[GIVEN], **whole) == GIVEN.kinds  # red control
    assert covered(consents=[replace(GIVEN, **broken)], **whole) == frozenset()


def test_from_the_day_a_newer_yes_stands_in_its_place_it_counts_no_more() -> None:
    replaced = changed(replaced_on=DAY)
    assert holds(replaced, DAY - timedelta(days=1))
    assert not holds(replaced, DAY)
    said = because(ask(replaced))
    assert said.endswith("the yes that came in its place leaves this out.")
    newer = changed(id="c-2", kinds=frozenset({Kind.NEEDS}))
    assert ask(replaced, newer, kinds=frozenset({Kind.NEEDS})) == Allowed(("c-2",))
