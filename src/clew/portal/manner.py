"""How the wall speaks at the person's own addresses: in their frame, and to their own door."""

from typing import Final

from clew.ground.accounts.manner import Manner

QUIET: Final = Manner(sign_in="portal:sign_in", words="clew.portal.frame.say_quietly")
