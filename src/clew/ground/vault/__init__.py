"""Keys and sealed fields. Read: compartments, root, keyring, permits, sealing, fields."""
