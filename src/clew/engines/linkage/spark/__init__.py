"""The same search on as many machines as there are: Spark, which is optional.

Start with `search`: keys → pairs (`pairing`) → odds (`weighing`) → groups (`grouping`), in a
session (`session`) and a folder of its own. Whatever is compared is compared by the very functions
that `here` uses; only where they run differs.
"""
