"""How long backups are kept: keys for days, data for months, and never the last of them taken."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.site.backups import keeping

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)
AGES = st.lists(st.integers(0, 400 * 24), max_size=12, unique=True)


def paths(kind: str, hours: list[int]) -> list[Path]:
    """Return archives of some ages, newest first."""
    return [Path(keeping.name_of(kind, NOW - timedelta(hours=age))) for age in sorted(hours)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(AGES, AGES)
def test_of_the_keyring_two_stay_at_most_and_none_older_than_a_week_but_the_newest(
    rings: list[int], data: list[int]
) -> None:
    all_rings = paths("keyring", rings)
    gone = keeping.over(all_rings, paths("data", data), now=NOW)
    stay = [path for path in all_rings if path not in gone]
    assert stay[:1] == all_rings[:1]
    assert len(stay) <= 2
    assert all(NOW - keeping.made_at(path) <= timedelta(days=7) for path in stay[1:])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(AGES)
def test_data_stay_for_ninety_days_and_then_go(data: list[int]) -> None:
    all_data = paths("data", data)
    gone = keeping.over([], all_data, now=NOW)
    for place, path in enumerate(all_data):
        young = NOW - keeping.made_at(path) <= timedelta(days=90)
        assert (path not in gone) == (young or place < 3)


def test_a_clock_ten_years_ahead_does_not_take_every_backup_away() -> None:
    ahead = NOW.replace(year=2036)
    all_data = [Path(keeping.name_of("data", ahead)), *paths("data", [24, 48, 72, 96])]
    assert keeping.over([], all_data, now=ahead) == all_data[3:]


def test_the_name_of_an_archive_says_when_it_was_made() -> None:
    assert keeping.name_of("data", NOW) == "data-20260316T120000Z.age"
    assert keeping.made_at(Path("data-20260316T120000Z.age")) == NOW


def test_only_archives_are_taken_for_archives(tmp_path: Path) -> None:
    for name in ("data-1.age", "data-20260316T120000Z.age.sha256", ".data-20260316T120000Z.age"):
        (tmp_path / name).touch()
    (tmp_path / "data-20260316T120000Z.age").touch()
    assert [path.name for path in keeping.archives(tmp_path, "data")] == [
        "data-20260316T120000Z.age"
    ]


def test_how_long_is_cited() -> None:
    assert keeping.keeping().citations
