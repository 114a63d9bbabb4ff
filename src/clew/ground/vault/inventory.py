"""The cryptographic inventory: which keys there are, under what, and what nothing needs any more.

It opens nothing and needs no root key, so it can be taken beside a locked house.
"""

from collections import Counter
from typing import Any, Final

from clew.ground.vault import sources
from clew.ground.vault.models import DataKey, HouseKey, Shredding, Tombstone
from clew.ground.vault.references import keys_in_use
from clew.ground.vault.sources import House

ALGORITHMS: Final = {
    "root key from a passphrase": "Argon2id, 128 MiB, 3 passes, 4 lanes (RFC 9106)",
    "derived keys": "HKDF-SHA-256 (RFC 5869)",
    "wrapped keys": "AES-256-GCM, random 96-bit nonce, bound to subject and compartment",
    "sealed fields": "AES-256-GCM, random 96-bit nonce, bound to table, column, row and subject",
    "tokens": "HMAC-SHA-256, the first 63 bits",
    "chain of events": "HMAC-SHA-256; heads signed with Ed25519 (RFC 8032)",
    "trustee shares": "age: X25519, HKDF-SHA-256, ChaCha20-Poly1305, one seal inside another",
}


def inventory(house: House) -> dict[str, Any]:
    """Return the inventory as plain values."""
    used = keys_in_use()
    rows = list(
        DataKey.objects.values_list("id", "compartment", "wrapped_under", "current", "orphaned_at")
    )
    by_version = Counter(version for _, _, version, _, _ in rows)
    secrets = HouseKey.objects.order_by("use", "version")
    return {
        "root_key_from": sources.source(house).value,
        "house_secrets": [
            {
                "use": row.use,
                "version": row.version,
                "made": row.made_at.isoformat(timespec="seconds"),
                "retired": row.retired_at.isoformat(timespec="seconds") if row.retired_at else None,
                "keys_under_it": by_version[row.version] if row.use == HouseKey.WRAPPING else None,
            }
            for row in secrets
        ],
        "data_keys": {
            "all": len(rows),
            "by_compartment": dict(sorted(Counter(part for _, part, _, _, _ in rows).items())),
            "by_wrapping_version": dict(sorted(by_version.items())),
            "being_exchanged": sum(not current for _, _, _, current, _ in rows),
            "without_a_row": sum(key not in used for key, _, _, _, _ in rows),
            "to_be_swept": sum(at is not None for _, _, _, _, at in rows),
        },
        "values_without_a_key": len(used - {row[0] for row in rows}),
        "erased_subjects": Tombstone.objects.count(),
        "erasures_not_finished": Shredding.objects.filter(done_at=None).count(),
        "algorithms": ALGORITHMS,
    }
