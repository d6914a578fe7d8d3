"""A plant that makes what nothing takes away is named before anything is solved."""

from __future__ import annotations

import pytest

from symbiosis.park.stranded import remarks, stranded
from tests.parks import drain, need, plant, shop, small_park


def kiln(**more):
    return plant("works.kiln", "clinker", {"limestone": -1.5, "dust": 0.1}, **more)


def test_a_residue_without_a_way_out_is_named():
    optional = {"capacity": 0.0, "capacity_max": 5.0, "investment_per_capacity": 1.0, "lifetime": 20.0}
    park = small_park(1, kiln(**optional), need("works.clinker", 1.0), shop("limestone", 1.0, "works"))
    assert list(stranded(park)) == [("works.kiln", "dust")]
    (sentence,) = remarks(park)
    assert sentence.startswith("technologies.works.kiln makes dust, and at works nothing takes it away")


@pytest.mark.parametrize("price", [0.0, 20.0])
def test_an_outlet_is_a_way_out(price):
    park = small_park(
        1, kiln(), need("works.clinker", 1.0), shop("limestone", 1.0, "works"), drain("works.dust", price)
    )
    assert remarks(park) == []
