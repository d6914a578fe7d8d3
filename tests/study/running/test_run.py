"""Running studies: answers by heart, nothing done twice, nothing trusted that was damaged."""

from __future__ import annotations

import json
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from symbiosis.park import Market, Outlet, ParkError, Technology
from symbiosis.scenario import Scenario, add, put, scale
from symbiosis.solver.options import Options
from symbiosis.study.running.archive import Archive, Record
from symbiosis.study.running.collect import collect, to_dataset
from symbiosis.study.running.crew import Alone, Beside, local
from symbiosis.study.running.run import Shard, StudyError, run
from tests.parks import need, small_park
from tests.study.tiny import CHEAP, DEAR, gas_price, heat_study, results_in


def costs(ran):
    return {case.name: (record.indicators or {}).get("cost") for case, record in ran.known}


@pytest.fixture(scope="module")
def sweep():
    return heat_study(kind="sweep", scenarios=(Scenario("base"), DEAR), axes=(gas_price(20, 30),))


@pytest.fixture(scope="module")
def swept(sweep, tmp_path_factory):
    return run(sweep, tmp_path_factory.mktemp("run") / "研究 1")


def test_a_sweep_answers_every_case(swept):
    # the axis is set after the scenario, so dear gas makes no difference here
    assert swept.complete
    assert list(costs(swept).values()) == pytest.approx([2 * 25 * 8760, CHEAP] * 2)


def test_equal_cases_are_solved_once(swept):
    assert len(swept.cases) == 4
    assert len(results_in(swept.folder)) == 2


def test_a_run_that_is_finished_repeats_nothing(sweep, swept):
    before = results_in(swept.folder)
    said = []
    again = run(sweep, swept.folder, listener=lambda event, tally: said.append(event))
    assert again.complete
    assert said == []
    assert results_in(swept.folder) == before
    assert costs(again) == costs(swept)


