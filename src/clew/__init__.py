"""Clew: from the first sign to the network, with the person deciding at every step.

Floors, lowest first: rules, engines, ground, survivor, recognise, support, connect, inform,
portal, site. A floor imports only from the floors below it; docs/where-things-live.md is the map.
"""

__version__ = "0.1.0"
