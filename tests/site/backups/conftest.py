"""One house with people and files, made once; every test that changes it changes a copy."""

from pathlib import Path

import pytest

from tests.site.backups import filled
from tests.site.backups.filled import Filled


@pytest.fixture(scope="package")
def made(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """Make a house with two people and three files, and back it up."""
    house = filled.new(tmp_path_factory.mktemp("made"))
    house.fill("Marek", "Ilinca")
    for _ in range(3):
        house.add_file()
    answer = house.back_up()
    assert (answer.code, answer.err) == (0, "")
    return house


@pytest.fixture
def there(made: Filled, tmp_path: Path) -> Filled:
    """Copy it, to change it."""
    return made.copied_to(tmp_path)
