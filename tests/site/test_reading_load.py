"""What survivors and frontline workers read is light, or says why not; the page of it is true."""

import os

import pytest

from tests.cast import Cast
from tests.site.reading_load import (
    FRONTLINE,
    LONGEST_SENTENCE,
    NEAR,
    PAGE,
    REASONS,
    SURVIVOR,
    Measured,
    all_pages,
    blocks_of,
    listed,
    measured,
    page_of,
)

pytestmark = pytest.mark.django_db
HOW = "READING_LOAD=write ./clew test tests/site/test_reading_load.py"


def untrue(found: list[Measured]) -> list[str]:
    """Say what the page of the reference does not say, or says otherwise."""
    said = listed()
    wrong = []
    for one in found:
        if not one.judged:
            continue
        if one.name not in said:
            if one.over:
                wrong.append(f"{one.name} is not on the page")
            continue
        grade, weight, longest = said[one.name]
        if abs(grade - one.ari) > NEAR["ari"] or abs(weight - one.lix) > NEAR["lix"]:
            wrong.append(f"{one.name} is {one.ari:.1f} and {one.lix:.0f}, the page says otherwise")
        if (longest > LONGEST_SENTENCE) != (one.longest > LONGEST_SENTENCE):
            wrong.append(f"{one.name} has a sentence of {one.longest} words")
    return wrong


def test_every_page_is_light_or_says_why_not_and_the_reference_is_true(cast: Cast) -> None:
    found = all_pages(cast)
    assert len({one.name for one in found}) == len(found)
    assert {one.mark for one in found} == {SURVIVOR, FRONTLINE}
    assert len(set(listed()) & {one.name for one in found if one.judged}) > 80
    if os.environ.get("READING_LOAD") == "write":
        PAGE.write_text(page_of(found), encoding="utf-8")
    heavy = [
        f"{one.name}: grade {one.ari:.1f}, {one.longest} words in “{one.sentence}”"
        for one in found
        if one.over and one.name not in REASONS
    ]
    assert set(REASONS) <= {one.name for one in found if one.over}, "a reason that is not needed"
    assert not heavy, (
        "\n".join(heavy) + f"\nMake them lighter, or write a line of reason; then {HOW}"
    )
    assert untrue(found) == [], HOW


def test_a_heavy_page_and_a_long_sentence_would_be_seen() -> None:
    # Red control.
    heavy = "Notwithstanding disqualification, identified individuals receive accommodation. " * 20
    assert measured("made up", FRONTLINE, [heavy]).over
    long = " ".join(["go"] * (LONGEST_SENTENCE + 1))
    assert measured("made up", FRONTLINE, [long, *["We go on."] * 40]).over
    light = measured("made up", SURVIVOR, ["We go on."] * 40)
    assert light.judged
    assert not light.over
    assert not measured("made up", SURVIVOR, [long]).over, "too short to be judged"


def test_a_heavy_page_that_is_not_listed_would_be_seen() -> None:
    # Red control.
    heavy = measured("made up", SURVIVOR, ["Individuals receive accommodation."] * 40)
    assert untrue([heavy]) == ["made up is not on the page"]


def test_what_is_read_is_running_text() -> None:
    source = """<main><nav><p>Not this one here</p></nav><h1>One long heading</h1>
    <p>These are words <cite class="cite">Law, art. 1</cite> and more words.</p>
    <ul><li>An entry of a list<p>And a paragraph inside it</p></li></ul>
    <button>Press this button now</button><label>Yes</label>
    <table><tr><td><p>A cell of a table</p></td></tr></table>
    <p class="own">What somebody said themselves</p></main>"""
    assert blocks_of(source) == [
        "One long heading",
        "These are words and more words.",
        "An entry of a list",
        "And a paragraph inside it",
    ]
