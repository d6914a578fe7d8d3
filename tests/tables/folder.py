"""A small park folder that reads well, and ways to spoil it."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbiosis.park.park import Park
from symbiosis.park.problems import ParkError, Problem
from symbiosis.tables.read import read_park

PARK = """\
format: 1
park:
  name: two_firms
  currency: CNY
  price_year: 2024
  tax_basis: excluding VAT
  discount_rate: 8 %
  time: {start: 2023-01-01T00:00, steps: 4, time_zone: Asia/Shanghai}
carriers:
  steam: {kind: energy, unit: t/h}
  gas: {kind: energy, unit: MW}
  coal: {kind: energy, unit: MW, lower_heating_value: 7 MWh/t}
  gypsum: {kind: waste, unit: t/h}
  co2: {kind: emission, unit: t/h}
enterprises:
  mill: {role: producer, x: 1 km, y: 0 km}
  town: {role: town}
technologies:
  mill.boiler:
    rated_on: steam
    ratios: {gas: -0.75 MWh/t, steam: 1, co2: 150 kg/t}
    capacity: 20 t/h
    capacity_max: 60 t/h
    investment_per_capacity: 90 万元/(t/h)
    lifetime: 20 a
demands:
  mill.steam: {carrier: steam, rate: {profile: load, scale: 12 t/h}}
supplies:
  mill.gypsum: {carrier: gypsum, rate: 2 t/h}
outlets:
  mill.landfill: {carrier: gypsum, fee: 50 CNY/t}
markets:
  gas: {carrier: gas, members: all, purchase_price: {profile: gas_price}}
  coal: {carrier: coal, members: [mill], purchase_price: 700 CNY/t}
"""
PROFILES = """\
time,load [1],gas_price [CNY/MWh]
2023-01-01T00:00,0.5,300
2023-01-01T01:00,1,310
2023-01-01T02:00,1,320
2023-01-01T03:00,0.5,300
"""


def line_of(text: str) -> int:
    """Return the line of the unspoiled park in which a text first stands."""
    return PARK[: PARK.index(text)].count("\n") + 1


BOILER = line_of("mill.boiler")
RATIOS = "ratios: {gas: -0.75 MWh/t, steam: 1, co2: 150 kg/t}"


def folder(
    where: Path, *changes: tuple[str, str], profiles: str | bytes | None = PROFILES, **files: str | bytes
) -> Path:
    """Write the park with texts replaced, each of which stands there once; `files` are more CSV files."""
    text = PARK
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the park"
        text = text.replace(old, new)
    where.mkdir(parents=True, exist_ok=True)
    (where / "park.yaml").write_text(text, encoding="utf-8", newline="")
    if profiles is not None:
        (where / "profiles").mkdir(exist_ok=True)
        _save(where / "profiles" / "p.csv", profiles)
    for name, content in files.items():
        _save(where / f"{name}.csv", content)
    return where


def _save(path: Path, content: str | bytes) -> None:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def problems(where: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a folder; fails when nothing is."""
    with pytest.raises(ParkError) as caught:
        read_park(where)
    return caught.value.problems


def only_problem(where: Path) -> str:
    """Return the one sentence said about a folder; fails when there are more."""
    found = problems(where)
    assert len(found) == 1, "\n".join(map(str, found))
    return str(found[0])


def good(where: Path) -> Park:
    """Return the park of the unspoiled folder."""
    return read_park(folder(where))
