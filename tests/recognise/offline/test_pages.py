"""The pages of what arrived, and what a device asks for."""

import json
import re
from contextlib import closing

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from clew.ground.accounts.roles import Role
from clew.recognise.offline import actions, pack, queries
from clew.recognise.offline.models import Device as Row
from clew.recognise.offline.models import Draft
from clew.recognise.screening import queries as screenings
from clew.recognise.screening.interview import Choice, Earlier
from clew.rules.indicators.instruments import instrument, instrument_ids
from tests.cast import CANARY, Cast, member, signed_in
from tests.ground.reading import Page
from tests.recognise.offline.devices import Device, ready, sent

pytestmark = pytest.mark.django_db
HERE = "/screen/without-network/"
TODAY = {"whom": "new", "started_on": ""}


def posted(client: Client, path: str, said: object) -> HttpResponse:
    return client.post(path, json.dumps(said), content_type="application/json")


def test_the_list_says_that_something_came_and_nothing_of_it(cast: Cast) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder).talks())
    page = Page.of(signed_in(cast.first_responder).get(HERE))
    assert page.status == 200
    assert row.interview in page.text
    assert "work phone" in page.text
    assert CANARY not in page.source


def test_one_draft_shows_its_answers_what_it_comes_to_and_no_percentage(cast: Cast) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder).talks())
    page = Page.of(signed_in(cast.first_responder).get(f"{HERE}{row.id}/"))
    assert f"{CANARY} said so" in page.text
    assert "What you thought, not what was said: seemed afraid" in page.text
    assert "Signs are present" in page.text
    assert "never a verdict" in page.text
    assert "%" not in page.text
    assert CANARY not in page.title


def test_contradicting_answers_are_shown_with_which_one_counts(cast: Cast) -> None:
    device = ready(cast.first_responder)
    device.answers("UNODC.G.01", "present", "she said yes")
    device.answers("UNODC.G.01", "absent", "she said no")
    row = sent(cast.first_responder, device)
    page = Page.of(signed_in(cast.first_responder).get(f"{HERE}{row.id}/"))
    assert "Answered more than once" in page.text
    assert page.text.index("she said yes") < page.text.index("she said no")


def test_it_is_kept_for_somebody_new_and_read_as_any_screening(cast: Cast) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder).talks())
    client = signed_in(cast.first_responder)
    form = {
        "whom": "new", "started_on": timezone.localdate().isoformat(), "channel": "hospital",
        "seen": row.steps_digest,
    }  # fmt: skip
    answer = client.post(f"{HERE}{row.id}/", form)
    (kept,) = screenings.mine(cast.first_responder)
    assert (answer.status_code, answer["Location"]) == (302, f"/screen/kept/{kept.id}/")
    assert f"{CANARY} said so" in Page.of(client.get(answer["Location"])).text
    assert client.get(f"{HERE}{row.id}/").status_code == 404


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"whom": ""}, "Choose for whom you keep it."),
        ({"whom": "existing", "code": "ZZZZZZ-Z"}, "Nobody you stand by has this code"),
        ({"started_on": "2126-01-01"}, "You gave 1 January 2126, but today is"),
        ({"started_on": "1926-01-01"}, "look at the clock of this device"),
        ({"seen": "another"}, "More of it arrived just now"),
    ],
)
def test_a_mistake_in_keeping_is_told_and_nothing_is_kept(
    cast: Cast, change: dict[str, str], sentence: str
) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder).talks())
    form = {"whom": "new", "started_on": timezone.localdate().isoformat(), "seen": row.steps_digest}
    answer = signed_in(cast.first_responder).post(f"{HERE}{row.id}/", form | change)
    assert answer.status_code == 422
    assert sentence in Page.of(answer).text
    assert screenings.mine(cast.first_responder) == []


def test_two_texts_of_one_step_are_both_shown(cast: Cast) -> None:
    device = ready(cast.first_responder)
    copy = Device(device.id, device.key, draft=device.draft)
    device.answers("UNODC.G.01", "present", "said here")
    copy.answers("UNODC.G.01", "absent", "said there")
    sent(cast.first_responder, device)
    row = sent(cast.first_responder, copy)
    page = Page.of(signed_in(cast.first_responder).get(f"{HERE}{row.id}/"))
    for words in ("two different steps came", "said here", "said there"):
        assert words in page.text


