"""What serves stays on one processor, with every thread it starts; afterwards nothing is bound."""

import os
import threading

import pytest

from clew.site import one_processor

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="this system lets nobody choose"
)


def _in_a_thread() -> set[int]:
    found: list[set[int]] = []
    thread = threading.Thread(target=lambda: found.append(os.sched_getaffinity(0)))
    thread.start()
    thread.join()
    return found[0]


@pytest.mark.skipif(len(os.sched_getaffinity(0)) == 1, reason="there is only one")
def test_a_server_and_its_threads_stay_on_one_processor_meanwhile() -> None:
    before = os.sched_getaffinity(0)
    with one_processor.on_one(8000) as chosen:
        assert os.sched_getaffinity(0) == {chosen} == _in_a_thread()
    assert os.sched_getaffinity(0) == before == _in_a_thread()


@pytest.mark.skipif(len(os.sched_getaffinity(0)) == 1, reason="there is only one")
def test_two_houses_of_one_machine_stay_on_two() -> None:
    with one_processor.on_one(8000) as first:
        pass
    with one_processor.on_one(8001) as second:
        pass
    assert first != second


def test_one_that_was_given_a_single_processor_keeps_it() -> None:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        with one_processor.on_one(8001) as chosen:
            assert chosen is None
            assert os.sched_getaffinity(0) == {min(before)}
    finally:
        os.sched_setaffinity(0, before)
