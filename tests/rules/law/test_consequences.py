"""What follows: each consequence under its conditions, and under no others."""

import pytest

from clew.rules.law import consequences
from clew.rules.law.consequences import Consequence, Signals
from clew.rules.sources.citations import Citation
from clew.rules.sources.documents import Plain
from clew.rules.sources.faults import WrongInput
from clew.rules.sources.states import State
from tests.rules.law import following as words
from tests.rules.law.following import follows
from tests.rules.law.stated import (
    ALL_NO,
    NO_BORDER,
    NOT_EXPLOITED,
    PURPOSE,
    SMUGGLED,
    TRAFFICKED,
)

Given = dict[str, Plain]
ONE_SHORT: Given = {"child": "no", "act": {"recruitment": "yes"}, "purpose": PURPOSE, **NO_BORDER}
ENTERED: Given = {"crossing": {"illegal_entry": "yes", "not_national_or_resident": "yes"}}
SMUGGLED_ONLY: Given = {"child": "no", **NOT_EXPLOITED, **SMUGGLED, "aggravation": ALL_NO}
NEITHER: Given = {"child": "no", **NOT_EXPLOITED, **NO_BORDER}
ILL_TREATED: Given = {"aggravation": {"inhuman_or_degrading_treatment": "yes"}}
IN_DANGER: Given = {"aggravation": {"danger_to_life_or_safety": "yes"}}
HELPED: Given = {"benefit": {"financial_or_material": "no", "humanitarian_or_family_motive": "yes"}}
ADULT_WITHOUT_MEANS: Given = {**TRAFFICKED, "means": ALL_NO}

FIRES: list[tuple[str, Given]] = [
    (words.AS_CHILD, {"act": {"recruitment": "yes"}}),
    (words.AS_CHILD, {**TRAFFICKED, "child": "unknown"}),
    (words.AS_CHILD, {**SMUGGLED_ONLY, "child": "unknown"}),
    (words.CHILD_CARE, {"child": "yes"}),
    (words.CHILD_CARE, {**NEITHER, "child": "yes"}),
    (words.REMOVAL_WAITS, TRAFFICKED),
    (words.REMOVAL_WAITS, ONE_SHORT),
    (words.REMOVAL_WAITS, {}),
    (words.HELP_NOW, ONE_SHORT),
    (words.DEFER_CHARGES, ONE_SHORT),
    (words.PROTECTION_FIRST, {**TRAFFICKED, **SMUGGLED}),
    (words.TIME, TRAFFICKED),
    (words.TIME, ONE_SHORT),
    (words.ASSISTANCE, TRAFFICKED),
    (words.UNCONDITIONAL, TRAFFICKED),
    (words.NO_PUNISHMENT, {**TRAFFICKED, **SMUGGLED}),
    (words.NOT_LIABLE, SMUGGLED_ONLY),
    (words.NOT_LIABLE, {**TRAFFICKED, **ENTERED}),
    (words.SAFETY, SMUGGLED_ONLY),
    (words.CRIME_VICTIM, {**SMUGGLED_ONLY, **IN_DANGER}),
    (words.LOOK_AGAIN, {**SMUGGLED_ONLY, **ILL_TREATED}),
    (words.LEAVE, TRAFFICKED),
    (words.LABOUR, {**ADULT_WITHOUT_MEANS, **NO_BORDER}),
    (words.LABOUR, {**ADULT_WITHOUT_MEANS, **SMUGGLED}),
    (words.OUTSIDE, {**NEITHER, **ENTERED, **HELPED}),
    (
        words.WHAT_FOR,
        {
            **ENTERED,
            "benefit": {"financial_or_material": "no", "humanitarian_or_family_motive": "no"},
        },
    ),
    (words.RIGHTS, NEITHER),
    (words.ASYLUM, ENTERED),
    (words.ASYLUM, {**NEITHER, "crossing": {}}),
]
SILENT: list[tuple[str, Given]] = [
    (words.AS_CHILD, TRAFFICKED),
    (words.AS_CHILD, {**TRAFFICKED, "child": "yes"}),
    (words.AS_CHILD, {**NEITHER, "child": "unknown"}),
    (words.CHILD_CARE, {"child": "no"}),
    (words.CHILD_CARE, {"child": "unknown"}),
    (words.REMOVAL_WAITS, SMUGGLED_ONLY),
    (words.REMOVAL_WAITS, NEITHER),
    (words.HELP_NOW, TRAFFICKED),
    (words.HELP_NOW, SMUGGLED_ONLY),
    (words.DEFER_CHARGES, TRAFFICKED),
    (words.PROTECTION_FIRST, TRAFFICKED),
    (words.PROTECTION_FIRST, SMUGGLED_ONLY),
    (words.TIME, SMUGGLED_ONLY),
    (words.TIME, NEITHER),
    (words.TIME, {**NOT_EXPLOITED, "child": "no"}),
    (words.ASSISTANCE, ONE_SHORT),
    (words.UNCONDITIONAL, SMUGGLED_ONLY),
    (words.NO_PUNISHMENT, ONE_SHORT),
    (words.NO_PUNISHMENT, SMUGGLED_ONLY),
    (words.NOT_LIABLE, {**TRAFFICKED, **NO_BORDER}),
    (words.NOT_LIABLE, {**NEITHER, **ENTERED, **HELPED}),
    (words.SAFETY, TRAFFICKED),
    (words.CRIME_VICTIM, SMUGGLED_ONLY),
    (words.LOOK_AGAIN, {**SMUGGLED_ONLY, **IN_DANGER}),
    (words.LOOK_AGAIN, {**TRAFFICKED, **SMUGGLED, **ILL_TREATED}),
    (words.LEAVE, ONE_SHORT),
    (words.LABOUR, TRAFFICKED),
    (words.LABOUR, SMUGGLED_ONLY),
    (words.LABOUR, {**ADULT_WITHOUT_MEANS, **NO_BORDER, "child": "yes"}),
    (words.OUTSIDE, NEITHER),
    (words.OUTSIDE, SMUGGLED_ONLY),
    (words.WHAT_FOR, {**ENTERED, **HELPED}),
    (words.WHAT_FOR, SMUGGLED_ONLY),
    (words.RIGHTS, TRAFFICKED),
    (words.RIGHTS, {}),
    (words.ASYLUM, NEITHER),
    (words.ASYLUM, {**ENTERED, "protection": {"seeks_or_has_refugee_protection": "no"}}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "given"), FIRES)
