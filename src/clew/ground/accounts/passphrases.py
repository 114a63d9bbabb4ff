"""Passphrases: which are refused.

Fifteen letters or more, no rule of which letters, no age at which one must be changed (ASVS 5.0,
6.2.5 and 6.2.10). Lists of common ones hold short ones; so what is made of them is refused too, and
what is made of words that everybody who knows the house would try: its name, one's own, and those
of the field (6.1.2 and 6.2.11).
"""

import re
from collections.abc import Iterator
from typing import Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clew.ground.accounts.models import Member

_MOST_COMMON_ONES: Final = 2
_LONGEST_PATTERN: Final = 4
_LEFT_TO_GUESS: Final = 8
"""Letters that must remain when every word of the house is taken out."""
_SHORTEST_WORD: Final = 3
OF_THE_FIELD: Final = (
    "clew", "survivor", "survivors", "victim", "victims", "traffick", "trafficking", "trafficked",
    "human", "slavery", "slave", "modern", "charity", "shelter", "safehouse", "advocate",
    "caseworker", "police", "refuge", "password", "passphrase", "welcome", "admin",
    "administrator", "demonstration",
)  # fmt: skip
_ROWS: Final = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


class NotEasilyGuessed:
    """Refuses a passphrase made of what everybody tries first."""

    def __init__(self) -> None:
        """Read the list of common passwords that comes with Django."""
        self._common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: Member | None = None) -> None:
        """Raise `ValidationError` with what to do instead."""
        said = "".join(password.lower().split())
        if (
            self._is_common(said)
            or _is_pattern(said)
            or any(said in row or said in row[::-1] for row in _ROWS)
            or _is_of_the_house(said, _words_of_the_house(user))
        ):
            raise ValidationError(self.get_help_text(), code="easily_guessed")

    def get_help_text(self) -> str:
        """Say what is wanted."""
        return _(
            "This is easily guessed: it is made of common passwords, or of names of this house. "
            "Take four or five words that do not belong together."
        )

    def _is_common(self, said: str) -> bool:
        """Say whether it is common ones, at most two, one after another."""
        reached = {0}
        for _piece in range(_MOST_COMMON_ONES):
            reached = {
                end
                for start in reached
                for end in range(start + 1, len(said) + 1)
                if said[start:end] in self._common
            }
            if len(said) in reached:
                return True
        return False


def _is_pattern(said: str) -> bool:
    """Say whether it is a few letters, over and over."""
    return any(
        said == (said[:size] * len(said))[: len(said)] for size in range(1, _LONGEST_PATTERN + 1)
    )


def _words_of_the_house(user: Member | None) -> Iterator[str]:
    """Yield what everybody would try who knows the house and who signs in."""
    yield from OF_THE_FIELD
    if user is None:
        return
    named = [user.email, user.shown_name]
    if user.organisation_id is not None:
        named.append(user.organisation.name)
    for name in named:
        words = re.findall(r"\w+", name.lower())
        yield "".join(words)
        yield from (word for word in words if len(word) >= _SHORTEST_WORD)


def _is_of_the_house(said: str, words: Iterator[str]) -> bool:
    """Say whether little is left to guess when such words are taken out, the longest first."""
    whole = left = "".join(re.findall(r"[^\W_]+", said))
    for word in sorted(set(words), key=len, reverse=True):
        left = left.replace(word, "")
    return left != whole and len(left) < _LEFT_TO_GUESS
