"""The park files of the guide to pooling and water problems are read, and cost what the page says."""

import re
from pathlib import Path

import pytest

from symbiosis.questions import solve
from symbiosis.solver import Options
from symbiosis.tables.read import read_park

PAGE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "blending.md"
KNOWN = {"haverly": -400.0, "polley": 70.0, "wang_smith": 90.0, "recycling": 20.0 + 0.1 * 7000 / 95}
FILES = re.findall(r"```yaml\n(format: 1\n.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("text", FILES, ids=[re.search(r"name: (\w+)", text)[1] for text in FILES])
def test_a_park_file_costs_what_was_published(text, tmp_path):
    (tmp_path / "park.yaml").write_text(text, encoding="utf-8")
    park = read_park(tmp_path)
    r = solve(park, options=Options(gap=1e-4, time_limit=60.0))
    assert r.verdict.ok
    known = KNOWN[park.settings.name]
    assert r.outcome.objective == pytest.approx(known, rel=2e-4)
    assert r.outcome.bound <= known + 1e-6 * abs(known)


def test_every_family_has_its_file():
    assert len(FILES) == len(KNOWN)
