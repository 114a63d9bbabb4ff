"""The policy table: every address, and who may open it. What is not in it is not answered.

Each room writes its own rules beside its addresses; here they become one table, which a start-up
check and a test hold against the addresses there are.
"""

from typing import Final

from clew.connect.leads import policy as leads
from clew.connect.matching import policy as matching
from clew.connect.network import policy as network
from clew.connect.sharing import policy as sharing
from clew.ground.accounts import rules as accounts
from clew.ground.accounts.policy import Rule
from clew.ground.notices import policy as notices
from clew.ground.pairs import policy as pairs
from clew.ground.ui import policy as ui
from clew.inform.framing import policy as framing
from clew.inform.impact import policy as impact
from clew.inform.states import policy as states
from clew.inform.statistics import policy as statistics
from clew.inform.submissions import policy as submissions
from clew.portal import policy as portal
from clew.recognise.classification import policy as classification
from clew.recognise.mechanisms import policy as mechanisms
from clew.recognise.offline import policy as offline
from clew.recognise.referrals import policy as referrals
from clew.recognise.screening import policy as screening
from clew.recognise.training import policy as training
from clew.support.casework import policy as casework
from clew.survivor.consent import policy as consent
from clew.survivor.contact import policy as contact
from clew.survivor.people import policy as people
from clew.survivor.release import policy as release
from clew.survivor.rights import policy as rights

_ROOMS: Final = (
    ui, accounts, notices, pairs, people, consent, contact, release, rights, training, screening,
    offline, classification, referrals, mechanisms, casework, sharing, matching, network, leads,
    statistics,
    submissions, states, impact, framing, portal,
)  # fmt: skip
POLICY: Final[dict[str, Rule]] = {
    name: rule for room in _ROOMS for name, rule in room.RULES.items()
}
