"""What the law says: elements of trafficking and smuggling, what follows, and how long it lasts.

Read in this order: `known` (yes, no, not known), `facts` (what a person states), `elements` (the
law in force as data), `findings` (one element, its reason and its article), `classification` (the
decision table), `consequences`, `asking`; then `periods` and `deadlines` for dated parameters.
Software concludes nothing: a person reads the reasons and signs.
"""
