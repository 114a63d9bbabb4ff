"""Networks: who shares what with whom, who else may be held, and where to draw it.

Start with `sharing`. The rules it follows, with their reasons, are in `clew.rules.network`.
"""