def two_devices(cast: Cast) -> tuple[Draft, Draft]:
    """Two devices of one worker hold one talk: one answer is the same, one not, two stand alone."""
    one, two = ready(cast.first_responder), ready(cast.first_responder)
    for device, choice in ((one, "present"), (two, "absent")):
        device.answers("UNODC.G.01", "present", "both heard it")
        device.answers("UNODC.G.02", choice, f"heard as {choice}")
    one.answers("UNODC.G.03", "present")
    two.answers("UNODC.G.04", "not_sure")
    return sent(cast.first_responder, one), sent(cast.first_responder, two)


def kept_as_one(one: Draft, two: Draft, **more: str) -> dict[str, str]:
    return {
        "whom": "new", "started_on": timezone.localdate().isoformat(), "seen": one.steps_digest,
        "seen_beside": two.steps_digest, "both": "yes",
    } | more  # fmt: skip


def test_two_devices_on_one_talk_are_kept_once_with_the_difference_chosen(cast: Cast) -> None:
    one, two = two_devices(cast)
    client = signed_in(cast.first_responder)
    page = Page.of(client.get(f"{HERE}{one.id}/"))
    assert "Two devices, one talk" in page.text
    assert page.text.count("both heard it") == 1  # no difference, so it is not among them
    assert "heard as present" in page.text
    assert "heard as absent" in page.text
    open_one = client.post(f"{HERE}{one.id}/", kept_as_one(one, two))
    assert open_one.status_code == 422
    assert "Two devices say something to this. Choose which stays." in Page.of(open_one).text
    assert len(queries.waiting(cast.first_responder)) == 2
    chosen = {"pick-UNODC.G.02": "there"}
    client.post(f"{HERE}{one.id}/", kept_as_one(one, two) | chosen)
    (kept,) = screenings.mine(cast.first_responder)
    held = screenings.read(cast.first_responder, kept).interview
    assert held is not None
    assert {name: choice.value for name, choice in held.choices.items()} == {
        "UNODC.G.01": "present", "UNODC.G.02": "absent", "UNODC.G.03": "present",
        "UNODC.G.04": "not_sure",
    }  # fmt: skip
    assert held.words["UNODC.G.02"] == "heard as absent"
    assert queries.waiting(cast.first_responder) == []


def test_one_of_two_devices_can_be_kept_alone_and_the_other_waits(cast: Cast) -> None:
    one, two = two_devices(cast)
    client = signed_in(cast.first_responder)
    client.post(f"{HERE}{one.id}/", kept_as_one(one, two, both="no"))
    assert len(screenings.mine(cast.first_responder)) == 1
    assert queries.waiting(cast.first_responder) == [two]


def test_more_that_came_to_the_second_device_is_read_first(cast: Cast) -> None:
    one, two = two_devices(cast)
    form = kept_as_one(one, two, seen_beside="another") | {"pick-UNODC.G.02": "here"}
    answer = signed_in(cast.first_responder).post(f"{HERE}{one.id}/", form)
    assert answer.status_code == 422
    assert len(queries.waiting(cast.first_responder)) == 2


def test_age_and_interpreter_are_kept_with_the_talk(cast: Cast) -> None:
    device = ready(cast.first_responder)
    device.writes(kind="begin", age="unsure", between="phone")
    device.answers("UNODC.G.01", "present", thought="perhaps younger")
    row = sent(cast.first_responder, device)
    form = {"whom": "new", "started_on": timezone.localdate().isoformat(), "seen": row.steps_digest}
    signed_in(cast.first_responder).post(f"{HERE}{row.id}/", form)
    (kept,) = screenings.mine(cast.first_responder)
    held = screenings.read(cast.first_responder, kept).interview
    assert held is not None
    assert (held.about.age, held.about.between) == ("unsure", "phone")
    assert held.notes["UNODC.G.01"].opinion == "perhaps younger"
    assert held.words == {}


def test_what_a_colleague_held_is_marked_for_whoever_sent_it(cast: Cast) -> None:
    device = ready(cast.advocate_a)
    device.member = cast.advocate_b.id
    page = Page.of(
        signed_in(cast.advocate_a).get(f"{HERE}{sent(cast.advocate_a, device.talks()).id}/")
    )
    assert f"{cast.advocate_b.shown_name} had made this device ready" in page.text
    listed = Page.of(signed_in(cast.advocate_a).get(HERE))  # before it is opened
    assert f"Held when {cast.advocate_b.shown_name} had made the device ready" in listed.text


