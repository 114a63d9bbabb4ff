"""How passphrases are kept: as Argon2id digests that two hundred people can wait for at once."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PassphraseHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).

    Django's own takes 100 MiB and eight lanes: eight sign-ins at once would hold 800 MiB. Tries
    are counted (`tries`), so the digest guards a stolen database, not the page.
    """

    memory_cost = 19_456  # KiB
    time_cost = 2
    parallelism = 1
