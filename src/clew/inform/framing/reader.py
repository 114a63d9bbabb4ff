"""The process that reads one file: bytes come in, its words go out, and then it is over.

A PDF or a Word file is a program in the hands of its reader, and one made on purpose can keep that
busy for hours. So it is read apart (`apart`), with bounds on time and memory. Run as a module: the
ending of the file's name is its argument, the bytes are its input, JSON is its output.
"""

import json
import sys
from typing import Final

from clew.engines.texts.reading import read
from clew.rules.sources.faults import WrongInput

SECONDS: Final = 10
_MEMORY: Final = 1_500_000_000  # bytes


def main() -> int:
    """Read, and say what was read or what is wrong."""
    _bound()
    try:
        reading = read(sys.stdin.buffer.read(), f"The file{sys.argv[1]}")
    except WrongInput as error:
        fault = error.faults[0]
        said = {"found": fault.found, "wanted": fault.wanted}
    else:
        said = {"text": reading.text, "notes": "\n".join(reading.notes)}
    sys.stdout.write(json.dumps(said))
    return 0


def _bound() -> None:
    """Let the system end this process when it takes too much, where the system can."""
    try:
        import resource  # noqa: PLC0415 -- not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    raise SystemExit(main())
