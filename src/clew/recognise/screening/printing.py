"""A blank form of a set, on paper: an accessible PDF (PDF/UA-1) for where no screen may be."""

import functools
import json
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from clew.recognise.screening.about import AGES, BETWEEN
from clew.recognise.screening.forms import SEEN, SPOKEN
from clew.recognise.screening.interview import Interview, asked, is_observed
from clew.recognise.screening.views import instrument_or_404
from clew.rules.indicators.instruments import Instrument, instrument

# Typst refuses to write it where a title or a heading is missing. Lines and boxes are drawn.
_FORM: Final = """
#let said = json(bytes(sys.inputs.said))
#set document(title: said.title, author: "Clew")
#set page(paper: "a4", margin: (x: 1.9cm, y: 1.8cm), numbering: "1 / 1")
#set text(lang: "en", size: 10.5pt, font: "Libertinus Serif")
#set par(leading: 0.65em)
#let mark = box(width: 0.32cm, height: 0.32cm, stroke: 0.7pt, baseline: 0.05cm)
#let rule = block(width: 100%, height: 0.75cm, stroke: (bottom: 0.5pt + luma(120)))

= #said.title
#said.version

*Danger now? Stop asking. Call first:* 112 in Europe, 999 in the United Kingdom, 911 in North
America.

Write no name on this paper. Somebody may find it. Write the code, if there is one.

#grid(columns: (1fr, 1fr), column-gutter: 0.8cm,
  [Code #rule], [Day you talked #rule])

== Before you ask
#for line in said.before [- #line]

“I would like to ask about your work and how you live. Then I can see what help you could have.
You can say no, skip any question, or stop at any time. It changes nothing about the help you get
from me.”

#mark They want to talk #h(0.6cm) #mark Not now: that is an answer

How old are they? #for age in said.ages [#h(0.4cm) #mark #age] \\
Do not guess from looks. In doubt they get a child’s help.

Who interprets? #for who in said.between [#h(0.4cm) #mark #who]

#for part in said.parts [
  == #part.name
  #for item in part.items [
    #block(breakable: false, width: 100%, inset: (top: 0.25cm))[
      === #item.question
      #item.choices.map(choice => box[#mark #choice]).join(h(0.5cm))

      #text(size: 9pt, fill: luma(60))[#item.words]
      #rule
      #text(size: 9pt, fill: luma(60))[Where it comes from, and of which day:]
      #rule
    ]
  ]
]

== What you think yourself
Kept apart from what was said. Write the number of the question first.
#for _ in range(8) { rule }

== What this can say
#said.caution

A reason to look further, never a verdict. A trained person concludes, and a competent authority
identifies. Whoever needs help gets it before that.

#text(size: 9pt)[#said.source]
"""
_BEFORE: Final = (
    "Can you talk alone? Nobody listens, nobody waits outside.",
    "Is it safe for them to talk now? Nobody will be angry later because they did.",
    "The interpreter is no friend, relative or employer.",
    "Water, food, a toilet, medical help and sleep come first.",
)


@require_safe
def paper(request: HttpRequest, instrument_id: str) -> HttpResponse:  # noqa: ARG001 -- a view
    """Hand out the blank form of a set."""
    chosen = instrument_or_404(instrument_id)
    answer = HttpResponse(_printed(chosen.id), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="clew-{chosen.id}.pdf"'
    return answer


@functools.cache
def _printed(instrument_id: str) -> bytes:
    """Return the form as a PDF; it is the same for everybody, so it is made once."""
    import typst  # noqa: PLC0415 -- only where somebody prints

    said = {"said": json.dumps(_said(instrument(instrument_id)))}
    found: bytes = typst.compile(
        _FORM.encode(), sys_inputs=said, pdf_standards=["ua-1"], ignore_system_fonts=True
    )
    return found


def _said(chosen: Instrument) -> dict[str, object]:
    number = 0
    parts = []
    for part in Interview(chosen).parts:
        items = []
        for item in part.indicators:
            number += 1
            question = asked(item)
            seen = question is not None and is_observed(question)
            items.append(
                {
                    "question": f"{number}. {question.question if question else item.label}",
                    "choices": [str(words) for words in (SEEN if seen else SPOKEN).values()],
                    "words": "For your own eyes; do not read it aloud. What, where and when:"
                    if seen
                    else "Their words, as they were said. Do not ask for more:",
                }
            )
        parts.append({"name": part.name, "items": items})
    return {
        "title": chosen.title,
        "version": f"Version {chosen.version}",
        "before": list(_BEFORE),
        "ages": [str(words) for _value, words in AGES],
        "between": [str(words) for _value, words in BETWEEN],
        "parts": parts,
        "caution": chosen.caution.text,
        "source": f"{chosen.citation.text}. {chosen.state.in_words}.",
    }
