"""May this be told to that recipient for this purpose today, and why.

Read in this order: `kinds` (what can be told, to whom, for what), `wall` (what no consent opens),
`duration` (how long a consent holds), `deciding` (the answer).
"""
