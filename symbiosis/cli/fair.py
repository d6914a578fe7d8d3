"""`symbiosis fair PARK`: what every coalition saves, and shares of the saving that hold together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.asked import Gap, Threads, TimeLimit, Weeks, horizon_of, options_of
from symbiosis.cli.terminal import EXIT_INPUT, AsJson, ParkFolder, answer, reported, say, tell
from symbiosis.cli.under import Scenario, under
from symbiosis.cli.words import Lang
from symbiosis.words import left, right, told

if TYPE_CHECKING:
    from symbiosis.study.sharing.coalitions import Coalitions
    from symbiosis.study.sharing.costs import Costs
    from symbiosis.study.sharing.rules import Sharing
    from symbiosis.study.sharing.sampled import Sampled

Orders = Annotated[
    int,
    typer.Option(
        help="Draw this many orders of joining instead of solving every coalition; 0: solve all.", min=0
    ),
]
Least = Annotated[
    float,
    typer.Option(
        "--least", help="Least share of every enterprise: 0.5 is half of an equal part.", min=0.0, max=1.0
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def fair(
        park: ParkFolder,
        gap: Gap = "0.1 %",
        time_limit: TimeLimit = None,
        threads: Threads = None,
        weeks: Weeks = None,
        least: Least = 0.0,
        orders: Orders = 0,
        seed: Annotated[int, typer.Option(help="Seed of the orders.")] = 0,
        workers: Annotated[int, typer.Option(help="Coalitions solved at once.", min=1)] = 1,
        by: Annotated[str, typer.Option(help="Who shares: enterprises or districts.")] = "enterprises",
        out: Annotated[
            Path | None, typer.Option("--out", help="Folder for a table and a figure.", show_default=False)
        ] = None,
        lang: Lang = "",
        scenario: Scenario = None,
        as_json: AsJson = False,
    ) -> None:
        """Share the integrated saving: solve every coalition; Shapley, nucleolus, equal relative saving."""
        with reported(as_json):
            from symbiosis.solver import OptionError
            from symbiosis.study.sharing.costs import CoalitionError, Costs

            found = under(park, scenario)
            options = options_of(found, gap, time_limit, threads, "choose")
            if by == "districts" and not found.districts:
                raise OptionError(("--by districts: the park has no section `districts`.",))
            if by not in ("enterprises", "districts"):
                raise OptionError((f'--by "{by}": write enterprises or districts.',))
            over = horizon_of(found, weeks)
            costs = Costs(found, "integrated_park", over, options, workers, by == "districts")

            def heard(done: int, of: int, who: str) -> None:
                if not as_json:
                    say(f"coalition {done + 1} of {of}: {who}")

            try:
                if orders:
                    _sampled(costs, orders, seed, heard, as_json)
                else:
                    _solved(costs, least, heard, out, lang, as_json)
            except CoalitionError as error:
                say(str(error))
                raise typer.Exit(3) from None
            except ValueError as error:
                say(str(error))
                raise typer.Exit(EXIT_INPUT) from None


def _sampled(costs: Costs, orders: int, seed: int, heard: Any, as_json: bool) -> None:
    from symbiosis.study.sharing.sampled import sample

    drawn = sample(costs, orders, seed, heard)
    if as_json:
        answer(
            {
                "players": list(drawn.players),
                "saving": list(drawn.saving),
                "shapley": drawn.shares.tolist(),
                "half_width": drawn.half_width.tolist(),
                "orders": drawn.orders,
                "solves": drawn.solves,
                "most_tempted_of_those_met": list(drawn.most_tempted),
                "could_gain": drawn.gain,
            }
        )
    else:
        _tell_sampled(drawn, _money(costs))


def _money(costs: Costs) -> str:
    """Return the unit of all sums: per year, unless the horizon is a window."""
    return f"{costs.park.settings.currency}{'/a' if costs.years == 1.0 else ''}"


def _amount(money: float) -> str:
    """Return money without decimals, and nothing without a sign."""
    return f"{round(money) or 0:,}"


def _tell_sampled(drawn: Sampled, currency: str) -> None:
    low, high = drawn.saving
    tell(f"together they save between {low:,.0f} and {high:,.0f} {currency}")
    tell(f"{left(told('enterprise'), 26)}{'Shapley':>16}{'± (95 %)':>14}")
    for name, share, half in zip(
        drawn.players, drawn.shares.tolist(), drawn.half_width.tolist(), strict=True
    ):
        tell(f"{name:<26}{share:>16,.0f}{half:>14,.0f}")
    tell(f"{drawn.orders} orders of joining, {drawn.solves} solves")
    if drawn.gain > 0.0:
        tell(f"{', '.join(drawn.most_tempted)} could gain {drawn.gain:,.0f} {currency} by leaving")
    else:
        tell("no coalition that was met gains by leaving; others were not looked at")


def _solved(costs: Costs, least: float, heard: Any, out: Path | None, lang: str, as_json: bool) -> None:
    from symbiosis.study.sharing.coalitions import play_costs
    from symbiosis.study.sharing.rules import rules_for, share

    played = play_costs(costs, heard)
    shared = [share(played, rule, least) for rule in rules_for(played)]
    data = _as_data(played, shared)
    if as_json:
        answer(data)
    else:
        _tell(played, shared, _money(costs))
    if out is not None:
        from symbiosis.report.fairness import write_fairness

        for path in write_fairness(costs.park, played, shared, out, lang):
            if not as_json:
                tell(f"written: {path}")


def _as_data(played: Coalitions, shared: list[Sharing]) -> dict[str, Any]:
    from symbiosis.study.sharing.game import least_core

    values = played.values
    return {
        "players": list(played.players),
        "saving": [float(played.values_low[-1]), float(values[-1]), float(played.values_high[-1])],
        "least_core": least_core(values)[0],
        "rules": {
            one.rule: {
                "shares": one.shares,
                "payments": one.payments,
                "low": one.low,
                "high": one.high,
                "most_tempted": list(one.tempted),
                "could_gain_at_most": one.gain,
                "gains_with_the_plans_found": one.gain_found,
                "worse_off": list(one.worse_off),
            }
            for one in shared
        },
        "solves": played.solves,
    }


HEADS = {
    "shapley": "Shapley",
    "nucleolus": "nucleolus",
    "equal_relative": "equal relative",
    "least_core": "least core",
    "shadow_price": "shadow price",
}


def _tell(played: Coalitions, shared: list[Sharing], currency: str) -> None:
    low, value, high = (v[-1] for v in (played.values_low, played.values, played.values_high))
    tell(f"together they save {value:,.0f} {currency} (proved between {low:,.0f} and {high:,.0f})")
    for title, of in (("share of the saving", "shares"), ("pays into the pool (−: gets)", "payments")):
        tell(left(told(title), 30) + "".join(right(told(HEADS[one.rule]), 16) for one in shared))
        for player in played.players:
            amounts = "".join(f"{_amount(getattr(one, of)[player]):>16}" for one in shared)
            tell(f"{player:<30}{amounts}")
    for one in shared:
        if one.gain <= 1e-6 * max(1.0, abs(value)):
            tell(f"{HEADS[one.rule]}: stable, no coalition gains by leaving")
        elif one.gain_found <= 1e-6 * max(1.0, abs(value)):
            proved = f"which is proved to {one.gain:,.0f} {currency}"
            tell(f"{HEADS[one.rule]}: stable with the plans found, {proved}")
        else:
            who = ", ".join(one.tempted)
            tell(f"{HEADS[one.rule]}: {who} could gain up to {one.gain:,.0f} {currency} by leaving")
        if one.worse_off:
            tell(f"{HEADS[one.rule]}: {', '.join(one.worse_off)} may pay more than alone")
    if all(one.worse_off == () for one in shared):
        tell("by none of these does anybody pay more than alone (proved)")
    if played.priced is None:
        tell("shadow prices of what is exchanged are not stated, so nothing is settled at them")
