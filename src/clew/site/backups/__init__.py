"""Backups: made beside a house that runs, opened by few, and proved by restoring them.

Read: keeping (how long), recipients (for whom), archives (one sealed file), snapshots (what is in
it), making, restoring, checking. Of a house on PostgreSQL: server (asking it), dumping (one moment
of it), tables (how an archive holds it), loading (bringing it back), scratch (for a drill).

A backup folder holds `data-….age`, `keyring-….age`, their sums, `tombstones.txt` and the `files/`
that any of them names. Data and keys lie in separate archives: keys that were destroyed must be
gone within days, and the data of months may stay.
"""
