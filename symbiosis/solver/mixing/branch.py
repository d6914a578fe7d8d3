"""Branch and bound on shares, flows and qualities of mixes: a box is cut where its relaxation strays.

What is proved of all boxes that are left holds for every plan. A box goes when its bound comes so close to
the best plan that the gap is as asked; limits that only a dearer plan reaches are cut off by reduced costs.
Which limit is cut: the one whose cuts have raised bounds most, by the strays they had (pseudo-costs); a
limit that was not yet cut is tried out.
"""

from __future__ import annotations

import heapq
import itertools
import time
from dataclasses import dataclass, field

import numpy as np

from symbiosis.solver.arrays import Floats
from symbiosis.solver.ctrl_c import CtrlC
from symbiosis.solver.mixing.box import Box, Relaxation
from symbiosis.solver.mixing.lifted import lift
from symbiosis.solver.mixing.search import Search
from symbiosis.solver.mixing.sought import Plans
from symbiosis.solver.mixing.tighten import tighten
from symbiosis.solver.progress import Progress

STRAY = 1e-7  # a product that is off by less, relative to its largest value, is a product
NARROWEST = 1e-7  # of what is cut, relative to its first range
TRIED = 8  # limits that are tried out at once
TRUSTED = 2  # tries after which a pseudo-cost is believed
MOST_BOXES = 50_000
TOLD_EVERY = 0.5  # seconds
ASKED = 0.9  # share of the asked gap at which a box goes
EMPTY = 1e-6  # by how much limits must cross for a box to hold no plan
INSIDE = 0.2  # of a range: where cuts keep off its ends
SPENT = 0.7  # of the time: on boxes; pieces have the rest
PATIENCE = 0.15  # of the time: for limits before the first cut
WORTH = 0.003  # of the cost: a better plan by which limits may be narrowed again
TIGHTENED = 600  # columns whose limits are worth two linear programs each


