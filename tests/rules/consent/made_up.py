"""Made-up consents and recipients for the tests of consent."""

from dataclasses import replace
from datetime import date

from clew.rules.consent.deciding import Allowed, Given, Recipient, Refused, decide
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind

DAY = date(2026, 3, 10)
HOUSING = Recipient("r-1", RecipientKind.HOUSING, "Made-up Homes")
POLICE = Recipient("r-2", RecipientKind.POLICE, "Made-up Police")
LAWYER = Recipient("r-3", RecipientKind.LAW_FIRM, "Made-up Law")

GIVEN = Given(
    id="c-1",
    recipient="r-1",
    kinds=frozenset({Kind.IDENTITY, Kind.NEEDS}),
    purpose=Purpose.SUPPORT,
    from_on=date(2026, 3, 1),
    until_on=date(2026, 3, 31),
    withdrawn=False,
)


def ask(
    *consents: Given,
    kinds: frozenset[Kind] = GIVEN.kinds,
    recipient: Recipient = HOUSING,
    purpose: Purpose = Purpose.SUPPORT,
    on: date = DAY,
) -> Allowed | Refused:
    """Ask about the made-up housing service, unless something else is said."""
    return decide(consents=consents, kinds=kinds, recipient=recipient, purpose=purpose, on=on)


def because(answer: Allowed | Refused) -> str:
    """Return the sentence of a refusal; an allowance here is the test's failure."""
    assert isinstance(answer, Refused)
    return answer.because


def changed(**fields: object) -> Given:
    """Return the made-up consent with some of it changed."""
    return replace(GIVEN, **fields)  # type: ignore[arg-type]
