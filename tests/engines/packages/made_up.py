"""Made-up packages, whole and spoilt."""

import hashlib
import io
import tarfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clew.engines.packages import making
from clew.engines.packages.manifest import MANIFEST, SIGNATURE, SIGNED_AS

HOUSE: Final = hashlib.sha256(b"made-up house").digest()
HOUSE_KEY: Final = Ed25519PrivateKey.from_private_bytes(HOUSE).public_key().public_bytes_raw().hex()
US: Final = pyrage.x25519.Identity.generate()
OTHERS: Final = pyrage.x25519.Identity.generate()
LAST: Final = date(2026, 4, 15)
PARTS: Final = (
    making.Part("identity", "full_name", "Full name", "Ana Made-Up"),
    making.Part("account", "said", "What they said", "<b>“Wait”</b> & see\nمرحبا \x1b[2J"),
)
FACTS: Final = making.Facts(
    id="4a3ef3ee-3d4a-4f7a-a0b7-0d4f8ba3b6d2",
    sender="Lantern House",
    recipient="Northmoor Police",
    purpose="investigate",
    purpose_words="Investigation",
    made_at=datetime(2026, 3, 16, 9, 30, tzinfo=UTC),
    until_on=LAST,
    consents=("c-1",),
    audit_head={
        "seq": 3, "digest": "0" * 64, "at": "2026-03-16T09:00:00+00:00", "key": HOUSE_KEY,
        "signature": "0" * 128,
    },
    receipt=bytes(range(16)),
)  # fmt: skip


def package(**changed: object) -> bytes:
    """Make a package to us."""
    facts = replace(FACTS, **changed)  # type: ignore[arg-type]  # fields of the facts
    return making.make(PARTS, facts, signed_by=HOUSE, sealed_to=[str(US.to_public())])


def inside(data: bytes) -> dict[str, bytes]:
    """Return the files of a package to us."""
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(data, [US]))) as archive:
        files = {member.name: archive.extractfile(member) for member in archive}
        return {name: file.read() for name, file in files.items() if file}


def sealed(plain: bytes) -> bytes:
    """Seal bytes to us, whatever they are."""
    return bytes(pyrage.encrypt(plain, [US.to_public()]))


def signed_anew(files: dict[str, bytes], manifest: bytes, key: bytes = HOUSE) -> bytes:
    """Put another manifest into a package, rightly signed by a key."""
    signature = Ed25519PrivateKey.from_private_bytes(key).sign(SIGNED_AS + manifest)
    return sealed(making.tarred(files | {MANIFEST: manifest, SIGNATURE: signature.hex().encode()}))


def with_member(member: tarfile.TarInfo, data: bytes = b"") -> bytes:
    """Add one more member to the tar of a whole package."""
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, content in inside(package()).items():
            made = tarfile.TarInfo(name)
            made.size = len(content)
            archive.addfile(made, io.BytesIO(content))
        archive.addfile(member, io.BytesIO(data))
    return sealed(into.getvalue())
