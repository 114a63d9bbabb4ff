"""Screening where there is no network, on a device that cannot read back what it holds.

The page and the signs are laid down on the device once (`pack`, the scripts under `static`). Each
finished step is sealed there to a public key of the organisation (`sealing`). When the network is
back the device sends what it has (`arriving`, `actions.receive`); the member who sent it opens it
here (`queries.read`), sees what it comes to and where it contradicts itself (`together`), and keeps
it for a person as any screening.
"""
