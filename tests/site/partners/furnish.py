"""Furnish a real house for the test of the processes: a module that is run in one of its own.

It prints, as JSON, the ids the test asks for and the bytes it looks for in memory. All made up.
"""

import json
import os
from typing import Any

os.environ["CLEW_MODE"] = "real"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")


def furnished() -> dict[str, Any]:
    """Open the house of the settings, put people in, and release who one of them is."""
    from clew.site import house  # noqa: PLC0415 -- reads the environment

    house.open_up(house.here())
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- after Django is set up
    from django.utils import timezone  # noqa: PLC0415 -- after Django is set up

    from clew.ground.audit import heads  # noqa: PLC0415 -- after Django is set up
    from clew.ground.audit.chain import House  # noqa: PLC0415 -- after Django is set up
    from clew.ground.audit.viewer import looking  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault import root  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault.sealing import seal_for_house  # noqa: PLC0415 -- after Django is set up
    from clew.site.demonstration.signing_in import PASSPHRASE, SECRET  # noqa: PLC0415 -- as above
    from clew.survivor.people import actions as people  # noqa: PLC0415 -- after Django is set up
    from clew.survivor.release import actions as release  # noqa: PLC0415 -- as above
    from tests.cast import CANARY, assemble  # noqa: PLC0415 -- after Django is set up
    from tests.factories.people import a_release  # noqa: PLC0415 -- after Django is set up
    from tests.site.partners.words import NATIONALITY  # noqa: PLC0415 -- after Django is set up

    today = timezone.localdate()
    with looking(House()):
        cast = assemble()
        for who in (cast.police_liaison, cast.advocate_a):
            who.set_password(PASSPHRASE)
            who.save()
            secret = {"secret": seal_for_house(SECRET, "second factor")}
            Authenticator.objects.create(user=who, type=Authenticator.Type.TOTP, data=secret)
        known = {"full_name": f"Marek {CANARY}", "nationality": NATIONALITY}
        person = people.write_down(actor=cast.advocate_a, on=today, known=known)
        kept = a_release(cast.advocate_a, person, cast.police, on=today)
        heads.latest_signed()
        other = people.write_down(actor=cast.advocate_a, on=today, known=known)
        recalled = a_release(cast.advocate_a, other, cast.police, on=today)
        release.recall_everything(actor=cast.advocate_a, person=other, at=timezone.now())
    held = root.held()
    return {
        "officer": cast.police_liaison.email,
        "advocate": cast.advocate_a.email,
        "release": str(kept.id),
        "recalled": str(recalled.id),
        "person": person.code,
        "wrapping": held.wrapping[held.current].hex(),
        "derived": held.derived.hex(),
        "immigration": root.wrapping_key("immigration", held.current).hex(),
        "released": root.wrapping_key("released", held.current).hex(),
    }


if __name__ == "__main__":
    print(json.dumps(furnished()))