@pytest.mark.parametrize("nobody", ["advocate_a", "advocate_elsewhere", ""])
def test_ones_own_and_a_name_that_means_nothing_here_are_not_marked(
    cast: Cast, nobody: str
) -> None:
    # Red control: it is the colleague that is told.
    device = ready(cast.advocate_a)
    device.member = getattr(cast, nobody).id if nobody else None
    row = sent(cast.advocate_a, device.talks())
    page = Page.of(signed_in(cast.advocate_a).get(f"{HERE}{row.id}/"))
    assert page.status == 200
    assert "had made this device ready" not in page.text
    assert "Held when" not in Page.of(signed_in(cast.advocate_a).get(HERE)).text


AGES = ("child", "unsure", "adult", "")
CAREFUL = {"child": "Under 18", "unsure": "In doubt, or nobody knows", "adult": "18 or over"}


def aged(cast: Cast, *ages: str) -> list[Draft]:
    """One talk from devices that put down different ages."""
    rows = []
    for age in ages:
        device = ready(cast.first_responder)
        device.writes(kind="begin", age=age, between="nobody" if rows else "phone")
        device.answers("UNODC.G.01", "present")
        rows.append(sent(cast.first_responder, device))
    return rows


@pytest.mark.parametrize("here", AGES)
@pytest.mark.parametrize("there", AGES)
def test_of_two_devices_the_age_that_protects_more_stands_and_is_shown(
    cast: Cast, here: str, there: str
) -> None:
    one, two = aged(cast, here, there)
    client = signed_in(cast.first_responder)
    page = Page.of(client.get(f"{HERE}{one.id}/"))
    stands = min((here, there), key=AGES.index)
    shown = f"As one talk this stands, which protects more: {CAREFUL.get(stands)}" in page.text
    assert shown == (here != there)
    assert "Who interprets?" in page.text
    assert client.post(f"{HERE}{one.id}/", kept_as_one(one, two)).status_code == 302
    (kept,) = screenings.mine(cast.first_responder)
    held = screenings.read(cast.first_responder, kept).interview
    assert held is not None
    assert (held.about.age or "", held.about.between) == (stands, "phone")


def test_of_two_devices_that_asked_from_two_sets_the_other_age_is_told_and_each_kept_alone(
    cast: Cast,
) -> None:
    rows = []
    for age, people in (("adult", "adults"), ("child", "children")):
        device = ready(cast.first_responder)
        asked = instrument(f"ilo-delphi-{people}-labour")
        device.writes(kind="begin", age=age, instrument=asked.id)
        device.writes(
            kind="answer", indicator=asked.indicators[0].id, choice="present", words="",
            instrument=asked.id,
        )  # fmt: skip
        rows.append(sent(cast.first_responder, device))
    one, two = rows
    client = signed_in(cast.first_responder)
    page = Page.of(client.get(f"{HERE}{one.id}/"))
    assert "How old are they? Here: 18 or over · there: Under 18" in page.text
    assert "Two devices, one talk" not in page.text
    form = kept_as_one(one, two)
    assert client.post(f"{HERE}{one.id}/", form).status_code == 422  # nothing is made one of them
    assert client.post(f"{HERE}{one.id}/", form | {"both": ""}).status_code == 302
    assert queries.waiting(cast.first_responder) == [two]


def test_what_comes_late_to_a_kept_talk_keeps_its_age(cast: Cast) -> None:
    device = ready(cast.first_responder)
    device.writes(kind="begin", age="child", between="phone")
    device.answers("UNODC.G.01", "present")
    client = signed_in(cast.first_responder)
    for sign in ("UNODC.G.02", "UNODC.G.03"):
        row = sent(cast.first_responder, device)
        form = {"whom": "new", "started_on": timezone.localdate().isoformat()}
        place = client.post(f"{HERE}{row.id}/", form | {"seen": row.steps_digest})["Location"]
        assert "Under 18: a child’s help, now" in Page.of(client.get(place)).text
        device.answers(sign, "present")
    assert len(screenings.mine(cast.first_responder)) == 2


def test_an_age_that_came_with_a_copy_of_the_device_is_not_lost(cast: Cast) -> None:
    device = ready(cast.first_responder)
    copy = Device(device.id, device.key, draft=device.draft)
    for one, age in ((device, "adult"), (copy, "child")):
        one.writes(kind="begin", age=age)
        sent(cast.first_responder, one)
    (row,) = queries.waiting(cast.first_responder)
    held = queries.read(cast.first_responder, row).story.interview
    assert held is not None
    assert held.about.age == "child"


