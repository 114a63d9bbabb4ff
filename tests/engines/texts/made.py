"""Files made for tests: Word files, PDFs, and those that somebody broke on purpose."""

import io
import zipfile

import docx
import typst
from pypdf import PdfReader, PdfWriter

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://made.up/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for each in paragraphs:
        document.add_paragraph(each)
    return word_bytes(document)


def word_bytes(document: docx.document.Document) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def packed(body: str, *, before: str = "") -> bytes:
    """Return a Word file whose text is this XML."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("_rels/.rels", _RELATIONS)
        text = f'{before}<w:document xmlns:w="{MAIN}"><w:body>{body}</w:body></w:document>'
        made.writestr("word/document.xml", text)
    return kept.getvalue()


def no_word_file() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        made.writestr("notes.txt", "made up")
    return kept.getvalue()


def pdf_file(body: str, *, settings: str = "") -> bytes:
    return typst.compile(f"{settings}\n{body}".encode())


def blank_pdf(pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    return _written(writer)


def locked(raw: bytes, *, word: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(raw)))
    writer.encrypt(word, owner_password="made-up-owner", algorithm="AES-256")  # noqa: S106 -- made up
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()
