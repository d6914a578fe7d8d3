"""Cost: every money term has an owner and a category, so accounts add up to the objective.

minimise  Σ static terms + Σ_g group terms + Σ_t W[t]·step terms,    W = probability · hours · discount
"""

from __future__ import annotations

from pyomo.environ import Objective, minimize, quicksum

from symbiosis.blocks.language import Step
from symbiosis.park.park import Park


def minimise(m: Step, park: Park) -> None:
    """Minimise the sum of all payments; `formulation` weights them over time."""
    m.cost = Objective(expr=quicksum(payment.expression for payment in m.ledger.payments), sense=minimize)
