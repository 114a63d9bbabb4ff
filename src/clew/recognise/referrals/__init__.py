"""Referrals between organisations: made, received, accepted or declined with a reason.

`items` says what may go, `actions` makes and answers, `queries` reads for either side; pages that
make one are in `making`, the others in `views`. What leaves goes through `survivor.release`.
"""
