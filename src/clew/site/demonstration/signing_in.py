"""How the made cast signs in: one passphrase and one second factor for all, written on the page.

The survivors among them have cards; their codes and their word are written on their own page.
"""

from typing import Final

from clew.survivor.people.codes import with_check

PASSPHRASE: Final = "made-up-people-only"  # noqa: S105 -- written on the page on purpose
SECRET: Final = "MADEUPPEOPLEONLYMADEUPPEOPLEONLY"  # noqa: S105 -- the same
WORD: Final = "made up people only"
CARDS: Final = {
    "survivor_r7": f"{with_check('MAREK1')} {with_check('MAREK2')}",
    "survivor_ar": f"{with_check('SAM1RA')} {with_check('SAM2RA')}",
}
