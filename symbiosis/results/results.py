"""The answer to one question: sizes, flows, costs, prices, and whether they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from symbiosis.horizon.horizon import Horizon
from symbiosis.park.park import Park
from symbiosis.results.verify import Verdict
from symbiosis.solver.outcome import Outcome

if TYPE_CHECKING:
    from xarray import DataArray, Dataset


class NoPlanError(ValueError):
    """A result without a plan was asked for one; the message says why there is none."""


@dataclass(frozen=True, eq=False)
class Results:
    """One solved question.

    `park` is the park as the question offers it, `data` the labelled arrays (see
    `symbiosis.results.dataset`), `outcome` what the solver said, `verdict` what the independent check
    said, `explanation` sentences about what cannot be met when there is no plan, and `provenance`
    versions, options and hashes.
    """

    question: str
    park: Park
    horizon: Horizon
    outcome: Outcome
    data: Dataset | None
    verdict: Verdict | None
    explanation: tuple[str, ...] = ()
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """One word: the solver's, or `suspect` when the independent check fails."""
        if self.verdict is not None and not self.verdict.ok:
            return "suspect"
        return self.outcome.status

    def _plan(self) -> Dataset:
        if self.data is None:
            raise NoPlanError(f"{self.question} has no plan: {self.outcome.sentence}.")
        return self.data

    def _variable(self, name: str) -> DataArray:
        plan = self._plan()
        if name not in plan:
            raise NoPlanError(f"this park has no {name.replace('_', ' ')}.")
        return plan[name]

    @property
    def cost(self) -> DataArray:
        """Cost by line, with owner, category and item; adds up to the objective."""
        return self._variable("cost")

    @property
    def capacity(self) -> DataArray:
        """Capacity of every asset, kept and new."""
        return self._variable("capacity")

    @property
    def activity(self) -> DataArray:
        """Hourly activity of every technology."""
        return self._variable("activity")

    @property
    def level(self) -> DataArray:
        """Content of every store at the end of each step."""
        return self._variable("level")

    @property
    def exchange(self) -> DataArray:
        """Hourly flow sent over every link, by route `link:carrier`."""
        return self._variable("exchange")

    @property
    def balances(self) -> DataArray:
        """Every term of every balance: what gives (+) or takes (-), by enterprise, carrier, role and item."""
        return self._variable("flow")

    @property
    def emissions(self) -> DataArray:
        """Yearly emission by `enterprise:carrier`."""
        return self._variable("emission")

    @property
    def shadow_price(self) -> DataArray:
        """What one more unit needed would cost, by `enterprise:carrier` and step."""
        return self._variable("shadow_price")

    @property
    def refused(self) -> tuple[str, ...]:
        """Enterprises that are not there: candidates that do not enter, and who closes."""
        plan = self._plan()
        if "admitted" not in plan:
            return ()
        return tuple(plan["optional"].values[plan["admitted"].values < 0.5].tolist())

    def by_size(self, label: str) -> tuple[float, ...] | None:
        """Return how many units of each nameplate size are built; None for an asset without sizes."""
        plan = self._plan()
        if "size_units" not in plan:
            return None
        counts = zip(plan["choice"].values.tolist(), plan["size_units"].values.tolist(), strict=True)
        return tuple(n for key, n in counts if str(key).rpartition(":")[0] == label) or None

    def cost_by(self, key: str) -> dict[str, float]:
        """Return cost added up by `owner`, `category` or `item`."""
        cost = self.cost
        out: dict[str, float] = {}
        for name, value in zip(cost[key].values.tolist(), cost.values.tolist(), strict=True):
            out[str(name)] = out.get(str(name), 0.0) + value
        return out

    def balance(self, enterprise: str, carrier: str) -> DataArray:
        """Return who gave (+) and who took (-) a carrier at an enterprise; sums to zero in every step."""
        flow = self._variable("flow")
        here = (flow["enterprise"] == enterprise) & (flow["carrier"] == carrier)
        if not bool(here.any()):
            raise KeyError(f"{enterprise} has nothing to do with {carrier}")
        return flow.isel(term=here.values)

    def yearly(self, array: DataArray) -> DataArray:
        """Add up hourly flows to amounts, by the hours that each step stands for."""
        total = (array * self._plan()["represents"]).sum("step", skipna=False)
        total.attrs = {"units": "amount per year", "long_name": array.attrs.get("long_name", "")}
        return total

    def emission_total(self, carrier: str) -> float:
        """Return the park's yearly emission of one carrier; 0 when nothing emits it."""
        plan = self._plan()
        if "emission" not in plan:
            return 0.0
        emission = plan["emission"]
        return float(emission.values[emission["emission_carrier"].values == carrier].sum())

    def savings(self, against: Results) -> dict[str, float]:
        """Return what each enterprise pays less than in another result, before any settlement."""
        mine, other = self.cost_by("owner"), against.cost_by("owner")
        return {n: other.get(n, 0.0) - mine.get(n, 0.0) for n in self.park.enterprises}

    def __repr__(self) -> str:
        checked = "not checked" if self.verdict is None else "verified" if self.verdict.ok else "FAILS CHECK"
        return f"Results({self.question}: {self.outcome!r}, {checked})"
