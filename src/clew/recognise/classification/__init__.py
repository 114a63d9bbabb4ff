"""Trafficking beside smuggling: the worksheet, the explainer and the published cases to try.

`forms` reads the facts off the page, `rules.law` answers, `worksheet` arranges the answer in two
columns, `views` shows it. Nothing is stored.
"""
