"""The house's own secrets: made once, kept in the keyring, sealed under the root key.

Because everything hangs on these and not on the root key itself, the root key (a passphrase, a
file) can be exchanged by sealing two or three rows anew. A house from before they were kept used
its root key in their place: its secrets *are* the bytes of that first root key, and are sealed
like any other when it is next opened.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connections, transaction
from django.utils import timezone

from clew.ground.vault import root
from clew.ground.vault.keyfile import KEY_BYTES
from clew.ground.vault.models import HouseKey
from clew.ground.vault.root import Bundle, Held, WrongRootKey
from clew.ground.vault.router import KEYRING
from clew.ground.vault.wiping import cipher_under, wipe

_NONCE_BYTES = 12
FIRST = 1


def open_with(key: bytearray) -> Held:
    """Open the house's secrets with its root key. The caller wipes the key.

    Raises:
        WrongRootKey: it does not open them.
    """
    sealing = _sealing_under(key)
    rows = _rows()
    if not rows:
        return Held(bytearray(key), {FIRST: bytearray(key)}, FIRST, sealing)
    return _held(rows, sealing)


def make(key: bytearray) -> Held:
    """Make the secrets of a new house and seal them under its root key."""
    held = Held(_random(), {FIRST: _random()}, FIRST, _sealing_under(key))
    _write(held)
    return held


def keep(held: Held) -> None:
    """Seal the secrets of a house that used its root key in their place, unless it was done."""
    if not _rows():
        _write(held)


def reload() -> Held:
    """Read the secrets again: another process has made a new version."""
    held = root.held()
    fresh = _held(_rows(), held.sealing)
    held.wrapping.update(fresh.wrapping)
    held.current = fresh.current
    return held


def current() -> int:
    """Return the version that new keys are wrapped under, as the keyring says it now.

    A process with a part of the keys wraps under the version that it was given.
    """
    held = root.opened()
    if isinstance(held, Bundle):
        return held.current
    newest = (
        HouseKey.objects.filter(use=HouseKey.WRAPPING, retired_at=None)
        .order_by("-version")
        .values_list("version", flat=True)
        .first()
    )
    if newest is None or newest == held.current:
        return held.current
    return reload().current


def cipher(compartment: str, version: int) -> AESGCM:
    """Return what wraps the keys of a compartment in one version.

    Raises:
        WrongRootKey: the keyring holds no such version.
        NotGiven: this process has a part of the keys only, and not this one.
    """
    if isinstance(root.opened(), Bundle):
        return root.wrapping_cipher(compartment, version)
    if version not in root.held().wrapping:
        reload()
    try:
        return root.wrapping_cipher(compartment, version)
    except KeyError as error:
        raise WrongRootKey(_WRONG) from error


def begin_version() -> int:
    """Make the next wrapping secret and retire the others; returns its version.

    Where an earlier exchange was stopped, its version is taken up again.
    """
    held = root.held()
    keep(held)
    with transaction.atomic(using=KEYRING):
        newest = max(held.wrapping)
        secret = _random()
        HouseKey.objects.create(
            use=HouseKey.WRAPPING, version=newest + 1,
            sealed=_sealed(held.sealing, HouseKey.WRAPPING, newest + 1, secret),
        )  # fmt: skip
        HouseKey.objects.filter(use=HouseKey.WRAPPING, version__lte=newest, retired_at=None).update(
            retired_at=timezone.now()
        )
    held.wrapping[newest + 1] = secret
    held.current = newest + 1
    return newest + 1


def drop(version: int) -> None:
    """Destroy a wrapping secret that nothing is wrapped under any more."""
    HouseKey.objects.filter(use=HouseKey.WRAPPING, version=version).delete()
    gone = root.held().wrapping.pop(version, None)
    if gone is not None:
        wipe(gone)


def seal_under(key: bytearray) -> None:
    """Seal every secret under another root key, all or none. The caller wipes the key."""
    held = root.held()
    keep(held)
    sealing = _sealing_under(key)
    with transaction.atomic(using=KEYRING):
        for row in HouseKey.objects.select_for_update():
            secret = held.derived if row.use == HouseKey.DERIVED else held.wrapping[row.version]
            row.sealed = _sealed(sealing, row.use, row.version, secret)
            row.save(update_fields=["sealed"])
    held.sealing = sealing


_WRONG = "The root key of this house does not open its keyring."


def _rows() -> list[HouseKey]:
    if HouseKey._meta.db_table not in connections[KEYRING].introspection.table_names():  # noqa: SLF001 -- Django's documented way
        return []  # looking at a house that an older Clew has written
    return list(HouseKey.objects.order_by("version"))


def _held(rows: list[HouseKey], sealing: AESGCM) -> Held:
    derived, wrapping = bytearray(), dict[int, bytearray]()
    for row in rows:
        secret = _opened(sealing, row)
        if row.use == HouseKey.DERIVED:
            derived = secret
        else:
            wrapping[row.version] = secret
    live = [row.version for row in rows if row.use == HouseKey.WRAPPING and not row.retired_at]
    if not derived or not live:
        raise WrongRootKey(_WRONG)
    return Held(derived, wrapping, max(live), sealing)


def _write(held: Held) -> None:
    with transaction.atomic(using=KEYRING):
        HouseKey.objects.create(
            use=HouseKey.DERIVED, version=FIRST,
            sealed=_sealed(held.sealing, HouseKey.DERIVED, FIRST, held.derived),
        )  # fmt: skip
        for version, secret in held.wrapping.items():
            HouseKey.objects.create(
                use=HouseKey.WRAPPING, version=version,
                sealed=_sealed(held.sealing, HouseKey.WRAPPING, version, secret),
            )  # fmt: skip


def _random() -> bytearray:
    made = secrets.token_bytes(KEY_BYTES)
    kept = bytearray(made)
    wipe(made)
    return kept


def _sealing_under(key: bytearray) -> AESGCM:
    return cipher_under(root.derived_from(key, "house keys"))


def _sealed(sealing: AESGCM, use: str, version: int, secret: bytearray) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + sealing.encrypt(nonce, secret, f"{use}|{version}".encode())


def _opened(sealing: AESGCM, row: HouseKey) -> bytearray:
    stored = bytes(row.sealed)
    try:
        plain = sealing.decrypt(
            stored[:_NONCE_BYTES], stored[_NONCE_BYTES:], f"{row.use}|{row.version}".encode()
        )
    except (InvalidTag, ValueError) as error:
        raise WrongRootKey(_WRONG) from error
    kept = bytearray(plain)
    wipe(plain)
    return kept
