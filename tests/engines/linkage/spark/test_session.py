"""Spark talks to this machine alone, says nothing, and what breaks in it is one sentence."""

import os
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import psutil
import pyarrow as pa
import pytest

from clew.engines.linkage.spark.frames import Session
from clew.engines.linkage.spark.session import session
from clew.rules.sources.faults import WrongInput

pytestmark = pytest.mark.spark


def java() -> list[psutil.Process]:
    children = psutil.Process().children(recursive=True)
    return [process for process in children if "java" in process.name()]


def test_nobody_else_can_reach_it(running: Session) -> None:
    assert running
    waiting = [
        connection.laddr.ip
        for process in java()
        for connection in process.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert waiting, "the control: it does listen"
    # An address of version 4 may be written as one of version 6.
    assert all(ip_address(address.removeprefix("::ffff:")).is_loopback for address in waiting)


def test_it_keeps_no_log_of_events_and_has_no_pages(running: Session, tmp_path: Path) -> None:
    assert running
    for process in java():
        words = process.cmdline()
        for setting in ("spark.ui.enabled=false", "spark.eventLog.enabled=false"):
            assert setting in words
    assert list(tmp_path.iterdir()) == []


def leave(_batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    os._exit(137)  # as a system ends who takes too much memory


def exhaust(_batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    raise MemoryError


def blunder(_batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    raise KeyError("Ada Made-up")  # noqa: EM101 -- as a lookup raises it


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (leave, "workers that ran out of memory, or were ended from outside"),
        (exhaust, "workers that ran out of memory, or were ended from outside"),
        (blunder, "a fault of Spark (PythonException)"),
    ],
)
def test_what_breaks_in_a_worker_is_one_sentence_without_what_it_held(
    work: object,
    said: str,
    running: Session,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(WrongInput) as wrong, session(tmp_path, None) as taken:
        assert taken is running
        taken.range(4).mapInArrow(work, "id long").toArrow()  # type: ignore[attr-defined]
    (sentence,) = wrong.value.sentences
    assert sentence.startswith(f"--engine: spark: found {said}, wanted ")
    assert "Ada" not in sentence
    assert capfd.readouterr() == ("", "")
