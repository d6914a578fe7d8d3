"""Clusters that do not answer: a run that is told to stop ends, and no case is blamed for it."""

from __future__ import annotations

import time

import pytest

from symbiosis.study.running import crew
from symbiosis.study.running.archive import Archive
from symbiosis.study.running.run import run
from tests.study.tiny import gas_price, heat_study

distributed = pytest.importorskip("distributed")


def sweep():
    return heat_study(kind="sweep", axes=(gas_price(10, 20, 30),))


@pytest.fixture
def empty_cluster():
    """A dask scheduler without a worker."""
    with (
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def test_a_run_without_a_worker_ends_when_it_is_told_to(empty_cluster, tmp_path, monkeypatch):
    monkeypatch.setattr(crew, "PATIENCE", 0.5)
    monkeypatch.setattr(crew, "SPARE", 0.1)
    begun = time.monotonic()
    ran = run(sweep(), tmp_path, crew.Together(empty_cluster, 1), until=time.time() + 1.0)
    assert time.monotonic() - begun < 15.0
    assert ran.stopped
    assert not ran.complete
    assert ran.known == []
    assert list(Archive(tmp_path).lines()) == []  # nobody died, nothing failed


def test_cases_that_a_cluster_lets_go_are_not_to_blame(empty_cluster, tmp_path):
    together = crew.Together(empty_cluster, 1)
    orders = [({"case": "a"}, 0), ({"case": "b"}, 0)]
    going = together.solve(orders, tmp_path / "stop", lambda event: None)
    submit = empty_cluster.submit

    def lost(*words, **more):
        future = submit(*words, **more)
        future.cancel()
        return future

    empty_cluster.submit = lost
    events = [event for several in going for event in several]
    assert {(event["event"], event["case"]) for event in events} == {("failed", "a"), ("failed", "b")}
