"""Technologies: they run within capacity and turn carriers into others at signed ratios.

0 ≤ a[i,t] ≤ avail[i,t] · C[i] / (1 + margin[i])            limit               i ∈ technologies
                                                            a bound where C cannot change
Σ_t w[t]·a[i,t] ≤ A_max[i]·years                            most in a year
flow of carrier k = ratio[i,k,t] · a[i,t]                   below 0 takes, above 0 gives
a[i,t] ≤ saving[i]·rate[d,t]·C[i] / C_max[i]                a measure that lowers demand d
given back, cleaned = returns[i] · a[i,t]                   of the carrier it is rated on
"""

from __future__ import annotations

from symbiosis.blocks.capacity import bounded, capacity, usable, usable_today
from symbiosis.blocks.language import Expression, Step
from symbiosis.park import Technology
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add the hourly activity of every technology, its flows and its running cost."""
    technologies = park.technologies
    m.activity = m.step(technologies, "flow of the carrier a technology is rated on")

    limited = [i for i, technology in technologies.items() if not _by_units(m, technology)]
    for i in limited:
        if bounded(m, technologies[i]):
            m.bound(
                m.activity[i], upper=m.value(technologies[i].availability) * usable_today(technologies[i])
            )

    @m.Constraint([i for i in limited if not bounded(m, technologies[i])], doc="within capacity")
    def activity_limit(m: Step, i: str) -> Expression:
        technology = technologies[i]
        return m.activity[i] <= m.value(technology.availability) * usable(m, i, technology)

    @m.Constraint(
        [i for i, tech in technologies.items() if tech.saves], doc="share of a demand that is saved"
    )
    def saved_share(m: Step, i: str) -> Expression:
        measure = technologies[i]
        rate = m.value(park.demands[measure.saves].rate)
        return m.activity[i] <= measure.saving / measure.largest * rate * capacity(m, i)

    @m.Constraint(
        [i for i, tech in technologies.items() if tech.activity_max is not None], doc="most in a year"
    )
    def activity_of_year(m: Step, i: str) -> Expression:
        return m.over("year", m.activity[i]) <= technologies[i].activity_max * m.years

    for i, technology in technologies.items():
        n = technology.enterprise
        for k, ratio in technology.ratios.items():
            if park.is_emission(k):
                m.emit(n, k, m.value(ratio) * m.activity[i], i)
            elif ratio.value > 0.0:
                m.supply(n, k, m.value(ratio) * m.activity[i], "made", i)
            elif ratio.value < 0.0:
                m.withdraw(n, k, -m.value(ratio) * m.activity[i], "used", i)
        if technology.returns > 0.0:
            m.supply(n, technology.rated_on, technology.returns * m.activity[i], "returned", i)
        if technology.running_cost > 0.0:
            m.pay(technology.owner or n, "running", i, technology.running_cost * m.activity[i])


def _by_units(m: Step, technology: Technology) -> bool:
    """Tell whether the load of the units that run, of which no more than stand can, says as much already."""
    return m.forms.capacity_rows == "needed" and technology.committed and not technology.points
