"""The residue balance: for every waste, what arose where and what became of it.

    arose + bought + received = used + treated + sent + sold + discarded + put into store

per enterprise and waste, in amounts of the year, exact with the flows of the plan. *Treated* is what a plant
takes that is rated on the waste it takes, less what it gives back; every other taking is *used*. Over the
park, what is sent and not received was lost on the way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

COMING = ("arose", "bought", "received")
GOING = ("used", "treated", "sent", "sold", "discarded", "stored")
WAYS = {  # the role of a flow in a balance → what it is to a waste
    "made": "arose",
    "supply": "arose",
    "spoiled": "arose",
    "bought": "bought",
    "arriving": "received",
    "drawn": "received",
    "leaving": "sent",
    "fed": "sent",
    "sold": "sold",
    "discarded": "discarded",
    "discharged": "stored",
    "charged": "stored",
    "returned": "treated",
}
NOTHING = 1e-6  # amounts below this share of what passes are a solver's dust


@dataclass(frozen=True)
class Residue:
    """One waste at one enterprise (`enterprise` is empty for the whole park), in amounts of the year.

    All amounts count as positive in their own direction; `stored` is below 0 where stock was drawn down.
    `to` says where it was sent, by enterprise or network; `through` by which outlet it was discarded.
    """

    enterprise: str
    carrier: str
    amounts: dict[str, float]
    to: dict[str, float] = field(default_factory=dict)
    through: dict[str, float] = field(default_factory=dict)

    @property
    def residual(self) -> float:
        """What came less what went; nothing but rounding."""
        return fsum(self.amounts[way] for way in COMING) - fsum(self.amounts[way] for way in GOING)

    @property
    def lost(self) -> float:
        """Over the whole park: what was sent and did not arrive."""
        return self.amounts["sent"] - self.amounts["received"]


def residues(results: Results, kinds: Iterable[str] = ("waste",)) -> tuple[Residue, ...]:
    """Return the balance of every waste at every enterprise that has to do with it, then over the park."""
    park, data = results.park, results.data
    if data is None or "flow" not in data:
        return ()
    asked = set(kinds)
    flow = data["flow"]
    yearly = (flow.values * data["represents"].values[None, :]).sum(axis=1)
    places: dict[tuple[str, str], Residue] = {}
    for n, k, role, by, amount in zip(
        *(flow[name].values.tolist() for name in ("enterprise", "carrier", "role", "by")), yearly, strict=True
    ):
        if park.carriers[k].kind not in asked:
            continue
        here = places.setdefault((n, k), Residue(n, k, dict.fromkeys((*COMING, *GOING), 0.0)))
        _add(park, here, role, by, float(amount))
    of_park = [_sum_of(k, [r for r in places.values() if r.carrier == k]) for k in park.carriers]
    found = [*places.values(), *(whole for whole in of_park if whole is not None)]
    order = {k: i for i, k in enumerate(park.carriers)}
    ranked = sorted(found, key=lambda r: (order[r.carrier], r.enterprise == ""))
    return tuple(r for r in ranked if any(abs(v) > NOTHING for v in r.amounts.values()))


def _add(park: Park, here: Residue, role: str, by: str, amount: float) -> None:
    way = WAYS.get(role, "used")
    plant = park.technologies.get(by)
    if role == "used" and plant is not None and plant.rated_on == here.carrier:
        way = "treated"
    here.amounts[way] += amount if way in COMING else -amount
    if way == "discarded":
        here.through[by] = here.through.get(by, 0.0) - amount
    elif way == "sent":
        whom = park.links[by].destination if by in park.links else park.connections[by].network
        here.to[whom] = here.to.get(whom, 0.0) - amount


def _sum_of(carrier: str, parts: list[Residue]) -> Residue | None:
    if not parts:
        return None
    amounts = {way: fsum(part.amounts[way] for part in parts) for way in (*COMING, *GOING)}
    through = {o: amount for part in parts for o, amount in part.through.items()}
    return Residue("", carrier, amounts, {}, through)
