"""Results on disk: those of earlier versions are read, or refused in words that say what to do."""

from __future__ import annotations

import dataclasses

import pytest

from symbiosis.results.files import OlderFormatError, read, write
from symbiosis.results.store import load_results, save_results
from tests.parks import need, optimum, shop, small_park


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "plan.nc"
    save_results(optimum(small_park(2, need("mill.heat", 3.0), shop("heat", 10.0, "mill"))), path)
    return read(path)


def without(bundle, path, *beginnings):
    """Write a result as a version wrote it that did not know some words of its inputs."""
    kept = {key: value for key, value in bundle.inputs.items() if not key.startswith(beginnings)}
    assert len(kept) < len(bundle.inputs)
    return write(dataclasses.replace(bundle, inputs=kept), path)


def test_a_result_from_before_seasonal_stores_is_read_and_verified(bundle, tmp_path):
    results = load_results(without(bundle, tmp_path / "old.nc", "group order"))
    assert results.status == "optimal"
    assert results.outcome.objective == pytest.approx(2 * 3 * 10.0)
    assert len(results.horizon.groups["order"]) == 0


def test_a_result_that_says_too_little_is_refused_with_its_version_and_day(bundle, tmp_path):
    path = without(bundle, tmp_path / "older.nc", "horizon years")
    version, day = (bundle.provenance[key] for key in ("version of symbiosis", "made"))
    with pytest.raises(OlderFormatError, match=r"Solve it again.*version that wrote it") as refused:
        load_results(path)
    assert str(refused.value).startswith(f"older.nc: was written by symbiosis {version} on {day[:10]} ")
    assert "horizon years" in str(refused.value)
