"""The mechanism's data is the real form: every page and field, in its order, mandatory as there."""

from pathlib import Path

import pytest

from clew.recognise.mechanisms.crosswalks import crosswalk
from clew.recognise.mechanisms.form import (
    Kind,
    Mechanism,
    NoSuchMechanism,
    Shape,
    mechanism,
    mechanism_ids,
    mechanism_of,
    named,
)
from clew.recognise.mechanisms.outcomes import outcomes
from clew.recognise.mechanisms.proposing import proposals
from clew.recognise.mechanisms.responders import responders
from clew.recognise.mechanisms.walking import confirmed_of, pages_asked
from clew.rules.sources.faults import WrongInput
from clew.rules.sources.loader import load_record
from clew.rules.sources.states import State
from tests.recognise.mechanisms.preparing import NRM
from tests.rules.sources.data_files import citations_in, read

REAL = Path(__file__).with_name("form_in_order.yaml")


def in_order(form: Mechanism) -> dict[str, list[str]]:
    """Return the fields of each page, mandatory ones with an asterisk, as the list has them."""
    return {
        page.id: [
            (field.form_id or field.id) + ("*" if field.required else "") for field in page.fields
        ]
        for page in form.pages()
    }


def test_every_page_and_field_of_the_real_form_is_there_in_its_order() -> None:
    real, ours = read(REAL), in_order(NRM)
    assert list(ours) == list(real)
    assert ours == real
    assert sum(len(fields) for fields in ours.values()) == 152


def test_a_page_in_another_place_or_a_field_less_would_be_found() -> None:
    # Red control.
    real = dict(read(REAL))
    real["pv-dob"] = []
    assert in_order(NRM) != real


def test_every_list_has_as_many_names_as_the_form() -> None:
    counts = {
        "gb-organisations": 526, "gb-local-authorities": 451, "gb-police-forces": 47,
        "gb-nationalities": 222, "gb-countries": 196, "gb-regions": 98,
    }  # fmt: skip
    assert {name: len(named(name)) for name in counts} == counts
    assert len(named("gb-towns")) == len(set(named("gb-towns"))) > 1_500


def test_every_nationality_that_is_mapped_is_one_the_form_has() -> None:
    mapped = crosswalk("gb-nrm").nationalities
    assert set(mapped.values()) <= set(named("gb-nationalities"))
    unmapped = set(named("gb-nationalities")) - set(mapped.values())
    # They have no country of their own in ISO 3166, or none that is theirs alone.
    assert unmapped == {"Unknown", "English", "Northern Irish", "Scottish", "Tristanian", "Welsh"}


def test_every_source_of_a_proposal_is_one_that_is_gathered() -> None:
    used = {source for field in NRM.fields() for source in field.proposed_from}
    gathered = {
        "person.code", "person.first_name", "person.last_name", "person.called", "person.born",
        "person.under_18", "person.sex", "person.nationality", "person.needs_interpreter",
        "person.speaks", "house.organisation", "house.location", "house.first_name",
        "house.last_name", "house.role", "screening.any_sign", "screening.signs",
        "screening.talk", "claims.persons", "casework.happened", "casework.reported",
        "sheet.sexual_child", "sheet.sexual_adult", "sheet.other",
        *crosswalk("gb-nrm").facts,
    } - {"sheet.sexual"}  # fmt: skip
    assert used == gathered


def test_what_is_cited_is_dated_and_says_how_far_it_was_read() -> None:
    for data in (NRM, outcomes("gb-nrm"), responders("gb-nrm")):
        for cited in citations_in(data):
            assert cited.entry.read_on or cited.state is State.UNVERIFIED


def test_no_way_through_the_form_hangs_on_a_fact_of_immigration() -> None:
    of_status = {field.id for field in NRM.fields() if field.about is Kind.IMMIGRATION}
    assert len(of_status) > 10
    assert not {name for page in NRM.pages() for name in page.when or {}} & of_status


@pytest.mark.parametrize(
    ("age", "following"),
    [
        ("no", "pv-under-age-at-time-of-exploitation"),
        ("yes", "local-authority-contacted-about-child"),
        ("not-sure", "local-authority-contacted-about-child"),
    ],
)
def test_age_leads_to_its_own_page(age: str, following: str) -> None:
    pages = [page.id for page in pages_asked(NRM, confirmed_of(NRM, {"pv-under-age": age}))]
    assert pages[pages.index("pv-under-age") + 1] == following


def test_a_country_without_a_mechanism_has_none_and_parts_of_one_have_its_own() -> None:
    assert mechanism_ids() == ("gb-nrm",)
    assert mechanism_of("GB-SCT") is mechanism_of("GB") is NRM
    assert mechanism_of("NL") is None
    with pytest.raises(NoSuchMechanism):
        mechanism("nl-nrm")


SECOND = """
id: xx-made-up
jurisdiction: XX
country: Ruritania (made up)
name: Ruritanian mechanism
short: RM
version: "1"
keeps_days: 5
keeps_because: Made up.
citation: {source: gb-nrm-form, locator: made up, state: unverified}
authority: A made-up office.
steers: [age]
automatic: []
routes:
  only: {when: {age: ["yes"]}, label: The only way, asks_consent: true, purpose: referral}
sections:
  - id: one
    title: One
    pages:
      - id: first
        title: First
        fields:
          - {id: age, label: Grown up, shape: yes_no, required: true, about: account}
          - {id: name, label: Name, shape: line, about: identity, proposed_from: [person.called]}
"""


def test_another_countrys_mechanism_is_one_more_file(tmp_path: Path) -> None:
    file = tmp_path / "xx-made-up.yaml"
    file.write_text(SECOND, encoding="utf-8")
    found = load_record(Mechanism, file)
    assert [field.id for field in found.fields()] == ["age", "name"]
    assert set(proposals(found, {"person.called": "Ama"})) == {"name"}


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("shape: line", "shape: one", "options"),
        ("about: identity", "about: claim", "about:"),
        ("about: identity", "about: identity, leaves_as: needs", "leaves_as"),
        ("id: name", "id: age", "once"),
        ("        title: First\n", "        title: First\n        when: {later: [x]}\n", "earlier"),
        ("shape: yes_no", "shape: pick", "choose_from"),
    ],
)
def test_data_that_contradicts_itself_is_refused(
    tmp_path: Path, was: str, now: str, says: str
) -> None:
    file = tmp_path / "xx-made-up.yaml"
    file.write_text(SECOND.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(WrongInput, match=says):
        load_record(Mechanism, file)


def test_a_condition_on_immigration_between_pages_is_refused(tmp_path: Path) -> None:
    text = SECOND.replace("about: account", "about: immigration") + (
        '      - {id: second, title: Second, when: {age: ["yes"]}, fields: []}\n'
    )
    file = tmp_path / "xx-made-up.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WrongInput, match="immigration"):
        load_record(Mechanism, file)


def test_choices_are_told_in_words() -> None:
    fields = {field.id: field for field in NRM.fields()}
    assert fields["pv-under-age"].words_of("not-sure") == "Not sure"
    assert fields["pv-contact-details"].words_of(["email", "post"]) == "E-mail, Post"
    assert fields["types-of-exploitation-other"].words_of("true") == "Yes"
    assert fields["education"].words_of("__unsaid__") == "Would rather not say."
    assert fields["pv-gender"].shape is Shape.ONE
