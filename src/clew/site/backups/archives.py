"""One archive: a tar sealed with age for several recipients, so that `age -d | tar x` opens it too.

It is written beside its place, read back from the disk, compared, and only then given its name. Its
sum lies beside it, so that a copy elsewhere can be checked without any key.
"""

import errno
import hashlib
import io
import os
import re
import shutil
import tarfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import pyrage
from pyrage import x25519

from clew.site.backups.identities import WrongIdentity
from clew.site.backups.keeping import sums_of

PIECE: Final = 1_048_576
_BLOCK: Final = 512
_PLAIN: Final = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9]+)?")
_MAGIC: Final = b"age-encryption.org/v1\n"
# What goes in, by name: bytes, or the file that holds them. What is not all there yet is given as
# pairs, and asked for one after the other while the archive is written.
Members = Mapping[str, bytes | Path] | Iterable[tuple[str, bytes | Path]]


class Damaged(Exception):
    """A backup is not as it was written. The message says which part, in one sentence."""


@dataclass(frozen=True, slots=True)
class Written:
    """An archive that was written and read back."""

    path: Path
    size: int
    opened: bool  # whether it was opened again, or compared by its sum only


def write(
    path: Path,
    members: Members,
    recipients: Sequence[x25519.Recipient],
    *,
    identity: x25519.Identity | None,
) -> Written:
    """Write an archive, read it back, and only then give it its name.

    Args:
        path: where it will stand; nothing may stand there yet.
        members: what goes in. What goes wrong while it is asked for is raised as it is.
        recipients: who can open it.
        identity: opens it again to compare; without one the sum alone is compared.

    Raises:
        Damaged: what was read back is not what was written.
        OSError: it could not be written; nothing stands there.
    """
    beside = path.with_name(f".{path.name}.partial")
    try:
        plain = _Summed(_tar(members))
        beside.unlink(missing_ok=True)
        with beside.open("xb") as file:  # never through a link that somebody laid there
            beside.chmod(0o600)
            sealed = _Passed(file)
            _seal(plain, sealed, recipients)
            file.flush()
            os.fsync(file.fileno())
            forget_cached(file)
        if sum_of(beside) != sealed.digest.hexdigest():
            msg = f"{path.name} was not read back as it was written; nothing was kept of it."
            raise Damaged(msg)
        if identity is not None and _opened_sum(beside, identity) != plain.digest.hexdigest():
            msg = f"{path.name} does not open to what was put in; nothing was kept of it."
            raise Damaged(msg)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sums_of(path).unlink(missing_ok=True)
    with sums_of(path).open("x", encoding="ascii") as file:
        file.write(f"{sealed.digest.hexdigest()}  {path.name}\n")
    return Written(path, path.stat().st_size, identity is not None)


def check_sum(path: Path) -> None:
    """Check an archive without any key: its first words, and its sum. Raises `Damaged`."""
    try:
        with path.open("rb") as file:
            first = file.read(len(_MAGIC))
        wanted = sums_of(path).read_text(encoding="ascii").split()[0]
    except FileNotFoundError as error:
        msg = f"{Path(str(error.filename)).name} is missing."
        raise Damaged(msg) from error
    except (ValueError, IndexError) as error:
        msg = f"{sums_of(path).name} holds no sum."
        raise Damaged(msg) from error
    if first != _MAGIC:
        msg = f"{path.name} is no archive of age."
        raise Damaged(msg)
    if sum_of(path) != wanted:
        msg = f"{path.name} is not as it was written: its sum is another."
        raise Damaged(msg)


def open_into(path: Path, folder: Path, identities: Sequence[x25519.Identity]) -> None:
    """Open an archive into a folder. Until this has returned, nothing in it may be believed.

    Raises:
        Damaged: it is not as it was written.
        WrongIdentity: none of the identities opens it.
        OSError: there is no room, or no right, to write.
    """
    whole = folder / "archive.tar"
    try:
        with path.open("rb") as sealed, whole.open("wb") as file:
            _unseal(sealed, file, identities, name=path.name)
        with tarfile.open(whole, "r:") as tar:
            for entry in tar:
                _take_out(tar, entry, folder)
    except tarfile.TarError as error:
        msg = f"{path.name} holds no tar."
        raise Damaged(msg) from error
    finally:
        whole.unlink(missing_ok=True)


