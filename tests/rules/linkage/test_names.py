"""The data of nicknames: folded, and no fond form stands for itself alone."""

from importlib.resources import files

from clew.rules.linkage.folding import fold
from clew.rules.linkage.names import GivenName, person_parts
from clew.rules.sources.loader import load_mapping

NAMES = load_mapping(GivenName, files("clew.rules.linkage") / "data" / "nicknames.yaml")


def test_every_form_meets_its_full_name() -> None:
    for full, name in NAMES.items():
        whole = set(person_parts(f"{full} Testowy"))
        for form in name.also:
            assert whole & set(person_parts(f"{form} Testowy")), f"{form} does not meet {full}"


def test_no_form_is_a_full_name_of_its_own() -> None:
    # Otherwise two people with two full names would meet.
    forms = {fold(form) for name in NAMES.values() for form in name.also}
    assert forms & {fold(full) for full in NAMES} == set()


def test_a_form_of_two_names_is_read_both_ways() -> None:
    assert person_parts("Bartek Testowy") == (
        "name:bartlomiej testowy",
        "name:bartosz testowy",
    )


def test_two_full_names_that_share_a_form_do_not_meet() -> None:
    bartosz, bartlomiej = person_parts("Bartosz Testowy"), person_parts("Bartłomiej Testowy")
    assert set(bartosz) & set(bartlomiej) == set()


def test_titles_and_initials_are_no_part_of_a_name() -> None:
    assert person_parts("Pan Jan K. Testowy") == ("name:jan testowy",)
