"""What is shared: the most used first, and what says nothing with the reason."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engines.graphs.sharing import Mention, shared
from clew.rules.network.kinds import Certainty, Stage
from tests.engines.graphs.mentioning import any_mentions, hostel, said

# The first example loads the data; other work may share the machine.
STEADY = settings(derandomize=True, deadline=None)


def test_a_thing_of_one_person_is_not_shared() -> None:
    assert shared([said("R-1", "phone"), said("R-1", "phone", source="bank")]) == ()


def test_the_most_used_stands_first() -> None:
    mentions = [said("R-1", "phone"), said("R-2", "phone")]
    mentions += [said(person, "address", "14") for person in ("R-1", "R-2", "Q-1")]
    door, phone = shared(mentions)
    assert (door.entity, door.subjects, door.users) == ("14", ("Q-1", "R-1", "R-2"), 3)
    assert (phone.label, phone.stage) == ("phone ending 418", Stage.PAPERS)
    assert door.says_nothing == phone.says_nothing == ""


def test_what_says_nothing_is_shown_with_the_reason() -> None:
    (desk,) = shared(hostel(5))
    assert desk.says_nothing == (
        "also uses the hostel's phone, which 5 people use and which is there for many; "
        "that says nothing"
    )


def test_disproved_links_do_not_count() -> None:
    mentions = [said("R-1", "phone"), said("R-2", "phone", certainty="disproved")]
    assert shared(mentions) == ()
    mentions.append(said("R-3", "phone", certainty="suspected"))
    assert [each.subjects for each in shared(mentions)] == [("R-1", "R-3")]
    assert shared(mentions)[0].certainty is Certainty.CONFIRMED


def test_two_kinds_may_use_one_id() -> None:
    mentions = [said(person, kind, "1") for person in ("R-1", "R-2") for kind in ("phone", "email")]
    assert [each.kind for each in shared(mentions)] == ["email", "phone"]


@STEADY
@given(any_mentions(), st.randoms(use_true_random=False))
def test_the_order_of_input_never_matters(mentions: list[Mention], dice: random.Random) -> None:
    turned = mentions[:]
    dice.shuffle(turned)
    assert shared(turned) == shared(mentions)
