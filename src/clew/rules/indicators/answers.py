"""Reading a document of answers: which instrument, and present, absent or unknown for each."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from clew.rules.indicators.instruments import Instrument, instrument, instrument_ids
from clew.rules.sources.documents import Document, Path, Plain
from clew.rules.sources.faults import Fault, WrongInput, describe, naming
from clew.rules.sources.records import one_of


class Answer(StrEnum):
    """What was answered to one indicator. Not asked, not answered, not sure: all unknown."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one instrument. An indicator without an answer is unknown."""

    instrument: Instrument
    given: dict[str, Answer]

    def of(self, indicator_id: str) -> Answer:
        """Return the answer to one indicator."""
        return self.given.get(indicator_id, Answer.UNKNOWN)


def answers_in(document: Document, *, name: str) -> Answers:
    """Read one document of answers. Raises `WrongInput` with every fault found."""
    faults: list[Fault] = []

    def fault(path: Path, found: str, wanted: str) -> None:
        where = f"{name}, line {document.line_of(path)}"
        faults.append(Fault(where, naming(path), found, wanted))

    value = document.value
    if not isinstance(value, dict):
        fault((), describe(value), "a mapping with instrument and answers")
        raise WrongInput(faults)
    for key in value:
        if key not in {"instrument", "answers"}:
            fault((key,), "a key nobody reads", "instrument and answers")
    chosen = value.get("instrument")
    if chosen not in instrument_ids():
        fault(("instrument",), describe(chosen), one_of(instrument_ids()))
        raise WrongInput(faults)
    found = instrument(str(chosen))
    given = _given(value.get("answers"), found, fault)
    if faults:
        raise WrongInput(faults)
    return Answers(found, given)


def _given(
    value: Plain, found: Instrument, fault: Callable[[Path, str, str], None]
) -> dict[str, Answer]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        fault(("answers",), describe(value), "a mapping of indicator ids")
        return {}
    given = {}
    for key, item in value.items():
        if found.indicator(key) is None:
            first, last = found.indicators[0].id, found.indicators[-1].id
            wanted = f"an indicator of {found.id}, from {first} to {last}"
            fault(("answers", key), "an unknown indicator", wanted)
            continue
        try:
            given[key] = Answer.UNKNOWN if item is None else Answer(item)  # type: ignore[arg-type]
        except ValueError:
            fault(("answers", key), describe(item), one_of(Answer))
    return given
