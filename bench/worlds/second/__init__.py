"""The second made world: lives pass month by month, and sources write down what they see of them.

Written without sight of the first, so that what is learnt on one can be tried on the other.
Read in this order: `vocabulary` and `places` (what there is), `people`, `months` (free lives),
`plans` and `rings` (held lives), `pens` and `sources` (who writes what), `telling`, `cells` and
`files` (what stands on paper), `ceiling` and `census` (what could be known, what looks alike).
"""
