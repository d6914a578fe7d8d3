"""What only one kind of study asks for: objectives of a front, weights of futures, a price sought."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from symbiosis.park.problems import did_you_mean
from symbiosis.study.axes import Axis
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.quantities import number_and_unit, number_with_unit
from symbiosis.tables.reading import as_block, as_text
from symbiosis.tables.source import Block, Listing, TextError

POINTS = 5
WITHIN, PLANS = 0.03, 3
LEVEL = 0.9
TRAJECTORIES, BASE_POINTS = 10, 64


def read_details(kind: str, block: Block, scenarios: Sequence[str]) -> dict[str, Any]:
    """Return what a study of this kind needs beside the common words; raises TextError."""
    if kind == "front":
        return _front(block)
    if kind == "alternatives":
        return _alternatives(block)
    if kind == "uncertainty":
        return _uncertainty(block, scenarios)
    if kind == "resilience":
        from symbiosis.study.losses.declared import read_losses  # it brings the algebra along

        return read_losses(block)
    if kind == "stages":
        return _stages(block, scenarios)
    if kind == "abatement":
        return {"emission": as_text(block.entries["emission"]) if "emission" in block.entries else "co2"}
    if kind in ("morris", "sobol"):
        return _sensitivity(kind, block)
    if kind == "tornado":
        return {"figures": as_text(block.entries["figures"]) if "figures" in block.entries else "*"}
    if kind == "break_even":
        return _break_even(block)
    if kind == "sweep" and "axes" not in block.entries:
        raise TextError("a sweep needs axes.", "Add axes: {gas: {path: …, scale: [0.5, 1, 2]}}.", block.place)
    return {}


def _front(block: Block) -> dict[str, Any]:
    example = "Write minimise: [cost, emission co2]."
    node = block.entries.get("minimise")
    if not isinstance(node, Listing) or len(node.items) < 2:
        raise TextError("a front needs two objectives or more.", example, node.place if node else block.place)
    names = [as_text(item) for item in node.items]
    if names[0] != "cost":
        raise TextError("the first objective is the cost.", example, node.place)
    for name in names[1:]:
        word, _, carrier = name.partition(" ")
        if word not in ("emission", "purchase", "discard") or not carrier.strip():
            raise TextError(
                f'"{name}" is no total.',
                "Write emission, purchase or discard, and a carrier: emission co2.",
                node.place,
            )
    return {"minimise": tuple(names), "points": _count(block, "points", POINTS, 2)}


def _alternatives(block: Block) -> dict[str, Any]:
    within = _share(block, "within", WITHIN, above=0.0)
    return {"within": within, "plans": _count(block, "plans", PLANS, 1)}


def _uncertainty(block: Block, scenarios: Sequence[str]) -> dict[str, Any]:
    if len(scenarios) < 2:
        raise TextError(
            "uncertainty needs two scenarios or more.", "Write scenarios: [base, dear_gas].", block.place
        )
    weights: dict[str, float] = {}
    if "weights" in block.entries:
        node = as_block(block.entries["weights"], "{base: 60 %, dear_gas: 40 %}")
        for name, entry in node.entries.items():
            if name not in scenarios:
                raise TextError(f'"{name}" is no future.', did_you_mean(name, scenarios), node.keys[name])
            weights[name] = number_with_unit(as_scalar(entry).text, "1")
        missing = [name for name in scenarios if name not in weights]
        if missing:
            raise TextError(f"{missing[0]} has no weight.", "Give every future one.", node.place)
        if min(weights.values()) <= 0.0 or abs(sum(weights.values()) - 1.0) > 1e-9:
            raise TextError(
                f"the weights are probabilities and add up to {sum(weights.values()):g}.",
                "Make each more than 0 and all together 1.",
                node.place,
            )
    level, risk = LEVEL, 0.0
    if "risk" in block.entries:
        node = as_block(block.entries["risk"], "{level: 90 %, weight: 50 %}")
        for key in node.entries:
            if key not in ("level", "weight"):
                raise TextError(
                    f'"{key}" is not known here.', did_you_mean(key, ("level", "weight")), node.keys[key]
                )
        level, risk = _share(node, "level", LEVEL), _share(node, "weight", 0.5, most=1.0)
    return {"weights": weights, "level": level, "risk": risk}


def _stages(block: Block, scenarios: Sequence[str]) -> dict[str, Any]:
    """Return the first year of every stage, and the year in which the last one ends."""
    example = "Write starts: {base: 2025, s2030: 2030} and until: 2045."
    if "starts" not in block.entries or "until" not in block.entries:
        raise TextError("stages need the year in which each starts, and an end.", example, block.place)
    node = as_block(block.entries["starts"], "starts: {base: 2025, s2030: 2030}")
    starts: dict[str, float] = {}
    for name, entry in node.entries.items():
        if name not in scenarios:
            raise TextError(f'"{name}" is no stage.', did_you_mean(name, scenarios), node.keys[name])
        starts[name] = number_with_unit(as_scalar(entry).text, "1")
    missing = [name for name in scenarios if name not in starts]
    if missing:
        raise TextError(f"{missing[0]} has no first year.", example, node.place)
    until = number_with_unit(as_scalar(block.entries["until"]).text, "1")
    years = [*(starts[name] for name in scenarios), until]
    if any(before >= after for before, after in pairwise(years)):
        raise TextError(
            "the years do not follow each other.", "List scenarios in the order of their years.", node.place
        )
    return {"starts": starts, "until": until}


def _sensitivity(kind: str, block: Block) -> dict[str, Any]:
    output = as_text(block.entries["of"]) if "of" in block.entries else "cost"
    word, _, carrier = output.partition(" ")
    if output != "cost" and (word != "emission" or not carrier):
        raise TextError(
            f'"{output}" is no output.', "Write of: cost, or of: emission co2.", block.entries["of"].place
        )
    points = _count(block, "points", TRAJECTORIES if kind == "morris" else BASE_POINTS, 2)
    if kind == "sobol" and points & (points - 1):
        raise TextError(
            "points of a Sobol sequence are a power of two.",
            "Write 32, 64, 128, …",
            block.entries["points"].place,
        )
    figures = as_text(block.entries["figures"]) if "figures" in block.entries else "*"
    return {"figures": figures, "points": points, "seed": _count(block, "seed", 0, 0), "of": output}


def _count(block: Block, key: str, default: int, least: int) -> int:
    if key not in block.entries:
        return default
    number = number_with_unit(as_scalar(block.entries[key]).text, "1")
    if number != int(number) or not least <= number <= 1000:
        raise TextError(f"{key} is a whole number from {least} to 1000.", "", block.entries[key].place)
    return int(number)


def _share(block: Block, key: str, default: float, above: float = -1.0, most: float = 1.0 - 1e-9) -> float:
    if key not in block.entries:
        return default
    number = number_with_unit(as_scalar(block.entries[key]).text, "1")
    if not (0.0 <= number <= most and number > above):
        raise TextError(f"{key} is a share.", f"Write {key}: {default:.0%}.", block.entries[key].place)
    return number


def _break_even(block: Block) -> dict[str, Any]:
    example = "Write price: {path: markets.gas.purchase_price, from: 0 CNY/MWh, to: 800 CNY/MWh}."
    node, enters = block.entries.get("price"), block.entries.get("enters")
    if node is None or enters is None:
        raise TextError(
            "a break-even needs a price and what enters.",
            f"{example} Add enters: links.steam_pipe.",
            block.place,
        )
    inner = as_block(node, "price: {path: …, from: …, to: …}")
    unknown = [key for key in inner.entries if key not in ("path", "from", "to", "within")]
    if unknown or not {"path", "from", "to"} <= inner.entries.keys():
        raise TextError("the price has a path and a range.", example, node.place)
    (low, unit), (high, other) = (
        number_and_unit(as_scalar(inner.entries[key]).text) for key in ("from", "to")
    )
    if unit != other or not low < high:
        raise TextError("from is below to, in the same unit.", example, node.place)
    within = 0.01
    if "within" in inner.entries:
        within = number_with_unit(as_scalar(inner.entries["within"]).text, "1")
        if not 1e-6 <= within < 1.0:
            raise TextError(
                "within is a share of the range.", "Write within: 1 %.", inner.entries["within"].place
            )
    axis = Axis("price", as_text(inner.entries["path"]), "set", (), (low, high), unit, node.place)
    return {"axis": axis, "enters": as_text(enters), "within": within}
