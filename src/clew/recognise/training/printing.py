"""A certificate on paper: an accessible PDF (PDF/UA-1) whose words can be checked offline."""

import io
from typing import Final

from django.utils.formats import date_format

from clew.engines import paper
from clew.engines.packages.fingerprints import fingerprint_words
from clew.recognise.training.signing import Said

# Typst refuses to write it where a title, a heading or the words for a picture are missing.
_PAGE: Final = """
#let said = json(bytes(sys.inputs.said))
#set document(title: "Certificate " + said.number, author: said.issued_by)
#set page(paper: "a4", margin: (x: 2.4cm, y: 2.2cm))
#set text(lang: "en", size: 11.5pt, font: "Libertinus Serif")
#set par(leading: 0.75em)
#v(1.2cm)
= #said.title
#v(0.6cm)
#text(size: 22pt)[#said.name]

has told signs of slavery and trafficking apart from what only looks like them, in made-up scenes,
and knows what to do first, about consent, and what to write down.

#table(
  columns: (auto, 1fr),
  stroke: none,
  inset: (x: 0pt, y: 5pt),
  column-gutter: 1.2cm,
  table.header[*What*][*Which*],
  [Course], [#said.course],
  [Passed on], [#said.passed],
  [Valid until], [#said.until],
  [Issued by], [#said.issued_by],
  [Number], [#said.number],
  ..if said.session != "" { ([Training session], [#said.session]) },
)

It says nothing of how somebody works. The mark and the months are a choice of the course.

== To check it without the internet
The lines below are signed. Give them to `clew certificate`. The key in words:
#said.fingerprint

#image(bytes(said.square), format: "svg", width: 3.6cm, alt: "The signed lines as a square code")
#if said.in_other_letters != "" [
  #par(said.in_other_letters)
  The square holds the lines as they were signed; those below, in Latin letters, do not check.
]
#text(size: 7pt, font: "DejaVu Sans Mono")[#raw(said.lines, block: true)]
"""


def printed(said: Said, lines: str) -> bytes:
    """Return the certificate as a PDF. `lines` are its words with their signature."""
    import segno  # noqa: PLC0415 -- only where somebody prints

    square = io.BytesIO()
    segno.make(lines, error="m", micro=False).save(square, kind="svg", xmldecl=False, border=0)
    inputs = {
        "title": "Certificate",
        "name": said.name,
        "course": said.course,
        "passed": date_format(said.passed_on, "j F Y"),
        "until": date_format(said.until_on, "j F Y"),
        "issued_by": said.issued_by,
        "number": said.number,
        "session": said.session,
        "fingerprint": fingerprint_words(said.key),
        "square": square.getvalue().decode(),
        "lines": lines,
    }
    return paper.printed(_PAGE, inputs)
