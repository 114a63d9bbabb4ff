"""Every data file of the rules with the record it must load into, and what each of them cites."""

import dataclasses
import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import clew.rules
from clew.rules.consent import recall
from clew.rules.consent.duration import Duration
from clew.rules.consent.duties import Duty
from clew.rules.consent.kinds import Wording
from clew.rules.consent.redaction import Hiding
from clew.rules.consent.requests import Limits
from clew.rules.consent.retention import Keeping
from clew.rules.consent.wall import Wall
from clew.rules.disclosure_control.thresholds import Profile
from clew.rules.exchange.htcds import Crosswalk, Standard
from clew.rules.framing.findings import Code
from clew.rules.framing.lexicon import Wordings
from clew.rules.framing.scheme import Kind
from clew.rules.framing.words import Group
from clew.rules.indicators.contradictions import Pair
from clew.rules.indicators.instruments import Instrument, Missing, Question
from clew.rules.law.asking import Question as OpenQuestion
from clew.rules.law.bearing import Bearing
from clew.rules.law.consequences import _Rule
from clew.rules.law.contradictions import Contradiction
from clew.rules.law.elements import Jurisdiction, SmugglingElement
from clew.rules.law.facts import facts_in
from clew.rules.law.periods import RecoveryPeriods
from clew.rules.law.published_cases import PublishedCase
from clew.rules.linkage.names import GivenName
from clew.rules.linkage.words import Hearing, WordList
from clew.rules.network.grades import GradeWords
from clew.rules.network.kinds import EntityKind, RefusedKind
from clew.rules.network.methods import Method
from clew.rules.sources.bibliography import Source
from clew.rules.sources.citations import Citation
from clew.rules.sources.documents import Plain
from clew.rules.sources.faults import WrongInput
from clew.rules.sources.loader import load_mapping, load_record
from clew.rules.sources.strict_yaml import read_documents

RULES = Path(next(iter(clew.rules.__path__)))
CASES = "law/data/published_cases"


RECORD_OF: dict[str, type] = {
    "law/data/elements/": Jurisdiction,
    "law/data/recovery_periods/": RecoveryPeriods,
    "indicators/data/instruments/": Instrument,
    "consent/data/wording.yaml": Wording,
    "consent/data/duration.yaml": Duration,
    "consent/data/recall.yaml": recall.Rules,
    "consent/data/requests.yaml": Limits,
    "consent/data/wall.yaml": Wall,
    "exchange/data/htcds/fields.yaml": Standard,
    "exchange/data/htcds/crosswalk.yaml": Crosswalk,
}
MAPPING_OF: dict[str, type] = {
    "indicators/data/interviews/": Question,
    "indicators/data/missing.yaml": Missing,
    "indicators/data/contradictions.yaml": Pair,
    "sources/data/bibliography/": Source,
    "law/data/smuggling.yaml": SmugglingElement,
    "law/data/aliases.yaml": str,
    "law/data/questions.yaml": OpenQuestion,
    "law/data/wording.yaml": str,
    "law/data/consequences.yaml": _Rule,
    "law/data/contradictions.yaml": Contradiction,
    "law/data/signs.yaml": Bearing,
    f"{CASES}/index.yaml": PublishedCase,
    "consent/data/redaction.yaml": Hiding,
    "consent/data/retention.yaml": Keeping,
    "consent/data/duties.yaml": Duty,
    "framing/data/codes.yaml": Code,
    "framing/data/correct.yaml": Kind,
    "framing/data/groups.yaml": Group,
    "framing/data/irregular.yaml": Group,
    "framing/data/lexicon/": Wordings,
    "linkage/data/hearing.yaml": Hearing,
    "linkage/data/nicknames.yaml": GivenName,
    "linkage/data/not_names.yaml": WordList,
    "linkage/data/spellings.yaml": GivenName,
    "network/data/grades.yaml": GradeWords,
    "network/data/kinds.yaml": EntityKind,
    "network/data/methods.yaml": Method,
    "network/data/refused.yaml": RefusedKind,
    "disclosure_control/data/thresholds.yaml": Profile,
}


def data_files() -> list[str]:
    """Return every data file below the rules, as a path relative to them."""
    found = (file for ending in ("yaml", "yml", "json") for file in RULES.rglob(f"*.{ending}"))
    return sorted(file.relative_to(RULES).as_posix() for file in found)


def loaded(file: str) -> object:
    """Load a data file into its record. Raises `LookupError` for a file that has none."""
    return _loader(file)(RULES / file)


def _loader(file: str) -> Callable[[Path], object]:
    for start, cls in RECORD_OF.items():
        if file.startswith(start):
            return functools.partial(load_record, cls)
    for start, cls in MAPPING_OF.items():
        if file.startswith(start):
            return functools.partial(load_mapping, cls)
    if file.startswith(f"{CASES}/V"):
        return _facts
    raise LookupError(file)


def _facts(file: Path) -> object:
    documents = read_documents(file.read_bytes(), name=file.name, words_only=True)
    return [facts_in(each, name=file.name, number=at) for at, each in enumerate(documents, start=1)]


def read(file: Path) -> dict[str, Plain]:
    """Read a data file of one mapping, without building records."""
    (document,) = read_documents(file.read_bytes(), name=file.name, words_only=False)
    assert isinstance(document.value, dict)
    return document.value


def citations_in(value: object) -> Iterator[Citation]:
    """Yield every citation inside a loaded record."""
    if isinstance(value, Citation):
        yield value
    elif dataclasses.is_dataclass(value):
        for spec in dataclasses.fields(value):
            yield from citations_in(getattr(value, spec.name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from citations_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from citations_in(item)


@functools.cache
def cited_in(file: str) -> tuple[Citation, ...]:
    """Return what a data file cites; nothing for one that does not load, which is a test apart."""
    try:
        return tuple(citations_in(loaded(file)))
    except (LookupError, WrongInput):
        return ()


def citations_by_file() -> dict[str, tuple[Citation, ...]]:
    """Return what each data file cites."""
    return {file: cited_in(file) for file in data_files()}
