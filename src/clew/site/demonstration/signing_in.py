"""How the made cast signs in: one passphrase and one second factor for all, written on the page."""

from typing import Final

PASSPHRASE: Final = "made-up-people-only"  # noqa: S105 -- written on the page on purpose
SECRET: Final = "MADEUPPEOPLEONLYMADEUPPEOPLEONLY"  # noqa: S105 -- the same
