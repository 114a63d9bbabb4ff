"""What follows from stated facts, by the first words of each consequence."""

from clew.rules.law.classification import classify
from clew.rules.law.consequences import Consequence
from clew.rules.sources.documents import Plain
from tests.rules.law.stated import stated

AS_CHILD = "Protect as a child now"
CHILD_CARE = "Care, guardian and schooling as a child"
REMOVAL_WAITS = "Nobody removes the person while identification is open"
HELP_NOW = "Help now, and name it later"
DEFER_CHARGES = "Ask that no charge is decided while identification is open"
PROTECTION_FIRST = "Give the protection for trafficking first"
TIME = "Time to recover and reflect"
ASSISTANCE = "A safe place, medical care, an interpreter, advice and a lawyer"
UNCONDITIONAL = "Help does not depend on being a witness"
RAISE = "Raise non-punishment with the defence solicitor now"
NO_PUNISHMENT = "No punishment for what the person was made to do"
NOT_LIABLE = "Not liable for having been smuggled"
REFUGEE = "No penalty for illegal entry or presence as a refugee"
LAWYER_ARGUES = "Let a lawyer argue that there is no penalty as a refugee"
ASYLUM = "Asylum and protection from return stay open"
SAFETY = "Safety, help where life is in danger, and consular contact"
CRIME_VICTIM = "Rights as a victim of crime"
LOOK_AGAIN = "Look again: was the ill-treatment forced work or sexual acts?"
LEAVE = "Ask about leave to stay"
HELD = "Refer for identification as held in slavery or forced labour"
LABOUR = "Check labour law, wages owed and forced labour"
OUTSIDE = "Outside the Smuggling Protocol"
CONTINUED_PRESENCE = "Continued presence instead of a recovery period"
WHAT_FOR = "Ask what the help was for"
NATIONAL = "National law may call the help an offence even without gain"
RIGHTS = "Human rights and asylum remain"


def following(value: dict[str, Plain] | None = None, /, **more: Plain) -> tuple[Consequence, ...]:
    """Return what follows from the facts stated."""
    return classify(stated(value or {}, **more)).consequences


def follows(value: dict[str, Plain] | None = None, /, **more: Plain) -> set[str]:
    """Return the words of what follows, without the length of a period."""
    return {
        item.what.split(": ")[0] if item.what.startswith(TIME) else item.what
        for item in following(value, **more)
    }


def the(what: str, value: dict[str, Plain] | None = None, /, **more: Plain) -> Consequence:
    """Return the one consequence that begins with these words."""
    (found,) = (item for item in following(value, **more) if item.what.startswith(what))
    return found


def sources(consequence: Consequence) -> set[str]:
    """Return the ids of the sources a consequence cites."""
    return {citation.source for citation in consequence.citations}
