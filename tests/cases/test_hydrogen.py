"""Hydrogen of a chlor-alkali works first, of an electrolyser for the rest; gas of a digester, upgraded."""

from __future__ import annotations

import pytest

from symbiosis import read_park, solve

PARK = """
format: 1
park:
  name: hydrogen
  currency: CNY
  price_year: 2025
  tax_basis: excluding VAT
  discount_rate: 8 %
  time: {start: 2025-01-01T00:00, steps: 2, step: 1 h, time_zone: Asia/Shanghai}
carriers:
  power: {kind: energy, unit: MW}
  hydrogen: {kind: energy, unit: MW}
  heat: {kind: energy, unit: MW}
  chlorine: {kind: material, unit: t/h}
  biogas_feedstock: {kind: energy, unit: MW}
  biogas: {kind: energy, unit: MW}
  biomethane: {kind: energy, unit: MW}
enterprises:
  chlorine_works: {x: 0 km, y: 0 km}
  refinery: {x: 1 km, y: 0 km}
  farm: {x: 2 km, y: 0 km}
technologies:
  chlorine_works.cells:
    rated_on: chlorine
    ratios: {chlorine: 1, power: -2.6 MWh/t, hydrogen: 0.937 MWh/t}
    capacity: 10 t/h
  refinery.electrolyser: {from: electrolyser, capacity_max: 20 MW}
  farm.digester: {from: biogas_plant, capacity_max: 10 MW}
  farm.upgrading: {from: biogas_upgrading, capacity_max: 10 MW}
demands:
  chlorine_works.chlorine: {carrier: chlorine, rate: 10 t/h}
  refinery.hydrogen: {carrier: hydrogen, rate: 12 MW}
supplies:
  farm.manure: {carrier: biogas_feedstock, rate: 3 MW}
outlets:
  refinery.cooler: {carrier: heat, fee: 0 CNY/MWh}
  farm.field: {carrier: biogas_feedstock, fee: 1000000 CNY/MWh}
markets:
  grid: {carrier: power, members: all, purchase_price: 400 CNY/MWh}
  gas_grid: {carrier: biomethane, members: [farm], sale_price: 300 CNY/MWh, sale_limit: 2 MW}
links:
  pipe: {origin: chlorine_works, destination: refinery, carriers: [hydrogen], capacity: 50 MW}
"""


def test_by_product_hydrogen_comes_first_and_biogas_is_upgraded(tmp_path):
    (tmp_path / "park.yaml").write_text(PARK, encoding="utf-8")
    r = solve(read_park(tmp_path), "integrated_park")
    sent = r.exchange.sel(route="pipe:hydrogen").values
    assert sent.tolist() == pytest.approx([9.37] * 2)  # 10 t/h of chlorine
    made = r.activity.sel(technology="refinery.electrolyser").values
    assert made.tolist() == pytest.approx([12 - 9.37] * 2)
    bought = r.data["purchase"].sel(trade="grid:refinery").values
    assert bought.tolist() == pytest.approx([1.60849 * (12 - 9.37)] * 2)
    gas = r.activity.sel(technology="farm.upgrading").values
    assert gas.tolist() == pytest.approx([2.0] * 2)  # as much as the gas grid takes
    assert r.data["sale"].sel(trade="gas_grid:farm").values.tolist() == pytest.approx([2.0] * 2)