@dataclass
class Tree:
    """Boxes that are left, cheapest bound first, and what cuts have gained so far."""

    search: Search
    relaxation: Relaxation
    boxes: list[tuple[float, int, Box]] = field(default_factory=list)
    gains: dict[int, tuple[float, int]] = field(default_factory=dict)
    told: float = 0.0
    closed: float = np.inf  # bound of boxes in which there is nothing left to cut
    number: itertools.count[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        search, relaxation = self.search, self.relaxation
        self.range = np.maximum(search.high - search.low, 1e-9)
        qualities = np.array(search.worth, dtype=np.int64)
        self.columns = np.unique(np.concatenate((search.shares, search.flows, qualities)))
        self.weight = abs(search.wide.matrix).T.tocsr()[relaxation.path]
        self.cost = np.abs(search.wide.cost[relaxation.path])

    # -- what is known -----------------------------------------------------------------------------

    @property
    def enough(self) -> float:
        """Bound at which a box cannot improve the best plan by more than the asked gap."""
        best, options = self.search.best, self.search.options
        if not np.isfinite(best):
            return np.inf
        money = options.gap * abs(best) if options.gap_money is None else options.gap_money
        return best - ASKED * money

    def bound(self) -> float:
        """Return what no plan undercuts."""
        left = self.boxes[0][0] if self.boxes else np.inf
        return min(left, self.closed, self.enough)

    def note(self) -> None:
        """Note what is proved of all boxes that are left, and tell who listens, twice a second."""
        search, found = self.search, min(self.bound(), self.search.best)
        if np.isfinite(found):
            search.bound = max(search.bound, found)
        now = time.monotonic()
        if search.listener is None or now - self.told < TOLD_EVERY:
            return
        self.told = now
        best = search.best if np.isfinite(search.best) else None
        gap = (best - search.bound) / abs(best) if best else None
        plain, seconds = self.relaxation.plain, now - search.started
        note = f"{len(self.boxes)} boxes left of {search.boxes}"
        search.listener(Progress(plain.rows, plain.columns, seconds, search.bound, best, gap, note))

    def keep(self, box: Box | None) -> None:
        """Keep a box that may hold a better plan."""
        if box is not None and box.bound < self.enough:
            heapq.heappush(self.boxes, (box.bound, next(self.number), box))

    # -- cutting -----------------------------------------------------------------------------------

    def strays(self, box: Box) -> Floats:
        """Return by how much every product is off, weighed by what that is worth."""
        if box.x is None or box.price is None:
            return np.ones(self.relaxation.path.size)
        relaxation = self.relaxation
        off = np.abs(box.x[relaxation.path] - box.x[relaxation.share] * box.x[relaxation.flow])
        off[off <= STRAY * np.maximum(1.0, self.search.high[relaxation.flow])] = 0.0
        worth = self.weight @ np.abs(box.price) + self.cost
        return np.asarray(off * (worth + 1e-3 * worth.max(initial=1e-9)))

    def cut(self, box: Box) -> list[Box | None]:
        """Return the boxes that a box is cut into, solved; none when nothing strays or can be cut."""
        score = self._score(box)
        order = [int(j) for j in self.columns[np.argsort(-score[self.columns])] if score[j] > 0.0]
        if not order:
            return []
        unknown = [j for j in order[: 2 * TRIED] if self.gains.get(j, (0.0, 0))[1] < TRUSTED][:TRIED]
        known = max(order, key=lambda j: self._expected(j, float(score[j])), default=order[0])
        best: list[Box | None] = []
        best_gain = -1.0
        for j in dict.fromkeys((*unknown, known)):
            halves = self._halves(box, j)
            gains = [np.inf if half is None else max(half.bound - box.bound, 0.0) for half in halves]
            floor = max(1e-6, 1e-3 * abs(self.enough - box.bound)) if np.isfinite(self.enough) else 1e-6
            most = abs(self.enough - box.bound) if np.isfinite(self.enough) else 1e12
            gain = float(np.prod([max(min(g, most), floor) for g in gains]))
            total, times = self.gains.get(j, (0.0, 0))
            self.gains[j] = (total + np.sqrt(gain) / max(score[j], 1e-12), times + 1)
            if gain > best_gain:
                best, best_gain = halves, gain
            if self.search.is_over():
                break
        return best

    def _score(self, box: Box) -> Floats:
        score = np.zeros(box.low.size)
        if box.x is None:
            score[self.columns] = (box.high - box.low)[self.columns] / self.range[self.columns]
        else:
            off = self.strays(box)
            np.add.at(score, self.relaxation.share, off)
            np.add.at(score, self.relaxation.flow, off)
        score[box.high - box.low <= NARROWEST * self.range] = 0.0
        return score

    def _expected(self, j: int, score: float) -> float:
        total, times = self.gains.get(j, (0.0, 0))
        return total / times * score if times else 0.0

    def _halves(self, box: Box, j: int) -> list[Box | None]:
        low, high = float(box.low[j]), float(box.high[j])
        value = 0.5 * (low + high) if box.x is None else float(box.x[j])
        point = 0.7 * value + 0.15 * (low + high)
        point = min(max(point, low + INSIDE * (high - low)), high - INSIDE * (high - low))
        out: list[Box | None] = []
        for side in ("high", "low"):
            part = Box(box.low.copy(), box.high.copy(), box.bound, basis=box.basis)
            getattr(part, side)[j] = point
            left = self.search.left()
            solved = self.relaxation.solve(part, None if left is None else max(left, 0.05))
            self.search.boxes += 1
            out.append(solved)
        return out

    def narrow(self, box: Box) -> bool:
        """Cut off limits that only plans dearer than asked for reach; tell whether anything is left."""
        search, columns = self.search, self.columns
        if box.bound >= self.enough:
            return False
        low, high = np.maximum(box.low, search.low), np.minimum(box.high, search.high)
        if box.reduced is not None and np.isfinite(self.enough):
            room = self.enough - box.bound + 1e-7 * max(1.0, abs(search.best))
            price = box.reduced[columns]
            with np.errstate(divide="ignore"):
                reach = np.where(np.abs(price) > 1e-9, room / np.abs(price), np.inf)
            least, most = box.low[columns], box.high[columns]  # the bound was proved for these
            high[columns] = np.where(price > 0.0, np.minimum(high[columns], least + reach), high[columns])
            low[columns] = np.where(price < 0.0, np.maximum(low[columns], most - reach), low[columns])
        box.reduced = None  # proved for the limits it had
        if (low > high + EMPTY * np.maximum(1.0, np.abs(high))).any():
            return False
        box.low, box.high = np.minimum(low, high), high
        return True


def branch(search: Search) -> None:
    """Search boxes until the plan is good, nothing is left to cut, or most of the time is spent.

    The program must be linear but for its products.
    """
    with CtrlC() as ctrl_c:
        left = search.left()
        until = np.inf if left is None else time.monotonic() + SPENT * left
        lift(search)
        columns = [*search.shares.tolist(), *search.flows.tolist(), *search.worth]
        few = len(columns) <= TIGHTENED
        if few:
            tighten(search, columns, PATIENCE)
        known, relaxation = search.best, Relaxation(search)
        tree, plans = Tree(search, relaxation), Plans(search, relaxation)
        tree.keep(relaxation.solve(Box(search.low.copy(), search.high.copy(), search.bound), search.left()))
        while tree.boxes and search.boxes < MOST_BOXES and time.monotonic() < until:
            search.interrupted |= ctrl_c.pressed
            tree.note()
            if search.is_good() or search.is_over():
                return
            _, _, box = heapq.heappop(tree.boxes)
            if not tree.narrow(box):
                continue
            plans.seek(box)
            if few and search.best < known - WORTH * abs(known):
                tighten(search, columns, PATIENCE)
                known = search.best
            parts = tree.cut(box) if tree.narrow(box) else [None]
            if not parts:
                tree.closed = min(tree.closed, box.bound)
            for part in parts:
                tree.keep(part)
        if not tree.boxes:
            tree.note()
