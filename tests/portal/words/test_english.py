"""The English words: light to read, no law and no telephone number in a survivor's sentence."""

import re
from itertools import groupby

import pytest

from clew.portal.words import Right, text
from clew.portal.words.reading import ari, lix, sentences, words
from clew.rules.sources.bibliography import bibliography

HEAVIEST_GRADE = 4
LONGEST_SENTENCE = 20
VERY_EASY = 30  # LIX below this is counted as very easy
LAW = re.compile(
    r"\b(?:art|arts|s|ss|sch|para|reg)\. ?[0-9]|\bAct [0-9]{4}|\bsection [0-9]", re.IGNORECASE
)
NUMBER = re.compile(r"(?:[0-9][ -]?){5,}|\b(?:112|911|999)\b")

ENGLISH = text("en")


def whole(right: Right) -> str:
    return f"{right.title}.\n{right.words}\n{right.more}"


def sections() -> dict[str, str]:
    by_section = groupby(sorted(ENGLISH.pages), key=lambda key: key.partition("_")[0])
    return {name: "\n".join(ENGLISH.pages[key] for key in keys) for name, keys in by_section}


def too_heavy(passage: str) -> list[str]:
    """Name what makes a passage too heavy for a survivor's page."""
    found = [part for part in sentences(passage) if len(words(part)) > LONGEST_SENTENCE]
    if ari(passage) > HEAVIEST_GRADE:
        found.append(f"grade {ari(passage):.1f}")
    if lix(passage) >= VERY_EASY:
        found.append(f"LIX {lix(passage):.0f}")
    return found


@pytest.mark.parametrize("right", ENGLISH.rights, ids=lambda right: right.id)
def test_a_right_can_be_read_at_nine(right: Right) -> None:
    assert too_heavy(whole(right)) == []
    assert too_heavy(right.words) == []
    assert len(words(whole(right))) >= 100  # shorter passages are not judged


@pytest.mark.parametrize("section", sections())
def test_a_section_of_the_page_can_be_read_at_nine(section: str) -> None:
    assert too_heavy(sections()[section]) == []


@pytest.mark.parametrize(
    "passage",
    [
        "Notwithstanding disqualification, identified individuals receive accommodation.",
        " ".join(["go"] * 21),
    ],
)
def test_a_heavy_passage_would_be_seen(passage: str) -> None:
    # Red control.
    assert too_heavy(passage) != []


def test_every_right_that_was_asked_for_is_there() -> None:
    assert [right.id for right in ENGLISH.rights] == [
        "safe_place",
        "rest",
        "lawyer",
        "language",
        "health",
        "no_punishment",
        "police",
        "see_record",
        "change_mind",
        "complain",
        "money",
        "who_knows",
        "under_18",
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_law_stands_beside_the_sentence_and_not_in_it(language: str) -> None:
    titles = {entry.title for entry in bibliography().values()}
    for right in text(language).rights:
        said = whole(right)
        assert LAW.findall(said) == []
        assert [title for title in titles if title in said] == []
        assert right.citations


def test_law_in_a_sentence_would_be_seen() -> None:
    # Red control.
    assert LAW.findall("You have this under s. 45 of the Modern Slavery Act 2015.") != []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_telephone_number_is_written_into_the_words(language: str) -> None:
    said = text(language)
    everything = [*said.pages.values(), *map(whole, said.rights)]
    assert [line for line in everything if NUMBER.search(line)] == []
    assert said.say("call_danger", emergency="999").count("999") == 1


def test_a_telephone_number_would_be_seen() -> None:
    # Red control, with a number kept free for stories and films.
    assert NUMBER.search("Call 020 7946 0000 or 999")


@pytest.mark.parametrize("right_id", ["safe_place", "health", "language", "police"])
def test_what_depends_sends_the_reader_to_a_person(right_id: str) -> None:
    more = ENGLISH.right(right_id).more
    assert "sk your advocate" in more or "ask us" in more


def test_help_is_never_tied_to_the_police() -> None:
    assert "Your help does not depend on it." in ENGLISH.right("police").words
    assert "even if you do not talk to the police" in ENGLISH.right("safe_place").words


def test_the_words_agreed_for_taking_back_are_said_as_agreed() -> None:
    assert ENGLISH.pages["takeback_done"] == "It is taken back. They have been told to delete it."
    assert (
        ENGLISH.pages["recipient_police_means"]
        == "Once the police have it, they may use it even if you change your mind."
    )


def test_a_thirty_day_rest_is_the_period_of_the_law() -> None:
    from clew.rules.law.periods import recovery_periods  # noqa: PLC0415 -- only this test needs law

    for code, days in (("GB", "30 days"), ("GB-SCT", "90 days")):
        periods = recovery_periods(code)
        assert periods is not None
        assert periods.newest is not None
        assert f"{periods.newest.days} days" == days
        assert days in whole(ENGLISH.right("rest"))
