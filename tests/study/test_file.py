"""Study files: what they say, and what is wrong with them, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbiosis.park import ParkError
from symbiosis.study.axes import Sample
from symbiosis.study.file import read_study
from symbiosis.study.running.profile import read_profile

FIRMS = Path(__file__).resolve().parents[2] / "scenarios" / "three_firms"


def written(tmp_path, text):
    path = tmp_path / "gas and carbon.yaml"
    path.write_text(f"study:\n  park: {FIRMS}\n{text}", encoding="utf-8")
    return path


def test_a_study_file_says_what_is_varied(tmp_path):
    text = """  kind: sweep
  question: [stand_alone, integrated_park]
  horizon: {annualised: false}
  options: {gap: 0.5 %, time_limit: 2 min, seed: 3}
  axes:
    gas: {path: markets.gas.purchase_price, set: [200 CNY/MWh, 400 CNY/MWh]}
    carbon: {path: levies.co2_price.price, scale: {from: 0, to: 2, points: 5}}
    route: {path: links.steam_pipe.mode, set: [pipe, duct]}
  keep: [cost, capacity]
"""
    study = read_study(written(tmp_path, text))
    assert study.name == "gas and carbon"
    assert (study.options.gap, study.options.time_limit, study.options.seed) == (0.005, 120.0, 3)
    gas, carbon, route = study.axes
    assert (gas.numbers, gas.unit) == ((200.0, 400.0), "CNY/MWh")
    assert carbon.numbers == (0.0, 0.5, 1.0, 1.5, 2.0)
    assert route.coordinates == ("pipe", "duct")
    assert len(list(study.cases())) == 2 * 2 * 5 * 2
    assert study.keep == ("cost", "capacity")


def test_a_sample_is_read(tmp_path):
    text = """  kind: sweep
  axes: {gas: {path: markets.gas.purchase_price, set: {from: 200 CNY/MWh, to: 400 CNY/MWh}}}
  sample: {method: latin_hypercube, points: 6, seed: 4}
"""
    study = read_study(written(tmp_path, text))
    assert study.sample == Sample("latin_hypercube", 6, 4)
    assert len(list(study.cases())) == 6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  kind: swep\n", ("yaml:3", 'Did you mean "sweep"?')),
        ("  kin: sweep\n", ("yaml:3", 'Did you mean "kind"?')),
        ("  kind: sweep\n", ("a sweep needs axes",)),
        ("  question: integrated\n", ("yaml:3", "there is no question")),
        ("  scenarios: [dear]\n", ("yaml:3", 'there is no scenario "dear"')),
        ("  options: {gap: 3 t}\n", ("yaml:3", "options")),
        ("  options: {threads: 0.5}\n", ("yaml:3", "not a whole number")),
        ("  axes: {a: {path: x.y, set: [1 t, 1 t]}}\n", ("listed twice",)),
        (
            "  axes:\n"
            + "".join(f"    {a}: {{path: x.{a}, scale: {{from: 1, to: 2, points: 1001}}}}\n" for a in "ab"),
            ("more than 1,000,000 cases",),
        ),
        ("  kind: break_even\n  price: gas\n  enters: x.y\n", ("Write price: {path: …, from: …, to: …}.",)),
        ("  axes: {a: {path: x.y, set: {from: 1 t, to: 2 kg}}}\n", ("same unit",)),
        ("  axes: {a: {path: x.y, scale: {from: 3, to: 2}}}\n", ("from the smaller",)),
        ("  axes: {a: {set: [1]}}\n", ("an axis needs a path",)),
        ("  keep: [costs]\n", ('Did you mean "cost"?',)),
        ("  sample: {points: 3}\n", ("a sample needs axes",)),
        ("  kind: front\n", ("two objectives",)),
        ("  kind: front\n  minimise: [cost, co2]\n", ("yaml:4", "is no total")),
        ("  kind: break_even\n", ("a break-even needs a price",)),
    ],
)
def test_what_is_wrong_is_found_where_it_stands(tmp_path, text, said):
    with pytest.raises(ParkError) as caught:
        read_study(written(tmp_path, text))
    message = str(caught.value.problems[0])
    assert all(part in message for part in said), message


def test_a_profile_of_a_cluster_is_read_with_its_lines(tmp_path):
    path = tmp_path / "cluster.yaml"
    path.write_text(
        "jobs: 4\nqueue: long\nmemory: 8GB\njob_extra_directives: [--exclusive]\n", encoding="utf-8"
    )
    assert read_profile(path) == {
        "jobs": 4,
        "queue": "long",
        "memory": "8GB",
        "job_extra_directives": ["--exclusive"],
    }
    path.write_text("jobs: 4\nque: long\n", encoding="utf-8")
    with pytest.raises(ParkError, match=r'cluster.yaml:2.*Did you mean "queue"'):
        read_profile(path)


def test_every_slip_of_a_study_and_of_its_park_comes_at_once(tmp_path):
    (tmp_path / "study.yaml").write_text(
        "study:\n  park: nowhere\n  kind: swep\n"
        "  options: {gap: 3 t, time_limit: 5, tread: 1}\n  keep: [cots]\n",
        encoding="utf-8",
    )
    with pytest.raises(ParkError) as caught:
        read_study(tmp_path / "study.yaml")
    said = [(problem.field, problem.place.rpartition(":")[2]) for problem in caught.value.problems]
    assert [field for field, _ in said] == [
        "kind",
        "",
        "options.gap",
        "options.time_limit",
        "options.tread",
        "keep",
    ]
    assert [line for field, line in said if field] == ["3", "4", "4", "4", "5"]
    assert "there is no such file or folder" in caught.value.problems[1].message


def test_a_park_may_be_named_by_its_file(tmp_path):
    (tmp_path / "scenarios.yaml").write_text(
        "format: 1\nscenarios:\n  dear: {changes: {markets.gas.purchase_price: {scale: 2}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "profiles").symlink_to(FIRMS / "profiles")
    (tmp_path / "park.yaml").write_bytes((FIRMS / "park.yaml").read_bytes())
    (tmp_path / "study.yaml").write_text("study: {park: park.yaml, scenarios: all}\n", encoding="utf-8")
    assert [scenario.name for scenario in read_study(tmp_path / "study.yaml").scenarios] == ["base", "dear"]


@pytest.mark.parametrize(
    ("word", "cluster"),
    [("slurm", "SLURMCluster"), ("pbs", "PBSCluster"), ("lsf", "LSFCluster"), ("sge", "SGECluster")],
)
def test_a_profile_asks_for_jobs_of_its_scheduler(monkeypatch, word, cluster):
    jobqueue = pytest.importorskip("dask_jobqueue")
    from symbiosis.study.running import crew

    asked = {}

    class Cluster:
        def __init__(self, **words):
            asked.update(words)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def scale(self, jobs):
            asked["jobs"] = jobs

    class Client(Cluster):
        def __init__(self, cluster):
            pass

    monkeypatch.setattr(jobqueue, cluster, Cluster)
    monkeypatch.setattr(crew._distributed(), "Client", Client)
    with crew.slurm({"scheduler": word, "jobs": 3, "queue": "long", "memory": "2GB"}) as found:
        assert found.workers == 3
    assert asked == {"processes": 1, "cores": 1, "queue": "long", "memory": "2GB", "jobs": 3}


def test_a_scheduler_that_is_not_known_is_said():
    pytest.importorskip("dask_jobqueue")
    from symbiosis.study.running import crew

    with pytest.raises(crew.StudyError, match='Did you mean "slurm"'), crew.slurm({"scheduler": "slurn"}):
        pass
