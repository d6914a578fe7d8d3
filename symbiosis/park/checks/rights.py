"""Whether quotas, offsets, fees and taxes can be what they say: somebody holds, somebody pays, units fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.checks.formulas import linear_problems
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.park.quota import Quota


def quota_problems(park: Park) -> Problems:
    """A quota counts a sum, is held by somebody before it is sold, and makes no money by itself."""
    for label, quota in park.quotas.items():
        yield from linear_problems("quotas", label, "counts", quota.counts, quota.unit, park)
        yield from _holders(label, quota)
        yield from _prices(label, quota)
        if (quota.benchmark > 0.0) != bool(quota.output):
            message = "a benchmark and the output it is granted for belong together."
            remedy = "State both, e.g. benchmark: 0.8 tCO2/t and output: made(clinker)."
            yield Problem(message, remedy, "quotas", label, "benchmark")
        elif quota.output:
            yield from linear_problems("quotas", label, "output", quota.output, "", park)


def _holders(label: str, quota: Quota) -> Problems:
    if quota.shared != bool(quota.operator):
        message = "rights that are shared need an operator, and only they have one."
        yield Problem(message, "State operator: … with shared: true.", "quotas", label, "operator")
    for field in ("granted", "carried_in"):
        for n in getattr(quota, field):
            if n not in quota.members:
                message = f"is granted a right but is no member of {label}."
                yield Problem(message, "Add it to members.", "quotas", label, field, n)
    nothing = not quota.granted and not quota.carried_in and quota.benchmark == 0.0
    unbought = quota.purchase_price is None and quota.auction_price is None
    if quota.sale_price is not None and nothing and unbought:
        yield Problem(
            "is sold, but nobody holds any of it.",
            "State who holds it: granted, benchmark, carried_in, or a purchase_price or auction_price.",
            "quotas",
            label,
            "sale_price",
            f"{quota.sale_price:g}",
        )


def _prices(label: str, quota: Quota) -> Problems:
    if quota.sale_price is None or quota.sale_limit is not None:
        return
    for price, limit in (("purchase_price", "purchase_limit"), ("auction_price", "auction_limit")):
        paid = getattr(quota, price)
        once = quota.valid_for is not None and price == "purchase_price"
        if paid is not None and getattr(quota, limit) is None and quota.sale_price > paid and not once:
            yield Problem(
                f"is above the {price.replace('_', ' ')} of {paid:g}: trading alone would earn without end.",
                f"State {limit} or sale_limit, or correct a price.",
                "quotas",
                label,
                "sale_price",
                f"{quota.sale_price:g}",
            )


def fee_problems(park: Park) -> Problems:
    """A fee counts a sum of flows."""
    for label, fee in park.fees.items():
        yield from linear_problems("fees", label, "counts", fee.counts, fee.unit, park)


def tax_problems(park: Park) -> Problems:
    """A taxed medium has pollutants with equivalents; no outlet emits more than its permit allows."""
    for label, tax in park.taxes.items():
        media = ("air",) if tax.medium == "air" else ("water", "water_first_class")
        named = [k for k in park.carriers.values() if k.medium in media]
        if not named:
            remedy = f"State medium: {tax.medium} and pollution_equivalent, or factors: cod, of a carrier."
            yield Problem(f"taxes {tax.medium}, but no carrier is such a pollutant.", remedy, "taxes", label)
        for carrier in named:
            if carrier.pollution_equivalent is None:
                message = "is taxed by equivalents, but what makes one is not stated."
                remedy = "State pollution_equivalent, e.g. 0.95 kg."
                yield Problem(message, remedy, "carriers", carrier.label, "pollution_equivalent")
    for section, field in (("technologies", "ratios"), ("outlets", "emissions")):
        for label, thing in getattr(park, section).items():
            for k, permitted in thing.permitted.items():
                factor = getattr(thing, field).get(k)
                if factor is None or not park.is_emission(k):
                    message = "is permitted, but not emitted here."
                    yield Problem(message, f"State it in {field} too.", section, label, "permitted", k)
                elif park.largest(factor) > park.largest(permitted) * (1.0 + 1e-9):
                    yield Problem(
                        f"is permitted up to {park.largest(permitted):g}, but {park.largest(factor):g} is "
                        "emitted.",
                        f"Clean it first, or correct {field}.",
                        section,
                        label,
                        "permitted",
                        k,
                    )
