"""National mechanisms: a referral prepared in the order of the real form, and what comes back.

`form` is a country's mechanism as data, `walking` says what is asked and what is missing,
`proposing` what may be known already; `queries` and `actions` keep it, `leaving` lets it go through
`survivor.release`, `decisions` keeps what the authority decides, with its clocks.
"""
