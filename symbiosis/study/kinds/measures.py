"""The measures of an abatement study, read from its file.

measures:
  heat_pump: {build: {town.heat_pump: 10 MW, heat_main.town: any}}    exactly this size, and any size
  pipe: {build: [links.steam_pipe]}                                   the size is the solver's to choose
  cleaner_power: {scenario: green_grid}                               changes of the park
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from symbiosis.park.problems import did_you_mean
from symbiosis.scenario.changes import Scenario
from symbiosis.study.kinds.abatement import UNCHANGED, Measure
from symbiosis.study.running.collect import unit_of
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import as_block, as_names, as_text
from symbiosis.tables.source import Block, Node, TextError

if TYPE_CHECKING:
    from symbiosis.park.park import Park

ANY = "any"
EXAMPLE = "Write measures: {heat_pump: {build: {town.heat_pump: 10 MW}}, green: {scenario: green_grid}}."
SHAPE = "measures: {heat_pump: {build: {…}}, green: {scenario: …}}"


def read_measures(block: Block, park: Park, scenarios: Mapping[str, Scenario]) -> tuple[Measure, ...]:
    """Return the measures of a study; raises TextError for the first that cannot be taken."""
    node = block.entries.get("measures")
    if node is None:
        raise TextError("an abatement study needs measures.", EXAMPLE, block.place)
    given = as_block(node, SHAPE)
    if not given.entries:
        raise TextError("there are no measures.", EXAMPLE, node.place)
    return tuple(
        _measure(name, as_block(entry, SHAPE), park, scenarios) for name, entry in given.entries.items()
    )


def _measure(name: str, block: Block, park: Park, scenarios: Mapping[str, Scenario]) -> Measure:
    for key in block.entries:
        if key not in ("build", "scenario"):
            remedy = did_you_mean(key, ("build", "scenario"))
            raise TextError(f'"{key}" is not known here.', remedy, block.keys[key])
    if not block.entries:
        raise TextError(f"{name} does nothing.", EXAMPLE, block.place)
    scenario = UNCHANGED
    if "scenario" in block.entries:
        word = as_text(block.entries["scenario"])
        if word not in scenarios:
            remedy = did_you_mean(word, scenarios)
            raise TextError(f'there is no scenario "{word}".', remedy, block.entries["scenario"].place)
        scenario = scenarios[word]
    return Measure(name, scenario, _build(block.entries.get("build"), park))


def _build(node: Node | None, park: Park) -> tuple[tuple[str, float | None], ...]:
    if node is None:
        return ()
    known = {asset.label: asset for _, asset in park.assets() if asset.expandable}  # type: ignore[attr-defined]
    sized = node.entries if isinstance(node, Block) else dict.fromkeys(as_names(node))
    found: list[tuple[str, float | None]] = []
    for path, entry in sized.items():
        label = path.partition(".")[2] if path.partition(".")[0] in SECTIONS else path
        if label not in known:
            raise TextError(f"{label} is nothing that may be built.", did_you_mean(label, known), node.place)
        size = None
        if entry is not None and as_scalar(entry).text.strip() != ANY:
            unit = unit_of(park, "new", label)
            size = number_with_unit(as_scalar(entry).text, unit)
            if not 0.0 <= size <= known[label].room:
                most = f"At most {known[label].room:g} {unit} may be new."
                raise TextError(f"{label} cannot have {size:g} {unit} new.", most, entry.place)
        found.append((label, size))
    return tuple(found)


SECTIONS = ("technologies", "stores", "links", "networks")
