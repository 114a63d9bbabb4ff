"""`clew open PACKAGE`: check a package and read it, on one's own machine, without a house.

Everything is checked before anything is written: the seal, the signature, each file, the last day.
"""

import argparse
import json
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.streams import complain, print_json, say

if TYPE_CHECKING:
    from clew.engines.packages.opening import Opened

_NOT_SO = 1
_LARGEST_IDENTITY = 64 * 1024
_LARGEST_PACKAGE = 32 * 1024 * 1024


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("package", metavar="PACKAGE", help="the file you were given (….age)")
    parser.add_argument(
        "--identity", metavar="FILE", required=True, help="your secret key: `clew identity FILE`"
    )
    parser.add_argument("-o", "--output", metavar="DIR", help="a new folder to write the files to")
    parser.add_argument(
        "--sender", metavar="WORDS", default="", help="the sender's words, as you compared them"
    )
    parser.add_argument("--receipt", metavar="FILE", help="write a receipt to send back")
    parser.add_argument("--json", action="store_true", help="print manifest and parts as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Open it. Exit 1 when it may not be used; nothing is written then."""
    from clew.engines.packages import opening  # noqa: PLC0415 -- loads age and signatures

    output = Path(arguments.output) if arguments.output else None
    receipt = Path(arguments.receipt) if arguments.receipt else None
    for option, path in (("-o", output), ("--receipt", receipt)):
        if path is not None and (path.exists() or path.is_symlink()):
            raise WrongInput([Fault(option, "", "a name that is taken", "one that is free")])
    try:
        keys = opening.identities(
            _read(arguments.identity, "--identity", _LARGEST_IDENTITY).decode("utf-8", "replace")
        )
        opened = opening.open_package(
            _read(arguments.package, "PACKAGE", _LARGEST_PACKAGE),
            keys,
            on=datetime.now().astimezone().date(),
            sent_by=arguments.sender,
        )
    except opening.NotAPackage as wrong:
        complain(str(wrong))
        return 2
    except opening.NotAsItWasSent as wrong:
        complain(f"{wrong} Nothing was written.")
        return _NOT_SO
    if output is not None:
        _write_whole(output, opened.files)
    if receipt is not None:
        _write_receipt(receipt, opened)
    _tell(opened, arguments, output)
    return 0


def _tell(opened: "Opened", arguments: argparse.Namespace, output: Path | None) -> None:
    if arguments.json:
        print_json(
            {
                "manifest": json.loads(opened.manifest.to_bytes()),
                "parts": json.loads(opened.files["parts.json"]),
                "sender_words": opened.sender_words,
                "receipt_words": opened.receipt_words,
            }
        )
        return
    if output is None:
        say(_printable(opened.files["parts.txt"].decode()))
    else:
        say(f"Written to {output}: {', '.join(opened.files)}.")
    if not arguments.sender:
        say(f"Signed by {opened.sender_words}. Compare these words with the sender.")
    say(f"To say that you could open it, give them: {opened.receipt_words}")


def _printable(text: str) -> str:
    """Leave out what would steer a terminal instead of being read in it."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")


def _read(path: str, option: str, most: int) -> bytes:
    try:
        with Path(path).open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is none"
        found = f"a file that cannot be read ({why})"
        raise WrongInput([Fault(option, "", found, "a file")]) from None
    if len(data) > most:
        wanted = f"at most {most // 1024:,} KiB"
        raise WrongInput([Fault(option, "", "a file that is too large", wanted)])
    return data


def _write_whole(folder: Path, files: dict[str, bytes]) -> None:
    """Write all files into a new folder, or none: it appears by one rename."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".clew-open-", dir=folder.parent))  # mode 0700
    try:
        for name, data in files.items():
            _write(beside / name, data)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _write(path: Path, data: bytes) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _write_receipt(path: Path, opened: "Opened") -> None:
    """Write what shows the sender that it was opened, and the head of their trace it carried."""
    said = {
        "format": "clew-receipt/1",
        "package": opened.manifest.id,
        "words": opened.receipt_words,
        "opened_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "audit_head": dict(opened.manifest.audit_head),
    }
    _write(path, json.dumps(said, indent=1).encode() + b"\n")
