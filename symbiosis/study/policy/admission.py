"""Who should enter, who should close: what each is worth to the plan, what refuses it, whose loops it closes.

    worth[n] = cost of the plan without n − cost of the plan with n         each the other decision tried anew

A candidate that is refused is tried once more without its thresholds: if the park would gain by it, the
thresholds that it fails then are what refuses it; if not, it does not pay.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.formula import parse, quotient
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.quantities import DATA, own_units
from symbiosis.park.threshold import candidates, optional
from symbiosis.questions import holding, load, solve
from symbiosis.results.yearly import Yearly
from symbiosis.solver.options import Options
from symbiosis.study.design.exchanges import exchanges
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.park.formula import Linear
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

ADMITTED, STAYS, CLOSES = "admitted", "stays", "closes"
THRESHOLD, ECONOMICS, IMPOSSIBLE, UNDECIDED = "threshold", "economics", "impossible", "undecided"
SLACK = 1e-6


@dataclass(frozen=True)
class Tried:
    """What a candidate reaches of one threshold; `value` is None where nothing is divided by nothing."""

    threshold: str
    formula: str
    unit: str
    value: float | None
    limit: float
    least: bool

    @property
    def met(self) -> bool:
        """Whether the threshold is kept, to a millionth."""
        if self.value is None:
            return True
        slack = SLACK * max(1.0, abs(self.limit))
        return self.value >= self.limit - slack if self.least else self.value <= self.limit + slack


@dataclass(frozen=True)
class Partner:
    """A stream to or from an enterprise in the plan in which it is there [carrier's amount a year]."""

    other: str
    carrier: str
    amount: float
    unit: str
    gives: bool


@dataclass(frozen=True)
class Tenant:
    """One enterprise of which the plan decides: `verdict`, what it is worth a year, thresholds, partners.

    `least` and `most` bound its worth, from the gaps of both plans; they are equal where both are proved.
    """

    enterprise: str
    verdict: str
    worth: float | None
    least: float | None
    most: float | None
    thresholds: tuple[Tried, ...]
    partners: tuple[Partner, ...]

    @property
    def there(self) -> bool:
        """Tell whether it is there in the plan."""
        return self.verdict in (ADMITTED, STAYS)

    @property
    def failed(self) -> tuple[str, ...]:
        """Thresholds that it would fail."""
        return tuple(tried.threshold for tried in self.thresholds if not tried.met)


@dataclass(frozen=True)
class Admission:
    """The plan with the best mix of tenants, and every enterprise that it decided on, best first."""

    plan: Results
    tenants: tuple[Tenant, ...]


def admission(
    park: Park,
    question: str = "integrated_park",
    horizon: Horizon | None = None,
    options: Options | None = None,
    progress: Callable[[str], None] | None = None,
) -> Admission:
    """Return who enters and who closes in the cheapest plan, and what the other decision would cost.

    Raises StudyError where the park has nobody to decide on, or no plan.
    """
    deciding = optional(park)
    if not deciding:
        raise StudyError("there is no candidate. State admission: candidate under an enterprise.")
    say = progress or (lambda _: None)
    say("the plan")
    plan = solve(park, question, horizon, options)
    if plan.data is None:
        raise StudyError(f"there is no plan: {(*plan.explanation, plan.outcome.sentence)[0]}")
    away = plan.refused
    found = []
    for n in deciding:
        say(f"{'with' if n in away else 'without'} {n}")
        free = _unasked(park, n) if n in away else park
        held = holding(load(question), {"admitted": {n: (1.0, 1.0) if n in away else (0.0, 0.0)}})
        other = solve(free, held, plan.horizon, options)
        found.append(_tenant(n, plan, other, n in away))
    return Admission(plan, tuple(sorted(found, key=lambda t: (not t.there, -(t.worth or 0.0)))))


def _tenant(n: str, plan: Results, other: Results, refused: bool) -> Tenant:
    entering = n in candidates(plan.park)
    with_it, without = (other, plan) if refused else (plan, other)
    if other.data is None:
        verdict = (IMPOSSIBLE if entering else CLOSES) if refused else (ADMITTED if entering else STAYS)
        return Tenant(n, verdict, None, None, None, () if refused else _tried(plan, n), _partners(plan, n))
    years = plan.horizon.years
    dear, cheap = _interval(without), _interval(with_it)
    worth = (dear[1] - cheap[1]) / years
    least, most = (dear[0] - cheap[1]) / years, (dear[1] - cheap[0]) / years
    # of a refused one, what it does without its thresholds
    tried = _tried(with_it, n, plan.park)
    if not refused:
        verdict = ADMITTED if entering else STAYS
    elif not entering:
        verdict = CLOSES
    elif worth > 0.0 and any(not one.met for one in tried):
        verdict = THRESHOLD
    else:
        verdict = ECONOMICS if worth <= 0.0 else UNDECIDED  # within the gaps of the plans
    return Tenant(n, verdict, worth, least, most, tried, _partners(with_it, n))


def _interval(results: Results) -> tuple[float, float]:
    cost = results.outcome.objective
    assert cost is not None
    bound = results.outcome.bound
    return (cost if bound is None else bound), cost


def _unasked(park: Park, n: str) -> Park:
    """Return the park with nothing asked of one candidate."""
    left = {}
    for label, threshold in park.thresholds.items():
        members = tuple(x for x in threshold.members or candidates(park) if x != n)
        if members:
            left[label] = dataclasses.replace(threshold, members=members)
    return park.replace(thresholds=FrozenDict(left))


def _tried(results: Results, n: str, asked: Park | None = None) -> tuple[Tried, ...]:
    park = asked or results.park
    year = Yearly(results)
    found = []
    for label, threshold in park.thresholds.items():
        if n not in (threshold.members or candidates(park)):
            continue
        asks = quotient(parse(threshold.formula))
        assert asks is not None  # the park checks it
        above, below = _own(year, asks.above, n), _own(year, asks.below, n)
        value = above / below if below else None
        unit = own_units(threshold, park.carriers, park.settings.currency)[0]
        for limit, least in ((threshold.at_most, False), (threshold.at_least, True)):
            if limit is not None:
                found.append(Tried(label, threshold.formula, unit, value, limit, least))
    return tuple(found)


def _own(year: Yearly, side: Linear, n: str) -> float:
    total = side.constant
    for quantity, weight in side.weights.items():
        if quantity.name in DATA:
            value = getattr(year.park.enterprises[n], DATA[quantity.name][1])
        else:
            value = year.of_one(quantity, n)
        total += weight * (value or 0.0)
    return total


def _partners(results: Results, n: str) -> tuple[Partner, ...]:
    """Return what flows to and from an enterprise, largest first by carrier."""
    return tuple(sorted(_streams(results, n), key=lambda p: (p.carrier, -p.amount)))


def _streams(results: Results, n: str) -> Iterator[Partner]:
    from symbiosis.park.totals import shown_total, shown_unit

    hours = results.horizon.represents
    for stream in exchanges(results):
        if n in (stream.giver, stream.taker):
            amount = float((hours * stream.sent).sum()) / results.horizon.years
            if amount > 1e-3:
                gives = stream.giver == n
                carrier = results.park.carriers[stream.carrier]
                other = stream.taker if gives else stream.giver
                shown, unit = shown_total(carrier, amount, 1.0), shown_unit(carrier, 1.0)
                yield Partner(other, stream.carrier, shown, unit, gives)