def _take_out(tar: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> None:
    """Take one plain file out: whoever knows the recipients could seal anything for them."""
    held = tar.extractfile(entry) if entry.isreg() else None
    if held is None or not _PLAIN.fullmatch(entry.name):
        msg = "An archive holds something that no backup puts in."
        raise Damaged(msg)
    with held, (folder / entry.name).open("xb") as file:
        shutil.copyfileobj(held, file, PIECE)


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Passed(io.RawIOBase):
    """Passes on what is written to a file, or nowhere, and sums it."""

    def __init__(self, file: IO[bytes] | None = None) -> None:
        self.digest = hashlib.sha256()
        self.error: OSError | None = None  # what went wrong here arrives elsewhere as text only
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        self.digest.update(piece)
        if self._file is not None:
            try:
                self._file.write(piece)
            except OSError as error:
                self.error = error
                raise
        return len(piece)


class _Summed(io.RawIOBase):
    """Reads pieces one after the other as a stream, and sums them."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.digest = hashlib.sha256()
        self.error: Exception | None = None  # as in _Passed
        self._pieces = pieces
        self._held = memoryview(b"")

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._held:
            try:
                piece = next(self._pieces, None)
            except Exception as error:
                self.error = error
                raise
            if piece is None:
                return b""
            self.digest.update(piece)
            self._held = memoryview(piece)
        size = len(self._held) if size < 0 else size
        found, self._held = bytes(self._held[:size]), self._held[size:]
        return found


def _tar(members: Members) -> Iterator[bytes]:
    """Yield a tar of members; nothing in it says who made it, or on which machine."""
    for name, held in members.items() if isinstance(members, Mapping) else members:
        entry = tarfile.TarInfo(name)
        entry.size = len(held) if isinstance(held, bytes) else held.stat().st_size
        entry.mode = 0o600
        yield entry.tobuf(tarfile.PAX_FORMAT)
        yield from _pieces(held)
        yield bytes(-entry.size % _BLOCK)
    yield bytes(2 * _BLOCK)


def _pieces(held: bytes | Path) -> Iterator[bytes]:
    if isinstance(held, bytes):
        yield held
        return
    with held.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _seal(plain: _Summed, sealed: _Passed, recipients: Sequence[x25519.Recipient]) -> None:
    try:
        pyrage.encrypt_io(plain, sealed, list(recipients))
    except pyrage.EncryptError as error:
        unreadable = OSError(errno.EIO, "the house could not be read")
        raise sealed.error or plain.error or unreadable from error


def _unseal(
    sealed: IO[bytes],
    plain: IO[bytes] | _Passed,
    identities: Sequence[x25519.Identity],
    *,
    name: str,
) -> None:
    try:
        pyrage.decrypt_io(sealed, plain, list(identities))
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            msg = f"The identity that was given does not open {name}."
            raise WrongIdentity(msg) from error
        msg = f"{name} is not as it was written: its beginning cannot be read."
        raise Damaged(msg) from error
    except OSError as error:
        if error.errno is not None:
            raise  # the disk's own: no room, no right
        msg = f"{name} is not as it was written: it cannot be opened to its end."
        raise Damaged(msg) from error


def _opened_sum(path: Path, identity: x25519.Identity) -> str:
    plain = _Passed()
    with path.open("rb") as sealed:
        _unseal(sealed, plain, [identity], name=path.name.strip(".").removesuffix(".partial"))
    return plain.digest.hexdigest()


def forget_cached(file: IO[bytes]) -> None:
    """Ask the system to read it from the disk again, not from what it still holds in memory."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