def test_what_was_not_chosen_of_two_devices_stays_beside_what_was(cast: Cast) -> None:
    one, two = two_devices(cast)
    form = kept_as_one(one, two) | {"pick-UNODC.G.02": "there"}
    signed_in(cast.first_responder).post(f"{HERE}{one.id}/", form)
    (kept,) = screenings.mine(cast.first_responder)
    held = screenings.read(cast.first_responder, kept).interview
    assert held is not None
    assert held.earlier == {"UNODC.G.02": (Earlier(Choice.PRESENT, "heard as present"),)}


def test_the_same_press_once_more_leads_to_what_was_kept(cast: Cast) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder).talks())
    client = signed_in(cast.first_responder)
    form = {"whom": "new", "started_on": timezone.localdate().isoformat(), "seen": row.steps_digest}
    places = {client.post(f"{HERE}{row.id}/", form)["Location"] for _ in range(2)}
    (kept,) = screenings.mine(cast.first_responder)
    assert places == {f"/screen/kept/{kept.id}/"}
    # Red control: to anybody else it leads nowhere.
    assert signed_in(cast.advocate_a).post(f"{HERE}{row.id}/", form).status_code == 404


def test_what_was_thrown_away_leads_nowhere(cast: Cast) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder).talks())
    actions.drop(actor=cast.first_responder, draft=row, seen=row.steps_digest, at=timezone.now())
    form = {"whom": "new", "started_on": timezone.localdate().isoformat(), "seen": row.steps_digest}
    assert signed_in(cast.first_responder).post(f"{HERE}{row.id}/", form).status_code == 404


def test_both_as_one_is_read_again_where_the_other_was_closed_meanwhile(cast: Cast) -> None:
    one, two = two_devices(cast)
    form = kept_as_one(one, two) | {"pick-UNODC.G.02": "here"}
    actions.drop(actor=cast.first_responder, draft=two, seen=two.steps_digest, at=timezone.now())
    answer = signed_in(cast.first_responder).post(f"{HERE}{one.id}/", form)
    assert answer.status_code == 422
    assert "Read it again, then keep it." in Page.of(answer).text
    assert screenings.mine(cast.first_responder) == []


@pytest.mark.parametrize("path", ["send", "enrol"])
def test_a_form_sent_where_a_device_sends_is_refused_in_a_sentence(cast: Cast, path: str) -> None:
    answer = signed_in(cast.first_responder).post(f"{HERE}{path}/", {"label": "made up"})
    assert (answer.status_code, "no JSON" in answer.content.decode()) == (422, True)


def test_throwing_away_wants_its_box_ticked(cast: Cast) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder).talks())
    client = signed_in(cast.first_responder)
    assert client.post(f"{HERE}{row.id}/drop/", {"seen": row.steps_digest}).status_code == 422
    assert queries.waiting(cast.first_responder) == [row]
    client.post(f"{HERE}{row.id}/drop/", {"seen": row.steps_digest, "sure": "yes"})
    assert queries.waiting(cast.first_responder) == []


def test_who_lets_people_in_ends_a_device_and_a_colleague_does_not(cast: Cast) -> None:
    device = ready(cast.advocate_a)
    path = f"{HERE}devices/{device.id}/end/"
    for other in (cast.advocate_b, cast.advocate_elsewhere, cast.first_responder):
        assert signed_in(other).post(path).status_code == 404
    page = Page.of(signed_in(cast.advocate_b).get(f"{HERE}devices/"))
    assert "work phone" not in page.text
    client = signed_in(cast.administrator)
    assert "work phone" in Page.of(client.get(f"{HERE}devices/")).text
    assert client.post(path).status_code == 302
    assert Row.objects.get(id=device.id).ended_by == cast.administrator


def test_a_device_is_made_ready_and_sends_over_the_pages(cast: Cast) -> None:
    client = signed_in(cast.first_responder)
    told = posted(client, f"{HERE}enrol/", {"label": "work phone"}).json()
    assert (told["days"], told["drafts"]) == (14, 20)
    key = queries.SealingKey.objects.get(id=told["key"])
    assert bytes(told["public"]) == bytes(key.public)
    device = Device(told["device"], key).talks()
    answer = posted(client, f"{HERE}send/", device.sends())
    assert answer.status_code == 200
    assert set(answer.json()["here"]) == {"0", "1", "2", "3"}
    assert len(queries.waiting(cast.first_responder)) == 1


