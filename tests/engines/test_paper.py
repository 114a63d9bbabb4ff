"""A paper of what people wrote is made whatever letters they write in."""

import io

import pypdf
import pytest
import typst

from clew.engines import paper

PAGE = """#let said = json(bytes(sys.inputs.said))
#set document(title: "A paper")
#set text(lang: "en", font: "Libertinus Serif")
= A paper
#said.name

#said.in_other_letters
"""


def words(made: bytes) -> str:
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["Nguyễn Thử Nghiệm", "Олена Проба", "Δοκιμή", "محمد"])
def test_letters_that_are_held_are_printed_as_they_are(name: str) -> None:
    made = words(paper.printed(PAGE, {"name": name}))
    assert "‹" not in made
    assert paper.SAID_OF_IT not in made


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Test ሰላም", "Test ‹selam›"),
        ("测试 Test", "‹CeShi› Test"),
        ("សាក", "‹"),
        ("Well 🙂", "Well ‹"),
    ],
)
def test_other_letters_are_written_in_latin_ones_and_the_paper_says_so(
    name: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = paper.printed(PAGE, {"name": name})
    assert b"pdfuaid" in made
    assert wanted in words(made)
    assert paper.SAID_OF_IT in words(made)
    monkeypatch.setattr(paper, "_in_held_letters", lambda said: said)
    with pytest.raises(typst.TypstError):  # red control: the typesetter refuses the sign
        paper.printed(PAGE, {"name": name})


def test_a_page_that_is_wrong_itself_is_no_matter_of_letters() -> None:
    with pytest.raises(typst.TypstError):
        paper.printed("#nothing", {"name": "Test"})


def test_every_sign_that_is_said_to_be_held_is_printed_as_it_is() -> None:
    signs = [chr(at) for held in paper.HELD for at in held]
    printed = "".join(sign for sign in signs if paper.in_held_letters(sign) == sign)
    assert paper.SAID_OF_IT not in words(paper.printed(PAGE, {"name": printed}))
    assert len(printed) > 1_500
