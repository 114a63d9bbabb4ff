"""What the made-up world of the demonstration is made of: frozen records, and nothing that acts.

Every record is plain data that another part puts into the house through the application's own
actions. All names are made up; every day follows from the day that is passed in. `making` makes a
world, docs/reference/demonstration.md says which of its figures are known and which are assumed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clew.rules.law.classification import Conclusion
from clew.rules.law.facts import Facts
from clew.site.demonstration.group_records import Group


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: `kind` is charity, police or law_firm; `does` is one line."""

    key: str
    name: str
    kind: str
    does: str
    jurisdiction: str = "GB"


@dataclass(frozen=True, slots=True)
class Circle:
    """The organisations of one agreement for one purpose: find_others or investigate."""

    key: str
    name: str
    purpose: str
    members: tuple[str, ...]
    agreed_on: date


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who signs in. `survivor` is the key of the person where the role is survivor."""

    key: str
    organisation: str
    shown_name: str
    email: str
    roles: tuple[str, ...]
    does: str
    reads: str = "en"
    survivor: str | None = None


# --- people -------------------------------------------------------------------------------------


class Kind(StrEnum):
    """What is true of a made person. Nobody in the house sees this; the benchmarks do."""

    OF_THE_GROUP = "of_the_group"
    HELD_SINCE = "held_since"
    OTHER_TRAFFICKING = "other_trafficking"
    SMUGGLED_THEN_TRAFFICKED = "smuggled_then_trafficked"
    SMUGGLED_ONLY = "smuggled_only"
    LOOK_ALIKE = "look_alike"
    NOT_SETTLED = "not_settled"


class ClaimKind(StrEnum):
    """What a claim is about."""

    PHONE = "phone"
    ADDRESS = "address"
    ACCOUNT = "account"
    AGENCY = "agency"
    EMPLOYER = "employer"
    VEHICLE = "vehicle"
    PERSON = "person"
    PLACE_OF_RECRUITMENT = "place_of_recruitment"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True)
class Contact:
    """How, when and never to reach the person: the person's own words."""

    how: str
    when: str
    never: str


@dataclass(frozen=True, slots=True)
class MadeScreening:
    """Every indicator of one instrument with present, absent or unknown."""

    instrument: str
    on: date
    by: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of a story with its facts, and what they must point to."""

    name: str
    facts: Facts
    points_to: Conclusion


@dataclass(frozen=True, slots=True)
class FiveLines:
    """The file in five lines."""

    who: str
    what_happened: str
    where_it_stands: str
    what_they_want: str
    what_comes_next: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note of a member of staff."""

    on: date
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something owed. `state` is not_started, started, done or not_needed."""

    what: str
    owner: str
    due_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline. `kind` is contact, decision, police, court, health or support."""

    on: date
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What the person allows: to an organisation or a circle, which kinds, for what, how long."""

    recipient: str
    kinds: tuple[str, ...]
    purpose: str
    from_on: date
    days: int
    language: str
    explained_how: str
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class MadeClaim:
    """One statement of fact with its source and grade, in the words of the source."""

    kind: ClaimKind
    value: str
    grade: str
    certainty: str
    source: str
    on: date | None
    on_as_said: str


@dataclass(frozen=True, slots=True)
class MadeReferral:
    """A referral into the mechanism, with its decisions. A date still to come is None."""

    on: date
    by: str
    reasonable_grounds_on: date | None
    conclusive_grounds_on: date | None


@dataclass(frozen=True, slots=True)
class MadeProceedings:
    """How far the case against others has come for this person."""

    report: date | None = None
    statement: date | None = None
    charge: date | None = None
    trial: date | None = None
    conviction: date | None = None


@dataclass(frozen=True, slots=True)
class MadePerson:
    """One person as the charity's file knows them.

    `full_name` is the name as it is spelled right, `written_as` how other services wrote it.
    `nationality` belongs to the immigration compartment. `same_as` names the other file of the
    same person, where two charities know one. `look_alike` says which benign pattern it is.
    """

    key: str
    code: str
    kind: Kind
    organisation: str
    full_name: str
    called: str
    script: str
    written_as: tuple[str, ...]
    sex: str
    born: date | None
    born_year: int | None
    age_band: str
    speaks: tuple[str, ...]
    reads: tuple[str, ...]
    nationality: str
    form_of_exploitation: str | None
    recognised_on: date | None
    channel: str
    contact: Contact | None
    screening: MadeScreening | None
    phases: tuple[Phase, ...]
    statement: bool
    witness: bool
    five_lines: FiveLines | None
    notes: tuple[Note, ...]
    tasks: tuple[Task, ...]
    timeline: tuple[Entry, ...]
    consents: tuple[Consent, ...]
    claims: tuple[MadeClaim, ...]
    referral: MadeReferral | None
    proceedings: MadeProceedings
    training_session: str | None
    deep: bool = False
    advocate: str | None = None
    exploited: str | None = None
    same_as: str | None = None
    look_alike: str | None = None


# --- training, chain, world ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TrainingSession:
    """A session on how to recognise victims."""

    key: str
    on: date
    place: str
    trainer: str
    organisation: str
    attendees: int
    came: tuple[str, ...] = ()  # of the staff, by key


@dataclass(frozen=True, slots=True)
class Link:
    """One link in the chain of impact. `holds` is false where the chain breaks; `words` say why."""

    stage: str
    on: date
    session: str
    people: tuple[str, ...]
    words: str
    holds: bool = True


@dataclass(frozen=True, slots=True)
class World:
    """The whole demonstration world of one seed and one day."""

    seed: int
    today: date
    organisations: tuple[Organisation, ...]
    circles: tuple[Circle, ...]
    staff: tuple[Staff, ...]
    group: Group
    people: tuple[MadePerson, ...]
    sessions: tuple[TrainingSession, ...]
    chain: tuple[Link, ...]

    def person(self, key: str) -> MadePerson:
        """Return one person. Raises `KeyError` where nobody has the key."""
        found = next((item for item in self.people if item.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def member(self, key: str) -> Staff:
        """Return one member of the cast. Raises `KeyError` where nobody has the key."""
        found = next((item for item in self.staff if item.key == key), None)
        if found is None:
            raise KeyError(key)
        return found
