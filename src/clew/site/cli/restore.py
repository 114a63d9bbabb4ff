"""`clew restore BACKUP DIR`: into a new folder, proved before it gets its name."""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from clew.rules.sources.faults import Fault, WrongInput, describe
from clew.site.cli.streams import complain, print_json, say

_NOT_SO, _WRONG = 1, 2


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "backup", metavar="BACKUP", help="a backup folder, or one data archive in it"
    )
    parser.add_argument("folder", metavar="DIR", help="a folder that is empty or not there yet")
    parser.add_argument(
        "--identity", metavar="FILE", required=True,
        help="an identity that opens the backup, or - for standard input",
    )  # fmt: skip
    parser.add_argument(
        "--root-key", metavar="FILE", help="the root key of the house; without it less is proved"
    )
    parser.add_argument(
        "--tombstones", metavar="FILE", help="erasures that are newer than those of the backup"
    )
    parser.add_argument("--json", action="store_true", help="print JSON for machines")
    parser.add_argument("--trial", action="store_true", help=argparse.SUPPRESS)  # what a drill does


def run(arguments: argparse.Namespace) -> int:
    """Restore. Exit 1 when the backup is not whole, 2 when the call cannot be carried out."""
    target = Path(arguments.folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        found = "a folder that is not empty"
        raise WrongInput([Fault("DIR", "", found, "an empty or new folder: never live data")])
    os.umask(0o077)
    beside = target.absolute().with_name(f".{target.name}.restoring")
    shutil.rmtree(beside, ignore_errors=True)  # left by one that was killed
    (beside / "keyring").mkdir(parents=True, mode=0o700)
    try:
        _name_root_key(arguments.root_key)
        code = _restore(arguments, beside)
        if code == 0 and not arguments.trial:
            _place_root_key(arguments.root_key, beside / "keyring" / "root.key")
            target.absolute().parent.mkdir(parents=True, exist_ok=True)
            beside.replace(target)
            say(f"The house stands in {target}. Start it with: clew serve --data {target}")
            if os.environ.get("CLEW_DATABASE_URL"):
                say("It needs CLEW_DATABASE_URL and CLEW_KEYRING_URL as they are now.")
        return code
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _restore(arguments: argparse.Namespace, beside: Path) -> int:
    os.environ["CLEW_MODE"] = "real"
    os.environ["CLEW_DATA"] = str(beside)
    os.environ["DJANGO_SETTINGS_MODULE"] = "clew.site.settings"
    import django  # noqa: PLC0415 -- reads the environment set above

    django.setup()
    from clew.ground.vault import tombstones  # noqa: PLC0415 -- after Django is set up
    from clew.site import house  # noqa: PLC0415 -- after Django is set up
    from clew.site.backups import identities, proving, restoring  # noqa: PLC0415 -- after Django is set up
    from clew.site.backups.archives import Damaged  # noqa: PLC0415 -- beside the others

    started = time.monotonic()
    try:
        chosen = restoring.choose(Path(arguments.backup))
        erased = proving.erasures(chosen, arguments.tombstones)
        given = identities.identities_in(_read(arguments.identity))
        proved = proving.prove(
            chosen, beside, given, erased, with_key=bool(os.environ.get("CLEW_ROOT_KEY_FILE"))
        )
    except Damaged as damaged:
        complain(str(damaged))
        return _NOT_SO
    except (
        restoring.NoBackup, restoring.NoTarget, identities.WrongIdentity, tombstones.TornFile,
        house.WrongHouse,
    ) as wrong:  # fmt: skip
        complain(str(wrong))
        return _WRONG
    except OSError as error:
        complain(f"Nothing was restored: {(error.strerror or type(error).__name__).lower()}.")
        return _WRONG
    _tell(proved | {"seconds": round(time.monotonic() - started, 1)}, as_json=arguments.json)
    return 0


def _tell(proved: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(proved)
        return
    say(
        f"The backup of {proved['made_at']} is whole: {proved['rows']:,} rows, "
        f"{proved['files']:,} files, every sum as it was written.",
    )
    if proved["chain"]:
        say(
            f"The chain of events is whole to its head {proved['head']}.",
            f"Of {proved['kinds']} kinds of sealed rows {proved['opened']:,} values were opened; "
            f"{proved['destroyed']:,} are of people who were erased, and stay closed.",
        )
    else:
        say("Without the root key neither the chain nor what is sealed could be tried.")
    say(f"{proved['erased']:,} erasures were carried out anew. {proved['seconds']} seconds.")


def _read(path: str) -> str:
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        fault = Fault("--identity", "", "a file that cannot be read", "an identity of age")
        raise WrongInput([fault]) from error


def _name_root_key(given: str | None) -> None:
    """Let the house that is proved find its root key where it lies: no copy of it is made yet."""
    if given is None:
        return
    path = Path(given)
    if not path.is_file():
        raise WrongInput([Fault("--root-key", "", describe(given), "the file of a root key")])
    os.environ["CLEW_ROOT_KEY_FILE"] = str(path.absolute())


def _place_root_key(given: str | None, place: Path) -> None:
    """Put the root key into the house that was found whole."""
    if given is not None:
        shutil.copyfile(given, place)
        place.chmod(0o600)
