"""Words on the page: reading a text for what blurs smuggling and trafficking, and a bill for it.

`taking` reads what was pasted or chosen, `marking` arranges what `rules.framing` found, `printing`
and `writing` make the report; `checklist` holds the questions on a bill. Nothing is kept: a text
comes with a request and goes with its answer.
"""
