"""The report on a text on paper: an accessible PDF (PDF/UA-1), made on this machine."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from clew.engines import paper
from clew.inform.framing.definitions import definitions
from clew.inform.framing.marking import Marked, Note, Paragraph
from clew.inform.framing.telling import (
    KEY,
    LEDE,
    NOTHING,
    TITLE,
    cited,
    label_of,
    left_out,
    read_on,
)

# Typst refuses to write it where a title, a heading or a language is missing.
_PAGE: Final = """
#let said = json(bytes(sys.inputs.said))
#set document(title: said.title, author: "Clew")
#set page(paper: "a4", margin: (x: 2.4cm, y: 2.2cm), numbering: "1")
#set text(lang: "en", size: 10.5pt, font: "Libertinus Serif")
#set par(leading: 0.7em, spacing: 1em)
#let lined(level, body) = if level == 1 {
  underline(stroke: (thickness: 0.9pt, dash: "dotted"), offset: 2pt, body)
} else if level == 2 {
  underline(stroke: (thickness: 0.9pt, dash: "dashed"), offset: 2pt, body)
} else if level == 3 {
  underline(stroke: 0.6pt, offset: 3.6pt, underline(stroke: 0.6pt, offset: 2pt, body))
} else { body }
= #said.title
#said.lede

#said.read
== What was found
#if said.counts.len() == 0 [#said.nothing] else [
  #table(
    columns: (1fr, auto, auto),
    stroke: none,
    inset: (x: 4pt, y: 4pt),
    table.header[*What*][*How many*][*Notes*],
    ..for each in said.counts { ([#each.name (#each.code)], [#each.many], [#each.notes]) },
  )
  #said.key
]
#for each in said.left [#each #parbreak()]
#if said.in_other_letters != "" [#par(said.in_other_letters)]
== The two words
#for each in said.definitions [
  === #each.word
  #each.told
  #for point in each.points [- #point]
  #text(size: 9pt)[#each.cited]
]
== The text, with notes
#for paragraph in said.paragraphs [
  #for piece in paragraph.pieces {
    lined(piece.level, piece.text)
    for mark in piece.marks { super[#mark] }
  }
  #for note in paragraph.notes [
    #block(inset: (left: 1cm), breakable: true)[
      === #note.mark · #note.name (#note.code)
      #emph[#note.severity; #note.voice.]
      #note.why #note.facts

      *#note.label:* #note.suggestion

      #text(size: 9pt)[#note.cited]
    ]
  ]
]
"""


def printed(found: Marked, *, on: date) -> bytes:
    """Return the report as a PDF. `on`: the day it was made."""
    return paper.printed(_PAGE, _said(found, on))


def _said(found: Marked, on: date) -> dict[str, object]:
    return {
        "title": TITLE,
        "lede": LEDE,
        "key": KEY,
        "nothing": NOTHING,
        "read": read_on(on),
        "left": list(_left(found)),
        "counts": [
            {
                "name": each.code.name,
                "code": each.id,
                "many": str(len(each.notes)),
                "notes": ", ".join(note.mark for note in each.notes),
            }
            for each in found.counts
        ],
        "definitions": [
            {
                "word": each.word,
                "told": each.told,
                "points": list(each.points),
                "cited": cited(each.citations),
            }
            for each in definitions()
        ],
        "paragraphs": [_paragraph(each) for each in found.paragraphs],
    }


def _left(found: Marked) -> Iterator[str]:
    if found.left:
        yield left_out(found)


def _paragraph(paragraph: Paragraph) -> dict[str, object]:
    return {
        "pieces": [
            {
                "text": each.text,
                "level": each.severity,
                "marks": [note.mark for note in each.notes],
            }
            for each in paragraph.pieces
        ],
        "notes": [_note(each) for each in paragraph.notes],
    }


def _note(note: Note) -> dict[str, str]:
    return {
        "mark": note.mark,
        "name": note.code.name,
        "code": note.finding.code,
        "severity": note.severity,
        "voice": note.voice,
        "why": note.code.why,
        "facts": note.facts,
        "label": label_of(note),
        "suggestion": note.finding.suggestion,
        "cited": cited(note.code.citations),
    }
