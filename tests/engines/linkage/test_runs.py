"""Whatever runs came one after another: the answer is that of what is left, and of what holds."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from clew.engines.linkage import decisions
from clew.engines.linkage.adding import add
from clew.engines.linkage.blocking import CAPS
from clew.engines.linkage.deciding import decide
from clew.engines.linkage.removing import remove, take_back
from clew.engines.linkage.resolving import resolve
from clew.engines.linkage.runs import read_runs
from clew.engines.linkage.standing import StandingIndex
from clew.rules.sources.faults import WrongInput
from tests.engines.linkage.deciding import MAKER, TODAY, Said, copied, decided
from tests.engines.linkage.made_up import Row, people, together, write
from tests.engines.linkage.test_adding import pairs_of
from tests.engines.linkage.test_resolving import entities_of, quietly

KNOWN, MOST_BEARERS = 70, 3


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("runs")
    with pytest.MonkeyPatch.context() as patch:
        for kind in CAPS:  # many keys then die and live again
            patch.setitem(CAPS, kind, MOST_BEARERS)
        resolve(write(folder / "known.csv", rows()[:KNOWN]), folder / "known", quietly)
        yield folder


def rows() -> list[Row]:
    return people(60, seed=11)[0]


def one_run(out: Path, what: str, left: list[Row], dice: random.Random) -> None:
    """Do one run of a kind; `left` are the records that have not come yet."""
    file, here = out.parent / "given.csv", sorted(entities_of(out))
    held = decisions.holding(decisions.read_log(out / "index"))
    done = read_runs(out / "index", 0)
    if what == "add":
        add(write(file, [left.pop() for _ in range(min(9, len(left)))]), out, quietly)
    elif what == "decide":
        linked = list(pairs_of(out))
        made: dict[frozenset[str], Said] = {}
        for _ in range(dice.randint(1, 5)):
            one, two = dice.choice(linked) if dice.random() < 0.7 else dice.sample(here, 2)
            made[frozenset((one, two))] = (one, two, dice.choice(("together", "apart")))
        decided(out, *made.values())
    elif what == "undo" and held:
        one, two = sorted(dice.choice(sorted(held, key=sorted)))
        decided(out, (one, two, "undo"))
    elif what == "remove":
        file.write_text("\n".join(dice.sample(here, dice.randint(1, 8))), encoding="utf-8")
        remove(file, out, quietly, MAKER)
    elif what == "take back" and done:
        take_back(dice.choice(("last", str(dice.choice(done).run))), out, quietly, MAKER)


@settings(
    max_examples=8,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    seed=st.integers(0, 1_000_000),
    kinds=st.lists(
        st.sampled_from(("add", "decide", "decide", "undo", "remove", "take back")),
        min_size=4,
        max_size=9,
    ),
)
def test_after_any_runs_the_answer_is_that_of_what_is_left(
    base: Path, tmp_path: Path, seed: int, kinds: list[str]
) -> None:
    dice = random.Random(seed)  # noqa: S311 -- made-up people
    out, left = copied(base / "known", tmp_path / "out"), rows()[KNOWN:]
    dice.shuffle(left)
    for what in kinds:
        try:
            one_run(out, what, left, dice)
        except WrongInput:
            continue  # drawn at random, some contradict others or cannot be taken back
    found = entities_of(out)
    held = decisions.holding(decisions.read_log(out / "index"))
    for called in held.values():
        one, two = called.decision.record_id_l, called.decision.record_id_r
        assert (found[one] == found[two]) == (called.decision.decision == "together")
    anew = tmp_path / "anew"
    stays = [row for row in rows() if row["record_id"] in found]
    copied(base / "known", anew)
    resolve(write(tmp_path / "left.csv", stays), anew, quietly, frozen=out / "index")
    if held:
        decide(out / "index" / decisions.LOG, anew, quietly, today=TODAY)
    assert together(found) == together(entities_of(anew))
    assert pairs_of(out) == pairs_of(anew)
    assert StandingIndex(out).entities() == found
