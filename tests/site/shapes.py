"""The shapes of the answers that people script against, as data, and how a value is held to one.

A shape is `str`, `int` or `bool`; a set of the words allowed; a list with the shape of its items;
or a mapping of keys to shapes, all of them wanted, in this order, unless the key ends with `?`.
"""

from typing import Final, TypeAlias

Shape: TypeAlias = "type | frozenset[str] | list[Shape] | dict[str, Shape]"

MET: Final = frozenset({"met", "not_met", "unknown"})
KNOWN: Final = frozenset({"yes", "no", "unknown"})
STATE: Final = frozenset({"verified", "secondary", "unverified"})
CITATIONS: Final[Shape] = [
    {"text": str, "source": str, "locator": str, "state": STATE, "note?": str}
]
CLASSIFICATION: Final[Shape] = {
    "id": str,
    "conclusion": frozenset(
        {
            "trafficking",
            "smuggling",
            "aggravated_smuggling",
            "trafficking_and_smuggling",
            "neither",
            "insufficient_information",
        }
    ),
    "trafficking": MET,
    "smuggling": MET,
    "aggravated": KNOWN,
    "elements": [{"element": str, "finding": MET, "because": str, "citations": CITATIONS}],
    "consequences": [{"what": str, "because": str, "citations": CITATIONS, "verified": bool}],
    "ask_next": [{"question": str, "settles": str, "because": str, "facts": [str]}],
}
SCREENING: Final[Shape] = {
    "instrument": str,
    "version": str,
    "overall": {"outcome": str, "because": str, "verified": bool},
    "dimensions": [
        {
            "dimension": str,
            "outcome": frozenset({"positive", "not_positive", "undetermined"}),
            "because": str,
            "counted": [str],
        }
    ],
    "not_covered": [str],
    "ask_next": [{"indicator": str, "label": str, "question": str}],
    "unverified": [str],
}


def period_in(unit: str) -> Shape:
    """Return the shape of a recovery period counted in `days` or in `months`."""
    return {
        "jurisdiction": str,
        "from": str,
        unit: int,
        "first_day_counts": bool,
        "last_day": str,
        "ends": frozenset({"fixed", "at_least", "on_decision"}),
        "article": str,
        "state": STATE,
        "note": str,
    }


def misfits(value: object, shape: Shape, place: str = "answer") -> list[str]:
    """Return one line for each place where a value is not of its shape."""
    if isinstance(shape, frozenset):
        return [] if value in shape else [f"{place}: {value!r} is none of {sorted(shape)}"]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{place}: no list"]
        found = [misfits(item, shape[0], f"{place}[{at}]") for at, item in enumerate(value)]
        return [line for lines in found for line in lines]
    if isinstance(shape, dict):
        return _misfits_of_keys(value, shape, place)
    return [] if type(value) is shape else [f"{place}: {value!r} is no {shape.__name__}"]


def _misfits_of_keys(value: object, shape: dict[str, Shape], place: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{place}: no mapping"]
    wanted = [key.removesuffix("?") for key in shape if not key.endswith("?") or key[:-1] in value]
    if list(value) != wanted:
        return [f"{place}: keys {list(value)}, wanted {wanted}"]
    found = [
        misfits(value[key.removesuffix("?")], inner, f"{place}.{key}")
        for key, inner in shape.items()
        if key.removesuffix("?") in value
    ]
    return [line for lines in found for line in lines]
