"""`scenarios.yaml` in a park's folder: named changes, each with its place in the file.

    format: 1
    scenarios:
      dear_gas:
        title: Gas at twice its price
        changes:
          markets.gas.purchase_price: {scale: 2}
      no_pipe:
        changes: {links.steam_pipe: remove}
      both: {after: [dear_gas, no_pipe]}

Changes are made in the order they are written, after those of the scenarios named in `after`, in that
order.
"""

from __future__ import annotations

import os
from pathlib import Path

from symbiosis.park.labels import label_fault
from symbiosis.park.problems import ParkError, did_you_mean
from symbiosis.scenario.changes import VERBS, Change, Scenario, value_of
from symbiosis.tables import yaml_text
from symbiosis.tables.reading import Reading, Where, as_block, as_names, as_text
from symbiosis.tables.source import Block, Listing, Node, Scalar, TextError, decoded

FILE = "scenarios.yaml"
BASE = "base"
_WORDS = ("title", "after", "changes")


def read_scenarios(path: str | os.PathLike[str]) -> dict[str, Scenario]:
    """Return the scenarios of a park's folder (or of a file) by name; `base`, the park as it is, comes first.

    A folder without the file has only `base`. Raises ParkError with every problem and its line.
    """
    file = Path(path)
    if file.is_dir():
        file = file / FILE
        if not file.is_file():
            return {BASE: Scenario(BASE)}
    reading = Reading()
    top = load_yaml(file, reading)
    if top is not None:
        for key in top.entries:
            if key not in ("format", "scenarios"):
                remedy = did_you_mean(key, ("format", "scenarios"))
                reading.wrong(Where(key), "this word is not known here.", remedy, top.keys[key])
        found = _scenarios(top.entries.get("scenarios"), file.name, reading)
    if reading.problems:
        raise ParkError(reading.problems)
    return {BASE: Scenario(BASE), **found}


def load_yaml(file: Path, reading: Reading) -> Block | None:
    """Return the top block of a YAML file; what is wrong with it is noted."""
    try:
        return yaml_text.load(decoded(file.read_bytes()), file.name, reading.report)
    except TextError as fault:
        reading.report(file.name, fault.message, fault.remedy)
    except OSError as error:
        reading.report(str(file), f"the file cannot be read ({error.strerror}).", "Check its name.")
    return None


def _scenarios(node: Node | None, file: str, reading: Reading) -> dict[str, Scenario]:
    try:
        if node is None:
            raise TextError("there are no scenarios.", "Write `scenarios:` with named changes below.", file)
        block = as_block(node, "dear_gas: {changes: {…}}")
    except TextError as fault:
        reading.wrong(Where("scenarios"), fault.message, fault.remedy, fault.place or file)
        return {}
    found: dict[str, Scenario] = {}
    for name, entry in block.entries.items():
        where, place = Where("scenarios", name), block.keys[name]
        fault_of_name = label_fault(name)
        if name == BASE:
            fault_of_name = ("`base` is the park as it is.", "Choose another name.")
        if fault_of_name is not None:
            reading.wrong(where, *fault_of_name, place)
            continue
        try:
            inner = as_block(entry, "{changes: {…}}")
            found[name] = _scenario(name, inner, found, where, reading)
        except TextError as fault:
            reading.wrong(where, fault.message, fault.remedy, fault.place or entry.place)
    return found


def _scenario(
    name: str, block: Block, known: dict[str, Scenario], where: Where, reading: Reading
) -> Scenario:
    for key in block.entries:
        if key not in _WORDS:
            reading.wrong(
                where.of(key), "this word is not known here.", did_you_mean(key, _WORDS), block.keys[key]
            )
    title = as_text(block.entries["title"]) if "title" in block.entries else ""
    changes: list[Change] = []
    if "after" in block.entries:
        node = block.entries["after"]
        for earlier in as_names(node):
            if earlier not in known:
                remedy = did_you_mean(earlier, known) if known else "Write it after the scenarios it names."
                raise TextError(f'no scenario "{earlier}" stands above this one.', remedy, node.place)
            changes += known[earlier].changes
    if "changes" in block.entries:
        changes += read_changes(block.entries["changes"], where, reading)
    if not changes:
        raise TextError("the scenario changes nothing.", "Add `changes:` or `after:`.", block.place)
    return Scenario(name, tuple(changes), title)


def read_changes(node: Node, where: Where, reading: Reading) -> list[Change]:
    """Return the changes of a block `path: {verb: value}`; what is wrong is noted."""
    block = as_block(node, "markets.gas.purchase_price: {scale: 1.8}")
    found = []
    for path, entry in block.entries.items():
        place = block.keys[path]
        try:
            found.append(_change(path, entry, place))
        except TextError as fault:
            reading.wrong(where.of(path), fault.message, fault.remedy, fault.place or place)
    return found


def _change(path: str, node: Node, place: str) -> Change:
    if isinstance(node, Scalar) and node.text.strip() == "remove":
        return Change("remove", path, None, place)
    example = "Write {set: …}, {scale: …}, {add: …}, {choose: […]} or remove."
    if isinstance(node, Scalar | Listing) or len(node.entries) != 1:
        raise TextError("one verb is expected here.", example)
    verb, value = next(iter(node.entries.items()))
    if verb not in VERBS or verb == "remove":
        raise TextError(f'"{verb}" is no verb.', did_you_mean(verb, VERBS) if verb != "remove" else example)
    return Change(verb, path, value_of(value), place, value)
