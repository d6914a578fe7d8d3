"""The same park gives the same program in every process: nothing depends on how words are hashed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import hashlib
from pathlib import Path
from symbiosis.horizon import full, weeks
from symbiosis.questions import assemble
from symbiosis.scenario import apply, read_scenarios
from symbiosis.tables.read import read_park
from tests.cases import water
from tests.formulation.parks import rich_park

def digest(park, horizon):
    program = assemble(park, horizon=horizon)
    sides = program.rows, program.columns
    names = [[(b.name, list(b.index)) for f in side.families for b in f.blocks] for side in sides]
    parts = repr(names).encode(), program.matrix.indices.tobytes(), program.matrix.data.tobytes()
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]

for park in (rich_park(), water.treated(), water.several(water.REFINERY)):
    print(digest(park, full(park.calendar)))
folder = Path("scenarios/northern_heavy")
park, named = read_park(folder), read_scenarios(folder)
for name in ("water", "regulated", "retrofit", "tenants"):
    changed = apply(park, named[name])
    print(name, digest(changed, weeks(changed.calendar, [3])))
"""


def test_programs_are_the_same_under_any_hash_seed():
    found = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        ran = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert ran.returncode == 0, ran.stderr
        found.append(ran.stdout.splitlines())
    assert len(found[0]) == 7
    assert found[0] == found[1]
