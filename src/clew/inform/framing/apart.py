"""Reading a chosen file in a process of its own, which is ended when it takes too long.

Bytes and words pass through pipes: nothing is written to the disk, and what that process says on
its way is thrown away. It is given no setting of the house, so no key.
"""

import json
import os
import subprocess
import sys
import threading
from typing import Final

from django.utils.translation import gettext as _

from clew.engines.texts.reading import KINDS, Reading
from clew.inform.framing import reader

SECONDS: Final = 2.0 * reader.SECONDS  # of the clock; of its processor it has half
_AT_ONCE: Final = threading.BoundedSemaphore(2)
_NEEDED: Final = ("PATH", "SYSTEMROOT", "LANG")


class NotRead(Exception):
    """A file that cannot be read. Its message says why, in a sentence, without its name."""


def read_apart(data: bytes, name: str) -> Reading:
    """Return the words of a file.

    Args:
        data: its bytes.
        name: what it is called; only the ending is looked at.

    Raises:
        NotRead: it holds no text that can be read, takes too long, or too many are read now.
    """
    ending = next((each for each in KINDS if name.lower().endswith(each)), "")
    if not _AT_ONCE.acquire(timeout=SECONDS):
        raise NotRead(_("Others have files read now. Try again in a minute, or paste the text."))
    try:
        said = _said(data, ending)
    finally:
        _AT_ONCE.release()
    if "text" not in said:
        raise NotRead(
            _("This file cannot be read: it is %(found)s. Wanted: %(wanted)s. Or paste the text.")
            % said
        )
    return Reading(said["text"], tuple(said["notes"].splitlines()))


def _said(data: bytes, ending: str) -> dict[str, str]:
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, by our own interpreter
            [sys.executable, "-m", reader.__name__, ending],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={"PYTHONPATH": os.pathsep.join(sys.path)}
            | {name: os.environ[name] for name in _NEEDED if name in os.environ},
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        # The cause holds the file itself, so it is left behind.
        raise NotRead(
            _("This file takes too much to read. Copy the text out of it, and paste it.")
        ) from None
    found: dict[str, str] = json.loads(done.stdout)
    return found
