"""Requirements: limits on a quotient of yearly quantities, multiplied out so that they are rows.

formula = above / below,   above and below sums of quantities          below ≥ 0
above − at_most · below ≤ 0
above − at_least · below ≥ 0
quantities are yearly sums of flows (w · flow), amounts stated by whoever is there, and constants
"""

from __future__ import annotations

from pyomo.environ import Constraint, quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.blocks.yearly import decided, hourly, over_months, scale_of, share_of_year, standing
from symbiosis.park.formula import Linear, parse, quotient
from symbiosis.park.park import Park
from symbiosis.park.threshold import decides


def add(m: Step, park: Park) -> None:
    """Add the rows; call it after every block that moves or emits anything."""
    rows, of_members = {}, {}
    for r, requirement in park.requirements.items():
        found = quotient(parse(requirement.formula))
        assert found is not None  # the park checks it
        for side, limit in (("at_most", requirement.at_most), ("at_least", requirement.at_least)):
            if limit is None:
                continue
            whole = found.above.plus(found.below.scaled(-limit))
            if hourly(m, park, whole) or decided(m, park, whole):
                rows[r, side] = whole
            elif decides(park, requirement.formula):
                of_members[r, side] = whole

    def amount(m: Step, r: str, whole: Linear) -> Expression:
        months = park.requirements[r].months
        once = quicksum(decided(m, park, whole)) + standing(m, park, whole) * share_of_year(m, months)
        terms = hourly(m, park, whole)
        return over_months(m, terms, months) + once if terms else once

    def members(m: Step, r: str, side: str) -> Expression:
        """What is stated by those who are there, and what is built: no flows, so the row may be scaled."""
        whole = of_members[r, side]
        total = scale_of(park, whole) * standing(m, park, whole)
        return total <= 0.0 if side == "at_most" else total >= 0.0

    m.required_of_members = Constraint(list(of_members), rule=members, doc="required of who is there")

    @m.Constraint([key for key in rows if key[1] == "at_most"], doc="required at most")
    def required_at_most(m: Step, r: str, side: str) -> Expression:
        return amount(m, r, rows[r, side]) <= 0.0

    @m.Constraint([key for key in rows if key[1] == "at_least"], doc="required at least")
    def required_at_least(m: Step, r: str, side: str) -> Expression:
        return amount(m, r, rows[r, side]) >= 0.0
