"""Every language is as wide as English, says whether it was reviewed, and is refused if not."""

import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.portal.words import keys, language_of, languages, text
from clew.portal.words.texts import Direction, load_text, places_in
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.rules.sources.faults import WrongInput
from clew.rules.sources.states import State

SRC = Path(keys.__file__).parents[3]
DATA = files("clew.portal.words") / "data"
LATIN = re.compile(r"[A-Za-z]+")
ARABIC = re.compile(r"[\u0600-\u06ff]")


def written(language: str) -> str:
    return (DATA / f"{language}.yaml").read_text(encoding="utf-8")


def refused(folder: Path, old: str, new: str, *, language: str = "ar") -> tuple[str, ...]:
    """Return why a language is refused after one change of its file."""
    source = written(language)
    assert old in source
    file = folder / f"{language}.yaml"
    file.write_text(source.replace(old, new, 1), encoding="utf-8")
    measure = file if language == "en" else DATA / "en.yaml"
    with pytest.raises(WrongInput) as caught:
        load_text(file, measure=measure)
    return caught.value.sentences


def test_english_comes_first_and_arabic_is_there() -> None:
    assert languages() == ("en", "ar")


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_keys_of_english(language: str) -> None:
    said, english = text(language), text("en")
    assert said.pages.keys() == english.pages.keys()
    assert [right.id for right in said.rights] == [right.id for right in english.rights]
    assert said.version == english.version


@pytest.mark.parametrize("language", languages())
def test_every_language_fills_the_places_of_english(language: str) -> None:
    said, english = text(language), text("en")
    assert {key: places_in(line) for key, line in said.pages.items()} == {
        key: places_in(line) for key, line in english.pages.items()
    }


@pytest.mark.parametrize("language", languages())
def test_every_kind_purpose_and_recipient_has_words(language: str) -> None:
    pages = text(language).pages
    for family, codes in (("kind", Kind), ("purpose", Purpose), ("recipient", RecipientKind)):
        found = {key for key in pages if key.startswith(f"{family}_")}
        assert found == {f"{family}_{code}{end}" for code in codes for end in ("", "_means")}
    assert pages.keys() >= keys.FAMILIES


def test_arabic_is_written_from_the_right_and_says_that_nobody_reviewed_it() -> None:
    arabic = text("ar")
    assert arabic.direction is Direction.RTL
    assert not arabic.reviewed
    assert arabic.name == "العربية"
    assert arabic.pages["words_not_reviewed"].startswith("لم يقرأ هذه الكلمات")


def test_english_is_written_from_the_left() -> None:
    assert text("en").direction is Direction.LTR


def test_arabic_is_whole_and_not_english_left_over() -> None:
    arabic, english = text("ar"), text("en")
    for key, line in arabic.pages.items():
        bare = re.sub(r"\{\w+\}", "", line)
        assert ARABIC.search(bare), key
        assert set(LATIN.findall(bare)) <= {"Shift"}, key
        assert line != english.pages[key]
    for right in arabic.rights:
        for said in (right.title, right.words, right.more):
            assert ARABIC.search(said)
            assert LATIN.findall(said) == []


def test_a_key_that_is_missing_in_one_language_is_named(tmp_path: Path) -> None:
    # Red control of the same keys everywhere.
    (sentence,) = refused(tmp_path, "  page_back: رجوع\n", "")
    assert sentence == "ar.yaml: pages.page_back: found nothing, wanted its words."


def test_a_key_that_english_does_not_know_is_named(tmp_path: Path) -> None:
    (sentence,) = refused(tmp_path, "  page_back:", "  page_front: أمام\n  page_back:")
    assert "pages.page_front" in sentence


def test_a_key_of_no_section_is_refused_in_english_too(tmp_path: Path) -> None:
    (sentence,) = refused(tmp_path, "  page_back:", "  pgae_back:", language="en")
    assert sentence.startswith("en.yaml: pages.pgae_back: found a key nobody reads")


