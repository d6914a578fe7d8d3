"""What every coalition of enterprises could save by itself, each by its own solve.

    v(S) = Σ_{i∈S} cost({i}) − cost(S)

Costs are known between a proved bound and a plan (`costs`), so values are intervals, and stability is claimed
only where it holds throughout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.park.park import Park
from symbiosis.solver.options import Options
from symbiosis.study.interval import Interval
from symbiosis.study.sharing.costs import Costs, Progress
from symbiosis.study.sharing.game import Floats, excesses, members
from symbiosis.study.sharing.groups import Group, Groups, Paid

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon


@dataclass(frozen=True, eq=False)
class Coalitions:
    """The cost of every coalition, by number (see `game`), between `low` and `high`.

    `own` is what each enterprise pays in the plan of everybody, before any settlement, `priced` once what is
    exchanged is paid at shadow prices (None where one is not stated). `years`: how many costs stand for.
    """

    players: tuple[str, ...]
    low: Floats
    high: Floats
    solves: int
    own: dict[str, float]
    priced: dict[str, float] | None = None
    years: float = 1.0

    def cost(self, *names: str) -> Interval:
        """Return the cost of a coalition of enterprises."""
        at = sum(1 << self.players.index(name) for name in names)
        return Interval(float(self.high[at]), float(self.low[at]), float(self.high[at]))

    @property
    def alone(self) -> Floats:
        """What each player pays by itself, with the plans in hand; shape (n,)."""
        return np.array([self.high[1 << i] for i in range(len(self.players))])

    @property
    def alone_low(self) -> Floats:
        """What each player pays at least by itself, as proved; shape (n,)."""
        return np.array([self.low[1 << i] for i in range(len(self.players))])

    @property
    def values(self) -> Floats:
        """What each coalition saves with the plans in hand; shape (2ⁿ,)."""
        return self._alone(self.high) - self.high

    @property
    def values_low(self) -> Floats:
        """What each coalition saves at least."""
        return self._alone(self.low) - self.high

    @property
    def values_high(self) -> Floats:
        """What each coalition saves at most."""
        return self._alone(self.high) - self.low

    def _alone(self, costs: Floats) -> Floats:
        n = len(self.players)
        belongs = (np.arange(2**n)[:, None] >> np.arange(n)[None, :] & 1).astype(float)
        single = np.array([costs[1 << i] for i in range(n)])
        return np.asarray(belongs @ single)

    def tempted(self, shares: Floats) -> tuple[tuple[str, ...], float]:
        """Return the coalition that could gain most by leaving, and how much at most."""
        inner = excesses(self.values_high, shares)[1:-1]
        if not inner.size:
            return (), 0.0
        at = int(inner.argmax())
        return tuple(self.players[i] for i in members(at + 1, len(self.players))), float(inner[at])


def play(
    park: Park,
    question: str = "integrated_park",
    horizon: Horizon | None = None,
    options: Options | None = None,
    progress: Progress = None,
    workers: int = 1,
    by_district: bool = False,
) -> Coalitions:
    """Solve every coalition of a park's enterprises, or districts, that does not fall apart.

    `progress` hears how many solves are done, how many there are, and who is being solved. Raises
    CoalitionError for more than 12 enterprises, or when one cannot be by itself.
    """
    return play_costs(Costs(park, question, horizon, options, workers, by_district), progress)


def play_costs(costs: Costs, progress: Progress = None) -> Coalitions:
    """Return every coalition's cost, solving what is not known; raises CoalitionError."""
    costs.find(costs.groups.walk(costs.groups.coalitions()), progress)
    return coalitions_of(costs.groups, costs.known, costs.years)


def coalitions_of(groups: Groups, known: Mapping[Group, Paid], years: float = 1.0) -> Coalitions:
    """Return every coalition's cost from what its groups pay; `years` is how many that stands for."""
    found = [groups.paid(names, known) for names in groups.coalitions()]
    low = np.array([0.0, *(paid.low for paid in found)])
    high = np.array([0.0, *(paid.high for paid in found)])
    return Coalitions(groups.players, low, high, len(known), found[-1].own, found[-1].priced, years)
