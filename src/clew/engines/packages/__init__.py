"""A package: what was released, sealed to a partner's key, signed by the house that sends it.

The outer layer is an age file (age-encryption.org/v1), so that any age program opens it; inside is
a plain tar with a signed manifest. Start with `manifest`, then `making` and `opening`. Nothing here
knows a database: who opens a package needs no house.
"""
