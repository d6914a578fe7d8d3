"""How `symbiosis fair` tells shares of a saving: as a table with sentences, as data, as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.cli.terminal import answer, tell
from symbiosis.study.sharing import findings
from symbiosis.words import left, right, told

if TYPE_CHECKING:
    from symbiosis.study.sharing.coalitions import Coalitions
    from symbiosis.study.sharing.rules import Sharing
    from symbiosis.study.sharing.sampled import Sampled


def tell_sampled(drawn: Sampled, money: str, as_json: bool) -> None:
    """Tell what drawn orders say."""
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
        return
    tell(findings.opening_of_sampled(drawn, money))
    tell(f"{left(told('enterprise'), 26)}{'Shapley':>16}{'± (95 %)':>14}")
    for name, share, half in zip(
        drawn.players, drawn.shares.tolist(), drawn.half_width.tolist(), strict=True
    ):
        tell(f"{name:<26}{share:>16,.0f}{half:>14,.0f}")
    for sentence in findings.verdicts_of_sampled(drawn, money):
        tell(sentence)


def tell_shared(played: Coalitions, shared: list[Sharing], money: str, as_json: bool) -> None:
    """Tell what everybody gets and pays by every rule, and who would leave."""
    if as_json:
        answer(_as_data(played, shared))
        return
    tell(findings.opening(played, money))
    for title, of in (("share of the saving", "shares"), ("pays into the pool (−: gets)", "payments")):
        heads = (right(told(findings.CALLED[one.rule]), 16) for one in shared)
        tell(left(told(title), 30) + "".join(heads))
        for player in played.players:
            amounts = "".join(f"{findings.amount(getattr(one, of)[player]):>16}" for one in shared)
            tell(f"{player:<30}{amounts}")
    for sentence in findings.verdicts(played, shared, money):
        tell(sentence)


def write(rows: Sequence[Mapping[str, Any]], money: str, out: Path, language: str, as_json: bool) -> None:
    """Write tables and the figure, and tell where."""
    from symbiosis.report.fairness import write_fairness

    for path in write_fairness(rows, money, out, language):
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
