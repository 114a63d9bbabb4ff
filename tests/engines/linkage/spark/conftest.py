"""One Spark for all tests of a module, or a skip with the line that installs it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from clew.engines.linkage.spark.session import check, session
from clew.rules.sources.faults import WrongInput


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """Start Spark on this machine. `CLEW_REQUIRE_SPARK=1` makes its absence a failure."""
    try:
        check()
    except WrongInput as wrong:
        if os.environ.get("CLEW_REQUIRE_SPARK") == "1":
            pytest.fail(str(wrong))
        pytest.skip(str(wrong))
    work: Path = tmp_path_factory.mktemp("spark")
    with session(work, "local[2]") as started:
        yield started
