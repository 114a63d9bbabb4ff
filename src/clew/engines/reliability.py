"""Krippendorff's alpha, of plain kinds and of sets: how far people agree beyond chance.

From NLTK, whose licence is permissive; the package named after alpha is under the GPL. Where all
values are one there is no alpha, though the library says 1.
"""

from collections.abc import Hashable, Sequence


def alpha(units: Sequence[Sequence[Hashable]], *, sets: bool = False) -> float | None:
    """Return Krippendorff's alpha, or nothing where all values are one.

    Args:
        units: for each thing that was coded, the value of every coder who coded it.
        sets: whether the values are sets, none of them empty, that are nearer to each other the
            more they share (MASI, Passonneau 2006).
    """
    pairable = [unit for unit in units if len(unit) > 1]
    if len({value for unit in pairable for value in unit}) <= 1:
        return None
    # Loads scipy.stats: seconds, which only who asks for alpha shall wait.
    from nltk.metrics.agreement import AnnotationTask  # noqa: PLC0415 -- see above
    from nltk.metrics.distance import binary_distance, masi_distance  # noqa: PLC0415 -- see above

    data = [
        (coder, item, value)
        for item, unit in enumerate(pairable)
        for coder, value in enumerate(unit)
    ]
    return float(AnnotationTask(data, masi_distance if sets else binary_distance).alpha())
