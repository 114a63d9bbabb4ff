"""Keys and sealed fields.

Read: compartments, keyfile, passphrases, sources, root, housekeys, opening, keyring, permits,
sealing, fields; then shredding, tombstones, orphans, rewrapping, successors, trustees, inventory.
"""
