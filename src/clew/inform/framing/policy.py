"""Who may open the addresses of words: everybody. Nothing that is pasted there is kept."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, open_to_all

RULES: Final[dict[str, Rule]] = {
    "framing:words": open_to_all(BOTH, takes_file=True),
    "framing:code": open_to_all(BOTH, takes_file=True),
    "framing:agreement": open_to_all(BOTH, takes_file=True),
    "framing:report_pdf": open_to_all(WRITE, takes_file=True),
    "framing:report_word": open_to_all(WRITE, takes_file=True),
    "framing:bill": open_to_all(BOTH),
    "framing:bill_pdf": open_to_all(WRITE),
}
