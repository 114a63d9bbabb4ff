"""Who has looked: every name, what they did, in plain words; one's own visits left out."""

import pytest
from django.test import Client

from clew.ground.audit import reads
from clew.ground.vault.compartments import Compartment
from clew.portal import queries
from clew.portal.telling import look_told
from clew.portal.words import languages, text
from clew.survivor.release import queries as released
from tests.cast import CANARY, TODAY
from tests.ground.reading import Page, words_of
from tests.portal.world import World, agree, send

pytestmark = pytest.mark.django_db


def open_case(world: World, *, times: int = 1) -> None:
    """Let the advocate open who the person is."""
    for _ in range(times):
        reads.record(
            actor=world.cast.advocate_a,
            name="case.opened",
            subjects=[world.person.id],
            compartments=[Compartment.IDENTITY],
        )


def listed(client: Client) -> list[str]:
    """Return who is on the list, newest first."""
    page = Page.of(client.get("/my/looked/"))
    return [
        words_of(item.xpath("./span[1]")[0]) for item in page.root.xpath("//ul[@class='looked']/li")
    ]


def test_an_advocate_is_on_the_list_after_they_opened_it(mine: Client, world: World) -> None:
    before = len(listed(mine))
    open_case(world)
    page = Page.of(mine.get("/my/looked/"))
    first = words_of(page.root.xpath("//ul[@class='looked']/li")[0])
    assert "Ada Advocate, Lantern House" in first
    assert "They opened or changed your file. Why: To help you." in first
    assert len(listed(mine)) == before + 1


def test_nothing_is_on_the_list_that_did_not_happen(mine: Client) -> None:
    # Red control: without the opening, no line says a file was opened.
    assert "your file" not in Page.of(mine.get("/my/looked/")).text


def test_a_reading_by_the_police_names_them(mine: Client, world: World) -> None:
    agree(world.cast.advocate_a, world.person, world.cast.police)
    sent = send(world.cast.advocate_a, world.person, world.cast.police)
    released.parts(world.cast.police_liaison, sent.id, on=TODAY)
    page = Page.of(mine.get("/my/looked/"))
    first = words_of(page.root.xpath("//ul[@class='looked']/li")[0])
    assert first.startswith("Pat Police, Northmoor Police")
    assert "They read what was shared with them. Why: To look into the crime." in first


def test_looks_at_another_survivor_are_not_on_the_list(mine: Client, world: World) -> None:
    reads.record(actor=world.cast.case_lead, name="case.opened", subjects=[world.other.id])
    assert set(listed(mine)) == {"Ada Advocate, Lantern House"}


def test_own_visits_are_left_out_and_crowd_nobody_out(mine: Client, world: World) -> None:
    mine.post("/my/choices/talk/", {"answer": "yes", "words": "Mine"})
    for _ in range(3):
        mine.get("/my/choices/talk/")
    rows, more = queries.looked(world.cast.survivor)
    assert {row.who for row in rows} == {"Ada Advocate, Lantern House"}
    assert not more


def test_the_same_on_one_day_is_one_line_that_says_how_often(mine: Client, world: World) -> None:
    open_case(world, times=3)
    rows, _ = queries.looked(world.cast.survivor)
    assert [row.times for row in rows if row.name == "case.opened"] == [3]
    assert "3 times" in Page.of(mine.get("/my/looked/")).text


def test_no_name_of_a_person_is_on_the_list(mine: Client, world: World) -> None:
    open_case(world)
    assert CANARY not in mine.get("/my/looked/").content.decode()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("person.corrected", "seen_what_person"),
        ("release.read", "seen_what_release_read"),
        ("circle.claims_read", "seen_what_circle_claims_read"),
        ("never.heard_of", "seen_what_read"),
    ],
)
def test_an_event_is_told_in_words_whatever_it_is_called(
    world: World, language: str, name: str, key: str
) -> None:
    reads.record(actor=world.cast.advocate_a, name=name, subjects=[world.person.id])
    rows, _ = queries.looked(world.cast.survivor)
    words = text(language)
    assert look_told(words, rows[0]).what == words.pages[key]


def test_the_house_and_whoever_is_gone_are_told_as_such(world: World) -> None:
    from clew.ground.audit.chain import House  # noqa: PLC0415 -- beside its one use

    reads.record(actor=House(), name="case.opened", subjects=[world.person.id])
    rows, _ = queries.looked(world.cast.survivor)
    assert look_told(text("en"), rows[0]).instead == "Our computer, by itself"


def choices_of(page: Page, name: str) -> dict[str, str]:
    """Return what can be chosen in a list, by its words."""
    found = page.root.xpath(f"//select[@name='{name}']/option")
    return {words_of(option): option.get("value") for option in found}


def test_the_list_is_narrowed_by_who_it_was_and_by_month(mine: Client, world: World) -> None:
    open_case(world)
    reads.record(actor=world.cast.case_lead, name="case.opened", subjects=[world.person.id])
    page = Page.of(mine.get("/my/looked/"))
    who, months = choices_of(page, "who"), choices_of(page, "month")
    assert set(who) == {"All", "Ada Advocate, Lantern House", "Cleo Lead, Lantern House"}
    assert len(months) == 2
    lead = who["Cleo Lead, Lantern House"]
    found = Page.of(mine.get("/my/looked/", {"who": lead, "month": max(months.values())}))
    lines = found.root.xpath("//ul[@class='looked']/li")
    assert [words_of(line.xpath("./span[1]")[0]) for line in lines] == ["Cleo Lead, Lantern House"]
    assert found.root.xpath("//select[@name='who']/option[@selected]/@value") == [lead]
    none = Page.of(mine.get("/my/looked/", {"who": lead, "month": "2020-01"}))
    assert "No one did so in this time." in none.text


def test_nobody_who_looked_at_another_can_be_asked_for(mine: Client, world: World) -> None:
    reads.record(actor=world.cast.case_lead, name="case.opened", subjects=[world.other.id])
    lead = str(world.cast.case_lead.id)
    assert lead not in choices_of(Page.of(mine.get("/my/looked/")), "who").values()
    every = set(listed(mine))
    page = Page.of(mine.get("/my/looked/", {"who": lead}))
    lines = page.root.xpath("//ul[@class='looked']/li")
    assert {words_of(line.xpath("./span[1]")[0]) for line in lines} == every


def test_older_ones_are_a_link_away_and_so_are_the_newest(
    mine: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clew.ground.audit.who_looked.AT_ONCE", 2)
    for name in ("case.opened", "person.corrected", "release.read", "never.heard_of"):
        reads.record(actor=world.cast.case_lead, name=name, subjects=[world.person.id])
    seen: list[str] = []
    address = f"?who={world.cast.case_lead.id}&month="
    while address:
        page = Page.of(mine.get(f"/my/looked/{address}"))
        seen += [words_of(line) for line in page.root.xpath("//ul[@class='looked']/li")]
        links = {words_of(a): a.get("href") for a in page.root.xpath("//main//nav//a")}
        assert ("Back to the newest" in links) is ("before" in address)
        address = links.get("Older ones", "")
    assert len(seen) == len(set(seen)) == 4
