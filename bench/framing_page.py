"""What the bench of `clew framing` shows: the tables, the page and the plot."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bench import machine, one_call
from bench.drawing import draw_lines
from bench.framing_marks import DRAWS, SEED, Score
from bench.framing_speed import PAGE_WORDS, RUNS, Speed
from clew.rules.framing.findings import codes

FOLDER: Final = one_call.ROOT / "docs" / "reference" / "benchmarks"
OURS: Final = "Clew"


@dataclass(frozen=True, slots=True)
class Measured:
    """One set: its name, its sentences, and the score of each checker by its name."""

    name: str
    sentences: int
    scores: Mapping[str, Score]


def of_set(measured: Measured) -> Iterator[str]:
    """Yield the lines on one set: false alarms first, then macro-F1, then each code."""
    ours = measured.scores[OURS]
    yield f"{measured.sentences} sentences, {ours.correct} of them correct."
    yield ""
    yield "| | correct sentences marked | 95 % | macro-F1 | 95 % | span overlap |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name, score in measured.scores.items():
        cells = (
            name,
            f"{len(score.alarms)} of {score.correct}",
            _alarms_within(score),
            f"{score.macro_f1:.3f}",
            f"{score.macro_low:.3f}–{score.macro_high:.3f}",
            "–" if score.overlap is None else f"{score.overlap:.2f}",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
    peer = next(name for name in measured.scores if name != OURS)
    yield f"| code | in the set | precision | recall | F1 | F1, {peer} |"
    yield "|---|---:|---:|---:|---:|---:|"
    for code, each in ours.by_code.items():
        there = each.right + each.missed
        if there:
            other = measured.scores[peer].by_code[code].f1
            precision = f"{each.precision:.2f}" if each.right + each.excess else "–"
            yield (
                f"| {code} {codes()[code].name} | {there} | {precision} | {each.recall:.2f} "
                f"| {each.f1:.2f} | {other:.2f} |"
            )
        elif each.excess:
            yield f"| {code} {codes()[code].name} | 0 | {each.excess} in excess | – | – | – |"


def _alarms_within(score: Score) -> str:
    if not score.correct:
        return "–"
    from scipy.stats import binomtest  # noqa: PLC0415 -- slow to import

    found = binomtest(len(score.alarms), score.correct).proportion_ci(method="wilson")
    return f"{found.low:.0%}–{found.high:.0%}"


def of_speed(speed: Speed) -> Iterator[str]:
    """Yield the lines on speed."""
    yield (
        f"A page of {PAGE_WORDS} words: {1_000 * speed.page:.0f} ms (of {speed.pages} pages the "
        f"slowest {1_000 * speed.slowest_page:.0f} ms); the first of a process, which reads the "
        f"lexicon, {1_000 * speed.first:.0f} ms."
    )
    yield f"{speed.words:,} words at once: {speed.words_a_minute:,.0f} words a minute."
    yield ""
    sizes = speed.growth[0].sizes
    heads = " | ".join(f"{size:,} characters" for size in sizes)
    yield f"| text | {heads} | grows with length to the |"
    yield f"|---|{'---:|' * (len(sizes) + 1)}"
    for each in speed.growth:
        cells = (each.kind, *(f"{seconds:.3f} s" for seconds in each.seconds), f"{each.power:.2f}")
        yield f"| {' | '.join(cells)} |"


_PAGE: Final = """\
# Words that blur smuggling and trafficking: how right, how fast

What `clew framing` finds in sentences that people coded, beside two peers measured in the same run:
words alone (all of a few patterns in one sentence, `bench/framing_peers.py`), and always saying the
same. The sets are given as arguments; a set that somebody has read while writing rules tells how
far the rules fit it, and not how they do on what nobody has seen.

{sets}

## Speed

{speed}

![Seconds by length, ordinary text and the slowest hostile one](framing.svg)

- **Marked**: a finding counts when it lies in the sentence itself; it is read with what follows it.
- **macro-F1**: the mean F1 of the codes that stand in the set, each counting alike. Its interval:
  {draws:,} draws of as many sentences, put back, seed {seed}. That of the alarms is Wilson's.
- **Span overlap**: characters marked by both of those marked by either, where a code was found.
- **Time**: processor time in one process, median of up to {runs} runs. Ordinary text is the
  documentation of this project, cut into pages of at least 500 words and told for 500.
- **Grows**: the power of the length between the two larger sizes. 1 is linear, 2 the square.
- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench framing SET.jsonl …`.
"""


def write(day: date, sets: Sequence[Measured], speed: Speed) -> None:
    """Write the page and its plot beside the other figures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    told = []
    for each in sets:
        told += [f"## {each.name}", "", *of_set(each), ""]
    page = _PAGE.format(
        sets="\n".join(told).rstrip(),
        speed="\n".join(of_speed(speed)),
        draws=DRAWS,
        seed=SEED,
        runs=RUNS,
        machine=machine.described(),
        day=day.isoformat(),
    )
    _draw(speed, FOLDER / "framing.svg")
    (FOLDER / "framing.md").write_text(page, encoding="utf-8")


def _draw(speed: Speed, file: Path) -> None:
    ordinary, *hostile = speed.growth
    slowest = max(hostile, key=lambda each: each.seconds[-1])
    draw_lines(
        file,
        {
            each.kind: list(zip(each.sizes, each.seconds, strict=True))
            for each in (ordinary, slowest)
        },
        title="Checking a text, by its length",
        across="characters",
        up="seconds of processor time",
    )