def test_a_kind_that_nobody_defined_is_refused(tmp_path: Path) -> None:
    (sentence,) = refused(
        tmp_path, "  kind_identity:", "  kind_religion: Faith\n  kind_identity:", language="en"
    )
    assert "pages.kind_religion" in sentence


def test_a_language_without_a_recipient_is_refused(tmp_path: Path) -> None:
    sentences = refused(tmp_path, "  recipient_police: The police\n", "", language="en")
    assert sentences == ("en.yaml: pages.recipient_police: found nothing, wanted its words.",)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('version: "2026-11-27.2"', 'version: "2026-11-27.3"', "as in English"),
        ('version: "2026-11-27.2"', "version: newest", "a day and a number"),
        ("language: ar", "language: fa", "the code in the file's name"),
        ("direction: rtl", "direction: up", "ltr or rtl"),
        ("reviewed: false", "reviewed: perhaps", "true or false"),
        ("reviewed: false", "reviewed: false\nauthor: x", "a key nobody reads"),
        ("  rest:\n", "  rests:\n", "rights.rest"),
        ("رقمنا: {number}", "رقمنا: {phone}", "the same as in English"),
        ("رقمنا: {number}", "رقمنا: {number.real}", "braces that cannot be filled"),
        ("  page_yes: نعم", '  page_yes: " "', "an empty text"),
        ("  page_yes: نعم", "  page_yes: true", "wanted a text"),
    ],
)
def test_a_language_that_is_not_sound_is_refused(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert any(says in sentence for sentence in refused(tmp_path, old, new))


def test_a_language_without_a_file_is_not_guessed() -> None:
    with pytest.raises(KeyError):
        text("rights")
    with pytest.raises(KeyError):
        text("../en")


@pytest.mark.parametrize(
    ("wished", "shown"),
    [("ar-SY", "ar"), ("AR", "ar"), ("ar_EG", "ar"), ("en-GB", "en"), ("vi", "en"), ("", "en")],
)
def test_a_wish_is_met_or_answered_in_english(wished: str, shown: str) -> None:
    assert language_of(wished) == shown


@given(st.text(max_size=20))
def test_any_wish_at_all_gets_a_language_we_have(wished: str) -> None:
    assert language_of(wished) in languages()


def test_places_are_filled_whole_or_not_at_all() -> None:
    english = text("en")
    assert english.say("next_met", who="Nadia") == "You met Nadia"
    for places in ({}, {"who": "Nadia", "phone": "1"}, {"name": "Nadia"}):
        with pytest.raises(ValueError, match="next_met has the places"):
            english.say("next_met", **places)
    with pytest.raises(KeyError):
        english.say("next_mett", who="Nadia")


def test_braces_in_a_name_are_only_letters() -> None:
    assert text("en").say("next_met", who="{who.__class__}") == "You met {who.__class__}"


@pytest.mark.parametrize("stray", ["{", "}", "{}", "{0}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}"])
def test_braces_that_reach_further_are_refused(stray: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        places_in(stray)


def test_nobody_can_change_the_words_while_they_run() -> None:
    with pytest.raises(TypeError):
        text("en").pages["page_yes"] = "No"  # type: ignore[index]


@pytest.mark.parametrize("version", ["2026-02-30.1", "2026-11-23", "2026-11-23.0", "1", ""])
def test_a_version_is_a_real_day_and_a_number(version: str) -> None:
    assert not keys.is_version(version)


def test_a_right_is_as_sure_as_its_weakest_source() -> None:
    english = text("en")
    assert english.right("rest").state is State.VERIFIED
    assert english.right("change_mind").state is State.UNVERIFIED
    with pytest.raises(KeyError):
        english.right("visa")


def test_the_words_are_read_without_django() -> None:
    code = "import sys, clew.portal.words as w; w.text('ar'); print('django' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SRC
    )
    assert ran.stdout.strip() == "False"
