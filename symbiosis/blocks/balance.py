"""Balance: at every enterprise, of every carrier, in every hour, what comes in goes out.

made + arriving + drawn + bought + discharged + supply
    = used + demand + leaving + fed + sold + charged + discarded        for each existing (n, k)
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Close every balance; call it after every block that moves a carrier."""
    flows = m.ledger.flows

    @m.Constraint(list(flows), doc="what comes in goes out")
    def balance(m: Step, n: str, k: str) -> Expression:
        coming = quicksum(flow.expression for flow in flows[n, k] if flow.sign > 0)
        going = quicksum(flow.expression for flow in flows[n, k] if flow.sign < 0)
        # 0 · hours keeps a balance of given flows alone (a supply that meets a demand) a row.
        return coming - going + 0.0 * m.hours == 0.0
