"""What one sheet holds, and two sheets put together: nothing lost, no order that matters."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from clew.recognise.classification.holding import (
    Evidence,
    Held,
    Source,
    as_plain,
    differing,
    from_plain,
    merged,
    of_status,
)
from clew.rules.law.bearing import fact_names
from clew.rules.law.known import Known

SLOW = settings(derandomize=True, deadline=None, max_examples=150)
NAMES = st.sampled_from(["act.recruitment", "means.fraud", "crossing.illegal_entry", "child"])
ANSWERS = st.dictionaries(NAMES, st.sampled_from(["yes", "no"]))
WORDS = st.sampled_from(["told", "seen", "read"])


def evidence(
    words: str = "said so", says: Known = Known.YES, *, set_aside: bool = False
) -> Evidence:
    return Evidence(Source.ACCOUNT, "", says, words, "somebody", "2026-03-16", set_aside=set_aside)


CITED = st.dictionaries(NAMES, st.lists(WORDS.map(evidence), max_size=3).map(tuple))
SHEETS = st.builds(Held, ANSWERS, CITED, st.sampled_from(["", "crossing", "after"]))


def everything(held: Held) -> set[tuple[str, str]]:
    return {(name, item.key) for name, items in held.cited.items() for item in items}


@SLOW
@given(SHEETS, SHEETS, SHEETS)
def test_what_only_one_changed_is_taken_and_the_rest_is_a_clash(
    base: Held, theirs: Held, mine: Held
) -> None:
    found = merged(base, theirs, mine)
    clashing = {clash.name for clash in found.clashes}
    for name in fact_names():
        was, there, here = (each.answer(name) for each in (base, theirs, mine))
        if there == was:
            assert found.held.answer(name) == here
        elif here in {was, there}:
            assert found.held.answer(name) == there
        else:
            assert name in clashing


@SLOW
@given(SHEETS, SHEETS, SHEETS)
def test_evidence_of_both_is_kept(base: Held, theirs: Held, mine: Held) -> None:
    both = everything(theirs) | (everything(mine) - everything(base))
    assert everything(merged(base, theirs, mine).held) >= both


@SLOW
@given(SHEETS, SHEETS, SHEETS)
def test_who_came_first_does_not_matter_where_nothing_clashes(
    base: Held, theirs: Held, mine: Held
) -> None:
    one, other = merged(base, theirs, mine), merged(base, mine, theirs)
    assert {clash.name for clash in one.clashes} == {clash.name for clash in other.clashes}
    if not one.clashes:
        assert differing(one.held, other.held) == ()


@SLOW
@given(SHEETS)
def test_merging_with_what_nobody_changed_changes_nothing(held: Held) -> None:
    found = merged(held, held, held)
    assert (found.clashes, found.theirs, differing(found.held, held)) == ((), (), ())


@SLOW
@given(CITED)
def test_evidence_is_parted_into_two_compartments_and_comes_back_whole(
    cited: dict[str, tuple[Evidence, ...]],
) -> None:
    told, status = as_plain(cited, status=False), as_plain(cited, status=True)
    assert not [name for name in told if of_status(name)]
    back = Held({}, from_plain(told, status))
    assert everything(back) == everything(Held({}, cited))


def test_a_sign_of_papers_is_sealed_with_status_whatever_the_fact_is() -> None:
    of_papers = replace(evidence("Passport held by someone else"), status=True)
    cited = {"means.coercion": (of_papers, evidence("Locked in"))}
    assert "Passport" not in repr(as_plain(cited, status=False))
    assert "Passport" in repr(as_plain(cited, status=True))


def test_a_fact_that_rests_on_nothing_says_so() -> None:
    held = Held({"act.recruitment": "yes", "means.fraud": "no", "jurisdiction": "INT"})
    assert held.without_evidence == ("act.recruitment", "means.fraud")
    held = held.citing("act.recruitment", evidence())
    assert held.without_evidence == ("means.fraud",)
    aside = held.citing("act.recruitment", evidence(set_aside=True))
    assert aside.without_evidence == ("act.recruitment", "means.fraud")


def test_two_sources_that_contradict_each_other_are_named_until_one_is_set_aside() -> None:
    held = Held({"act.recruitment": "yes"}).citing("act.recruitment", evidence("hired her"))
    assert held.against_themselves == ()
    held = held.citing("act.recruitment", evidence("came alone", Known.NO))
    assert held.against_themselves == ("act.recruitment",)
    settled = held.citing("act.recruitment", evidence("came alone", Known.NO, set_aside=True))
    assert settled.against_themselves == ()


def test_an_answer_against_all_that_is_cited_is_named() -> None:
    held = Held({"means.fraud": "no"}).citing("means.fraud", evidence("a false contract"))
    assert held.against_the_answer == ("means.fraud",)
    assert held.answering("means.fraud", "yes").against_the_answer == ()
