"""`clew serve`: for real use, behind a proxy of this machine or with a certificate of its own."""

import argparse
import os
from pathlib import Path

from clew.rules.sources.faults import Fault, WrongInput, describe
from clew.site.cli import up
from clew.site.fronts import WithCertificate


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--data", required=True, metavar="DIR", help="folder of the house's data")
    parser.add_argument("--host", metavar="NAME", help="the one host name people use")
    parser.add_argument(
        "--cert", metavar="FILE", help="the certificate of that name: serve TLS on every address"
    )
    parser.add_argument("--key", metavar="FILE", help="its key")
    parser.add_argument("--port", metavar="PORT", help="first port to try")


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C. Raises `WrongInput` when the folder is not there."""
    if not arguments.data or not Path(arguments.data).is_dir():
        raise WrongInput([Fault("--data", "", describe(arguments.data), "a folder that exists")])
    if bool(arguments.cert) != bool(arguments.key):
        raise WrongInput([Fault("--cert", "", "one of the two", "--cert and --key together")])
    if arguments.cert and not (arguments.host or os.environ.get("CLEW_HOST")):
        raise WrongInput([Fault("--host", "", "no name", "the name that the certificate is for")])
    os.environ["CLEW_MODE"] = "real"
    os.environ["CLEW_DATA"] = arguments.data
    if arguments.host:
        os.environ["CLEW_HOST"] = arguments.host
    if arguments.port:
        os.environ["CLEW_PORT"] = arguments.port
    elif arguments.cert:
        os.environ.setdefault("CLEW_PORT", "443")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
    from clew.site import house  # noqa: PLC0415 -- reads the environment set above

    if not house.here().holds_house:
        raise WrongInput(
            [Fault("--data", "", "a folder without a house", "one that `clew init` made")]
        )
    lines = [f"The house in {arguments.data} is open."]
    if not arguments.cert:
        return up.serve("real", lambda: lines)
    files = Path(arguments.cert), Path(arguments.key)
    return up.serve("real", lambda: lines, lambda here: WithCertificate(here, *files))
