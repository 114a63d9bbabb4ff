"""How well signs are told from look-alikes: hits and false alarms as counts, d′ for groups.

For one person counts are shown and nothing else: twenty scenes are too few for more. For groups of
ten or more, each person's d′ and criterion are worked out with half a scene added on each side
(log-linear correction, Hautus 1995, Behavior Research Methods 27, 46–51), and the mean of the
people is given with its 95 % band by Student's t: people are the sample, not their answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 10
_HALF: Final = 0.5
_BAND: Final = 0.975


@dataclass(frozen=True, slots=True)
class Told:
    """What one person told apart: of so many scenes with signs, and of those without."""

    hits: int
    of_cases: int
    false_alarms: int
    of_others: int

    @property
    def sensitivity(self) -> float:
        """d′: how far apart the two kinds of scenes are for this person; 0 is guessing."""
        hit, alarm = self._scores()
        return hit - alarm

    @property
    def criterion(self) -> float:
        """Above 0 they are slow to see signs, below 0 quick."""
        hit, alarm = self._scores()
        return -(hit + alarm) / 2

    def _scores(self) -> tuple[float, float]:
        from statistics import NormalDist  # noqa: PLC0415 -- needed where figures are shown only

        normal = NormalDist()
        hit = (self.hits + _HALF) / (self.of_cases + 1)
        alarm = (self.false_alarms + _HALF) / (self.of_others + 1)
        return normal.inv_cdf(hit), normal.inv_cdf(alarm)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of people with its 95 % band."""

    mean: float
    low: float
    high: float
    people: int


def band(values: Sequence[float]) -> Mean | None:
    """Return the mean of a group with its band; none for fewer than ten people."""
    many = len(values)
    if many < FEWEST:
        return None
    from scipy.stats import t  # noqa: PLC0415 -- 0.3 s, and only a trainer's page asks for it

    mean = sum(values) / many
    spread = (sum((value - mean) ** 2 for value in values) / (many - 1)) ** 0.5
    reach = float(t.ppf(_BAND, many - 1)) * spread / many**0.5
    return Mean(mean, mean - reach, mean + reach, many)
