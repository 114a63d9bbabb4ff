"""Every data file of the rules: it loads, it cites, and what was read long ago is reported."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clew.rules.law.periods import jurisdictions, recovery_periods
from clew.rules.sources.bibliography import bibliography
from clew.rules.sources.citations import Citation
from clew.rules.sources.states import State
from tests.rules.sources.data_files import (
    RULES,
    citations_by_file,
    cited_in,
    data_files,
    loaded,
    read,
)

OLDEST_DAYS = 548  # 18 months
WITHOUT_CITATIONS = (
    "bibliography/",
    "interviews/",
    "missing.yaml",
    "crosswalk.yaml",
    "contradictions.yaml",
    "aliases.yaml",
    "contradictions.yaml",
    "signs.yaml",
    "wording.yaml",
    "questions.yaml",
    "published_cases/V",
    "nicknames.yaml",
    "framing/data/groups.yaml",
    "framing/data/irregular.yaml",
    "hearing.yaml",
    "not_names.yaml",
    "spellings.yaml",
    "grades.yaml",
    "refused.yaml",
)
STRENGTH = {State.UNVERIFIED: 0, State.SECONDARY: 1, State.VERIFIED: 2}


def read_on(citation: Citation) -> date | None:
    return citation.checked_on or citation.entry.read_on


def too_old(citation: Citation, today: date) -> bool:
    """Say whether a reading is older than eighteen months."""
    day = read_on(citation)
    return day is not None and (today - day).days > OLDEST_DAYS


@pytest.mark.parametrize("file", data_files())
def test_a_data_file_loads_into_its_record(file: str) -> None:
    assert loaded(file)


def test_a_data_file_that_no_record_reads_is_noticed() -> None:
    with pytest.raises(LookupError):
        loaded("law/data/forgotten.yaml")


@pytest.mark.parametrize("file", data_files())
def test_every_rule_of_law_and_every_instrument_cites(file: str) -> None:
    found = cited_in(file)
    expected = not any(part in file for part in WITHOUT_CITATIONS)
    if file.startswith("law/data/recovery_periods/"):
        expected = bool(read(RULES / file)["values"])
    assert bool(found) or not expected


def test_every_citation_points_into_a_source_and_claims_no_more_than_was_read() -> None:
    for file, found in citations_by_file().items():
        for citation in found:
            assert citation.source in bibliography(), file
            assert citation.locator.strip(), f"{file} cites {citation.source} without a place"
            assert citation.state is State.UNVERIFIED or read_on(citation) is not None, file


@pytest.mark.parametrize("code", jurisdictions())
def test_a_fact_beside_a_period_claims_no_more_than_its_citation(code: str) -> None:
    found = recovery_periods(code)
    assert found is not None
    for name, fact in (found.also or {}).items():
        if fact.citation is None:
            assert fact.state is State.UNVERIFIED, (
                f"{code}: {name} is claimed as read, and cites nothing"
            )
        else:
            assert STRENGTH[fact.state] <= STRENGTH[fact.citation.state], f"{code}: {name}"


@pytest.mark.parametrize(
    "file", [file for file in data_files() if "elements/" in file or "periods/" in file]
)
def test_a_file_is_named_for_its_jurisdiction(file: str) -> None:
    assert read(RULES / file)["jurisdiction"] == Path(file).stem


@pytest.mark.parametrize("file", [file for file in data_files() if "instruments/" in file])
def test_a_file_is_named_for_its_instrument(file: str) -> None:
    assert read(RULES / file)["id"] == Path(file).stem


def test_readings_older_than_eighteen_months_are_reported(
    record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    today = datetime.now(UTC).date()
    old = sorted(
        f"{file}: {citation.text}, read {read_on(citation)}"
        for file, found in citations_by_file().items()
        for citation in found
        if too_old(citation, today)
    )
    record_property("read more than 18 months ago", len(old))
    with capsys.disabled():
        if old:
            print(f"\nread more than 18 months ago: {len(old)}, first {old[0]}")
    assert len(old) <= sum(map(len, citations_by_file().values()))


def test_the_report_sees_a_reading_that_is_too_old() -> None:
    citation = Citation("ecat", "art. 13", State.VERIFIED, checked_on=date(2025, 1, 1))
    assert not too_old(citation, date(2026, 7, 3))
    assert too_old(citation, date(2026, 7, 4))
    assert not too_old(Citation("us-8-1324", "(a)", State.UNVERIFIED), date(2126, 1, 1))


def test_no_reading_is_dated_in_a_year_without_data() -> None:
    days = {read_on(citation) for found in citations_by_file().values() for citation in found}
    assert all(day is None or date(2020, 1, 1) <= day <= date(2100, 1, 1) for day in days)
