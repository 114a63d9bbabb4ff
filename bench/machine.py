"""On which machine a figure was measured. No name of a host or a person."""

import os
import platform
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")


def described() -> str:
    """Return processors, system and Python in one line."""
    model = _model() or platform.processor() or platform.machine()
    processors = os.cpu_count() or 1
    noun = "processor" if processors == 1 else "processors"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{processors} {noun}, {model}, {platform.system()}, {python}"


def _model() -> str:
    try:
        lines = _CPUINFO.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    models = [line.partition(":")[2] for line in lines if line.startswith("model name")]
    return " ".join(models[0].split()) if models else ""
