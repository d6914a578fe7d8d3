"""Fills in what a carrier or market takes from the tables of factors, with source and confidence.

`factors: raw_coal` gives a carrier its standard coal, `factors: cod` its pollution equivalent;
`region: north, factor_year: 2023` give a market of power its location factor. What is stated stays.
"""

from __future__ import annotations

from symbiosis.catalogue.factors import EnergyFactor, Pollutant, factors
from symbiosis.park.problems import did_you_mean
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import Block, Node, Scalar, TextError
from symbiosis.tables.units import measure


def fill_factors(sections: dict[str, Node], reading: Reading) -> None:
    """Add to carriers and markets what their words name; words that are in no table are noted."""
    tables = factors()
    known: dict[str, EnergyFactor | Pollutant] = {**tables.energy, **tables.pollutants}
    for label, block in _things(sections, "carriers"):
        name = _text(block, "factors")
        if not name:
            continue
        where = Where("carriers", label, "factors")
        place = block.entries["factors"].place
        if name not in known:
            reading.wrong(where, "the tables have no such factor.", did_you_mean(name, known), place, name)
        else:
            found = known[name]
            if isinstance(found, Pollutant):
                _pollutant(block, found, place)
            else:
                _energy(block, found, where, place, reading)
    for label, block in _things(sections, "markets"):
        region, year = _text(block, "region"), _text(block, "factor_year")
        if region or year:
            _grid(block, region, year, Where("markets", label, "region"), reading)


def _things(sections: dict[str, Node], section: str) -> list[tuple[str, Block]]:
    block = sections.get(section)
    entries = block.entries if isinstance(block, Block) else {}
    return [(label, node) for label, node in entries.items() if isinstance(node, Block)]


def _text(block: Block, word: str) -> str:
    node = block.entries.get(word)
    return node.text.strip() if isinstance(node, Scalar) else ""


def _pollutant(block: Block, found: Pollutant, place: str) -> None:
    figure = (f"{found.equivalent!r} kg", found.source, found.confidence)
    _add(block, "pollution_equivalent", _figure(*figure, place), place)
    _add(block, "medium", Scalar(found.medium, place, quoted=True), place)


def _energy(block: Block, found: EnergyFactor, where: Where, place: str, reading: Reading) -> None:
    try:
        rate = measure(_text(block, "unit"))
        fits = (rate / measure(f"{found.amount}/h")).dimension == ()
        is_energy = (rate / measure("MW")).dimension == ()
    except TextError:
        return  # the unit itself is wrong and will be noted
    if not fits:
        if not is_energy:  # measured as energy, a fuel counts by its heat content
            message = f"the factor is per {found.amount}, the carrier is in {_text(block, 'unit')}."
            reading.wrong(where, message, "State standard_coal itself, with its unit.", place, found.label)
        return
    for field, value in (
        ("standard_coal", found.standard_coal),
        ("standard_coal_equivalent", found.equivalent),
    ):
        if value is not None:
            figure = _figure(f"{value!r} tce/{found.amount}", found.source, found.confidence, place)
            _add(block, field, figure, place)


def _grid(block: Block, region: str, year: str, where: Where, reading: Reading) -> None:
    grids = factors().grids
    node = block.entries.get("region") or block.entries["factor_year"]
    if (region, year) not in grids:
        regions = sorted({known for known, _ in grids})
        years = sorted(known for name, known in grids if name == region)
        if region not in regions:
            message, remedy = "the tables have no such region.", did_you_mean(region, regions)
        else:
            message = f"the tables have no factor of {region} for {year or 'no year'}."
            remedy = f"Write factor_year: {years[-1]}; known: {', '.join(years)}."
        reading.wrong(where, message, remedy, node.place, region)
        return
    found = grids[region, year]
    figure = _figure(f"{found.co2!r} tCO2/MWh", f"{found.source}, {year}", found.confidence, node.place)
    _add(block, "location_factor", figure, node.place)


def _figure(value: str, source: str, confidence: str, place: str) -> Block:
    entries: dict[str, Node] = {
        "value": Scalar(value, place),
        "source": Scalar(source, place, quoted=True),
        "confidence": Scalar(confidence, place),
    }
    return Block(place, entries, dict.fromkeys(entries, place))


def _add(block: Block, field: str, node: Node, place: str) -> None:
    if field not in block.entries:
        block.entries[field] = node
        block.keys[field] = place
