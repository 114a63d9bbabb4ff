"""What is typed about the made-up woman of the journey. None of it may be found outside a seal."""

from typing import Final

# Every string is told nowhere else, so that finding one anywhere is finding a leak.
SURNAME: Final = "Kanarienvogel"
FULL_NAME: Final = f"Dorota {SURNAME}"
CALLED: Final = "Zeisigfink"
HER_WORDS: Final = "They said canteen-gimpelwort. It was chickens."
NEEDS: Final = "A bed tonight, and somebody who speaks Rotkehlisch."
REASON: Final = "Her account to me, and the gelbspoetter slip."
EXPLAINED: Final = "Read aloud twice, with the stieglitz picture cards."
HOW: Final = "Text first, sign it Girlitz."
WHEN: Final = "Between the two wacholder shifts."
NEVER: Final = "Never ring while Bluthaenfling is at home."
PHONE: Final = "07700 900913"
ADDRESS: Final = "17 Goldammerweg, Northmoor NM1 4ZZ"
MAIL: Final = "braunkehlchen@beispiel.invalid"
WHO: Final = "A woman who kept sparrows, Feldsperling her word."
HAPPENED: Final = "Held in a house of dompfaffen, nine weeks."
WANTS: Final = "Her mother to know, through Pirolnest only."
NOTE: Final = "She slept. She asked for Wiedehopf tea, and got some."
TASK: Final = "Ask the clinic about the Neuntoeter cough"
CLAIM_WORDS: Final = "The driver Kernbeisser gave her that number."
LEAD_REASON: Final = "Two who are out gave the same number; the Seidenschwanz shift."
PLAN_FIRST: Final = "Sister Nachtigall, alone, at the laundrette."
PLAN_HARM: Final = "If the Ringdrossel brothers see a uniform."

PLANTED: Final = (
    SURNAME, CALLED, "gimpelwort", "Rotkehlisch", "gelbspoetter", "stieglitz", "Girlitz",
    "wacholder", "Bluthaenfling", PHONE, PHONE.replace(" ", ""), "+447700900913", "Goldammerweg",
    "braunkehlchen", "Feldsperling", "dompfaffen", "Pirolnest", "Wiedehopf", "Neuntoeter",
    "Kernbeisser", "Seidenschwanz", "Nachtigall", "Ringdrossel",
)  # fmt: skip
"""The telling part of each of them, and the phone as programs write it."""
