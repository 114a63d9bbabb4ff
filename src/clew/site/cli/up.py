"""`clew up`: the demonstration in one process. Made-up people only."""

import argparse
import contextlib
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from clew.site import one_processor
from clew.site.cli.streams import complain, say
from clew.site.environment import Environment
from clew.site.fronts import Front, Loopback
from clew.site.serving import NoFreePort, Server

_WRONG = 2
_LOCKED = "The house is locked: open it with `clew unlock`, or on its page."


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--fresh", action="store_true", help="wipe the demonstration first")
    parser.add_argument("--seed", type=int, default=7, help="which made world (default: 7)")


def run(arguments: argparse.Namespace) -> int:
    """Serve the demonstration until Ctrl+C."""
    os.environ["CLEW_MODE"] = "demonstration"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
    from clew.site import house  # noqa: PLC0415 -- reads the environment set above

    if arguments.fresh:
        try:
            house.wipe(house.here())
        except (house.WrongHouse, NoFreePort) as wrong:
            complain(str(wrong))
            return _WRONG

    def prepare() -> list[str]:
        from clew.site import house  # noqa: PLC0415 -- loads Django
        from clew.site.demonstration import putting_in  # noqa: PLC0415 -- loads Django

        try:
            return putting_in.ready(seed=arguments.seed, say=say)
        except putting_in.HalfMade as half:
            msg = "The last start was stopped while it made the people up. Run `clew up --fresh`."
            raise house.WrongHouse(msg) from half

    return serve("demonstration", prepare)


def serve(
    kind: str,
    prepare: Callable[[], list[str]],
    front: Callable[[Environment], Front] = Loopback,
    *,
    believe_clock: bool = False,
) -> int:
    """Open the house of the settings as one kind, and serve it until Ctrl+C or SIGTERM.

    Either way what has arrived is answered first, for ten seconds at most.

    Args:
        kind: what the house is opened as.
        prepare: what is done once it is open; what it returns is said beside the address.
        front: how people come in.
        believe_clock: go on from the machine's clock, though the house knew a later moment. A
            locked house is opened for that, with its passphrase.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
    from clew.site import control, house  # noqa: PLC0415 -- reads the environment set above

    here = house.here()
    house.for_owner_only()
    try:
        if kind == "demonstration":
            house.make_folders(here)
        with house.alone(here.folder):
            way_in = front(here)
            import django  # noqa: PLC0415 -- after the port is ours

            from clew.site.partners import roles  # noqa: PLC0415 -- loads Django

            django.setup()
            roles.check_house()
            house.bring_up_to_date()
            if kind == "demonstration" and not house.kind():
                house.mark(kind)
            house.check_kind(kind)
            from clew.ground.accounts import locking  # noqa: PLC0415 -- after Django is set up
            from clew.ground.audit.chain import House  # noqa: PLC0415 -- after Django is set up
            from clew.ground.audit.viewer import looking  # noqa: PLC0415 -- loads Django

            with looking(House()):
                if believe_clock:
                    _believe_clock(here)
                lines = prepare() if house.open_keys() else [_LOCKED]
            from clew.site import schedule  # noqa: PLC0415 -- after Django is set up

            with (
                answering(way_in, lines) as server,
                control.listening(here.folder),
                locking.by_itself(),
                schedule.ticking(),
            ):
                server.run()
    except house.WrongHouse as wrong:
        complain(str(wrong))
        return _WRONG
    return 0


def _believe_clock(here: Environment) -> None:
    """Let the machine's clock be right. Raises `house.WrongHouse` where the house does not open."""
    from clew.ground.accounts import latest  # noqa: PLC0415 -- after Django is set up
    from clew.ground.timetable import turns  # noqa: PLC0415 -- after Django is set up
    from clew.site import house  # noqa: PLC0415 -- reads the environment

    if not house.open_keys():
        house.ask_for_key(here)
    at = datetime.now(UTC)
    latest.believe(at)
    turns.due_at_once(at)


@contextlib.contextmanager
def answering(way_in: Front, lines: Iterable[str], *, seals: bool = True) -> Iterator[Server]:
    """Open the way in, say so, and write traces until the block ends, all on one processor.

    Args:
        way_in: how people come in.
        lines: what is said beside the address.
        seals: whether this process numbers the events of the trace; one for partners does not.
    """
    from django.conf import settings  # noqa: PLC0415 -- reads the environment

    from clew.ground.accounts import latest  # noqa: PLC0415 -- after Django is set up
    from clew.ground.audit import reads  # noqa: PLC0415 -- after Django is set up
    from clew.ground.audit.chain import House  # noqa: PLC0415 -- after Django is set up
    from clew.ground.audit.viewer import looking  # noqa: PLC0415 -- loads Django
    from clew.site.wsgi import application  # noqa: PLC0415 -- after Django is set up

    with looking(House()):
        latest.go_on()
    with one_processor.on_one(settings.CLEW.port):
        server = way_in.open(application)
        for told in (signal.SIGINT, signal.SIGTERM):
            signal.signal(told, lambda *_: server.stop())
        say(f"Clew is on {way_in.address}", *lines, "Ctrl+C stops it.")
        reads.start_writer(seals=seals)
        try:
            yield server
        finally:
            server.close()
            reads.stop_writer()
