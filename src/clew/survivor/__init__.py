"""The person and their will: people, consent, contact, claims, release, in that order."""
