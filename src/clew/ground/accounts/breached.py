"""Passphrases that stand in a list of breached ones, which the operator lays beside the house.

The list is the one that Have I Been Pwned gives out as one file: a line for each, its SHA-1 in
hexadecimal digits, sorted, with `:` and a count after it. It has a thousand million lines, so it
is never read as a whole: halving finds a line in some forty looks. Nothing is asked of anybody.
"""

import hashlib
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clew.ground.accounts.models import Member

_DIGITS: Final = 40
_LONGEST_LINE: Final = 80


class NotBreached:
    """Refuses a passphrase that stands in the list. Without a list it refuses none."""

    def validate(self, password: str, user: Member | None = None) -> None:  # noqa: ARG002 -- Django's
        """Raise `ValidationError` with what to do instead; also where the list cannot be read."""
        listed = settings.CLEW.breached
        if listed is None:
            return
        try:
            found = stands_in(listed, password)
        except OSError:
            said = _("The list of breached passphrases cannot be read: ask your administrator.")
            raise ValidationError(said, code="breached_unknown") from None
        if found:
            raise ValidationError(self.get_help_text(), code="breached")

    def get_help_text(self) -> str:
        """Say what is wanted."""
        return _(
            "Somebody used this elsewhere, and it was stolen there. "
            "Take four or five words that do not belong together."
        )


def stands_in(listed: Path, password: str) -> bool:
    """Say whether a passphrase stands in a list.

    Args:
        listed: the file, sorted by its digits.
        password: as typed.

    Raises:
        OSError: the file cannot be read.
    """
    data = password.encode("utf-8", "surrogatepass")
    wanted = hashlib.sha1(data, usedforsecurity=False).hexdigest().upper().encode()
    with listed.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while (
            low < high
        ):  # the line wanted, if there is one, begins at or after low and before high
            middle = (low + high) // 2
            start, line = _line_at(file, middle)
            digits = line[:_DIGITS].upper()
            if line and digits == wanted:
                return True
            if line and start < high and digits < wanted:
                low = start + len(line)
            else:
                high = middle
    return False


def _line_at(file: BinaryIO, place: int) -> tuple[int, bytes]:
    """Return the first line that begins at a place or after it, and where."""
    if place:
        file.seek(place - 1)
        file.readline(_LONGEST_LINE)  # the rest of the line before; nothing but its end, often
    else:
        file.seek(0)
    return file.tell(), file.readline(_LONGEST_LINE)
