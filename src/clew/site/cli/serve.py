"""`clew serve`: for real use, behind a proxy of this machine or with a certificate of its own."""

import argparse
import os
from pathlib import Path

from clew.rules.sources.faults import Fault, WrongInput, describe
from clew.site.cli import up
from clew.site.fronts import Loopback, WithCertificate


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--data", required=True, metavar="DIR", help="folder of the house's data")
    parser.add_argument("--host", metavar="NAME", help="the one host name people use")
    parser.add_argument(
        "--cert", metavar="FILE", help="the certificate of that name: serve TLS on every address"
    )
    parser.add_argument("--key", metavar="FILE", help="its key")
    parser.add_argument(
        "--profile",
        choices=("server", "laptop", "partner"),
        help="partner: serve partners, with the keys of `clew keys partner` (default: server)",
    )
    parser.add_argument("--port", metavar="PORT", help="first port to try")
    parser.add_argument(
        "--believe-clock",
        action="store_true",
        help="the machine's clock is right now, and was ahead before; leaves a trace",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C. Raises `WrongInput` when the folder is not there."""
    _check(arguments)
    os.environ["CLEW_MODE"] = "real"
    os.environ["CLEW_DATA"] = arguments.data
    if arguments.profile:
        os.environ["CLEW_PROFILE"] = arguments.profile
    if arguments.host:
        os.environ["CLEW_HOST"] = arguments.host
    if arguments.port:
        os.environ["CLEW_PORT"] = arguments.port
    elif arguments.cert:
        os.environ.setdefault("CLEW_PORT", "443")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
    from clew.site import house  # noqa: PLC0415 -- reads the environment set above

    files = (Path(arguments.cert), Path(arguments.key)) if arguments.cert else None
    if house.here().for_partners:
        return _serve_partners(files)
    if not house.here().holds_house:
        raise WrongInput(
            [Fault("--data", "", "a folder without a house", "one that `clew init` made")]
        )
    lines = [f"The house in {arguments.data} is open."]
    front = (lambda here: WithCertificate(here, *files)) if files else Loopback
    return up.serve("real", lambda: lines, front, believe_clock=arguments.believe_clock)


def _check(arguments: argparse.Namespace) -> None:
    """Raise `WrongInput` for words that do not go together."""
    if not arguments.data or not Path(arguments.data).is_dir():
        raise WrongInput([Fault("--data", "", describe(arguments.data), "a folder that exists")])
    if bool(arguments.cert) != bool(arguments.key):
        raise WrongInput([Fault("--cert", "", "one of the two", "--cert and --key together")])
    if arguments.cert and not (arguments.host or os.environ.get("CLEW_HOST")):
        raise WrongInput([Fault("--host", "", "no name", "the name that the certificate is for")])


def _serve_partners(files: tuple[Path, Path] | None) -> int:
    """Serve partners. Raises `WrongInput` without PostgreSQL, or without their keys."""
    from clew.site import house  # noqa: PLC0415 -- reads the environment
    from clew.site.partners import serving  # noqa: PLC0415 -- as above

    here = house.here()
    if not (here.database_url and here.keyring_url):
        wanted = "PostgreSQL for both databases; on SQLite partners are given packages"
        raise WrongInput([Fault("--profile", "", "partner, on SQLite", wanted)])
    if not here.holds_house:
        found, wanted = "no keys for partners", f"{here.partner_keys}, from `clew keys partner`"
        raise WrongInput([Fault("--data", "", found, wanted)])
    if files is None:
        return serving.serve()
    return serving.serve(lambda here: WithCertificate(here, *files))
