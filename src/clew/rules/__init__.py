"""What law, instruments and ethics say: pure Python, no database, no clock, no network.

Start reading in `sources` (how a rule is cited and loaded), then `law` and `indicators`.
"""
