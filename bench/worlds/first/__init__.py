"""The first generator of made worlds. Read `assumptions`, then `making`, which calls the others.

Nobody in it exists: names are put together from lists of common ones, numbers and addresses are
digits in the right shape, and every e-mail address ends in .invalid.
"""
