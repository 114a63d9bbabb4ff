"""Where rules come from: states, citations, the bibliography and the strict loader.

Every other room of `rules` loads its data through `loader.load_record` and cites through
`citations.Citation`. Nothing here knows any law or any instrument.
"""
