"""A Spark session that talks to nobody else, says nothing and leaves nothing behind.

On this machine alone it listens to itself only. What it spills lies in the folder it is given.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from clew.engines.linkage.spark.faults import fault, faults_told
from clew.engines.linkage.spark.frames import Session
from clew.rules.sources.faults import WrongInput

if TYPE_CHECKING:
    from pyspark import SparkConf

VERSION: Final = "4.3"
INSTALL: Final = "./clew spark"
_LOCAL: Final = "local"
_RECORDS_AT_ONCE: Final = 20_000
_PATIENCE: Final = 20.0  # seconds for Java to leave by itself


class _Gateway(Protocol):
    """The line to a Java that was started, and its process."""

    proc: "subprocess.Popen[bytes]"

    def shutdown(self) -> None:
        """Hang up."""


def check() -> None:
    """Raise `WrongInput` where Spark, in the version it was tried in, or a Java are not there."""
    wanted = f"version {VERSION}, which `{INSTALL}` installs"
    if util.find_spec("pyspark") is None:
        raise WrongInput([fault("no Spark on this machine", wanted)])
    version = metadata.version("pyspark")
    if not version.startswith(f"{VERSION}."):
        raise WrongInput([fault(f"Spark {version}", wanted)])
    if java() is None:
        raise WrongInput([fault("no Java", "Java 17 or newer, on the path or in JAVA_HOME")])


def java() -> str | None:
    """Return the Java that Spark would start, or nothing."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")


@contextmanager
def session(work: Path, master: str | None) -> Iterator[Session]:
    """Yield a session, the one that runs where one does; what goes wrong in it is one sentence.

    `work` is a folder for what it puts down in between; `master` where its machines are, else
    this one. Raises `WrongInput` where Spark does not start, or gives up.
    """
    from pyspark import SparkContext  # noqa: PLC0415 -- optional dependency
    from pyspark.sql import SparkSession  # noqa: PLC0415 -- optional dependency

    running = SparkSession.getActiveSession()
    if running is not None:
        with faults_told():
            yield running
        return
    with faults_told(starting=True):
        gateway = _launched(conf := _conf(work, master or f"{_LOCAL}[*]"))
    try:
        # What went wrong is asked while there is still somebody to answer.
        with faults_told(starting=True):
            started = SparkSession(SparkContext(conf=conf, gateway=gateway))
        with faults_told():
            yield started
        with suppress(Exception):  # its work is done
            started.stop()
    finally:
        _ended(gateway)


def _conf(work: Path, master: str) -> "SparkConf":
    from pyspark import SparkConf  # noqa: PLC0415 -- optional dependency

    return SparkConf().setAll(sorted(_settings(work, master).items()))


def _launched(conf: "SparkConf") -> _Gateway:
    from pyspark.java_gateway import launch_gateway  # noqa: PLC0415 -- optional dependency

    # The workers are to have what this process has; those of other machines say so themselves.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # Java's own words would stand between ours, and could repeat what it was given.
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    gateway: _Gateway = launch_gateway(conf, silent)
    return gateway


def _settings(work: Path, master: str) -> dict[str, str]:
    temporary = work / "java"
    temporary.mkdir(mode=0o700)
    found = {
        "spark.master": master,
        "spark.app.name": "clew resolve",
        "spark.ui.enabled": "false",
        "spark.eventLog.enabled": "false",
        "spark.sql.warehouse.dir": str(work / "warehouse"),
        "spark.driver.extraJavaOptions": f"-Djava.io.tmpdir={temporary} -XX:-UsePerfData",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(_RECORDS_AT_ONCE),
        # Few bytes are much work here: small parts are not to be put together.
        "spark.sql.adaptive.coalescePartitions.enabled": "false",
    }
    if master.partition("[")[0] != _LOCAL:
        return found
    return found | {
        "spark.local.dir": str(temporary),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.authenticate": "true",  # nor does anybody else on this machine get in
    }


def _ended(gateway: _Gateway) -> None:
    from pyspark import SparkContext  # noqa: PLC0415 -- optional dependency

    with suppress(Exception):
        gateway.shutdown()
    if gateway.proc.stdin:
        gateway.proc.stdin.close()  # Java leaves when nobody can speak to it any more
    try:
        gateway.proc.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        gateway.proc.kill()
        gateway.proc.wait()
    # Or the next session would look for this one.
    SparkContext._gateway = SparkContext._jvm = SparkContext._active_spark_context = None  # noqa: SLF001
