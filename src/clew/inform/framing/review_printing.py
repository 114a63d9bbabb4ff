"""The result of a review on paper: an accessible PDF (PDF/UA-1), made on this machine."""

from datetime import date
from typing import Final

from clew.engines import paper
from clew.inform.framing.reviewing import Review, Row
from clew.inform.framing.telling import cited
from clew.rules.law.deadlines import in_words

# Typst refuses to write it where a title, a heading or a language is missing.
_PAGE: Final = """
#let said = json(bytes(sys.inputs.said))
#set document(title: said.title, author: "Clew")
#set page(paper: "a4", margin: (x: 2.4cm, y: 2.2cm), numbering: "1")
#set text(lang: "en", size: 10.5pt, font: "Libertinus Serif")
#set par(leading: 0.7em, spacing: 1em)
= #said.title
#said.lede
#if said.in_other_letters != "" [#par(said.in_other_letters)]
#table(
  columns: (1fr, auto),
  stroke: none,
  inset: (x: 4pt, y: 4pt),
  table.header[*What the answers come to*][*Questions*],
  ..for each in said.groups { ([#each.words], [#each.many]) },
)
#for group in said.groups [
  == #group.words
  #for each in group.rows [
    === #each.question
    #each.why

    #if each.words != "" [In the text: #quote[#each.words]]

    #if each.ask != "" [*#each.ask*]

    #text(size: 9pt)[#each.cited]
  ]
]
"""
_LEDE: Final = (
    "The answers are those of whoever read the text, on {day}. A question that nobody looked at "
    "says nothing. This is no legal advice and no verdict on a bill."
)


def printed(review: Review, *, on: date) -> bytes:
    """Return the result as a PDF. `on`: the day it was made."""
    return paper.printed(_PAGE, _said(review, on))


def _said(review: Review, on: date) -> dict[str, object]:
    return {
        "title": review.title or "A bill, read",
        "lede": _LEDE.format(day=in_words(on)),
        "groups": [
            {"words": words, "many": str(len(rows)), "rows": [_row(each) for each in rows]}
            for _id, words, rows in review.groups
        ],
    }


def _row(row: Row) -> dict[str, str]:
    return {
        "question": row.question.question,
        "why": row.question.why,
        "words": row.words,
        "ask": row.question.ask if row.asks else "",
        "cited": cited(row.question.citations),
    }
