"""What left, on paper: an accessible PDF (PDF/UA-1) in the order of the form."""

from typing import Final

from django.utils.translation import gettext as _

from clew.engines import paper
from clew.recognise.mechanisms.exporting import Line, Taken
from clew.recognise.mechanisms.form import Route
from clew.rules.law.deadlines import in_words

_STATES: Final = {
    "no_yes": "Not told: there is no yes of the person to telling this.",
    "set_by_form": "Set by the form; nobody was asked.",
    "names": "Left out: it would name the person.",
    "not_sent": "The form does not send this.",
    "not_answered": "No answer. The form does not ask for one here.",
}

# Typst refuses to write it where a title, a heading or the words for a picture are missing. What
# people wrote comes in as data and is never read as markup.
_PAGE: Final = """
#let said = json(bytes(sys.inputs.said))
#set document(title: said.title + " " + said.number, author: said.from)
#set page(paper: "a4", margin: (x: 2.2cm, y: 2cm), numbering: "1 / 1")
#set text(lang: "en", size: 10.5pt, font: "Libertinus Serif")
#set par(leading: 0.65em)
#show heading.where(level: 2): it => block(above: 1.4em, below: 0.7em, it)
#show heading.where(level: 3): it => block(above: 1.1em, below: 0.5em, it)

= #said.title
#table(
  columns: (auto, 1fr),
  stroke: none,
  inset: (x: 0pt, y: 4pt),
  column-gutter: 1cm,
  table.header[*What*][*Which*],
  ..said.about.map(row => (row.at(0), row.at(1))).flatten()
)
#for line in said.notes [
  #par(line)
]
#if said.in_other_letters != "" [#par(said.in_other_letters)]
#for section in said.sections [
  == #section.title
  #for page in section.pages [
    === #page.title
    #for field in page.fields [
      #block(breakable: true, above: 0.7em)[
        #strong(field.label) \\
        #for line in field.lines [#line \\ ]
      ]
    ]
  ]
]
"""


def printed(taken: Taken) -> bytes:
    """Return what left as a PDF."""
    return paper.printed(_PAGE, _said(taken))


def _said(taken: Taken) -> dict[str, object]:
    sending, mechanism = taken.sending, taken.mechanism
    route = mechanism.routes[sending.route]
    return {
        "title": f"{mechanism.name}: {route.label}",
        "number": str(sending.id),
        "from": sending.release.source.name,
        "about": [
            [_("Number"), str(sending.id)],
            [_("From"), sending.release.source.name],
            [_("To"), sending.release.recipient.name],
            [_("Sent on"), in_words(sending.left_on)],
            [_("Form"), f"{mechanism.citation.text}, {sending.form_version}"],
        ],
        "notes": _notes(taken),
        "sections": _sections(taken),
    }


def _notes(taken: Taken) -> list[str]:
    notes = [_("Clew prepared this in the order of the form. It is entered in the form itself.")]
    if taken.without_status:
        notes.append(without_status_words(taken.mechanism.routes[taken.sending.route]))
    if taken.sending.anonymous:
        notes.append(_("This notice names nobody. What would name the person was left out."))
    return notes


def without_status_words(route: Route) -> str:
    """Say why crossing and papers are not in it: nobody said no where nobody need be asked."""
    if route.asks_consent:
        return _("Crossing, nationality and papers are not in it: the yes does not name them.")
    return _(
        "Crossing, nationality and papers are not in it. Nobody need be asked for a yes on this "
        "way; they leave only on one, and there is none."
    )


def _sections(taken: Taken) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for section in taken.mechanism.sections:
        pages = []
        for page in section.pages:
            fields = [
                _field(line)
                for line in taken.lines
                if line.page == page and line.state != "not_asked"
            ]
            if fields:
                pages.append({"title": page.title, "fields": fields})
        if pages:
            found.append({"title": section.title, "pages": pages})
    return found


def _field(line: Line) -> dict[str, object]:
    words = _STATES.get(line.state) or line.words
    return {"label": line.field.label, "lines": words.splitlines() or [""]}
