"""Things are frozen; technologies are written per unit of the flow they are rated on."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

from symbiosis.park import FrozenDict, Technology, Varying
from symbiosis.park.fields import default_of, required, spec_of, specs
from symbiosis.park.park import SECTIONS
from tests.formulation.parks import rich_park


def test_ratios_are_per_unit_of_the_rated_flow():
    chp = Technology(label="e0.chp", rated_on="power", ratios={"gas": -1.0, "power": 0.4, "heat": 0.5})
    assert {k: ratio.value for k, ratio in chp.ratios.items()} == pytest.approx(
        {"gas": -2.5, "power": 1.0, "heat": 1.25}
    )


def test_a_sink_is_rated_on_what_it_takes():
    pump = Technology(label="e0.pump", rated_on="power", ratios={"power": -2.0, "heat": Varying(6.0, "cop")})
    assert pump.ratios["power"] == Varying(-1.0)
    assert pump.ratios["heat"] == Varying(3.0, "cop")


def test_nothing_can_be_changed():
    park = rich_park(2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        park.links["pipe"].loss = 0.5
    with pytest.raises(TypeError):
        park.links["pipe"] = None
    with pytest.raises(ValueError, match="read-only"):
        park.profiles["price"].values[0] = 0.0


def test_a_park_travels_between_processes():
    park = rich_park(2)
    assert pickle.loads(pickle.dumps(park)) == park


def test_every_field_has_a_meaning_and_every_number_a_unit():
    for kind in SECTIONS.values():
        for name, spec in specs(kind).items():
            assert spec.meaning, (kind, name)
            if spec.kind in ("number", "varying", "sizes", "ratios"):
                assert spec.unit, (kind, name)


def test_the_registry_knows_defaults_and_what_is_required():
    assert default_of(Technology, "capacity") == 0.0
    assert required(Technology) == ("rated_on",)
    assert spec_of(Technology, "lifetime").unit == "a"
    with pytest.raises(KeyError):
        default_of(Technology, "rated_on")


def test_frozen_dicts_are_equal_by_content():
    assert FrozenDict({"a": 1.0}) == FrozenDict(a=1.0)
    assert hash(FrozenDict({"a": 1.0})) == hash(FrozenDict(a=1.0))


def test_repr_tells_the_story():
    assert (
        repr(rich_park(3))
        == "Park(rich: 3 enterprises, 6 carriers, 20 technologies, 4 links, 1 networks, 3 h)"
    )
