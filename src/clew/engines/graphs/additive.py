"""A logistic model with some weights bound to be at least 0, fitted and asked with numpy alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from clew.engines.graphs.web import Flags, Floats

_TINY: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Additive:
    """A sum of weighted columns and a constant. `names` are the columns it was fitted on."""

    names: tuple[str, ...]
    weights: Floats
    constant: float

    def __call__(self, table: Floats) -> Floats:
        """Return the log odds of each row."""
        return np.asarray(table @ self.weights + self.constant)

    def as_json(self) -> dict[str, object]:
        """Return the model as it is shipped."""
        weights = dict(
            zip(self.names, (round(float(each), 4) for each in self.weights), strict=True)
        )
        return {"constant": round(self.constant, 4), "weights": weights}


def read(data: Mapping[str, object], names: Sequence[str]) -> Additive:
    """Return a shipped model. Raises `ValueError` where its columns are not `names`."""
    weights, constant = data.get("weights"), data.get("constant")
    if not isinstance(weights, dict) or not isinstance(constant, (int, float)):
        msg = "a model of weights and a constant"
        raise ValueError(msg)  # noqa: TRY004 -- the file is wrong, not the call
    if list(weights) != list(names):
        msg = "the columns that this version of Clew computes; train the model anew"
        raise ValueError(msg)
    return Additive(tuple(names), np.array(list(weights.values()), np.float64), float(constant))


def fit(
    table: Floats,
    label: Flags,
    *,
    names: Sequence[str],
    rising: Flags,
    weight: Floats,
    ridge: float,
) -> Additive:
    """Fit by the least loss; the weights of `rising` columns stay at 0 or above.

    The same rows in another order give the same model up to rounding; nothing is drawn by chance.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 -- slow to import, needed only to train

    scale = np.maximum(table.std(axis=0), _TINY)
    scale[table.std(axis=0) < _TINY] = np.inf  # a column that never differs teaches nothing
    scaled = table / scale
    sign = np.where(label, 1.0, -1.0)
    total = weight.sum()

    def loss(parameters: Floats) -> tuple[float, Floats]:
        margin = sign * (scaled @ parameters[:-1] + parameters[-1])
        cost = float((weight * np.logaddexp(0, -margin)).sum() / total)
        pull = -weight * sign / (1 + np.exp(np.clip(margin, -500, 500))) / total
        slope = np.append(scaled.T @ pull, pull.sum())
        slope[:-1] += 2 * ridge * parameters[:-1]
        return cost + ridge * float((parameters[:-1] ** 2).sum()), slope

    bounds = [(0.0, None) if up else (None, None) for up in rising] + [(None, None)]
    found = minimize(
        loss,
        np.zeros(table.shape[1] + 1),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": 2000},
    )
    weights = np.where(np.isfinite(scale), found.x[:-1] / scale, 0.0)
    return Additive(tuple(names), weights, float(found.x[-1]))
