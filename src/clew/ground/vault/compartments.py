"""The compartments of what is known about a person: each is sealed under a key of its own."""

from enum import StrEnum


class Compartment(StrEnum):
    """What a key opens. A process that lacks the key of a compartment cannot be talked into it."""

    IDENTITY = "identity"
    CONTACT = "contact"
    IMMIGRATION = "immigration"
    TESTIMONY = "testimony"  # accounts, health, evidence
    OPERATIONS = "operations"  # free text of the casework
    INTELLIGENCE = "intelligence"  # what a circle holds in common
    RELEASED = "released"  # copies that left, and what was asked and answered about them
