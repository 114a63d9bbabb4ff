"""`clew up`: the demonstration in one process. Made-up people only."""

import argparse
import os
import shutil
from pathlib import Path

from clew.site.cli.streams import complain, say
from clew.site.serving import NoFreePort, bind, make_server

_WRONG = 2


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--fresh", action="store_true", help="wipe the demonstration first")


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C."""
    os.environ["CLEW_MODE"] = "demonstration"
    return serve(fresh=arguments.fresh)


def serve(*, fresh: bool = False) -> int:
    """Serve on the loopback addresses with the settings of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
    from django.conf import settings  # noqa: PLC0415 -- reads the environment set above

    house = settings.CLEW
    if fresh:
        shutil.rmtree(Path(house.data) / "demo", ignore_errors=True)
    try:
        sockets, port = bind(house.port)
    except NoFreePort as taken:
        complain(str(taken))
        return _WRONG
    from clew.site.wsgi import application  # noqa: PLC0415 -- loads Django, after the port is ours

    server = make_server(application, sockets)
    say(
        f"Clew is on http://{house.host}:{port}",
        "Nobody signs in yet, and nothing typed is kept. Ctrl+C stops it.",
    )
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
    return 0
