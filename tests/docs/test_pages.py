"""The generated pages leave nothing out: every field of the registry, every block, every question."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from symbiosis.blocks.language import Step
from symbiosis.park import Calendar, Carrier, Demand, Enterprise, Market, Park, Settings, Technology
from symbiosis.park.fields import specs

ROOT = Path(__file__).resolve().parents[2]


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFERENCE = script("reference")
ALGEBRA = script("algebra")
FIELDS = [(name, kind, field) for name, kind in REFERENCE.sections().items() for field in specs(kind)]


@pytest.mark.parametrize(
    ("section", "kind", "field"), FIELDS, ids=[f"{name}.{field}" for name, _, field in FIELDS]
)
def test_every_field_stands_in_the_reference(section, kind, field):
    part = REFERENCE.page().split(f"\n## {section}\n")[1].split("\n## ")[0]
    (row,) = [line for line in part.splitlines() if line.startswith(f"| `{field}` |")]
    assert specs(kind)[field].meaning in row
    assert row.count("|") == 5


def test_a_required_field_and_a_default_are_told_apart():
    page = REFERENCE.page()
    assert "| `rated_on` | one of `carriers` | **required** |" in page
    assert "| `detour_factor` | 1 | 1 |" in page


@pytest.mark.parametrize("folder", ["symbiosis/blocks", "models"])
def test_every_block_and_question_has_a_page(folder, tmp_path):
    files = ALGEBRA.sources(ROOT / folder)
    assert files
    written = {path.relative_to(tmp_path).as_posix() for path in ALGEBRA.write(tmp_path)}
    assert {f"{Path(folder).name}/{path.stem}.md" for path in files} <= written


@pytest.mark.parametrize("margin", ["    ", ""])
def test_a_page_shows_a_formula_as_code(margin, tmp_path):
    block = tmp_path / "storage.py"
    block.write_text(
        f'"""A store.\n\n{margin}s[t] = s[t−1] + c[t]\n"""\n\ndef add(m):\n    """Add stores."""\n',
        "utf-8",
    )
    assert ALGEBRA.page_of_block(block) == (
        "# Storage\n\n`symbiosis/blocks/storage.py`\n\nA store.\n\n    s[t] = s[t−1] + c[t]\n\n"
        "## `add`\n\nAdd stores.\n"
    )


def mill_with_two_boilers() -> Park:
    boilers = [
        Technology(
            label=f"mill.{fuel}_boiler", rated_on="steam", ratios={fuel: -1.0, "steam": 1.0}, capacity=10.0
        )
        for fuel in ("gas", "biomass")
    ]
    return Park(
        settings=Settings(name="x", currency="CNY", price_year=2024, tax_basis="none", discount_rate=0.08),
        calendar=Calendar.short(2),
        carriers=[Carrier(label=k, kind="energy", unit="MW") for k in ("gas", "biomass", "steam")],
        enterprises=[Enterprise(label="mill")],
        technologies=boilers,
        demands=[Demand(label="mill.steam", carrier="steam", rate=5.0)],
        markets=[
            Market(label=k, carrier=k, members=("mill",), purchase_price=100.0) for k in ("gas", "biomass")
        ],
    )


def test_the_constraint_of_the_guide_can_be_built():
    guide = (ROOT / "docs" / "guide" / "own_constraint.md").read_text(encoding="utf-8")
    question: dict[str, Any] = {}
    exec(compile(guide.split("```python\n")[1].split("```")[0], "own_constraint.md", "exec"), question)
    park = question["scope"](mill_with_two_boilers())
    m = Step(park)
    question["build"](m, park)
    assert (
        str(m.gas_follows_biomass.expr)
        == "activity['mill.gas_boiler']  <=  2*activity['mill.biomass_boiler']"
    )


def test_the_catalogue_page_names_every_entry_with_its_source():
    from symbiosis.catalogue.plants import plants

    lines = script("catalogue").page().splitlines()
    for label, entry in plants().items():
        (row,) = [line for line in lines if line.startswith(f"| `{label}` |")]
        assert entry.source in row
        assert row.endswith(f"| {entry.confidence} |")
        assert row.count("|") == 15
