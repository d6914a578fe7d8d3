"""What the guide shows of park files is read as it stands: words, units and shapes are the reader's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from symbiosis.park import ParkError
from symbiosis.park.park import SECTIONS
from symbiosis.tables.read import read_park

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "guide").glob("*.md"))
HEADS = {
    "park": """\
park:
  name: shown
  currency: CNY
  price_year: 2024
  tax_basis: excluding VAT
  discount_rate: 8 %
  time: {year: 2023, time_zone: Asia/Shanghai}
""",
    "carriers": """\
carriers:
  power: {kind: energy, unit: MW}
  gas: {kind: energy, unit: MW}
  coal: {kind: energy, unit: t/h, lower_heating_value: 23 GJ/t}
  steam: {kind: energy, unit: t/h}
  heat: {kind: energy, unit: MW, temperature: 90 °C, return_temperature: 50 °C}
  steam_40: {kind: energy, unit: t/h, pressure: 4 MPa(a), temperature: 400 °C}
  steam_10: {kind: energy, unit: t/h, pressure: 1 MPa(a), temperature: 200 °C, return_temperature: 90 °C}
  feed_water: {kind: water, unit: t/h, temperature: 104 °C}
  water: {kind: water, unit: m3/h}
  flue_gas: {kind: emission, unit: Nm3/h}
  so2: {kind: emission, unit: t/h}
  nox: {kind: emission, unit: t/h}
  dust: {kind: emission, unit: t/h}
  limestone: {kind: material, unit: t/h}
  gypsum: {kind: waste, unit: t/h}
  ammonia: {kind: material, unit: t/h}
  fly_ash: {kind: waste, unit: t/h}
  food_waste: {kind: waste, unit: t/h}
  biogas: {kind: energy, unit: MW}
  filter_cake: {kind: waste, unit: t/h}
  parts: {kind: material, unit: t/h}
""",
    "enterprises": """\
enterprises:
  plant: {}
  works: {}
  mill: {x: 1 km, y: 0 km}
  school: {x: 2 km, y: 1 km}
  utility: {role: utility, x: 0 km, y: 0 km}
""",
}
# what a piece of a park cannot know: what stands in the rest of it
ELSEWHERE = re.compile(
    "not declared|is missing|no profile|stated by no enterprise|counts no flow|cannot be read|no weather|"
    "is no enterprise|is no carrier|nothing can bring|the profile .* is in 1|has no plant rated on"
)


def pieces() -> list[tuple[str, str]]:
    """Every piece of a park.yaml in the guide with its page and line; whole files are tried elsewhere."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in re.finditer(r"^```yaml\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
            top = re.findall(r"^(\w+):", block[1], re.MULTILINE)
            if "format" not in top and set(top) <= {*SECTIONS, "park", "weather", "profiles"}:
                found.append((f"{page.name}:{text[: block.start()].count(chr(10)) + 1}", block[1]))
    return found


PIECES = pieces()


def faults(folder: Path, piece: str) -> list[str]:
    """Return what the reader says against a piece itself."""
    whole = re.sub(r"(,\s*)?(\.\.\.|…)(,\s*)?", lambda m: ", " if m[1] and m[3] else "", piece)
    if not re.match(r"\w", whole):
        whole = (
            f"technologies:\n{whole if whole.startswith('  plant') else f'  plant.shown:{chr(10)}{whole}'}"
        )
    heads = [head for name, head in HEADS.items() if not re.search(rf"^{name}:", whole, re.MULTILINE)]
    (folder / "park.yaml").write_text("".join(["format: 1\n", *heads, whole]), encoding="utf-8")
    try:
        read_park(folder)
    except ParkError as error:
        return [str(problem) for problem in error.problems if not ELSEWHERE.search(problem.message)]
    return []


@pytest.mark.parametrize(("place", "piece"), PIECES, ids=[place for place, _ in PIECES])
def test_a_piece_of_a_park_is_read(place, piece, tmp_path):
    assert faults(tmp_path, piece) == []


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        ("technologies:\n  mill.boiler: {..., capcity: 3 t/h}\n", 'Did you mean "capacity"'),
        ("requirements:\n  r: {formula: made(steam, mill), at_most: 0 t}\n", "is no formula"),
        ("demands:\n  mill.gas: {carrier: gas, rate: 3 m3/h}\n", "is expected"),
    ],
)
def test_a_slip_is_seen(piece, said, tmp_path):
    assert any(said in fault for fault in faults(tmp_path, piece))
