"""A real Slurm, private and thrown away: an array of shards, and jobs through dask-jobqueue."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.study.running.slurm import cluster, missing
from tests.study.tiny import results_in

ROOT = Path(__file__).resolve().parents[3]
FIRMS = ROOT / "scenarios" / "three_firms"
STUDY = """study:
  kind: sweep
  park: {park}
  axes:
    gas: {{path: markets.gas.purchase_price, scale: {{from: 0.5, to: 2, points: 12}}}}
    carbon: {{path: levies.co2_price.price, scale: [0, 1]}}
"""

CASES = 12 * 2

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(missing()), reason=missing() or "-")]


@pytest.fixture(scope="module")
def slurm():
    with tempfile.TemporaryDirectory(prefix="slurm-") as folder, cluster(Path(folder)) as env:
        yield {**env, "PYTHONPATH": str(ROOT)}


def study_in(folder):
    path = folder / "study.yaml"
    path.write_text(STUDY.format(park=FIRMS), encoding="utf-8")
    return path


def run(study, env, *words):
    command = [sys.executable, "-m", "symbiosis.cli", "run", str(study), *words]
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False, timeout=500)


def jobs(env):
    told = subprocess.run(["squeue", "-h", "-o", "%i %T"], env=env, capture_output=True, check=True)
    return told.stdout.decode().split("\n")[:-1]


def test_an_array_of_shards_survives_a_cancelled_job(slurm, tmp_path):
    study = study_in(tmp_path)
    script = tmp_path / "job.sh"
    script.write_text(
        f"#!/bin/bash\n{sys.executable} -m symbiosis.cli run {study} --shard ${{SLURM_ARRAY_TASK_ID}}/3\n",
        encoding="utf-8",
    )
    submit = ["sbatch", "--array=1-3", "--mem=500", f"--output={tmp_path}/log-%a", str(script)]
    subprocess.run(submit, env=slurm, check=True, timeout=60)
    while jobs(slurm) and not results_in(study.parent / "study-run"):
        time.sleep(0.2)
    running = [job.split(" ")[0] for job in jobs(slurm) if "RUNNING" in job]
    subprocess.run(["scancel", *running[:1]], env=slurm, check=True, timeout=60)
    while jobs(slurm):
        time.sleep(0.2)
    subprocess.run(submit, env=slurm, check=True, timeout=60)  # the same array takes up what is open
    while jobs(slurm):
        time.sleep(0.2)
    folder = study.parent / "study-run"
    assert len(results_in(folder)) == CASES
    cut, flipped, *_ = sorted((folder / "results").glob("*.nc"))
    cut.write_bytes(cut.read_bytes()[:-100])
    bytes_of = bytearray(flipped.read_bytes())
    bytes_of[len(bytes_of) // 2] ^= 1
    flipped.write_bytes(bytes_of)
    done = run(study, slurm)  # both are noticed and solved again; nothing else is
    assert done.returncode == 0, done.stderr
    assert f"{CASES} cases: " in done.stdout
    assert len(results_in(folder)) == CASES
    assert len(list((folder / "set_aside").iterdir())) == 2


def test_jobs_of_dask_solve_a_study_though_one_is_cancelled(slurm, tmp_path):
    pytest.importorskip("dask_jobqueue")
    study = study_in(tmp_path)
    profile = tmp_path / "cluster.yaml"
    profile.write_text(
        f"jobs: 2\nqueue: debug\nmemory: 1GB\nwalltime: '00:10:00'\ninterface: lo\n"
        f"log_directory: {tmp_path}/logs\n",
        encoding="utf-8",
    )
    folder = study.parent / "study-run"
    command = [sys.executable, "-m", "symbiosis.cli", "run", str(study), "--slurm", str(profile)]
    with subprocess.Popen(
        command, env=slurm, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        while process.poll() is None and len(results_in(folder)) < 3:
            time.sleep(0.2)
        running = [job.split(" ")[0] for job in jobs(slurm) if "RUNNING" in job]
        subprocess.run(["scancel", *running[:1]], env=slurm, check=True, timeout=60)
        said = process.stdout.read()  # the other job does what was left
    assert process.returncode == 0, said
    assert len(results_in(folder)) == CASES
