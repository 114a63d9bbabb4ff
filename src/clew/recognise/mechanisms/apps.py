"""Django's entry for mechanisms."""

from django.apps import AppConfig


class MechanismsConfig(AppConfig):
    """National mechanisms: referrals prepared, sent on a yes, and the decisions that come back."""

    name = "clew.recognise.mechanisms"
    label = "mechanisms"

    def ready(self) -> None:
        """Give words for what leaves from here, where its recipient reads it."""
        from clew.recognise.mechanisms import wording  # noqa: PLC0415 -- its models are loaded now
        from clew.survivor.release import words  # noqa: PLC0415 -- as above

        words.also_worded(wording.in_words)