def test_what_is_collected_has_the_axes_of_the_study(swept):
    data = to_dataset(swept)
    assert data["cost"].dims == ("question", "scenario", "gas_price")
    assert data["cost"].sel(scenario="dear_gas", gas_price=30).item() == pytest.approx(CHEAP)
    assert data["gas_price"].attrs["units"] == "CNY/MWh"
    assert data["emission"].sel(
        scenario="base", gas_price=20, emission_emission="co2"
    ).item() == pytest.approx(4380)
    folder = collect(swept)
    lines = (folder / "cases.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("question,scenario,gas_price [CNY/MWh],status,cost [CNY/a]")
    assert len(lines) == 5
    assert "capacity,mill.burner,9.0,MW" in (folder / "figures.csv").read_text(encoding="utf-8-sig")


def test_a_result_tells_how_its_park_was_changed(swept):
    from symbiosis.results.store import load_results

    _, name = swept.cases[-1]
    results = load_results(swept.folder / "results" / f"{name}.nc")
    changes = json.loads(results.provenance["changes"])
    assert changes[-1] == {"path": "markets.gas.purchase_price", "set": "30 CNY/MWh"}
    assert results.provenance["case"] == name


@pytest.mark.parametrize("damage", ["cut", "flip", pytest.param("empty", marks=pytest.mark.slow), "swap"])
def test_damaged_files_are_set_aside_and_solved_again(sweep, swept, tmp_path, damage):
    import shutil

    folder = Path(shutil.copytree(swept.folder, tmp_path / "run"))
    victim, other = sorted((folder / "results").glob("*.nc"))
    whole = victim.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    victim.write_bytes(
        {"cut": whole[:-100], "flip": bytes(flipped), "empty": b"", "swap": other.read_bytes()}[damage]
    )
    ran = run(sweep, folder)
    assert ran.complete
    assert costs(ran) == costs(swept)
    assert len(list((folder / "set_aside").iterdir())) == 1
    assert any(event.get("event") == "file set aside" for event in Archive(folder).lines())


def test_a_result_the_journal_does_not_know_is_adopted(sweep, swept, tmp_path):
    import shutil

    folder = Path(shutil.copytree(swept.folder, tmp_path / "run"))
    (folder / "journal.jsonl").write_text('{"event": "finis', encoding="utf-8")  # cut off by a kill
    said = []
    ran = run(sweep, folder, listener=lambda event, tally: said.append(event))
    assert ran.complete
    assert said == []
    assert costs(ran) == costs(swept)


def test_an_infeasible_case_is_an_answer(tmp_path):
    hungry = Scenario("hungry", (put("demands.mill.heat.rate", "20 MW"),))
    study = heat_study(scenarios=(hungry,))
    ran = run(study, tmp_path)
    assert [record.status for _, record in ran.known] == ["infeasible"]
    assert ran.complete
    said = []
    run(study, tmp_path, listener=lambda event, tally: said.append(event))
    assert said == []


def test_a_case_that_cannot_be_asked_says_why_and_leaves_no_file(tmp_path):
    pipe = {
        "origin": "mill",
        "destination": "house",
        "carriers": ["heat"],
        "length": "1 km",
        "capacity_max": "5 MW",
        "investment_per_capacity": "0 CNY/MW",
        "lifetime": "20 a",
    }
    house = Scenario(
        "house",
        (
            add("enterprises.house", {}),
            add("demands.house.heat", {"carrier": "heat", "rate": "1 MW"}),
            add("links.pipe", pipe),
        ),
    )
    ran = run(heat_study(scenarios=(house,), questions=("stand_alone", "integrated_park")), tmp_path)
    assert [record.status for _, record in ran.known] == ["impossible", "optimal"]
    assert "demands.house.heat" in ran.known[0][1].message
    assert ran.complete
    assert len(results_in(tmp_path)) == 1


def test_a_change_that_does_not_fit_stops_before_anything_is_solved(tmp_path):
    typo = Scenario("typo", (scale("markets.gaz.purchase_price", 2),))
    with pytest.raises(ParkError, match=r'Did you mean "markets\.gas\.purchase_price"'):
        run(heat_study(scenarios=(Scenario("base"), typo)), tmp_path)
    assert not results_in(tmp_path)


def test_what_was_stopped_by_a_limit_is_taken_up_with_a_longer_one():
    stopped = Record("c", "feasible_time_limit", "f", 10.0, "time limit")
    assert stopped.settled(10.0)
    assert stopped.settled(5.0)
    assert not stopped.settled(60.0)
    assert not stopped.settled(None)
    assert not replace(stopped, stopped_by="interrupt").settled(5.0)
    assert Record("c", "infeasible").settled(None)


def test_time_limit_and_comments_do_not_change_a_case():
    from symbiosis.study.running.case import meaning
    from symbiosis.study.running.run import identities

    def name(**options):
        study = heat_study(options=Options(threads=1, **options))
        return next(identities(study, list(study.cases())))[1]

    assert name() == name(time_limit=60)
    assert len({name(), name(seed=1), name(gap=0.1)}) == 3
    assert meaning("def f():\n    '''A.'''\n    return 1") == meaning("def f():\n    return 1  # one")


def test_shards_share_the_cases_and_any_run_collects_them(tmp_path):
    study = heat_study(kind="sweep", axes=(gas_price(*range(10, 26)),))
    first = run(study, tmp_path, shard=Shard(1, 2))
    assert not first.complete
    # a case's name, which decides its shard, depends on the code: of sixteen both shards get some
    assert 0 < len(results_in(tmp_path)) < 16
    second = run(study, tmp_path, shard=Shard(2, 2))
    assert second.complete
    assert {path.name for path in tmp_path.glob("journal*")} == {
        "journal-1-of-2.jsonl",
        "journal-2-of-2.jsonl",
    }
    said = []
    assert run(study, tmp_path, listener=lambda event, tally: said.append(event)).complete
    assert said == []
    with pytest.raises(StudyError, match="i from 1 to N"):
        Shard(3, 2)


# -- workers that fail ---------------------------------------------------------------------------


def worker_that(tmp_path, does):
    """Return the command of a worker in which a few lines run first."""
    script = tmp_path / "worker.py"
    script.write_text(
        textwrap.dedent(does) + "\nfrom symbiosis.study.running.worker import main\nmain()\n",
        encoding="utf-8",
    )
    return (sys.executable, str(script))


def test_a_case_that_kills_its_workers_is_set_aside_and_its_neighbours_finish(tmp_path):
    command = worker_that(
        tmp_path,
        """
        import os, signal
        from symbiosis.study.running import answer
        whole = answer.answer
        def poisoned(folder, inputs, order, progress=None):
            if order["coordinates"]["gas_price"] == 20.0:
                os.kill(os.getpid(), signal.SIGKILL)
            return whole(folder, inputs, order, progress)
        answer.answer = poisoned
        """,
    )
    study = heat_study(kind="sweep", axes=(gas_price(10, 20, 30),))
    events = []
    ran = run(study, tmp_path / "run", Alone(command), listener=lambda e, tally: events.append(e["event"]))
    assert [record.status for _, record in ran.known] == ["optimal", "set_aside", "optimal"]
    assert [e for e in events if e != "progress"] == ["finished", "died", "died", "set_aside", "finished"]
    assert "signal 9" in next(iter(ran.messages.values()))
    later = run(study, tmp_path / "run")  # it is not tried again unless asked
    assert [record.status for _, record in later.known] == ["optimal", "set_aside", "optimal"]
    assert run(study, tmp_path / "run", again=True).complete


def test_an_error_in_a_case_is_told_and_tried_again_next_time(tmp_path):
    command = worker_that(
        tmp_path,
        """
        from symbiosis.results import store
        def full(results, path):
            raise OSError(28, "No space left on device")
        store.save_results = full
        """,
    )
    ran = run(heat_study(), tmp_path / "run", Alone(command))
    assert not ran.complete
    assert "No space left on device" in next(iter(ran.messages.values()))
    assert run(heat_study(), tmp_path / "run").complete


def hard_park():
    """Return a park whose cheapest set of plants takes very long to prove."""
    rng = np.random.default_rng(3)
    made = rng.uniform(0.01, 1.0, (200, 10))
    prices = 1000.0 * (100 * made.mean(axis=1) + rng.random(200))  # the dearer a plant, the more it makes
    plants = [
        Technology(
            label=f"mill.b{i}",
            rated_on="gas",
            ratios={"gas": -1.0, **{f"k{j}": float(share) for j, share in enumerate(row)}},
            capacity_max=100.0,
            capacity_min=100.0,
            investment=float(price),
            investment_per_capacity=0.0,
            lifetime=1.0,
        )
        for i, (row, price) in enumerate(zip(made, prices, strict=True))
    ]
    needs = [need(f"mill.k{j}", float(50 * made[:, j].sum())) for j in range(10)]
    outlets = [Outlet(label=f"mill.o{j}", carrier=f"k{j}", fee=0.0) for j in range(10)]
    gas = Market(label="gas", carrier="gas", members=("mill",), purchase_price=0.001)
    return small_park(1, *plants, *needs, *outlets, gas)


@pytest.mark.slow
def test_a_stopped_search_leaves_its_best_plan_and_is_taken_up_again(tmp_path):
    study = heat_study(park=hard_park(), changes=(), options=Options(gap=0.0, threads=1))
    ran = run(study, tmp_path, until=time.time() + 20)
    assert ran.stopped
    ((case, record),) = ran.known
    assert (record.status, record.stopped_by) == ("feasible_time_limit", "interrupt")
    assert record.indicators["cost"] > record.indicators["bound"]
    assert not record.settled(study.options.time_limit)
    assert case.name == "integrated_park, base"


def test_many_workers_find_what_one_finds(tmp_path):
    pytest.importorskip("distributed")
    study = heat_study(kind="sweep", axes=(gas_price(10, 20, 30),))
    with local(2) as crew:
        together = run(study, tmp_path / "two", crew)
    alone = run(study, tmp_path / "one")
    assert together.complete
    assert costs(together) == costs(alone)
    assert results_in(tmp_path / "two").keys() == results_in(tmp_path / "one").keys()
    assert costs(alone)["integrated_park, base, gas_price=30"] == pytest.approx(CHEAP)


def test_workers_beside_each_other_need_no_cluster_and_find_what_one_finds(tmp_path):
    study = heat_study(kind="sweep", axes=(gas_price(10, 20, 30),))
    together = run(study, tmp_path / "two", Beside(2))
    alone = run(study, tmp_path / "one")
    assert together.complete
    assert costs(together) == costs(alone)
    assert results_in(tmp_path / "two").keys() == results_in(tmp_path / "one").keys()


def test_workers_beside_each_other_stop_in_order(tmp_path):
    study = heat_study(kind="sweep", axes=(gas_price(*range(10, 40)),))
    ran = run(study, tmp_path, Beside(2), until=time.time())
    assert ran.stopped
    assert not ran.complete
    assert run(study, tmp_path, Beside(2)).complete
