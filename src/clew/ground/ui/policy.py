"""Who may open the shared pages: everybody."""

from typing import Final

from clew.ground.accounts.policy import WRITE, Rule, open_to_all

RULES: Final[dict[str, Rule]] = {
    "ui:start": open_to_all(),
    "ui:sources": open_to_all(),
    "ui:look": open_to_all(WRITE),
    "ui:keyboard": open_to_all(),
}
