"""`symbiosis fair PARK`: what every coalition saves, and shares of the saving that hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from symbiosis.cli.terminal import (
    AsJson,
    Gap,
    ParkFolder,
    Threads,
    TimeLimit,
    Weeks,
    answer,
    horizon_of,
    options_of,
    reported,
    say,
)

if TYPE_CHECKING:
    from symbiosis.study.coalitions import Coalitions


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def fair(
        park: ParkFolder,
        gap: Gap = "0.1 %",
        time_limit: TimeLimit = None,
        threads: Threads = None,
        weeks: Weeks = None,
        as_json: AsJson = False,
    ) -> None:
        """Share the integrated saving: solve every coalition, then Shapley value and nucleolus."""
        with reported(as_json):
            from symbiosis.study.coalitions import CoalitionError, play
            from symbiosis.tables.read import read_park

            found = read_park(park)
            options = options_of(found, gap, time_limit, threads, "choose")
            over = horizon_of(found, weeks)

            def heard(done: int, of: int, who: str) -> None:
                if not as_json:
                    say(f"coalition {done + 1} of {of}: {who}")

            try:
                played = play(found, "integrated_park", over, options, heard)
            except CoalitionError as error:
                say(str(error))
                raise typer.Exit(3) from None
            data = _as_data(played)
            if as_json:
                answer(data)
            else:
                _tell(data, found.settings.currency)


def _as_data(played: Coalitions) -> dict[str, Any]:
    from symbiosis.study.game import least_core, nucleolus, shapley

    values = played.values
    epsilon, _ = least_core(values)
    shares = {"shapley": shapley(values), "nucleolus": nucleolus(values)}
    rules = {}
    for rule, amounts in shares.items():
        coalition, gain = played.tempted(amounts)
        rules[rule] = {
            "shares": dict(zip(played.players, amounts.tolist(), strict=True)),
            "most_tempted": list(coalition),
            "could_gain_at_most": gain,
        }
    return {
        "players": list(played.players),
        "saving": [float(played.values_low[-1]), float(values[-1]), float(played.values_high[-1])],
        "least_core": epsilon,
        "rules": rules,
        "solves": played.solves,
    }


def _tell(data: dict[str, Any], currency: str) -> None:
    low, value, high = data["saving"]
    typer.echo(f"together they save {value:,.0f} {currency} (proved between {low:,.0f} and {high:,.0f})")
    rules = data["rules"]
    typer.echo(f"{'enterprise':<26}{'Shapley':>16}{'nucleolus':>16}")
    for player in data["players"]:
        amounts = "".join(f"{rules[rule]['shares'][player]:>16,.0f}" for rule in ("shapley", "nucleolus"))
        typer.echo(f"{player:<26}{amounts}")
    for rule in ("shapley", "nucleolus"):
        gain, who = rules[rule]["could_gain_at_most"], ", ".join(rules[rule]["most_tempted"])
        if gain <= 1e-6 * max(1.0, abs(value)):
            typer.echo(f"{rule}: stable, no coalition gains by leaving")
        else:
            typer.echo(f"{rule}: {who} could gain up to {gain:,.0f} {currency} by leaving")
