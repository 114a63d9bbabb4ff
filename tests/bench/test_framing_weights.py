"""Learning what a wording weighs: a small run, and what the figures mean."""

import json
from pathlib import Path

import pytest

from bench import framing_weights
from bench.framing_weights import Example, at, examples, held_apart, learn, score

_NONE: frozenset[str] = frozenset()


def example(text: str, *labels: str, author: str = "one", kind: str = "a") -> Example:
    words = frozenset({"always", *(f"word:{word}" for word in text.split())})
    return Example(author, kind, words, _NONE, frozenset(labels))


SEEN = [
    *(example(f"illegal migrants {at}", "ILL", author=str(at % 3)) for at in range(12)),
    *(example(f"migrants came {at}", author=str(at % 3)) for at in range(12)),
]


def test_a_word_that_stands_with_a_code_weighs_for_it_and_others_do_not() -> None:
    learnt = learn(SEEN)
    (told,) = at(learnt.likely([example("illegal people")]), 0.5)
    assert told == {"ILL"}
    assert at(learnt.likely([example("people came")]), 0.5) == [_NONE]


def test_what_is_written_is_what_was_learnt(tmp_path: Path) -> None:
    file = tmp_path / "weights.csv"
    lines = learn(SEEN).write(file)
    written = file.read_text(encoding="utf-8").splitlines()
    assert len(written) == lines
    assert any(line.startswith("word:illegal,ILL,") for line in written)


def test_right_sentences_that_are_marked_are_counted_apart() -> None:
    found = score(
        [frozenset({"ILL"}), _NONE, _NONE], [frozenset({"ILL"}), frozenset({"ILL"}), _NONE]
    )
    assert found.by_code == {"ILL": pytest.approx(2 / 3)}
    assert found.false_alarms == pytest.approx(1 / 2)


def test_each_group_is_measured_by_weights_that_did_not_see_it() -> None:
    # A word of one author alone tells nothing of another: apart it is missed, seen it is found.
    own = [
        example(word, "ILL" if word < "c" else "", author=word) for word in "abcd" for _ in range(3)
    ]
    lines = held_apart(own, lambda each: each.author, 4)
    assert "| rules and words, from 0.5 | 0.000 |" in "\n".join(lines)
    assert score([each.labels for each in own], at(learn(own).likely(own), 0.5)).macro == 1.0


def test_the_sentences_are_labelled_by_the_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {*framing_weights.CODES, "OK-D", "OK-T", "OK-S", "OK-M", "OK-N"}
    rows = [
        json.loads(line)
        for file in framing_weights.TEXTS.glob("*.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row["labels"]) <= known, row["id"]
        for span in row["spans"]:
            assert row["text"][span["start"] : span["end"]] == span["text"], row["id"]
    monkeypatch.setattr(framing_weights, "sentences", lambda _: ())
    assert len(examples()) == len(rows)
