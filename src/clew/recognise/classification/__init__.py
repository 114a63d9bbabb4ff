"""Trafficking beside smuggling: the worksheet, the explainer and the published cases to try.

`forms` reads the facts off the page, `rules.law` answers, `worksheet` arranges the answer in two
columns, `views` shows it; all that is open and keeps nothing. Somebody signed in may keep a sheet
for a person and conclude from it (`actions`), and read it again (`queries`, pages in `sheets`).
"""
