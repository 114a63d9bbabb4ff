"""Times the whole command `clew match`, from the first byte of Python to the last; prints it."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import numpy as np

_CALLS: Final = 10


def measured(out: Path, given: dict[str, Any]) -> dict[str, float]:
    """Return the median of ten calls and the slowest, in milliseconds."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.json"
        for row in given["held"][:_CALLS]:
            record.write_text(json.dumps(row), encoding="utf-8")
            call = [sys.executable, "-m", "clew", "match", str(out), "--record", str(record)]
            started = time.perf_counter()
            subprocess.run(call, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own command
            seconds.append(time.perf_counter() - started)
    return {"median": float(np.median(seconds) * 1e3), "most": max(seconds) * 1e3}


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text("utf-8")))))
