"""Serving partners: under a role of its own, with a part of the keys, and without the house's work.

No job runs here, nothing is brought up to date, and no event gets its number: that is the house's.
"""

import os
from collections.abc import Callable
from typing import Final

from clew.site.cli import up
from clew.site.cli.streams import complain
from clew.site.environment import Environment
from clew.site.fronts import Front, Loopback
from clew.site.serving import NoFreePort

_WRONG: Final = 2
_OPEN: Final = "Partners are served, with their part of the keys."
_LOCKED: Final = "The keys are locked: open them with `clew unlock`, or on their page."


def serve(front: Callable[[Environment], Front] = Loopback) -> int:
    """Serve partners until Ctrl+C or SIGTERM. Returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
    from clew.site import control, house  # noqa: PLC0415 -- reads the environment set above

    here = house.here()
    house.for_owner_only()
    try:
        with house.alone(here.folder):
            way_in = front(here)
            import django  # noqa: PLC0415 -- after the port is ours

            django.setup()
            _check()
            lines = [_OPEN if house.open_beside() else _LOCKED]
            from clew.ground.accounts import locking  # noqa: PLC0415 -- after Django is set up

            with (
                up.answering(way_in, lines, seals=False) as server,
                control.listening(here.folder),
                locking.by_itself(),
            ):
                server.run()
    except (house.WrongHouse, NoFreePort) as wrong:
        complain(str(wrong))
        return _WRONG
    return 0


def _check() -> None:
    """Refuse a wrong role, and databases of another version or of the demonstration."""
    from clew.site import house  # noqa: PLC0415 -- after Django is set up
    from clew.site.partners import roles  # noqa: PLC0415 -- after Django is set up

    roles.check_partner()
    if house.behind():
        msg = "The databases are of an earlier Clew: start the house first, which brings them on."
        raise house.WrongHouse(msg)
    house.check_kind("real")
