"""Agreement as files and as lines for a reader. The shapes stand in docs/reference/framing.md."""

import csv
import io
from collections.abc import Iterator, Sequence

from clew.rules.framing.agreement import TWO, Agreement, Measure
from clew.rules.framing.coefficients import Interval
from clew.rules.framing.scheme import in_order, scheme

UNDEFINED = "undefined"
OF_TWO = "of two"


def as_json(found: Agreement) -> dict[str, object]:
    """Return everything as JSON holds it. A coefficient without a value is null, with a reason."""
    return {
        "coders": list(found.coders),
        "digest": found.digest,
        "sentences": found.sentences,
        "over_all": _measure(found.over_all, found.coders),
        "sets": {"alike": found.same_sets, "alpha": found.alpha_of_sets},
        "codes": [_measure(each, found.coders) for each in found.measures],
        "pairs": [
            {
                "coders": list(pair.coders),
                "kappa": pair.kappa,
                "interval": _ends(pair.interval),
            }
            for pair in found.pairs
        ],
        "differences": [
            {
                "sentence": each.sentence,
                "said": {
                    coder: list(in_order(said))
                    for coder, said in zip(found.coders, each.said, strict=True)
                },
            }
            for each in found.differences
        ],
    }


def measures_as_csv(found: Agreement) -> str:
    """Return the measures as a table, over all first."""
    head = ["code", "decisions", *(f"said by {coder}" for coder in found.coders)]
    head += ["alike", "percentage", "kappa", "low", "high", "alpha"]
    rows = []
    for each in (found.over_all, *found.measures):
        low, high = (each.interval.low, each.interval.high) if each.interval else (None, None)
        figures = [_kappa(each), *(_figure(value) for value in (low, high, each.alpha))]
        counts = [each.code, each.decisions, *each.said, each.alike, f"{each.percentage:.1f}"]
        rows.append([*counts, *figures])
    return _csv(head, rows)


def differences_as_csv(found: Agreement, sentences: Sequence[str] = ()) -> str:
    """Return where the coders differ, a sentence a row; with its words if the text is given."""
    words = ["text"] if sentences else []
    rows = [
        [each.sentence, *(" ".join(in_order(said)) for said in each.said)]
        + ([_harmless(sentences[each.sentence - 1])] if sentences else [])
        for each in found.differences
    ]
    return _csv(["sentence", *found.coders, *words], rows)


def in_plain_words(found: Agreement, sentences: Sequence[str] = ()) -> Iterator[str]:
    """Yield lines for a reader of a terminal; with the sentences' words if the text is given."""
    yield f"{found.sentences} sentences, coded by {', '.join(found.coders)}."
    yield f"Coded with the same codes by everybody: {found.same_sets} of {found.sentences}."
    yield f"Alpha of the whole sets (MASI): {_figure(found.alpha_of_sets)}."
    yield ""
    yield f"{'code':6}{'said':>12}{'alike':>9}{'kappa':>11}  {'95 %':16}{'alpha':>10}"
    for each in (found.over_all, *found.measures):
        if any(each.said) or each is found.over_all:
            yield _line(each)
    unsaid = [each.code for each in found.measures if not any(each.said)]
    if unsaid:
        yield f"Said by nobody, so nothing is known of them: {', '.join(unsaid)}."
    if len(found.coders) > TWO:
        yield ""
        yield "Kappa over all, of each two:"
        for pair in found.pairs:
            yield f"  {' and '.join(pair.coders)}: {_figure(pair.kappa)} {_span(pair.interval)}"
    yield ""
    yield "Where they differ:" if found.differences else "They differ nowhere."
    for difference in found.differences:
        said = "; ".join(
            f"{coder} {' '.join(in_order(codes)) or 'no code'}"
            for coder, codes in zip(found.coders, difference.said, strict=True)
        )
        yield f"  {difference.sentence}: {said}"
        if sentences:
            yield f"     {sentences[difference.sentence - 1]}"


def _line(each: Measure) -> str:
    said = "/".join(map(str, each.said))
    alike = f"{each.percentage:.1f} %"
    span = _span(each.interval)
    return (
        f"{each.code:6}{said:>12}{alike:>9}{_kappa(each):>11}  {span:16}{_figure(each.alpha):>10}"
    )


def _kappa(each: Measure) -> str:
    return OF_TWO if len(each.said) > TWO else _figure(each.kappa)


def _measure(each: Measure, coders: Sequence[str]) -> dict[str, object]:
    return {
        "code": each.code,
        "name": scheme()[each.code].name if each.code in scheme() else "",
        "decisions": each.decisions,
        "said": dict(zip(coders, each.said, strict=True)),
        "alike": each.alike,
        "percentage": each.percentage,
        "kappa": each.kappa,
        "interval": _ends(each.interval),
        "alpha": each.alpha,
        "because": each.because,
    }


def _ends(found: Interval | None) -> list[float] | None:
    return None if found is None else [found.low, found.high]


def _figure(value: float | None) -> str:
    return UNDEFINED if value is None else f"{value:.3f}"


def _span(found: Interval | None) -> str:
    return "" if found is None else f"{found.low:.3f} to {found.high:.3f}"


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from reading a sentence as a formula."""
    return f"'{cell}" if cell[:1] in set("=+-@\t") else cell


def _csv(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(head)
    table.writerows(rows)
    return out.getvalue()