def test_who_may_not_screen_gets_no_device_and_sends_nothing(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    for client, wanted in (
        (Client(HTTP_HOST="localhost"), 401),
        (signed_in(cast.trainer), 403),
        (signed_in(cast.administrator), 403),
    ):
        assert posted(client, f"{HERE}enrol/", {"label": "x"}).status_code == wanted
        assert posted(client, f"{HERE}send/", device.sends()).status_code == wanted
    assert Client(HTTP_HOST="localhost").get(f"{HERE}hello/").status_code == 302


def test_a_send_without_its_token_is_refused(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    client = signed_in(cast.first_responder)
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert posted(strict, f"{HERE}send/", device.sends()).status_code == 403
    token = strict.get(f"{HERE}hello/").json()["token"]
    answer = strict.post(
        f"{HERE}send/", json.dumps(device.sends()), content_type="application/json",
        headers={"X-CSRFToken": token},
    )  # fmt: skip
    assert answer.status_code == 200


def test_a_device_of_another_house_is_told_so_and_keeps_what_it_has(cast: Cast) -> None:
    answer = posted(
        signed_in(cast.first_responder), f"{HERE}send/", ready(cast.advocate_a).talks().sends()
    )
    assert answer.status_code == 422
    assert "keeps what it has" in answer.json()["why"]


def test_hello_says_who_is_there_and_whether_the_device_was_ended(cast: Cast) -> None:
    device = ready(cast.first_responder)
    client = signed_in(cast.first_responder)
    ask = f"{HERE}hello/?device="
    assert client.get(f"{ask}{device.id}").json()["state"] == "ready"
    assert client.get(f"{ask}nonsense").json()["state"] == "unknown"
    assert signed_in(cast.advocate_a).get(f"{ask}{device.id}").json()["state"] == "unknown"
    row = Row.objects.get(id=device.id)
    actions.end(actor=cast.first_responder, device=row, at=timezone.now())
    assert client.get(f"{ask}{device.id}").json()["state"] == "ended"


def test_the_page_that_is_laid_down_says_nothing_about_anybody(cast: Cast) -> None:
    stranger = Client(HTTP_HOST="localhost").get(f"{HERE}app/").content
    assert signed_in(cast.first_responder).get(f"{HERE}app/").content == stranger
    assert b"csrfmiddlewaretoken" not in stranger


def test_the_signs_are_all_laid_down_with_why_how_and_what_not_to(client: Client) -> None:
    told = client.get(f"{HERE}signs/").json()["instruments"]
    assert [one["id"] for one in told] == list(instrument_ids())
    for one in told:
        signs = [sign for part in one["parts"] for sign in part["signs"]]
        assert {sign["id"] for sign in signs} == {i.id for i in instrument(one["id"]).indicators}
        assert one["version"] == instrument(one["id"]).version
        if one["usable"]:
            assert all(sign["why"] and sign["how"] and sign["avoid"] for sign in signs)
        else:
            assert one["because"]


def test_the_worker_names_every_file_of_the_page_and_changes_with_each(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    text = answer.content.decode()
    told = json.loads(text.partition("= ")[2].partition(";\n")[0])
    page = client.get(f"{HERE}app/").content.decode()
    linked = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', page))
    assert linked <= set(told["files"])
    for file in told["files"]:
        with closing(client.get(file)) as found:
            assert found.status_code == 200
    monkeypatch.setattr(pack, "signs", lambda: "{}")
    assert client.get("/service-worker.js").content.decode() != text


def test_every_module_of_the_page_is_laid_down() -> None:
    from tests.architecture.files import SRC, text_of  # noqa: PLC0415 -- only here

    folder = SRC / "clew/recognise/offline/static/offline"
    apart = {"offline/worker.js", "offline/count.js"}  # served by a view; of the house's own page
    modules = {f"offline/{path.name}" for path in folder.glob("*.js")} - apart
    assert modules == {name for name in pack.FILES if name.startswith("offline/")}
    imported = {
        f"offline/{name}" for module in folder.glob("*.js") if module.name != "dexie.js"
        for name in re.findall(r'from "\./([\w.]+)"', text_of(module))
    }  # fmt: skip
    assert imported <= modules


def test_a_survivor_and_a_trainer_find_no_way_in(cast: Cast) -> None:
    for nobody in (cast.survivor, cast.trainer, member(cast.house, "Pia", Role.POLICY_LEAD)):
        assert signed_in(nobody).get(HERE).status_code == 403