def test_a_consequence_follows_under_its_conditions(what: str, given: Given) -> None:
    assert what in follows(given)


@pytest.mark.parametrize(("what", "given"), SILENT)
def test_a_consequence_does_not_follow_otherwise(what: str, given: Given) -> None:
    assert what not in follows(given)


def test_every_consequence_has_a_case_in_which_it_follows_and_one_in_which_it_does_not() -> None:
    tested_elsewhere = {
        words.RAISE,
        words.REFUGEE,
        words.LAWYER_ARGUES,
        words.HELD,
        words.NATIONAL,
        words.CONTINUED_PRESENCE,
    }
    written = {rule.what for rule in consequences._rules().values()}  # noqa: SLF001 -- the data itself is compared
    assert {what for what, _ in FIRES} == written - tested_elsewhere
    assert {what for what, _ in SILENT} == written - tested_elsewhere


def test_help_in_the_answer_comes_before_status() -> None:
    order = [item.what.split(":")[0] for item in words.following(TRAFFICKED)]
    assert (
        order.index(words.REMOVAL_WAITS) < order.index(words.ASSISTANCE) < order.index(words.LEAVE)
    )


def test_an_answer_is_verified_only_if_every_article_was_read() -> None:
    read, unread = (
        Citation("ecat", "art. 13", State.VERIFIED),
        Citation("ecat", "art. 12", State.UNVERIFIED),
    )
    assert Consequence("a", "b", (read,)).state is State.VERIFIED
    assert Consequence("a", "b", (read, unread)).state is State.UNVERIFIED


def test_a_condition_on_a_signal_that_does_not_exist_does_not_load(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("data") / "consequences.yaml"
    text = "a: {what: A, because: B, when: {weather: [fine]}, citations: {}}\n"
    file.write_text(text)
    monkeypatch.setattr(consequences, "_FILE", file)
    with pytest.raises(WrongInput, match="signals that exist; weather does not"):
        consequences._rules.__wrapped__()  # noqa: SLF001 -- the loader of the data is under test


def test_no_condition_names_a_value_that_its_signal_never_takes() -> None:
    possible = {name: set[str]() for name in Signals._fields}
    labels = {
        "trafficking",
        "smuggling",
        "aggravated_smuggling",
        "trafficking_and_smuggling",
        "neither",
    }
    possible["identification"] = {"met", "not_met", "open", "nothing_to_look_for"}
    possible["conclusion"] = labels | {"insufficient_information"}
    met, known = {"met", "not_met", "unknown"}, {"yes", "no", "unknown"}
    for name in ("trafficking", "smuggling", "act", "means", "purpose", "entry_or_stay"):
        possible[name] = met
    for name in ("holding", "facilitation"):
        possible[name] = met | {"not_in_this_law"}
    for rule in consequences._rules().values():  # noqa: SLF001 -- the data itself is under test
        for name, values in rule.when.items():
            assert set(values) <= (possible[name] or known), rule.what
