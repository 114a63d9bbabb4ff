"""Overwriting a key where it lies in memory, as far as Python lets one.

What can be done: key material is kept in `bytearray` and overwritten in place; bytes that a library
hands over are overwritten too. What cannot: copies that a library made of them for itself, memory
that the system wrote to its swap, and a dump that was taken before.
"""

import ctypes
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def wipe(*held: bytearray | bytes) -> None:
    """Overwrite key material with zeros. Nothing may use it afterwards.

    Give it only bytes that are nobody else's: a short or constant one can be shared by Python.
    """
    for material in held:
        if isinstance(material, bytearray):
            material[:] = bytes(len(material))
        elif material:
            ctypes.memset(ctypes.c_char_p(material), 0, len(material))


def cipher_under(key: bytes) -> AESGCM:
    """Return the cipher under a key that is nobody else's, and wipe the key if the cipher has it.

    Some builds of the library look at the given bytes anew for each value: there they stay, or
    everything would be sealed under zeros.
    """
    cipher = AESGCM(key)
    if _has_copies():
        wipe(key)
    return cipher


@cache
def _has_copies() -> bool:
    """Say whether a cipher still seals the same when the bytes of its key are wiped."""
    key, nonce = bytes(bytearray(range(32))), bytes(12)  # seals nothing but this
    cipher = AESGCM(key)
    before = cipher.encrypt(nonce, b"the same", None)
    wipe(key)
    return cipher.encrypt(nonce, b"the same", None) == before
