"""Made-up mentions for the tests of this folder. R-1 to R-3 are confirmed; nobody is real."""

from datetime import date

from hypothesis import strategies as st

from clew.engines.graphs.sharing import Mention
from clew.rules.network.kinds import Certainty, entity_kinds

CONFIRMED = frozenset({"R-1", "R-2", "R-3"})
DAY = date(2026, 1, 12)
LABELS = {"account": "account ending 4471", "phone": "phone ending 418"}


def said(
    subject: str,
    kind: str,
    entity: str = "",
    *,
    certainty: str = "confirmed",
    label: str = "",
    source: str = "account of January",
    on: date | None = DAY,
    benign: bool = False,
) -> Mention:
    """Return one mention."""
    entity = entity or f"{kind}-1"
    name = label or LABELS.get(kind, entity)
    return Mention(subject, entity, kind, certainty, name, source, on, benign)


def hostel(guests: int, *, benign: bool = True) -> list[Mention]:
    """Return the hostel's phone with R-1, R-2 and so many guests in all."""
    people = ["R-1", "R-2", *(f"Q-{number}" for number in range(1, guests - 1))]
    return [
        said(person, "phone", "hostel-desk", label="the hostel's phone", benign=benign)
        for person in people
    ]


def any_mentions(*, most: int = 40) -> st.SearchStrategy[list[Mention]]:
    """Return lists of mentions in which people and things meet often."""
    return st.lists(
        st.builds(
            Mention,
            subject=st.sampled_from([f"R-{number}" for number in range(1, 9)]),
            entity=st.sampled_from(["x", "y", "z"]),
            kind=st.sampled_from(sorted(entity_kinds())),
            certainty=st.sampled_from([each.value for each in Certainty]),
            label=st.sampled_from(["the one", "the other"]),
            source=st.sampled_from(["first", "second"]),
            on=st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1)),
            benign=st.booleans(),
        ),
        max_size=most,
    )
