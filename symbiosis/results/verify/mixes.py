"""What quality has everything that mixes?  Found anew, mass by mass, as one set of equations for all of it.

x·Σ in = (1 − removal)·Σ in·c                               pools (nothing removed) and treatments
x·((1 − loss)·Σ in − E) = Σ in·c + load                     water uses that pick up several qualities
x[t]·(level[t] + h·out[t]/η⁻) = (1 − δ)^h·level[t−1]·x[t−1] + h·η⁺·Σ in·c        tanks
Every c of what enters is a number plus shares of other x; where nothing flows, x is 0.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park, Store
from symbiosis.results.verify.flows import FEASIBILITY, series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats

Affine = tuple[Floats, Floats]  # numbers by step, and shares of every mixer's quality by step


def mixers_of(park: Park) -> list[str]:
    """Return the labels of everything whose quality follows from what enters it."""
    parts = {use.part_of for use in park.water_uses.values()}
    return [
        *park.pools,
        *(label for label, technology in park.technologies.items() if technology.removal),
        *(
            label
            for label, use in park.water_uses.items()
            if len(use.picks_up) > 1 and not use.part_of and label not in parts
        ),
        *(label for label, store in park.stores.items() if store.mixes),
    ]


class Mixes:
    """Qualities of all that mixes; `entering(label, quality)` gives Σ in and Σ in·c, affine in them."""

    def __init__(
        self,
        park: Park,
        horizon: Horizon,
        tables: Tables,
        entering: Callable[[str, str], tuple[Floats, Affine]],
    ) -> None:
        self.park, self.horizon, self.tables, self.entering = park, horizon, tables, entering
        self.labels = mixers_of(park)
        self.tanks = [i for i, label in enumerate(self.labels) if label in park.stores]
        self.known: dict[str, Floats] = {}

    def quality(self, quality: str) -> Floats:
        """Return the value of a quality, by step and mixer."""
        if quality not in self.known:
            self.known[quality] = self._solved(quality)
        return self.known[quality]

    def _solved(self, quality: str) -> Floats:
        """Set up factor · x = number + matrix · x (+ what tanks keep), and solve it step by step."""
        steps, count = len(self.horizon), len(self.labels)
        factor, number = np.zeros((steps, count)), np.zeros((steps, count))
        matrix, keeps = np.zeros((steps, count, count)), np.zeros((steps, count))
        for i, label in enumerate(self.labels):
            total, (known, shares) = self.entering(label, quality)
            if label in self.park.stores:
                store = self.park.stores[label]
                filled = self.horizon.hours * store.charge_efficiency
                out = self.tables["discharge"][label] / store.discharge_efficiency
                factor[:, i] = self.tables["level"][label] + self.horizon.hours * out
                number[:, i], matrix[:, i] = filled * known, filled[:, None] * shares
                keeps[:, i] = self._kept(store)
                continue
            kept, load = self._cleaned(label, quality), np.zeros(steps)
            factor[:, i] = total
            if label in self.park.water_uses:
                use = self.park.water_uses[label]
                factor[:, i] = (1.0 - use.loss) * total - series(self.park, self.horizon, use.evaporates)
                load = series(self.park, self.horizon, use.load.get(quality, 0.0))
            number[:, i], matrix[:, i] = kept * known + load, kept[:, None] * shares
        still = factor <= FEASIBILITY
        factor[still], number[still], matrix[still], keeps[still] = 1.0, 0.0, 0.0, 0.0
        left = factor[:, :, None] * np.eye(count) - matrix
        if not self.tanks:
            return np.array([_solve(a, b) for a, b in zip(left, number, strict=True)]).reshape(steps, count)
        return self._through_time(quality, left, number, keeps)

    def _cleaned(self, label: str, quality: str) -> Floats:
        technology = self.park.technologies.get(label)
        removed = technology.removal.get(quality, 0.0) if technology else 0.0
        return 1.0 - series(self.park, self.horizon, removed)

    def _kept(self, store: Store) -> Floats:
        """Return how much of a tank's content of the step before is still there."""
        level, left = self.tables["level"][store.label], (1.0 - store.loss) ** self.horizon.hours
        before = np.where(
            self.horizon.previous >= 0, level[self.horizon.previous], store.initial_level or 0.0
        )
        return np.asarray(left * before, dtype=float)

    def _through_time(self, quality: str, left: Floats, number: Floats, keeps: Floats) -> Floats:
        """Follow tanks through every chain of steps; one that closes on itself ends as it began."""
        out = np.zeros_like(number)
        first: Floats = np.zeros(len(self.labels))
        for i in self.tanks:
            store = self.park.stores[self.labels[i]]
            value = store.quality.get(quality)
            first[i] = float(series(self.park, self.horizon, value)[0]) if value is not None else 0.0
        previous = self.horizon.previous
        t = 0
        while t < len(previous):
            last = int(previous[t]) if previous[t] >= t else self._end(t)
            start = first if previous[t] < 0 else np.zeros(len(self.labels))

            def walk(begun: Floats, t: int = t, last: int = last) -> Floats:
                for s in range(t, last + 1):
                    before = begun if s == t else out[s - 1]
                    out[s] = _solve(left[s], number[s] + keeps[s] * before)
                return np.array(out[last])

            if previous[t] >= t:
                still = walk(start)
                moves = np.array([walk(np.eye(len(self.labels))[i]) - still for i in self.tanks]).T
                kept = np.eye(len(self.tanks)) - moves[self.tanks]
                start = start.copy()
                start[self.tanks] = _solve(kept, still[self.tanks])
            walk(start)
            t = last + 1
        return out

    def _end(self, t: int) -> int:
        """Return the last step of the chain that starts at a step."""
        previous = self.horizon.previous
        while t + 1 < len(previous) and previous[t + 1] == t:
            t += 1
        return t


def _solve(left: Floats, right: Floats) -> Floats:
    """Solve; where a circle without an inlet leaves a quality open, the smallest one is taken."""
    return np.asarray(np.linalg.lstsq(left, right, rcond=1e-12)[0])
