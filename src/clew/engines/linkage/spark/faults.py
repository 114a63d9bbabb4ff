"""What goes wrong in Spark, in one sentence: never its trace, which may hold what it worked on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from clew.rules.sources.faults import Fault, WrongInput

_ENGINE: Final = "--engine"
_MEMORY: Final = (
    *("OutOfMemoryError", "MemoryError", "Cannot allocate memory", "MAX_RESULT_SIZE"),
    *("UNABLE_TO_ACQUIRE_MEMORY", "exited unexpectedly", "ExecutorLostFailure", "GC overhead"),
)
_DISK: Final = ("No space left on device", "Disk quota exceeded")


def fault(found: str, wanted: str) -> Fault:
    """Return what was found of Spark and what is wanted."""
    return Fault(_ENGINE, "spark", found, wanted)


@contextmanager
def faults_told(*, starting: bool = False) -> Iterator[None]:
    """Turn what Spark raises, while it is `starting` or later, into `WrongInput`."""
    try:
        yield
    except (WrongInput, OSError):
        raise
    except Exception as error:
        if not _of_spark(error):
            raise
        raise WrongInput([_fault_of(error, starting=starting)]) from None


def _of_spark(error: Exception) -> bool:
    return type(error).__module__.partition(".")[0] in {"pyspark", "py4j"}


def _fault_of(error: Exception, *, starting: bool) -> Fault:
    said = f"{type(error).__name__} {error}"
    if any(sign in said for sign in _MEMORY):
        wanted = "more memory for it: SPARK_DRIVER_MEMORY, or spark.executor.memory in its settings"
        return fault("workers that ran out of memory, or were ended from outside", wanted)
    if any(sign in said for sign in _DISK):
        return fault("a disk that is full", "room beside OUT for what lies there in between")
    if starting:
        wanted = "Java 17 or newer, and in --spark-master local[N] or spark://HOST:PORT"
        return fault("a Spark that does not start", wanted)
    if "Py4JNetwork" in said or "Connection refused" in said:
        return fault("a Spark that ended before its time", "more memory for it, or more time")
    return fault(f"a fault of Spark ({type(error).__name__})", "a Spark that runs to its end")
