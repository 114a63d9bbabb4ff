"""English is told from other languages by its small words, and the trap of terms is named."""

import re
from pathlib import Path

import django
import pytest

from clew.engines.texts.languages import in_english, languages, tongue
from clew.rules.sources.faults import WrongInput
from clew.rules.sources.states import State

SPANISH = (
    "La policía de la ciudad dijo que los hombres de la red de tráfico de migrantes cobraban por "
    "el viaje en una barca, y que no se trata de una red de trata de personas."
)
ENGLISH = (
    "The police of the town said that the men of the smuggling network took money for a seat in a "
    "boat, and that this is not a network of trafficking in persons."
)
MESSAGES = sorted(Path(django.__file__).parent.rglob("locale/*/LC_MESSAGES/django.po"))
_MESSAGE = re.compile(r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', re.MULTILINE)
_HOLDERS = re.compile(r"%\([^)]*\)[a-z]|%[a-z]|<[^>]*>|\\n")


def messages(language: str) -> str:
    """Return what Django says in a language."""
    files = [file for file in MESSAGES if file.parts[-3] == language]
    found = [found for file in files for found in _MESSAGE.findall(file.read_text("utf-8"))]
    return _HOLDERS.sub(
        " ", " ".join(line for each in found for line in re.findall(r'"(.*)"', each))
    )


def test_english_is_checked_and_nothing_is_said() -> None:
    assert in_english(ENGLISH, "a.txt") == ()


def test_spanish_is_refused_with_the_trap_of_its_terms() -> None:
    with pytest.raises(WrongInput, match="reads as Spanish") as caught:
        in_english(SPANISH, "a.txt")
    assert "smuggling is tráfico (de migrantes)" in str(caught.value)
    assert "(not yet checked)" in str(caught.value)


def test_a_language_that_is_not_known_here_is_refused_too() -> None:
    text = "Ihmiset tulivat maahan veneellä ja maksoivat matkasta paljon rahaa joka kerta. " * 5
    with pytest.raises(WrongInput, match="does not read as English"):
        in_english(text, "a.txt")


def test_a_headline_is_too_short_to_be_judged() -> None:
    assert in_english("People traffickers pack dinghies, ministers warn", "a.txt") == ()
    assert in_english("Trafic et traite", "a.txt") == ()


def test_a_table_of_numbers_is_said_to_be_one() -> None:
    (note,) = in_english("Year 2021 2022 2023\nBoats 1,036 1,110 602\n", "a.txt")
    assert "more figures than words" in note


def test_of_all_languages_of_django_only_english_reads_as_english() -> None:
    codes = {file.parts[-3] for file in MESSAGES}
    read = {code: tongue(messages(code)) for code in codes}
    english = {code for code, each in read.items() if each.words > 500 and each.is_english}
    assert english == {"en_AU", "en_GB"}
    assert sum(each.words > 500 for each in read.values()) > 80


@pytest.mark.parametrize("code", ["es", "fr", "de", "pl"])
def test_the_languages_whose_terms_are_told_are_known_by_name(code: str) -> None:
    assert tongue(messages(code)).language == languages()[code]


def test_a_sister_of_a_known_language_is_not_called_by_its_name() -> None:
    for code in ("ca", "gl", "pt", "br", "gd"):
        assert tongue(messages(code)).language is None, code


def test_no_term_of_another_language_claims_to_be_checked() -> None:
    for code, language in languages().items():
        cited = {each.state for each in language.citations}
        assert cited == (set() if code == "en" else {State.UNVERIFIED})
