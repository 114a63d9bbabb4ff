"""Words on the page: reading a text for what blurs smuggling and trafficking, and a bill for it.

`taking` reads what was pasted or chosen (a file in a process of its own: `apart`, `reader`),
`marking` arranges what `rules.framing` found, `printing` and `writing` make the report;
`checklist` holds the questions on a bill, `reviewing` the answers; `coding` and `comparing` are for
people who code a text, `tables` for what they bring. Nothing is kept: a text comes with a request
and goes with its answer.
"""
