"""`symbiosis resilience RESULT`: what the loss of each link, network, plant or market does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.terminal import AsJson, answer, reported, say, tell
from symbiosis.words import left, right, told

if TYPE_CHECKING:
    from symbiosis.study.resilience import Outage


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def resilience(
        result: Annotated[Path, typer.Argument(help="Result file of a design.", show_default=False)],
        as_json: AsJson = False,
    ) -> None:
        """Lose one thing at a time: extra cost, who pays it, what is not served; worst first."""
        with reported(as_json):
            from symbiosis.results.store import load_results
            from symbiosis.study.resilience import outages

            design = load_results(result)
            found = outages(design, None if as_json else lambda what: say(f"without {what}"))
            if as_json:
                answer([_as_data(outage) for outage in found])
                return
            currency = design.park.settings.currency
            heads = f"{left(told('lost'), 44)}{right(told(f'extra cost [{currency}]'), 22)}"
            tell(f"{heads}  {told('not served')}")
            for outage in found:
                lost = left(f"{told(outage.kind)} {outage.lost}", 44)
                tell(f"{lost}{_money(outage):>22}  {told(_not_served(design.park, outage))}")


def _money(outage: Outage) -> str:
    return "" if outage.impossible else f"{outage.extra_cost:,.0f}"


def _not_served(park: Any, outage: Outage) -> str:
    from symbiosis.park.fields import unit_text

    if outage.impossible:
        return f"cannot be run at all: {outage.impossible[0]}"
    said = []
    for s in outage.shortfalls:
        unit = unit_text("{amount}", park.carriers[s.carrier].unit, "")
        word = "too much" if s.surplus else "short"
        said.append(f"{s.carrier} at {s.enterprise}: {s.amount:,.4g} {unit} {word}")
    return "; ".join(said)


def _as_data(outage: Outage) -> dict[str, Any]:
    return {
        "kind": outage.kind,
        "lost": outage.lost,
        "extra_cost": None if outage.impossible else outage.extra_cost,
        "extra_by_owner": outage.extra_by_owner,
        "shortfalls": [
            {"enterprise": s.enterprise, "carrier": s.carrier, "amount": s.amount, "surplus": s.surplus}
            for s in outage.shortfalls
        ],
        "impossible": list(outage.impossible),
    }
