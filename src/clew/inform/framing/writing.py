"""The report on a text for a word processor: the notes stand as comments, and once more as text."""

import io
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

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

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

_AUTHOR: Final = "Clew"
_LANGUAGE: Final = "en-GB"


def written(found: Marked, *, on: date) -> bytes:
    """Return the report as a DOCX. `on`: the day it was made."""
    import docx  # noqa: PLC0415 -- only where somebody asks for it

    document = docx.Document()
    _about(document)
    document.add_heading(TITLE, level=1)
    document.add_paragraph(LEDE)
    document.add_paragraph(read_on(on))
    _counts(document, found)
    document.add_heading("The two words", level=2)
    for each in definitions():
        document.add_heading(each.word, level=3)
        document.add_paragraph(each.told)
        for point in each.points:
            document.add_paragraph(point, style="List Bullet")
        document.add_paragraph(cited(each.citations))
    document.add_heading("The text, with notes", level=2)
    for paragraph in found.paragraphs:
        _paragraph(document, paragraph)
    if found.notes:
        document.add_heading("The notes", level=2)
    for note in found.notes:
        document.add_heading(f"{note.mark} · {note.code.name} ({note.finding.code})", level=3)
        for line in _lines(note):
            document.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _about(document: "Document") -> None:
    """Say of the file what it is and in which language, as readers aloud need."""
    from docx.oxml.ns import qn  # noqa: PLC0415 -- only where somebody asks for it

    about = document.core_properties
    about.title, about.author, about.language, about.comments = TITLE, _AUTHOR, _LANGUAGE, ""
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), _LANGUAGE)


def _counts(document: "Document", found: Marked) -> None:
    document.add_heading("What was found", level=2)
    if not found.counts:
        document.add_paragraph(NOTHING)
        return
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    rows = [("What", "How many", "Notes")]
    rows += [
        (
            f"{each.code.name} ({each.id})",
            str(len(each.notes)),
            ", ".join(note.mark for note in each.notes),
        )
        for each in found.counts
    ]
    for number, row in enumerate(rows):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
    _repeats(table.rows[0]._tr)  # noqa: SLF001 -- the library has no name for a heading row
    document.add_paragraph(KEY)
    if found.left:
        document.add_paragraph(left_out(found))


def _repeats(row: object) -> None:
    """Mark a row as the heading of its table, which readers aloud announce."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 -- only where somebody asks for it

    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # type: ignore[attr-defined]


def _paragraph(document: "Document", paragraph: Paragraph) -> None:
    from docx.enum.text import WD_UNDERLINE  # noqa: PLC0415 -- only where somebody asks for it

    lines = {1: WD_UNDERLINE.DOTTED, 2: WD_UNDERLINE.DASH, 3: WD_UNDERLINE.DOUBLE}
    place = document.add_paragraph()
    runs: list[tuple[Run, int]] = []
    at = paragraph.start
    for piece in paragraph.pieces:
        run = place.add_run(piece.text)
        run.underline = lines.get(piece.severity)
        runs.append((run, at))
        at += len(piece.text)
        for note in piece.notes:
            place.add_run(note.mark).font.superscript = True
    for note in paragraph.notes:
        over = [run for run, begins in runs if note.finding.start <= begins < note.finding.end]
        said = "\n".join([f"{note.mark} {note.code.name} ({note.finding.code})", *_lines(note)])
        document.add_comment(over, text=said, author=_AUTHOR, initials="C")


def _lines(note: Note) -> Iterator[str]:
    yield f"{note.severity}; {note.voice}."
    yield f"{note.code.why} {note.facts}".strip()
    yield f"{label_of(note)}: {note.finding.suggestion}"
    if note.code.citations:
        yield cited(note.code.citations)
