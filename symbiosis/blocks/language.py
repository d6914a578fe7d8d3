"""The words in which one hour of a park is written: columns, handles and contributions.

    m.static, m.group, m.step        columns decided once, once per group member, every step
    m.before(x), m.window(x, hours)  the same columns earlier in time
    m.over(group, expression)        Σ over the steps of a group, by hours represented
    m.profile(name), m.number(...)   data that is filled in when time is added
    m.supply, m.withdraw, m.pay, m.emit   contributions to balances, accounts and tallies

Rules are ordinary decorated Pyomo constraints. A handle is a Pyomo variable that stands for something
else; `formulation` knows what, and repeats the hour over time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyomo.environ import Binary, ConcreteModel, NonNegativeIntegers, NonNegativeReals, Reals, Var

from symbiosis.blocks.forms import Forms
from symbiosis.horizon.horizon import Horizon
from symbiosis.park.park import Park
from symbiosis.park.profile import Varying

Expression = Any  # a Pyomo expression, variable or number
Floats = NDArray[np.float64]

DOMAINS = {"continuous": NonNegativeReals, "free": Reals, "integer": NonNegativeIntegers, "binary": Binary}
STATIC, STEP = "static", "step"


@dataclass(frozen=True)
class Series:
    """Data that is known once there is a horizon: one value per step, group member, or in all."""

    name: str
    axis: str  # "step", "number" or the name of a group
    values: Callable[[Horizon], Floats | float]


@dataclass(frozen=True)
class Lag:
    """Columns of an earlier step: the one before, the one `hours` ago, or all of the last `hours`.

    Of a group: the columns of the member before.
    """

    kind: str  # "before", "window" or "member"
    hours: float | None = None


@dataclass(frozen=True)
class Handle:
    """What a handle variable stands for: a lagged column, or a sum over a group."""

    lag: Lag | None = None
    base: Any = None  # the column, for a lag
    group: str = ""
    expression: Expression = None  # for a sum


@dataclass(frozen=True)
class Payment:
    """One line of the accounts: who pays, for what, and the expression (money per axis unit)."""

    owner: str
    category: str
    item: str
    expression: Expression


@dataclass
class Flow:
    """One term of a balance: what does it, and whether it gives (+1) or takes (-1)."""

    role: str
    item: str
    sign: int
    expression: Expression


@dataclass
class Ledger:
    """What the blocks have declared: columns, data, handles, bounds, flows, emissions, payments."""

    axes: dict[int, tuple[str, Any]] = field(default_factory=dict)  # id(Var component) → axis, component
    series: dict[int, tuple[Series, Any]] = field(default_factory=dict)  # id(Var) → what it is
    handles: dict[int, tuple[Handle, Any]] = field(default_factory=dict)
    by_name: dict[str, Any] = field(default_factory=dict)
    bounds: list[tuple[Any, Expression | None, Expression | None]] = field(default_factory=list)
    masks: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    flows: dict[tuple[str, str], list[Flow]] = field(default_factory=dict)
    emissions: dict[tuple[str, str], list[Flow]] = field(default_factory=dict)
    payments: list[Payment] = field(default_factory=list)


class Step(ConcreteModel):
    """One hour of a park, in Pyomo; written by the blocks, repeated over time by `formulation`."""

    def __init__(self, park: Park, forms: Forms | None = None) -> None:
        super().__init__(name=park.settings.name)
        self._forms = forms or Forms()
        self._park = park
        self._ledger = Ledger()

    def __setattr__(self, name: str, value: Any) -> None:
        """Attach a component; raises NameError where another block has used its name already."""
        taken = self.__dict__.get("_decl", {})
        if name in taken and hasattr(value, "is_component_type"):
            raise NameError(f"two blocks call something {name!r}: rename one of them")
        super().__setattr__(name, value)

    @property
    def ledger(self) -> Ledger:
        """What the blocks have declared; read by `formulation`."""
        return self._ledger

    @property
    def forms(self) -> Forms:
        """The ways in which the hour is to be written."""
        return self._forms

    @property
    def park(self) -> Park:
        """The park that this hour belongs to."""
        return self._park

    def Constraint(self, *index: Iterable[Any], **words: Any) -> Any:  # noqa: N802  (Pyomo's name)
        """Declare rows by decorating their rule, as in Pyomo, in the order of their index.

        Pyomo takes the keys of a mapping for a set, whose order is that of hashes: another one in every
        process. Raises TypeError for an index that is a set.
        """
        if any(isinstance(of, (set, frozenset)) for of in index):
            raise TypeError("an index of rows needs an order: give a list")
        ordered = [list(of) if isinstance(of, Mapping) else of for of in index]
        return super().__getattr__("Constraint")(*ordered, **words)

    # -- columns ---------------------------------------------------------------------------------

    def static(self, index: Iterable[Any], doc: str, domain: str = "continuous", upper: Any = None) -> Var:
        """Declare columns that are decided once; attach the result to the model by its name."""
        return self._columns(STATIC, index, doc, domain, upper)

    def step(self, index: Iterable[Any], doc: str, domain: str = "continuous", upper: Any = None) -> Var:
        """Declare columns that are decided in every step."""
        return self._columns(STEP, index, doc, domain, upper)

    def group(
        self, group: str, index: Iterable[Any], doc: str, domain: str = "continuous", upper: Any = None
    ) -> Var:
        """Declare columns that are decided once for every member of a group (month, period, …)."""
        return self._columns(group, index, doc, domain, upper)

    def _columns(self, axis: str, index: Iterable[Any], doc: str, domain: str, upper: Any) -> Var:
        bounds = None if upper is None else _bounds(domain, upper)
        columns = Var(list(index), domain=DOMAINS[domain], bounds=bounds, doc=doc)
        self._ledger.axes[id(columns)] = (axis, columns)
        return columns

    def bound(self, column: Any, lower: Expression | None = None, upper: Expression | None = None) -> None:
        """Bound one step column by data that may follow profiles."""
        self._ledger.bounds.append((column, lower, upper))

    def only_where(self, constraint: Any, mask: Any) -> None:
        """Keep a constraint's rows only in the steps where a series is not zero."""
        self._ledger.masks[id(constraint)] = (constraint, mask)

    # -- handles ---------------------------------------------------------------------------------

    def before(self, columns: Var, hours: float | None = None) -> Any:
        """Return the same step columns one step earlier, or `hours` earlier; absent at a chain's start."""
        return self._lagged(columns, Lag("before", hours))

    def window(self, columns: Var, hours: float) -> Any:
        """Return the sum of the same step columns over the last `hours`, this step included."""
        return self._lagged(columns, Lag("window", hours))

    def earlier(self, columns: Var) -> Any:
        """Return the same group columns for the member before; the first member follows the last."""
        return self._lagged(columns, Lag("member"))

    def _lagged(self, columns: Var, lag: Lag) -> Any:
        key = f"{lag.kind}:{lag.hours}:{id(columns)}"
        if key not in self._ledger.by_name:
            handle = Var(list(columns.keys()))
            self.add_component(f"{lag.kind}_{len(self._ledger.by_name)}", handle)
            self._ledger.by_name[key] = handle
            for k in columns:
                self._ledger.handles[id(handle[k])] = (Handle(lag=lag, base=columns[k]), handle[k])
        return self._ledger.by_name[key]

    def over(self, group: str, expression: Expression) -> Any:
        """Return Σ over the steps of a group of an expression, weighted by hours represented."""
        handle = Var()
        self.add_component(f"over_{len(self._ledger.handles)}", handle)
        self._ledger.handles[id(handle)] = (Handle(group=group, expression=expression), handle)
        return handle

    def profile(self, name: str) -> Any:
        """Return a profile of the park as data of each step."""
        values = self._park.profiles[name].values
        return self.series(Series(f"profile {name}", STEP, lambda horizon: horizon.sample(values)))

    def value(self, given: Varying | float) -> Expression:
        """Return a number, or a number times its profile."""
        varying = Varying.of(given)
        if varying.profile is None:
            return varying.value
        return varying.value * self.profile(varying.profile)

    def series(self, series: Series) -> Any:
        """Return data that follows from the horizon as a handle; one handle per name."""
        if series.name not in self._ledger.by_name:
            handle = Var()
            self.add_component(f"series_{len(self._ledger.series)}", handle)
            self._ledger.by_name[series.name] = handle
            self._ledger.series[id(handle)] = (series, handle)
        return self._ledger.by_name[series.name]

    @property
    def hours(self) -> Any:
        """Length of the step [h]."""
        return self.series(Series("hours", STEP, lambda horizon: horizon.hours))

    @property
    def years(self) -> Any:
        """How many years the totals of the horizon are for."""
        return self.series(Series("years", "number", lambda horizon: horizon.years))

    @property
    def starts_chain(self) -> Any:
        """1 in steps with no step before them."""
        return self.series(Series("starts chain", STEP, lambda horizon: horizon.starts_chain.astype(float)))

    @property
    def follows(self) -> Any:
        """1 in steps that have a step before them."""
        return self.series(Series("follows", STEP, lambda horizon: (~horizon.starts_chain).astype(float)))

    @property
    def ends_chain(self) -> Any:
        """1 in steps that no step follows."""
        return self.series(Series("ends chain", STEP, lambda horizon: horizon.ends_chain.astype(float)))

    def stands_for(self, group: str) -> Any:
        """How many real members of its kind each member of a group stands for."""
        return self.series(
            Series(f"stands for {group}", group, lambda horizon: horizon.groups[group].stands_for)
        )

    # -- contributions ---------------------------------------------------------------------------

    def supply(self, enterprise: str, carrier: str, flow: Expression, role: str, item: str) -> None:
        """Add a flow that gives a carrier to an enterprise."""
        self._ledger.flows.setdefault((enterprise, carrier), []).append(Flow(role, item, 1, flow))

    def withdraw(self, enterprise: str, carrier: str, flow: Expression, role: str, item: str) -> None:
        """Add a flow that takes a carrier from an enterprise."""
        self._ledger.flows.setdefault((enterprise, carrier), []).append(Flow(role, item, -1, flow))

    def emit(self, enterprise: str, carrier: str, flow: Expression, item: str, role: str = "emitted") -> None:
        """Add to an enterprise's tally of an emission (below 0: captured); `role` where no plant emits it."""
        self._ledger.emissions.setdefault((enterprise, carrier), []).append(Flow(role, item, 1, flow))

    def pay(self, owner: str, category: str, item: str, expression: Expression) -> None:
        """Add a line to the accounts.

        An expression of static columns is paid once; of step columns, per hour; of group columns,
        once per member.
        """
        self._ledger.payments.append(Payment(owner, category, item, expression))


def _bounds(domain: str, upper: Any) -> Any:
    lowest = None if domain == "free" else 0.0
    if isinstance(upper, Mapping):
        return lambda _m, *k: (lowest, _finite(upper[k[0] if len(k) == 1 else k]))
    return (lowest, _finite(upper))


def _finite(value: float | None) -> float | None:
    return None if value is None or np.isinf(value) else float(value)
