"""`clew framing FOLDER -o OUT`: how often each wording stands in a folder of texts."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from clew.engines.corpora.gathering import LARGEST_INDEX, Text, gathered
from clew.engines.corpora.rates import ALL, Checked, Rate, checked, rates
from clew.engines.corpora.writing import THOUSAND, name_of, write
from clew.engines.texts.languages import in_english
from clew.engines.texts.reading import LARGEST_FILE, read
from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.streams import complain, print_json, read_input, say, with_progress

_MOST_GROUPS = 12  # printed; the files hold them all


def run(arguments: argparse.Namespace) -> int:
    """Check every text of a folder and write how often each code stands in it."""
    folder = Path(arguments.text)
    if arguments.plain:
        raise WrongInput([Fault("--plain", "", "a folder", "one text with it")])
    if not arguments.out:
        raise WrongInput([Fault("-o", "", "nothing", "a folder to write rates to: -o OUT")])
    out = Path(arguments.out)
    if out.exists() and not out.is_dir():
        raise WrongInput([Fault("-o", "", "a file", "a folder, or none yet")])
    index, name = None, ""
    if arguments.index:
        index, name = read_input(arguments.index, most=LARGEST_INDEX)
    corpus = gathered(folder, index, name)
    left_out: list[str] = []
    texts = list(_checked(corpus.texts, left_out, context=arguments.context))
    if not texts:
        raise WrongInput([Fault(folder.name or str(folder), "", "no text that can be read", "one")])
    found = rates(texts)
    report = write(out, texts, found, [*corpus.notes, *left_out])
    for note in report["left_out"]:
        complain(f"Note: {note.removesuffix('.')}.")
    if arguments.json:
        print_json(report)
    else:
        say(*_in_plain_words(report, found, out))
    return 0


def _checked(texts: Iterable[Text], left_out: list[str], *, context: bool) -> Iterator[Checked]:
    """Yield each text that can be read; of each other, and of each oddity, a sentence is kept."""
    for text in with_progress(texts, what="texts"):
        try:
            raw, _ = read_input(str(text.path), most=LARGEST_FILE)
            reading = read(raw, text.name)
            notes = (*reading.notes, *in_english(reading.text, text.name))
        except WrongInput as wrong:
            left_out += wrong.sentences
            continue
        left_out += notes
        yield checked(text, reading.text, context=context)


def _in_plain_words(report: dict[str, Any], found: Sequence[Rate], out: Path) -> Iterator[str]:
    yield f"{report['texts']:,} texts, {report['sentences']:,} sentences."
    groups = list(dict.fromkeys((each.by, each.group) for each in found))
    shown = groups if len(groups) <= _MOST_GROUPS else groups[:1]
    for by, group in shown:
        yield ""
        yield "All texts" if by == ALL else f"{by.capitalize()}: {group}"
        rows = [each for each in found if (each.by, each.group) == (by, group)]
        if not any(each.sentences.many for each in rows):
            yield f"  Nothing was found in {rows[0].sentences.of:,} sentences."
            continue
        yield f"{'':44}{'per 1,000 sentences':>26}{'share of texts':>26}"
        for each in rows:
            if each.sentences.many:
                yield (
                    f"  {each.code:4} {name_of(each.code)[:36]:37}"
                    f"{_told(each.sentences.part, each.sentences.interval, THOUSAND, 1):>26}"
                    f"{_told(each.texts.part, each.texts.interval, 100, 0, '%'):>26}"
                )
    yield ""
    if len(shown) < len(groups):
        yield f"{len(groups) - 1:,} groups by source and month stand in rates.csv."
    yield "In brackets: 95 % intervals."
    yield f"Written: {out}/rates.csv, texts.csv, report.json, and drawings."


def _told(
    part: float | None,
    interval: tuple[float, float] | None,
    times: int,
    digits: int,
    sign: str = "",
) -> str:
    if part is None or interval is None:
        return "–"
    low, high = interval
    return (
        f"{part * times:.{digits}f}{sign} ({low * times:.{digits}f} to {high * times:.{digits}f})"
    )
