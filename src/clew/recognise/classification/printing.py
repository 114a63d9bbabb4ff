"""The letter to the defence on paper: an accessible PDF (PDF/UA-1), made on this machine."""

from typing import Final

from clew.engines import paper
from clew.recognise.classification.defence import Letter

# Typst refuses to write it where a title, a heading or a language is missing.
_PAGE: Final = """
#let said = json(bytes(sys.inputs.said))
#set document(title: said.heading, author: said.by)
#set page(paper: "a4", margin: (x: 2.6cm, y: 2.4cm))
#set text(lang: "en", size: 11.5pt, font: "Libertinus Serif")
#set par(leading: 0.75em, spacing: 1.1em)
= #said.heading
#for each in said.paragraphs [#each #parbreak()]
== Where it is written
#for each in said.cited [- #each]
#if said.in_other_letters != "" [#par(said.in_other_letters)]
"""


def printed(letter: Letter, *, by: str) -> bytes:
    """Return the letter as a PDF. `by`: the organisation it comes from."""
    said = {
        "heading": letter.heading,
        "paragraphs": list(letter.paragraphs),
        "cited": list(letter.cited),
        "by": by,
    }
    return paper.printed(_PAGE, said)
